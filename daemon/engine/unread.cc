// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/unread.h"

#include <algorithm>

namespace twofold {
namespace {

// What has no name for the person cannot be told.
void AddWord(const LedgerState& state, const EntityRef& ref, std::vector<std::string>& words) {
  std::string word = state.names->WordFor(ref);
  if (!word.empty()) words.push_back(std::move(word));
}

void AddReadOnly(const LedgerState& state, const Space& space, bool& all, Unread& out) {
  const auto found = state.read_only.find(space.id);
  if (found == state.read_only.end()) return;
  all = found->second->everything();
  if (all) return;
  for (const EntityId& entity : found->second->some()) {
    AddWord(state, {space.id, entity}, out.read_only);
  }
}

}  // namespace

Unread WhatIsUnread(const LedgerState& state, std::span<const Subject> of_us) {
  Unread out;
  if (state.folding) {
    const auto holds = [&](const std::optional<Space>& space) {
      return space && state.folding->unread.contains(space->id);
    };
    out.any = holds(state.me) || holds(state.us);
  }
  if (!out.any) return out;
  if (state.me) AddReadOnly(state, *state.me, out.me, out);
  if (state.us) {
    AddReadOnly(state, *state.us, out.us, out);
    for (const Subject& subject : of_us) {
      if (subject.later.empty() || Evaluate(subject).stepped_out) continue;
      AddWord(state, {state.us->id, subject.id}, out.not_shared);
    }
  }
  std::sort(out.not_shared.begin(), out.not_shared.end());
  // One line for each.
  std::erase_if(out.read_only, [&](const std::string& word) {
    return std::binary_search(out.not_shared.begin(), out.not_shared.end(), word);
  });
  std::sort(out.read_only.begin(), out.read_only.end());
  return out;
}

}  // namespace twofold
