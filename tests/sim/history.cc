// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/sim/history.h"

#include <algorithm>
#include <utility>

namespace twofold::sim {
namespace {

PersonId AuthorIn(const Space& space, const DeviceId& device) {
  for (const Member& member : space.members) {
    for (const MemberDevice& one : member.devices) {
      if (one.device == device) return member.person;
    }
  }
  return PersonId();
}

std::vector<OperationId> CausesOf(const Operation& operation) {
  std::vector<OperationId> causes;
  for (const ChainPosition& cause : operation.dependencies) causes.push_back(cause.id);
  if (operation.sequence > 1) causes.push_back(operation.previous);
  return causes;
}

}  // namespace

History::History(const std::vector<Operation>& operations, const Space& space) {
  std::map<OperationId, Index> known;
  std::vector<const Operation*> waiting;
  for (const Operation& operation : operations) waiting.push_back(&operation);
  for (std::size_t before = waiting.size() + 1; waiting.size() < before;) {
    before = waiting.size();
    for (const Operation* operation : std::exchange(waiting, {})) {
      const std::vector<OperationId> causes = CausesOf(*operation);
      if (!std::all_of(causes.begin(), causes.end(),
                       [&](const OperationId& id) { return known.contains(id); })) {
        waiting.push_back(operation);
        continue;
      }
      One one{operation, AuthorIn(space, operation->device), {}, {}};
      one.past.assign(operations.size(), false);
      for (const OperationId& id : causes) {
        const One& cause = ones_[known.at(id)];
        for (Index i = 0; i < ones_.size(); ++i) {
          if (cause.past[i]) one.past[i] = true;
        }
      }
      one.past[ones_.size()] = true;
      known[operation->id] = ones_.size();
      ones_.push_back(std::move(one));
    }
  }
  std::set<std::pair<ChainId, std::uint64_t>> places;
  for (One& one : ones_) {
    for (Index i = 0; i < ones_.size(); ++i) {
      if (!one.past[i]) continue;
      std::uint64_t& reach = one.reach[At(i).chain];
      reach = std::max(reach, At(i).sequence);
    }
    if (!places.emplace(one.operation->chain, one.operation->sequence).second) {
      forked_.insert(one.operation->chain);
    }
  }
}

std::set<EntityId> History::Entities() const {
  std::set<EntityId> entities;
  for (const One& one : ones_) entities.insert(one.operation->entity);
  return entities;
}

bool History::Saw(Index later, Index earlier) const {
  if (!IsForked(earlier)) return ones_[later].past[earlier];
  const auto reach = ones_[later].reach.find(At(earlier).chain);
  return reach != ones_[later].reach.end() && reach->second >= At(earlier).sequence;
}

std::uint64_t History::Weight(Index i) const {
  std::uint64_t weight = 0;
  for (const auto& [chain, sequence] : ones_[i].reach) weight += sequence;
  return weight;
}

}  // namespace twofold::sim
