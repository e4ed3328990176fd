// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What stands in a store, in words: every value that was written and none of the order it was
// written in, so that two stores that say the same are equal.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "storage/store/keys.h"
#include "tests/daemon/engine_computer.h"

namespace twofold {

inline std::string InWords(const GoalTerms& terms) {
  return EncodeOfferTerms({.title = "t", .terms = terms});
}

inline std::string InWords(const DayEntry& entry) {
  return absl::StrCat(static_cast<int>(entry.mark.value.mark), " \"", entry.mark.value.reason,
                      "\" ", entry.amount_micros, " \"", entry.note.value, "\" at ",
                      entry.written.value.zone, " ", entry.written.value.offset_seconds);
}

inline void GoalInWords(const Goal& goal, std::vector<std::string>& lines) {
  if (goal.removed.value) return;
  const std::string id = goal.id.str();
  lines.push_back(absl::StrCat("goal ", id, " ", goal.title.value, "|", goal.handle.value, "|",
                               goal.archived.value, "|", goal.why.value, "|", goal.cue.value, "|",
                               goal.smallest.value, "|", goal.group.value, "|", goal.position.value,
                               "|", goal.source.value, "|", goal.asks_ease.value));
  for (const auto& [tag, on] : goal.tags) {
    if (on.value) lines.push_back(absl::StrCat("tag ", id, " ", tag));
  }
  for (const auto& [step_id, step] : goal.steps) {
    if (step.removed.value) continue;
    lines.push_back(absl::StrCat("step ", id, " ", step.words.value.number, " ",
                                 step.words.value.title, " ", step.done_on.value.value_or(-1)));
  }
  for (const auto& [from, version] : goal.versions) {
    if (!version.value.terms) continue;
    lines.push_back(absl::StrCat("version ", id, " ", from, " ", InWords(*version.value.terms), " ",
                                 version.value.learned));
  }
}

// Of the own side everything; of a shared space the entries.
inline std::vector<std::string> Standing(const Computer& computer) {
  std::vector<std::string> lines;
  const LedgerState state = computer.state();
  const StoreView view(computer.store);
  const auto goals = view.ListGoals(state.me->id);
  EXPECT_THAT(goals, IsOk());
  std::set<EntityId> removed;
  for (const Goal& goal : *goals) {
    GoalInWords(goal, lines);
    if (goal.removed.value) removed.insert(goal.id);
  }
  const auto rests = view.ListRests(state.me->id);
  EXPECT_THAT(rests, IsOk());
  for (const auto& [id, rest] : *rests) {
    lines.push_back(absl::StrCat("rest ", id.str(), " ", rest.goal.str(), " ", rest.first_day, " ",
                                 rest.last_day.value_or(-1)));
  }
  for (const std::string& prefix : {std::string("e"), std::string("j")}) {
    EXPECT_THAT(computer.store.Scan(
                    prefix, "", ScanOrder::kAscending,
                    [&](absl::string_view key, absl::string_view) {
                      if (key.substr(0, 1) != prefix) return false;
                      const SpaceId space = SpaceId::Prefix(key.substr(1));
                      const EntityId goal = EntityId::Prefix(key.substr(17));
                      if (removed.contains(goal)) return true;
                      if (prefix == "j") {
                        const std::int32_t day = keys::EaseDay(key);
                        const int ease = (*view.FindEase(space, goal, day))->value;
                        if (ease != 0)
                          lines.push_back(absl::StrCat("ease ", goal.str(), day, ease));
                        return true;
                      }
                      const EntryKey at = keys::ParseEntryKey(key);
                      const DayEntry entry = **view.FindEntry(at);
                      if (IsBlank(entry)) return true;
                      lines.push_back(absl::StrCat("entry ", space.str(), goal.str(), at.day, " ",
                                                   at.person.str(), " ", InWords(entry)));
                      return true;
                    }),
                IsOk());
  }
  return lines;
}

}  // namespace twofold
