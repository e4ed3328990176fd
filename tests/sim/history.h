// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Operations and who had seen what, told from their ids alone: written a second time, without
// cleverness, to judge what the program makes of the same operations.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "tests/sim/device_book.h"

namespace twofold::sim {

class History {
 public:
  // REQUIRES: every cause of an operation is among them; what has none is left out.
  History(const std::vector<Operation>& operations, const Space& space);

  using Index = std::size_t;
  std::size_t size() const { return ones_.size(); }
  const Operation& At(Index i) const { return *ones_[i].operation; }
  const PersonId& AuthorOf(Index i) const { return book_.AuthorOf(i); }
  // Who wrote here; by the same indices.
  const DeviceBook& devices() const { return book_; }
  // Operations that say something of the kind of consent, about the thing; not those that count
  // for nothing.
  template <class Kind>
  std::vector<Index> About(const EntityId& entity) const {
    std::vector<Index> found;
    for (Index i = 0; i < size(); ++i) {
      if (Counts(i) && At(i).entity == entity && std::holds_alternative<Kind>(At(i).payload) &&
          !book_.IsVoid(i)) {
        found.push_back(i);
      }
    }
    return found;
  }
  std::set<EntityId> Entities() const;

  // Whether an operation may have an effect: its stamp is one that a clock can have, and its device
  // was one of the space's.
  bool Counts(Index i) const { return book_.MayWrite(i); }
  // Whether `later` was made with `earlier` in view, itself included. On a chain with several
  // operations at one place, whoever has seen one of a place counts as having seen all up to there:
  // what was seen is told by places, not by ids.
  bool Saw(Index later, Index earlier) const;
  bool Unordered(Index a, Index b) const { return !Saw(a, b) && !Saw(b, a); }
  // Whether the chain of the operation has several at one place.
  bool IsForked(Index i) const { return forked_.contains(At(i).chain); }
  // How much an operation had in view.
  std::uint64_t Weight(Index i) const;

 private:
  struct One {
    const Operation* operation = nullptr;
    std::vector<bool> past;  // by index
    Reach reach;             // the newest place of each chain in the past
  };
  std::vector<One> ones_;  // causes first
  std::set<ChainId> forked_;
  DeviceBook book_;
};

}  // namespace twofold::sim
