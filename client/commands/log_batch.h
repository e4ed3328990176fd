// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Many answers from standard input, one a line: GOAL [ANSWER] [DAY].
#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "client/session.h"
#include "twofold/daemon/v1/entries.pb.h"

namespace twofold {

// Whether a word names a day: "today", "yesterday", a weekday, "3d", "2026-11-24".
bool IsDayWord(absl::string_view word);

// Reads one line without its comment. INVALID_ARGUMENT "line_not_understood" for more than three
// words. REQUIRES: not blank.
absl::StatusOr<daemon::v1::Answer> ReadAnswer(absl::string_view line);

// Logs everything on standard input. With --all-or-nothing the first refusal refuses all; else what
// can be kept is, and the status is that of the first refusal. RESOURCE_EXHAUSTED
// "too_many_answers" above limits::kAnswersPerCall lines.
absl::Status LogBatch(Session& session);

}  // namespace twofold
