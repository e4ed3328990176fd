// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/courier/relay_words.h"

#include "absl/strings/str_cat.h"
#include "core/base/refusal.h"
#include "core/base/text.h"

namespace twofold {
namespace {

constexpr std::size_t kMostReason = 40;
constexpr std::size_t kMostSentence = 160;

// Whether a reason can be one of ours.
bool IsReason(absl::string_view reason) {
  for (char c : reason) {
    if (c != '_' && (c < 'a' || c > 'z')) return false;
  }
  return !reason.empty() && reason.size() <= kMostReason;
}

}  // namespace

absl::Status ReadableRelayStatus(const absl::Status& status, absl::string_view address) {
  if (status.ok()) return status;
  if (IsReason(RefusalReason(status)) && !absl::IsCancelled(status)) {
    return Refusal(status.code(), RefusalReason(status),
                   CleanForDisplay(status.message(), kMostSentence));
  }
  const bool silent =
      absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) || absl::IsCancelled(status);
  return Refusal(absl::StatusCode::kUnavailable, silent ? "relay_unreachable" : "relay_strange",
                 absl::StrCat(address, silent ? " does not answer."
                                              : " answers, but not as a relay of twofold does."));
}

absl::Status StrangeRelay(absl::string_view address) {
  return ReadableRelayStatus(absl::InternalError("strange"), address);
}

absl::Status SilentRelay(absl::string_view address) {
  return ReadableRelayStatus(absl::UnavailableError("silent"), address);
}

}  // namespace twofold
