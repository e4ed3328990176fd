// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Changes of several calls that are committed together: one sync for all of them. Pure but for the
// store.
#pragma once

#include <cstddef>
#include <functional>
#include <span>

#include "absl/status/status.h"
#include "storage/bytes/byte_store.h"
#include "storage/bytes/overlay.h"

namespace twofold::relay {

// One call's share of a commit. Neither function may block.
struct Work {
  std::size_t bytes = 0;  // held in memory until it is done
  // Writes into the draft, with the rules of relay/mailbox.h.
  std::function<absl::Status(Overlay&)> apply;
  // Called once, after the commit: with what apply returned if that is an error, else with what
  // became of the commit. OK means synced.
  std::function<void(const absl::Status&)> answer;
};

// Applies them in order, commits what they wrote, and answers each. Where the store failed under
// one, nothing is committed, and that is everybody's answer.
void CommitGroup(ByteStore& store, std::span<const Work> group);

}  // namespace twofold::relay
