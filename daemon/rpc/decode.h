// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Messages of the client's language to what the engines ask for. Views into the messages, which
// must outlive the results.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/base/ids.h"
#include "daemon/engine/answers.h"
#include "daemon/engine/goal_engine.h"
#include "daemon/engine/goal_filter.h"
#include "daemon/engine/rest_engine.h"
#include "twofold/daemon/v1/entries.pb.h"
#include "twofold/daemon/v1/goals.pb.h"

namespace twofold {

// InvalidArgument, reason "bad_request_id", unless empty or 16 bytes.
absl::StatusOr<RequestId> DecodeRequestId(const std::string& bytes);

ScheduleWords Decode(const daemon::v1::ScheduleWords& words);
TermsWords Decode(const daemon::v1::TermsWords& words);
BesideWords Decode(const daemon::v1::BesideWords& words);
GoalFilter Decode(const daemon::v1::GoalFilter& filter);
NewGoal Decode(const daemon::v1::AddGoalRequest& request);
AnswerWords Decode(const daemon::v1::Answer& answer);

// Any list of texts as views.
template <class List>
std::vector<absl::string_view> Views(const List& texts) {
  return {texts.begin(), texts.end()};
}

}  // namespace twofold
