// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/base/refusal.h"

#include "absl/strings/cord.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

namespace twofold {
namespace {

constexpr char kReasonUrl[] = "twofold/reason";
constexpr char kHintsUrl[] = "twofold/hints";  // label TAB text NEWLINE, repeated
constexpr char kAftermathUrl[] = "twofold/aftermath";
constexpr char kPlaceUrl[] = "twofold/place";

std::string OneLine(absl::string_view text) {
  return absl::StrReplaceAll(text, {{"\n", " "}, {"\t", " "}});
}

std::string Payload(const absl::Status& status, const char* url) {
  const auto payload = status.GetPayload(url);
  return payload ? std::string(*payload) : std::string();
}

}  // namespace

Refusal::Refusal(absl::StatusCode code, absl::string_view reason, absl::string_view sentence)
    : code_(code), reason_(reason), sentence_(sentence) {}

Refusal& Refusal::Hint(absl::string_view label, absl::string_view text) {
  hints_.push_back({OneLine(label), OneLine(text)});
  return *this;
}

Refusal& Refusal::Aftermath(absl::string_view sentence) {
  aftermath_ = OneLine(sentence);
  return *this;
}

Refusal::operator absl::Status() const {
  absl::Status status(code_, sentence_);
  status.SetPayload(kReasonUrl, absl::Cord(reason_));
  std::string hints;
  for (const RefusalHint& hint : hints_) absl::StrAppend(&hints, hint.label, "\t", hint.text, "\n");
  if (!hints.empty()) status.SetPayload(kHintsUrl, absl::Cord(hints));
  if (!aftermath_.empty()) status.SetPayload(kAftermathUrl, absl::Cord(aftermath_));
  return status;
}

std::string RefusalReason(const absl::Status& status) { return Payload(status, kReasonUrl); }

std::vector<RefusalHint> RefusalHints(const absl::Status& status) {
  const std::string text = Payload(status, kHintsUrl);
  std::vector<RefusalHint> hints;
  for (absl::string_view line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(line, absl::MaxSplits('\t', 1));
    hints.push_back({std::string(parts.first), std::string(parts.second)});
  }
  return hints;
}

std::string RefusalAftermath(const absl::Status& status) { return Payload(status, kAftermathUrl); }

std::size_t RefusalPlace(const absl::Status& status) {
  std::size_t place = 0;
  return absl::SimpleAtoi(Payload(status, kPlaceUrl), &place) ? place : 0;
}

absl::Status WithPlace(absl::Status status, std::size_t place) {
  if (!RefusalReason(status).empty() && place > 0) {
    status.SetPayload(kPlaceUrl, absl::Cord(absl::StrCat(place)));
  }
  return status;
}

absl::Status WithAftermath(absl::Status status, absl::string_view sentence) {
  if (!RefusalReason(status).empty())
    status.SetPayload(kAftermathUrl, absl::Cord(OneLine(sentence)));
  return status;
}

absl::Status WithSentence(const absl::Status& status, absl::string_view sentence) {
  if (RefusalReason(status).empty()) return status;
  absl::Status told(status.code(), sentence);
  status.ForEachPayload(
      [&](absl::string_view url, const absl::Cord& payload) { told.SetPayload(url, payload); });
  return told;
}

}  // namespace twofold
