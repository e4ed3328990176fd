// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/transport/refusals.h"

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"

namespace twofold {
namespace {

constexpr std::size_t kMebibyte = 1024 * 1024;
constexpr char kLookFirst[] = "It may have been done all the same; look before you repeat it.";

std::string SilentSentence(absl::Duration waited) {
  const std::int64_t seconds = absl::ToInt64Seconds(waited);
  if (seconds == 0) return "the background service does not answer.";
  return absl::StrCat("the background service does not answer (waited ", seconds, " s).");
}

}  // namespace

absl::Status ServiceAbsent() {
  return Refusal(absl::StatusCode::kUnavailable, "service_absent",
                 "the background service is not running.")
      .Hint("Start it by hand", "twofoldd");
}

absl::Status ServiceDenied() {
  return Refusal(absl::StatusCode::kUnavailable, "service_denied",
                 "the socket of the background service cannot be opened.")
      .Hint("Another place", "set TWOFOLD_SOCKET, for twofoldd too");
}

absl::Status ServiceForeign() {
  return Refusal(absl::StatusCode::kPermissionDenied, "service_foreign",
                 "the background service on this socket belongs to another account.")
      .Hint("Another place", "set TWOFOLD_SOCKET, for twofoldd too");
}

absl::Status ServiceSilent(absl::Duration waited) {
  return Refusal(absl::StatusCode::kDeadlineExceeded, "service_silent", SilentSentence(waited))
      .Hint("Restart it", "end the process twofoldd, then run: twofoldd");
}

absl::Status AnswerAbsent(absl::Duration waited) {
  return Refusal(absl::StatusCode::kDeadlineExceeded, "answer_absent", SilentSentence(waited))
      .Hint("Look", "twofold today")
      .Aftermath(kLookFirst);
}

absl::Status AnswerLost() {
  return Refusal(absl::StatusCode::kUnavailable, "answer_lost",
                 "the background service ended before it answered.")
      .Hint("Look", "twofold today")
      .Aftermath(kLookFirst);
}

absl::Status AnswerGarbled() {
  return Refusal(absl::StatusCode::kDataLoss, "answer_garbled",
                 "what answers on the socket is not twofold's background service.")
      .Hint("Another place", "set TWOFOLD_SOCKET, for twofoldd too");
}

absl::Status AnswerTooLarge() {
  return Refusal(absl::StatusCode::kResourceExhausted, "answer_too_large",
                 absl::StrCat("the answer of the background service is larger than ",
                              limits::kLocalMessageBytes / kMebibyte, " MiB."));
}

absl::Status Interrupted() {
  return Refusal(absl::StatusCode::kCancelled, "interrupted", "stopped.");
}

}  // namespace twofold
