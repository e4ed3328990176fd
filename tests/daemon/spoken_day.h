// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// One day of one goal, and somebody who says things about it: what ChangeOf makes is written down
// as the fold does.
#pragma once

#include <cstdint>
#include <string>

#include "core/goals/goal.h"
#include "daemon/engine/answers.h"

namespace twofold {

class SpokenDay {
 public:
  explicit SpokenDay(GoalKind kind, absl::string_view unit = "", Side side = Side::kMe) {
    goal_.handle = "goal";
    goal_.side = side;
    terms_.kind = kind;
    terms_.unit = std::string(unit);
  }
  void SetTarget(Direction direction, std::int64_t micros) {
    terms_.target = Target{direction, micros, Period::kDay};
  }
  void SetAmount(std::int64_t micros) { given_.amount_micros = micros; }

  absl::Status Say(const AnswerWords& words) {
    auto change = ChangeOf(words, goal_, terms_, kDay, given_, kept_);
    if (!change.ok()) return change.status();
    change_ = *std::move(change);
    if (change_.given) Write(*change_.given, given_);
    if (change_.kept) Write(*change_.kept, kept_);
    return absl::OkStatus();
  }

  // What the newest answer changed.
  const DayChange& change() const { return change_; }
  const DayEntry& entry() const { return given_; }  // in the goal's space
  const DayEntry& kept() const { return kept_; }    // beside a shared goal
  Mark mark() const { return given_.mark.value.mark; }
  std::int64_t amount() const { return given_.amount_micros; }
  const std::string& note() const { return given_.note.value; }
  bool blank() const { return IsBlank(given_) && IsBlank(kept_); }

  static constexpr std::int32_t kDay = 20778;

 private:
  static void Write(const DayWrite& write, DayEntry& entry) {
    if (write.mark) entry.mark.value = *write.mark;
    entry.amount_micros =
        static_cast<std::int64_t>(static_cast<std::uint64_t>(entry.amount_micros) +
                                  static_cast<std::uint64_t>(write.add_micros));
    if (write.note) entry.note.value = *write.note;
  }

  GoalView goal_;
  GoalTerms terms_;
  DayEntry given_;
  DayEntry kept_;
  DayChange change_;
};

}  // namespace twofold
