// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// How a relay's failures read.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace twofold {

// Names the other end in a status for a person: UNAVAILABLE "relay_unreachable" when nothing
// answers, UNAVAILABLE "relay_strange" when what answers is no relay of ours. A refusal of the
// relay itself keeps its code and reason and a sentence that is safe to show; its advice is
// dropped, because nobody should follow a stranger's. Never Cancelled.
absl::Status ReadableRelayStatus(const absl::Status& status, absl::string_view address);

// What answers there is no relay of ours.
absl::Status StrangeRelay(absl::string_view address);
// Nothing has come from there for too long.
absl::Status SilentRelay(absl::string_view address);

}  // namespace twofold
