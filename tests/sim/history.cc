// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/sim/history.h"

#include <algorithm>
#include <utility>

namespace twofold::sim {
namespace {

std::vector<OperationId> CausesOf(const Operation& operation) {
  std::vector<OperationId> causes;
  for (const ChainPosition& cause : operation.dependencies) causes.push_back(cause.id);
  if (operation.sequence > 1) causes.push_back(operation.previous);
  return causes;
}

}  // namespace

History::History(const std::vector<Operation>& operations, const Space& space) : book_(space) {
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
      One one{operation, {}, {}};
      one.past.assign(operations.size(), false);
      for (const OperationId& id : causes) {
        const One& cause = ones_[known.at(id)];
        for (Index i = 0; i < ones_.size(); ++i) {
          if (cause.past[i]) one.past[i] = true;
        }
        for (const auto& [chain, sequence] : cause.reach) {
          one.reach[chain] = std::max(one.reach[chain], sequence);
        }
      }
      one.past[ones_.size()] = true;
      one.reach[operation->chain] = std::max(one.reach[operation->chain], operation->sequence);
      book_.Add(*operation, one.reach);
      known[operation->id] = ones_.size();
      ones_.push_back(std::move(one));
    }
  }
  std::set<std::pair<ChainId, std::uint64_t>> places;
  for (const One& one : ones_) {
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
