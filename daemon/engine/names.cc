// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/names.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"
#include "core/base/text.h"
#include "core/goals/handle.h"

namespace twofold {
namespace {

constexpr std::size_t kShownWord = 40;
constexpr std::size_t kMostSuggestions = 2;
constexpr std::uint32_t kMostNumber = 1'000'000;

// Handles near a mistyped word, nearest first.
std::vector<std::string> Near(const std::map<std::string, EntityRef>& handles,
                              absl::string_view word) {
  std::vector<std::pair<std::size_t, std::string>> ranked;
  const std::size_t most = word.size() <= 3 ? 1 : 2;
  for (const auto& [handle, ref] : handles) {
    const std::size_t distance = EditDistance(word, handle);
    if (distance <= most) ranked.emplace_back(distance, handle);
  }
  std::sort(ranked.begin(), ranked.end());
  std::vector<std::string> near;
  for (const auto& [distance, handle] : ranked) {
    if (near.size() < kMostSuggestions) near.push_back(handle);
  }
  return near;
}

std::vector<EntityRef> Values(const std::map<WriteOrder, EntityRef>& refs) {
  std::vector<EntityRef> values;
  for (const auto& [order, ref] : refs) values.push_back(ref);
  return values;
}

}  // namespace

absl::StatusOr<Names> Names::Load(const StoreView& view, const std::vector<Space>& spaces) {
  Names names;
  for (const Space& space : spaces) {
    if (space.kind != SpaceKind::kMe) continue;
    TF_ASSIGN_OR_RETURN(const std::vector<Goal> goals, view.ListGoals(space.id));
    std::map<std::string, std::map<WriteOrder, EntityRef>> given;
    for (const Goal& goal : goals) {
      if (goal.removed.value || goal.handle.value.empty()) continue;
      given[goal.handle.value][goal.handle.order] = {space.id, goal.id};
    }
    // Whoever is alone with a handle has it, whatever others have to be called.
    for (const auto& [handle, refs] : given) names.SetHandle(handle, refs.begin()->second);
    for (const auto& [handle, refs] : given) {
      if (refs.size() > 1) names.ShareHandle(handle, Values(refs));
    }
  }
  TF_ASSIGN_OR_RETURN(const auto aliases, view.ListAliases());
  for (const StoreView::NamedEntity& named : aliases) {
    const EntityRef ref{named.space, named.entity};
    if (named.alias.number != 0) names.SetItem(named.alias.number, ref);
    if (!named.alias.handle.empty()) names.SetHandle(named.alias.handle, ref);
  }
  return names;
}

void Names::SetHandle(const std::string& handle, const EntityRef& ref) {
  handles_[handle] = ref;
  handle_of_[ref] = handle;
}

void Names::RemoveHandle(const std::string& handle) {
  const auto it = handles_.find(handle);
  if (it == handles_.end()) return;
  handle_of_.erase(it->second);
  handles_.erase(it);
}

void Names::ShareHandle(const std::string& handle, const std::vector<EntityRef>& goals) {
  for (const EntityRef& goal : goals) RemoveHandle(HandleOf(goal));
  int number = 1;
  for (const EntityRef& goal : goals) {
    std::string free = handle;
    while (IsTaken(free)) free = absl::StrCat(handle, "-", ++number);
    SetHandle(free, goal);
  }
}

void Names::SetItem(std::uint32_t number, const EntityRef& ref) {
  items_[number] = ref;
  number_of_[ref] = number;
}

void Names::RemoveSpace(const SpaceId& space) {
  std::erase_if(handles_, [&](const auto& entry) { return entry.second.space == space; });
  std::erase_if(handle_of_, [&](const auto& entry) { return entry.first.space == space; });
  std::erase_if(items_, [&](const auto& entry) { return entry.second.space == space; });
  std::erase_if(number_of_, [&](const auto& entry) { return entry.first.space == space; });
}

std::uint32_t Names::FreeNumber(std::uint32_t suggested) const {
  if (suggested > 0 && suggested <= kMostNumber && !items_.contains(suggested)) return suggested;
  return items_.empty() ? 1 : items_.rbegin()->first + 1;
}

absl::StatusOr<EntityRef> Names::Find(absl::string_view typed) const {
  const std::string word = absl::AsciiStrToLower(typed);
  const std::string shown = CleanForDisplay(typed, kShownWord);
  const auto exact = handles_.find(word);
  if (exact != handles_.end()) return exact->second;
  if (IsItemHandle(word)) {
    std::uint32_t number = 0;
    if (word[0] == 'p' && absl::SimpleAtoi(word.substr(1), &number)) {
      const auto item = items_.find(number);
      if (item != items_.end()) return item->second;
    }
    return Refusal(absl::StatusCode::kNotFound, "no_such_item",
                   absl::StrCat("there is no \"", shown, "\"."))
        .Hint("What stands open", "twofold today");
  }
  std::vector<std::string> fitting;
  for (auto it = handles_.lower_bound(word);
       !word.empty() && it != handles_.end() && absl::StartsWith(it->first, word); ++it) {
    fitting.push_back(it->first);
  }
  if (fitting.size() == 1) return handles_.at(fitting.front());
  if (fitting.size() > 1) {
    if (fitting.size() > 4) fitting.resize(4);
    return Refusal(absl::StatusCode::kInvalidArgument, "ambiguous_handle",
                   absl::StrCat("\"", shown, "\" could be ", absl::StrJoin(fitting, " or "), "."));
  }
  Refusal refusal(absl::StatusCode::kNotFound, "no_such_goal",
                  absl::StrCat("there is no goal called \"", shown, "\"."));
  for (const std::string& handle : Near(handles_, word)) refusal.Hint("Did you mean", handle);
  refusal.Hint("All goals", "twofold goal list");
  return refusal;
}

std::string Names::HandleOf(const EntityRef& ref) const {
  const auto it = handle_of_.find(ref);
  return it == handle_of_.end() ? "" : it->second;
}

std::uint32_t Names::NumberOf(const EntityRef& ref) const {
  const auto it = number_of_.find(ref);
  return it == number_of_.end() ? 0 : it->second;
}

std::string Names::WordFor(const EntityRef& ref) const {
  const std::string handle = HandleOf(ref);
  const std::uint32_t number = NumberOf(ref);
  return !handle.empty() || number == 0 ? handle : absl::StrCat("p", number);
}

}  // namespace twofold
