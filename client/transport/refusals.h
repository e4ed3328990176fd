// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What can go wrong between the client and its daemon, as sentences a person reads. The reasons
// are listed at Transport::Call.
#pragma once

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace twofold {

absl::Status ServiceAbsent();
absl::Status ServiceDenied();
absl::Status ServiceForeign();
absl::Status ServiceSilent(absl::Duration waited);
absl::Status AnswerAbsent(absl::Duration waited);
absl::Status AnswerLost();
absl::Status AnswerGarbled();
absl::Status AnswerTooLarge();
absl::Status Interrupted();

}  // namespace twofold
