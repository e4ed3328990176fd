// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/packing.h"

#include <algorithm>

#include "core/base/status_macros.h"

namespace twofold {
namespace {

constexpr int kReadAtOnce = 64;

}  // namespace

Packing::Packing(const Ledger& ledger, const SpaceId& space, Have have)
    : ledger_(ledger), space_(space), have_(std::move(have)) {
  for (const auto& [chain, here] : have_) {
    chains_[chain].last = here.sequence;
    operations_ += here.sequence;
  }
}

Packing::Packing(const Ledger& ledger, const SpaceId& space, VersionVector from,
                 const VersionVector& to)
    : ledger_(ledger), space_(space), packed_(std::move(from)), with_waiting_(false) {
  for (const auto& [chain, last] : to) {
    const auto known = packed_.find(chain);
    const std::uint64_t next = known == packed_.end() ? 1 : known->second + 1;
    if (next > last) continue;
    chains_[chain].next = next;
    chains_[chain].last = last;
    operations_ += last - next + 1;
  }
}

// Whether the chain has a next one, which is read then. All that stand at one place of a forked
// chain are read together.
absl::StatusOr<bool> Packing::Fill(const StoreView& view, const ChainId& id, Chain& chain) const {
  for (int most = kReadAtOnce; chain.ahead.empty() && chain.next <= chain.last; most *= 2) {
    TF_ASSIGN_OR_RETURN(auto read, view.ListOperations(space_, id, chain.next, most));
    const bool cut = static_cast<int>(read.size()) == most;
    if (cut && read.back().first == read.front().first) continue;
    const std::uint64_t end = cut ? std::min(read.back().first, chain.last + 1) : chain.last + 1;
    for (auto& one : read) {
      if (one.first < end) chain.ahead.push_back(std::move(one));
    }
    chain.next = end;
  }
  return !chain.ahead.empty();
}

bool Packing::IsReady(const StoredOperation& operation, const ChainId& own) const {
  return std::all_of(operation.seen.begin(), operation.seen.end(), [&](const auto& one) {
    return one.first == own || Covers(packed_, one.first, one.second);
  });
}

// A chain whose next operation depends on nothing that is not packed; end when there is none.
absl::StatusOr<std::map<ChainId, Packing::Chain>::iterator> Packing::FindReady(
    const StoreView& view) {
  auto at = chains_.lower_bound(turn_);
  for (std::size_t left = chains_.size(); left > 0; --left, ++at) {
    if (at == chains_.end()) at = chains_.begin();
    TF_ASSIGN_OR_RETURN(const bool more, Fill(view, at->first, at->second));
    if (!more || !IsReady(at->second.ahead.front().second, at->first)) continue;
    turn_ = at->first;
    return at;
  }
  return chains_.end();
}

absl::StatusOr<std::vector<std::string>> Packing::Next(std::size_t most_bytes, std::size_t most) {
  const Ledger::Look look = ledger_.LookAt();
  const StoreView view = look.view();
  std::vector<std::string> operations;
  std::size_t bytes = 0;
  const auto has_room_for = [&](const std::string& one) {
    bytes += one.size();
    return operations.empty() || (bytes <= most_bytes && operations.size() < most);
  };
  while (!chains_done_) {
    TF_ASSIGN_OR_RETURN(const auto at, FindReady(view));
    if (at == chains_.end()) {
      chains_done_ = true;
      if (!with_waiting_) break;
      TF_ASSIGN_OR_RETURN(const auto held, view.ListHeld(space_));
      for (const auto& [id, one] : held) waiting_.push_back(one);
      break;
    }
    auto& [sequence, stored] = at->second.ahead.front();
    if (!has_room_for(stored.bytes)) return operations;
    operations.push_back(std::move(stored.bytes));
    packed_[at->first] = sequence;
    at->second.ahead.pop_front();
  }
  for (; !waiting_.empty(); waiting_.pop_front()) {
    if (!has_room_for(waiting_.front())) return operations;
    operations.push_back(std::move(waiting_.front()));
  }
  done_ = true;
  return operations;
}

}  // namespace twofold
