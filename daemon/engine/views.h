// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What the engines answer: plain values, ready to be shown, without words or layout.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "core/goals/goal.h"
#include "core/progress/day_line.h"
#include "storage/store/records.h"

namespace twofold {

enum class GoalState { kActive, kArchived, kEnded };

struct GoalView {
  SpaceId space;
  EntityId id;
  Side side = Side::kMe;
  std::string handle;
  std::string title;
  GoalTerms terms;
  GoalState state = GoalState::kActive;
  std::int32_t since = 0;   // day number
  std::uint64_t began = 0;  // stamp of its beginning; orders goals of one side
};

struct DayLineView {
  GoalView goal;
  LineProgress progress;
};

// A version of terms that stands open between two people.
struct ProposalView {
  std::uint32_t number = 0;  // 0 in a preview of a new one
  bool own = false;          // made by this person
  OfferTerms terms;
  std::optional<OfferTerms> previous;  // the version it answers
  std::string goal_handle;             // of the shared goal it would change
  bool both_open = false;
};

struct LogView {
  DayLineView line;
  std::int64_t added_micros = 0;  // 0 for a yes-or-no goal
  absl::CivilDay day;
  bool is_today = false;
  std::string shared_with;  // partner's name; empty when only the owner sees it
  bool unchanged = false;
};

struct TodayView {
  absl::CivilDay day;
  std::vector<DayLineView> lines;
  std::vector<ProposalView> proposals;
  std::optional<std::string> partner_name;  // set when there is a shared space
  std::optional<int> checkin_open_since;    // minutes after midnight
};

struct ActView {
  ActKind kind = ActKind::kLog;
  std::string handle;
  std::string title;
  std::int32_t day = 0;
  std::int64_t amount_micros = 0;
  std::string unit;
};

struct UndoView {
  ActView act;
  bool day_blank = false;
  bool already_given = false;
};

enum class GivenState { kInForce, kEnded, kOpen, kDeclined, kWithdrawn };

struct GivenView {
  std::string handle;
  bool is_goal = false;
  std::string title;
  GivenState state = GivenState::kOpen;
  std::uint32_t days = 0;
  std::vector<OfferTerms> versions;
};

struct SharedView {
  std::string own_name;
  std::string partner_name;
  std::vector<GivenView> given;
  std::uint32_t own_goals = 0;
};

}  // namespace twofold
