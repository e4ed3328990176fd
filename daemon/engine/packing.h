// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// All operations of a space, one after the other, each behind what it depends on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "core/base/ids.h"
#include "daemon/engine/have.h"
#include "daemon/engine/ledger.h"

namespace twofold {

// What came after its beginning is left out. One thread at a time; the ledger must outlive it.
class Packing {
 public:
  // `have` is what is here of the space, as Exchange::WhatIsHere.
  Packing(const Ledger& ledger, const SpaceId& space, Have have);

  // What lies behind `from`, up to `to`, alone; nothing that waits for what is not here.
  Packing(const Ledger& ledger, const SpaceId& space, VersionVector from, const VersionVector& to);

  const Have& have() const { return have_; }
  // How many they are; a few more where a chain was forked.
  std::uint64_t operations() const { return operations_; }
  // The exact bytes of the next ones, at most `most` and together at most `most_bytes`, at least
  // one unless there are none any more. At the very end come those that wait for what is not here.
  absl::StatusOr<std::vector<std::string>> Next(
      std::size_t most_bytes, std::size_t most = std::numeric_limits<std::size_t>::max());
  bool done() const { return done_; }

 private:
  struct Chain {
    std::uint64_t last = 0;  // of what is packed
    std::uint64_t next = 1;  // the first that is not in `ahead` yet
    std::deque<std::pair<std::uint64_t, StoredOperation>> ahead;
  };

  absl::StatusOr<bool> Fill(const StoreView& view, const ChainId& id, Chain& chain) const;
  bool IsReady(const StoredOperation& operation, const ChainId& own) const;
  absl::StatusOr<std::map<ChainId, Chain>::iterator> FindReady(const StoreView& view);

  const Ledger& ledger_;
  const SpaceId space_;
  const Have have_;
  std::uint64_t operations_ = 0;
  std::map<ChainId, Chain> chains_;
  ChainId turn_;  // whose turn it is, or whoever stands behind it
  VersionVector packed_;
  bool with_waiting_ = true;
  std::deque<std::string> waiting_;  // what waits, once all others are packed
  bool chains_done_ = false;
  bool done_ = false;
};

}  // namespace twofold
