// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Who may write in a space, and which key is in force: the rules of docs/formats/operation.md
// written a second time, without cleverness, to judge what the program makes of the same
// operations.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/sync/operation.h"
#include "storage/store/records.h"

namespace twofold::sim {

// How far each chain had come for somebody.
using Reach = std::map<ChainId, std::uint64_t>;

// One thread at a time.
class DeviceBook {
 public:
  using Index = std::size_t;
  explicit DeviceBook(const Space& space);

  // The next operation, with all that it had seen, itself included. REQUIRES: the operation stays
  // where it is, and all that it had seen was added before.
  void Add(const Operation& operation, const Reach& reach);

  // Nobody where its device was not in the space.
  const PersonId& AuthorOf(Index i) const { return ones_[i].author; }
  // Whether the operation counts, by what it had seen.
  bool MayWrite(Index i) const { return ones_[i].may_write; }
  // Whether what it says about consent, devices and keys is void.
  bool IsVoid(Index i) const { return IsVoid(i, nullptr); }
  // Whether something was taken that it says about devices or keys.
  bool IsTaken(Index i) const;
  bool HadSeen(Index later, Index earlier) const { return Saw(ones_[later].reach, earlier); }

  std::vector<Index> Additions(const DeviceId& device) const;  // by another device
  std::vector<Index> Removals(const DeviceId& device) const;
  const std::vector<Index>& Removals() const { return removals_; }
  std::vector<Index> Rotations() const;  // that count
  bool IsPresent(const DeviceId& device) const;
  std::set<DeviceId> All() const;
  std::optional<Index> KeyInForce() const;
  bool Owes() const;

  // All of it, in words.
  std::string Say(const SpaceKind& kind) const;

 private:
  struct One {
    const Operation* operation = nullptr;
    Reach reach;
    PersonId author;
    bool may_write = false;
    bool taken = false;
  };
  bool Saw(const Reach& reach, Index earlier) const;
  bool IsVoid(Index i, const Reach* view) const;
  PersonId PersonOf(const DeviceId& device, const Reach& reach) const;
  bool TakesAddition(const One& one, const DeviceAddPayload& payload) const;
  bool TakesRemoval(const One& one, const DeviceId& device) const;
  std::uint32_t EpochOf(Index i) const;
  bool Counts(Index rotation) const;
  bool IsOlder(Index rotation, Index other) const;
  bool Holds(const DeviceId& device, std::optional<Index> key) const;
  const DeviceAddPayload& AdditionAt(Index i) const {
    return std::get<DeviceAddPayload>(ones_[i].operation->payload);
  }

  std::map<DeviceId, PersonId> founders_;
  std::vector<One> ones_;
  std::vector<Index> additions_, removals_, names_;  // those that were taken
  std::vector<Index> rotations_;                     // those whose author may write
};

// The same words from what the program made of it.
std::string SayRoster(const Space& space, const Roster& roster);

}  // namespace twofold::sim
