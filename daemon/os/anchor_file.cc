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

constexpr char kFirstLine[] = "twofold anchor 1";

constexpr std::size_t kLines = 6;

// FNV-1a: any single changed byte gives another sum.
std::uint64_t Sum(absl::string_view text) {
  std::uint64_t sum = 0xCBF29CE484222325;
  for (const char c : text) sum = (sum ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  return sum;
}

std::string Hex(std::uint64_t number) { return absl::StrFormat("%016x", number); }

}  // namespace

std::string EncodeAnchor(const AnchorPlace& place) {
  const AnchorPoint& point = place.point;
  std::string text =
      absl::StrCat(kFirstLine, "\nturn ", place.turn, "\nstore ", point.store.hex(), "\ncounter ",
                   point.counter, "\nincarnation ", point.incarnation, "\n");
  absl::StrAppend(&text, "sum ", Hex(Sum(text)), "\n");
  text.resize(kAnchorBytes, '\n');
  return text;
}

std::optional<AnchorPlace> DecodeAnchor(absl::string_view bytes) {
  const std::vector<absl::string_view> lines = absl::StrSplit(bytes, '\n');
  if (lines.size() < kLines || lines[0] != kFirstLine) return std::nullopt;
  std::vector<absl::string_view> values;
  for (std::size_t i = 1; i < kLines; ++i) {
    values.push_back(lines[i].substr(std::min(lines[i].find(' '), lines[i].size())));
    if (!values.back().empty()) values.back().remove_prefix(1);
  }
  AnchorPlace place;
  const auto store = StoreId::FromBytes(absl::HexStringToBytes(values[1]));
  if (!store || !absl::SimpleAtoi(values[0], &place.turn) ||
      !absl::SimpleAtoi(values[2], &place.point.counter) ||
      !absl::SimpleAtoi(values[3], &place.point.incarnation)) {
    return std::nullopt;
  }
  place.point.store = *store;
  // Also every space and every name of a line has to be as it is written.
  if (EncodeAnchor(place) != bytes) return std::nullopt;
  return place;
}

std::string AnchorName(absl::string_view data_folder) {
  return absl::StrCat("anchor-", Hex(Sum(data_folder)));
}

AnchorFile::AnchorFile(std::string path, absl::Duration patience)
    : path_(std::move(path)),
      patience_(patience),
      alarm_(timerfd_create(CLOCK_BOOTTIME, TFD_CLOEXEC | TFD_NONBLOCK)) {
  const auto bytes = ReadPrivateFile(path_, 2 * kAnchorBytes);
  if (!bytes.ok() || !*bytes) return;
  for (std::size_t at = 0; at < (*bytes)->size(); at += kAnchorBytes) {
    const auto place = DecodeAnchor(absl::string_view(**bytes).substr(at, kAnchorBytes));
    if (!place || (remembered_ && place->turn < turn_)) continue;
    remembered_ = place->point;
    turn_ = place->turn;
  }
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
  const std::string bytes = EncodeAnchor({turn_ + 1, point});
  absl::Status written = OverwritePrivateFile(path_, (turn_ + 1) % 2 * kAnchorBytes, bytes);
  // The first time, or somebody removed it.
  if (absl::IsNotFound(written)) written = ReplacePrivateFile(path_, absl::StrCat(bytes, bytes));
  TF_RETURN_IF_ERROR(written);
  ++turn_;
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
