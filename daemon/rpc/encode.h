// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Views of the engines to messages of the client's language, and the few fields back.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "core/base/ids.h"
#include "core/schedule/schedule.h"
#include "daemon/engine/views.h"
#include "twofold/daemon/v1/couple.pb.h"
#include "twofold/daemon/v1/entries.pb.h"
#include "twofold/daemon/v1/goals.pb.h"

namespace twofold {

// InvalidArgument, reason "bad_request_id", unless empty or 16 bytes.
absl::StatusOr<RequestId> DecodeRequestId(const std::string& bytes);

// Views into `words`, which must outlive the result.
ScheduleWords DecodeWords(const daemon::v1::ScheduleWords& words);

// "20:00".
std::string FormatMinute(int minute);

void Encode(const Schedule& schedule, daemon::v1::Schedule* out);
void Encode(const GoalView& view, daemon::v1::Goal* out);
void Encode(const DayLineView& view, daemon::v1::DayLine* out);
void Encode(const ProposalView& view, daemon::v1::OpenProposal* out);
void Encode(const LogView& view, daemon::v1::LogResponse* out);
void Encode(const TodayView& view, daemon::v1::TodayResponse* out);
void Encode(const ActView& view, daemon::v1::Act* out);
void Encode(const SharedView& view, daemon::v1::SharedResponse* out);

}  // namespace twofold
