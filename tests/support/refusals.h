// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// EXPECT_THAT(result, IsOk());
// EXPECT_THAT(result, IsRefused("no_such_goal"));
#pragma once

#include <gmock/gmock.h>

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/base/refusal.h"

namespace twofold {

inline const absl::Status& StatusOf(const absl::Status& status) { return status; }
template <class T>
const absl::Status& StatusOf(const absl::StatusOr<T>& result) {
  return result.status();
}

MATCHER(IsOk, "is OK") {
  *result_listener << StatusOf(arg).ToString();
  return StatusOf(arg).ok();
}

// Refused with this stable reason.
MATCHER_P(IsRefused, reason, std::string("is refused as ") + reason) {
  const absl::Status& status = StatusOf(arg);
  *result_listener << "reason \"" << RefusalReason(status) << "\", " << status.ToString();
  return !status.ok() && RefusalReason(status) == reason;
}

// Failed with this code.
MATCHER_P(HasCode, code, "has the status code " + absl::StatusCodeToString(code)) {
  *result_listener << StatusOf(arg).ToString();
  return StatusOf(arg).code() == code;
}

}  // namespace twofold
