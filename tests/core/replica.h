// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Copies of one history that write and hear of each other, and the fold of it into maps.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "core/sync/fold.h"
#include "core/sync/stamp.h"
#include "tests/support/later.h"
#include "tests/support/operations.h"
#include "tests/support/refusals.h"

namespace twofold {

inline const SpaceId kSpace = SpaceId::Prefix(std::string(16, 'S'));
inline const EntityId kEntity = EntityId::Prefix(std::string(16, 'E'));

inline PersonId Person(char name) { return PersonId::Prefix(std::string(16, name)); }

// Records in maps.
struct MapState final : FoldState {
  std::map<EntityId, Goal> goals;
  std::map<EntryKey, DayEntry> entries;
  std::map<EntityId, Subject> subjects;
  std::map<EntityId, Register<Rest>> rests;
  std::map<std::pair<EntityId, std::int32_t>, Register<int>> ease;
  Roster roster;
  std::map<EntityId, std::set<DeviceId>> later;

  template <class Map, class Key>
  static auto Get(const Map& map, const Key& key) {
    const auto it = map.find(key);
    return it == map.end() ? std::nullopt : std::optional(it->second);
  }
  absl::StatusOr<std::optional<Goal>> GetGoal(const SpaceId&, const EntityId& id) const override {
    return Get(goals, id);
  }
  absl::StatusOr<std::optional<DayEntry>> GetEntry(const EntryKey& key) const override {
    return Get(entries, key);
  }
  absl::StatusOr<std::optional<Subject>> GetSubject(const SpaceId&,
                                                    const EntityId& id) const override {
    return Get(subjects, id);
  }
  absl::StatusOr<std::optional<Register<Rest>>> GetRest(const SpaceId&,
                                                        const EntityId& id) const override {
    return Get(rests, id);
  }
  absl::StatusOr<std::optional<Register<int>>> GetEase(const SpaceId&, const EntityId& goal,
                                                       std::int32_t day) const override {
    return Get(ease, std::pair(goal, day));
  }
  void PutRest(const SpaceId&, const EntityId& id, const Register<Rest>& rest) override {
    rests[id] = rest;
  }
  void PutEase(const SpaceId&, const EntityId& goal, std::int32_t day,
               const Register<int>& value) override {
    ease[{goal, day}] = value;
  }
  void PutGoal(const SpaceId&, const Goal& goal) override { goals[goal.id] = goal; }
  void PutEntry(const EntryKey& key, const DayEntry& entry) override { entries[key] = entry; }
  void PutSubject(const SpaceId&, const Subject& subject) override {
    subjects[subject.id] = subject;
    const bool empty = subject.offers.empty() && subject.answers.empty() && subject.later.empty();
    if (empty) subjects.erase(subject.id);
  }
  absl::StatusOr<std::vector<Subject>> ListSubjects(const SpaceId&) const override {
    std::vector<Subject> all;
    for (const auto& [id, subject] : subjects) all.push_back(subject);
    return all;
  }
  absl::StatusOr<Roster> GetRoster(const SpaceId&) const override { return roster; }
  void PutRoster(const SpaceId&, const Roster& value) override { roster = value; }
  absl::StatusOr<std::set<DeviceId>> GetLater(const SpaceId&, const EntityId& id) const override {
    return Get(later, id).value_or(std::set<DeviceId>());
  }
  void PutLater(const SpaceId&, const EntityId& id, const std::set<DeviceId>& devices) override {
    later[id] = devices;
  }
  bool operator==(const MapState& other) const {
    return goals == other.goals && entries == other.entries && subjects == other.subjects &&
           rests == other.rests && ease == other.ease && roster == other.roster &&
           later == other.later;
  }
  bool empty() const {
    return goals.empty() && entries.empty() && subjects.empty() && rests.empty() && ease.empty();
  }
};

// An operation with what the fold needs to know of it.
struct Known {
  Operation operation;
  VersionVector seen;
  Member author;  // with the device alone
};

// One device's copy of the history.
struct Replica {
  TestDevice device;
  PersonId author;
  ChainId chain;
  std::uint64_t sequence = 0;
  OperationId previous;
  std::uint64_t stamp = 0;
  VersionVector seen;
  std::map<ChainId, ChainPosition> heads;  // of others
  std::set<OperationId> has;

  Replica(char name, char person, Random& random)
      : device(name), author(Person(person)), chain(BeginChain(device.device, random)) {}

  Known Write(const EntityId& entity, Payload payload, Random& random, std::int32_t day = 0) {
    OperationDraft draft;
    draft.space = kSpace;
    draft.device = device.device;
    draft.chain = chain;
    draft.sequence = ++sequence;
    draft.previous = previous;
    for (const auto& [other, position] : heads) draft.dependencies.push_back(position);
    draft.stamp = stamp = NextStamp(stamp, day);
    draft.entity = entity;
    draft.payload = std::move(payload);
    seen[chain] = sequence;
    Known made{*MakeOperation(draft, device.notary, random), seen, member()};
    previous = made.operation.id;
    has.insert(previous);
    return made;
  }

  // What was just written and nobody has heard of, as a later version says it.
  Known SayLater(Known made, LaterIn where, CompatClass compat) {
    has.erase(previous);
    made.operation =
        *ReadOperation(AsLater(made.operation.bytes, where, compat, device.notary), device.notary);
    previous = made.operation.id;
    has.insert(previous);
    return made;
  }

  // Its person with this device alone.
  Member member() const {
    return {author, "", {{device.device, device.key, device.boxes.public_key()}}};
  }

  bool CanTake(const Known& known) const {
    const Operation& operation = known.operation;
    if (operation.sequence > 1 && !has.contains(operation.previous)) return false;
    for (const ChainPosition& at : operation.dependencies) {
      if (!has.contains(at.id)) return false;
    }
    return true;
  }
  void Take(const Known& known) {
    const Operation& operation = known.operation;
    if (!has.insert(operation.id).second) return;
    Merge(seen, known.seen);
    stamp = std::max(stamp, operation.stamp);
    if (operation.chain == chain) return;
    ChainPosition& head = heads[operation.chain];
    if (head.sequence < operation.sequence ||
        (head.sequence == operation.sequence && head.id < operation.id)) {
      head = {operation.chain, operation.sequence, operation.id};
    }
  }
};

// Folded with these in the space from the beginning.
inline MapState Folded(const std::vector<Known>& history, SpaceKind kind,
                       std::span<const Member> founders) {
  MapState state;
  for (const Known& known : history) {
    EXPECT_THAT(Fold(known.operation, {kind, founders}, known.seen, state), IsOk());
  }
  return state;
}

// The same with everybody who writes.
inline MapState Folded(const std::vector<Known>& history, SpaceKind kind) {
  std::vector<Member> founders;
  for (const Known& known : history) founders.push_back(known.author);
  return Folded(history, kind, founders);
}

// The same operations in another order that respects causes.
inline std::vector<Known> Reordered(std::vector<Known> history, SeededRandom& random) {
  std::vector<Known> out;
  std::set<OperationId> has;
  random.Shuffle(history);
  while (!history.empty()) {
    for (std::size_t i = 0; i < history.size(); ++i) {
      const Operation& operation = history[i].operation;
      bool ready = operation.sequence == 1 || has.contains(operation.previous);
      for (const ChainPosition& at : operation.dependencies) ready &= has.contains(at.id);
      if (!ready) continue;
      has.insert(operation.id);
      out.push_back(history[i]);
      history.erase(history.begin() + static_cast<std::ptrdiff_t>(i));
      break;
    }
  }
  return out;
}

}  // namespace twofold
