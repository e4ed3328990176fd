// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/os/anchor_file.h"

#include <sys/timerfd.h>
#include <unistd.h>

#include <cstdint>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "core/base/status_macros.h"
#include "daemon/os/private_file.h"

namespace twofold {
namespace {

constexpr std::size_t kMostBytes = 512;
constexpr char kFirstLine[] = "twofold anchor 1";

// FNV-1a: any single changed byte gives another sum.
std::uint64_t Sum(absl::string_view text) {
  std::uint64_t sum = 0xCBF29CE484222325;
  for (const char c : text) sum = (sum ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  return sum;
}

std::string Hex(std::uint64_t number) { return absl::StrFormat("%016x", number); }

}  // namespace

std::string EncodeAnchor(const AnchorPoint& point) {
  const std::string text = absl::StrCat(kFirstLine, "\nstore ", point.store.hex(), "\ncounter ",
                                        point.counter, "\nincarnation ", point.incarnation, "\n");
  return absl::StrCat(text, "sum ", Hex(Sum(text)), "\n");
}

std::optional<AnchorPoint> DecodeAnchor(absl::string_view text) {
  const std::vector<absl::string_view> lines = absl::StrSplit(text, '\n');
  if (lines.size() != 6 || lines[0] != kFirstLine) return std::nullopt;
  std::vector<absl::string_view> values;
  for (std::size_t i = 1; i < lines.size() - 1; ++i) {
    values.push_back(lines[i].substr(std::min(lines[i].find(' '), lines[i].size())));
    if (!values.back().empty()) values.back().remove_prefix(1);
  }
  AnchorPoint point;
  const auto store = StoreId::FromBytes(absl::HexStringToBytes(values[0]));
  if (!store || !absl::SimpleAtoi(values[1], &point.counter) ||
      !absl::SimpleAtoi(values[2], &point.incarnation)) {
    return std::nullopt;
  }
  point.store = *store;
  // Also every space and every name of a line has to be as it is written.
  if (EncodeAnchor(point) != text) return std::nullopt;
  return point;
}

std::string AnchorName(absl::string_view data_folder) {
  return absl::StrCat("anchor-", Hex(Sum(data_folder)));
}

AnchorFile::AnchorFile(std::string path, absl::Duration patience)
    : path_(std::move(path)),
      patience_(patience),
      alarm_(timerfd_create(CLOCK_BOOTTIME, TFD_CLOEXEC | TFD_NONBLOCK)) {
  const auto text = ReadPrivateFile(path_, kMostBytes);
  if (text.ok() && *text) remembered_ = DecodeAnchor(**text);
}

std::optional<AnchorPoint> AnchorFile::remembered() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return remembered_;
}

void AnchorFile::Advance(const AnchorPoint& point) {
  std::lock_guard<std::mutex> lock(mutex_);
  if (!waiting_) Arm();
  waiting_ = point;
}

absl::Status AnchorFile::Raise(const AnchorPoint& point) {
  std::lock_guard<std::mutex> lock(mutex_);
  if (remembered_ == point) return absl::OkStatus();
  TF_RETURN_IF_ERROR(ReplacePrivateFile(path_, EncodeAnchor(point)));
  remembered_ = point;
  if (waiting_ == point) waiting_.reset();
  return absl::OkStatus();
}

absl::Status AnchorFile::Settle() {
  std::uint64_t times = 0;
  if (read(alarm_.get(), &times, sizeof times) < 0) times = 0;
  std::optional<AnchorPoint> point;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    point = waiting_;
  }
  if (!point) return absl::OkStatus();
  const absl::Status raised = Raise(*point);
  std::lock_guard<std::mutex> lock(mutex_);
  if (waiting_) Arm();
  return raised;
}

void AnchorFile::Arm() {
  itimerspec wait{};
  wait.it_value = absl::ToTimespec(patience_);
  timerfd_settime(alarm_.get(), 0, &wait, nullptr);
}

}  // namespace twofold
