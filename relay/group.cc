// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "relay/group.h"

#include <vector>

namespace twofold::relay {
namespace {

// After such an error of one call the draft may hold half a change.
bool SpoilsDraft(const absl::Status& status) {
  return absl::IsDataLoss(status) || absl::IsUnavailable(status);
}

}  // namespace

void CommitGroup(ByteStore& store, std::span<const Work> group) {
  Overlay draft(store);
  std::vector<absl::Status> statuses;
  statuses.reserve(group.size());
  absl::Status outcome;
  for (const Work& work : group) {
    statuses.push_back(work.apply(draft));
    if (outcome.ok() && SpoilsDraft(statuses.back())) outcome = statuses.back();
  }
  if (outcome.ok()) outcome = store.Commit(draft.Batch());
  for (std::size_t i = 0; i < group.size(); ++i) {
    group[i].answer(outcome.ok() ? statuses[i] : outcome);
  }
}

}  // namespace twofold::relay
