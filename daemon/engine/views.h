// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What the engines answer: plain values, ready to be shown, without words or layout.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "core/goals/goal.h"
#include "core/progress/day_line.h"
#include "daemon/engine/device_news.h"
#include "storage/store/records.h"

namespace twofold {

enum class GoalState { kActive, kArchived, kEnded };

// What keeps it from being changed until a later version of the program is here.
enum class Waits { kNo, kReadOnly, kNotShared };

struct VersionView {
  std::int32_t from = 0;
  GoalTerms terms;
  std::string learned;
};

struct StepView {
  StepId id;
  std::uint32_t number = 0;
  std::string title;
  std::optional<std::int32_t> done_on;
};

struct GoalView {
  SpaceId space;
  EntityId id;
  Side side = Side::kMe;
  std::string handle;
  std::string title;
  GoalTerms terms;                       // in force on the day looked at
  GoalState state = GoalState::kActive;  // of one that counts as not shared: ended
  Waits waits = Waits::kNo;
  std::int32_t since = 0;             // day number
  std::optional<std::int32_t> ended;  // the day it was archived or ended on
  std::int32_t version_since = 0;     // from when the terms are in force
  std::vector<VersionView> versions;  // oldest first, at least one
  std::uint64_t began = 0;            // stamp of its beginning
  std::int64_t position = 0;          // orders goals of the own side, before `began` does
  std::string why, cue, smallest, group, source;
  std::vector<std::string> tags;  // sorted
  std::vector<StepView> steps;    // by number
  bool asks_ease = false;
  std::optional<Rest> resting;  // the rest that covers the day looked at, the longest one
};

struct DayLineView {
  GoalView goal;
  LineProgress progress;
  DayMark own;       // the person's own mark
  std::string note;  // and note
  bool ease_due = false;
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

// What came of one answer.
struct LogView {
  absl::Status refusal;  // not OK: nothing else is set
  DayLineView line;      // of the last day
  std::int64_t added_micros = 0;
  absl::CivilDay first;
  absl::CivilDay day;      // the last one
  std::uint32_t days = 0;  // on which something changed
  bool is_today = false;
  std::string shared_with;  // partner's name; empty when only the owner sees it
  bool unchanged = false;
};

// What is here of a later version of the program, and what that keeps from being changed.
struct Unread {
  bool any = false;                    // also such as keeps nothing from being changed
  bool me = false;                     // the whole own side can only be read
  bool us = false;                     // and all that is shared
  std::vector<std::string> read_only;  // else what can only be read, as the person calls it; sorted
  std::vector<std::string> not_shared;  // what counts as not shared; sorted
};

struct TodayView {
  absl::CivilDay day;
  std::vector<DayLineView> lines;
  std::vector<ProposalView> proposals;
  std::optional<std::string> partner_name;  // set when there is a shared space
  std::optional<int> checkin_open_since;    // minutes after midnight
  std::optional<Rest> everything_rests;
  std::vector<DeviceNews> device_news;
  StoreNotice notice = StoreNotice::kNone;
  Unread unread;
};

struct RestView {
  std::string handle;  // empty: everything
  std::string title;
  Rest rest;
};

struct ActView {
  std::uint64_t number = 0;
  ActKind kind = ActKind::kLog;
  std::string handle;
  std::string title;
  std::int32_t day = 0;
  std::int64_t amount_micros = 0;
  std::string unit;
  Mark mark = Mark::kNone;
  std::uint32_t count = 1;
  std::int32_t done_on = 0;
  bool undone = false;
};

struct UndoView {
  ActView act;
  bool day_blank = false;
  bool already_given = false;
};

enum class GivenState { kInForce, kEnded, kOpen, kDeclined, kWithdrawn, kWaits };

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
