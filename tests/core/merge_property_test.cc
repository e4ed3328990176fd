// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The laws of merging, of its smallest parts: neither the order in which things come, nor how often
// they come, nor in which groups, makes any difference.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/version_vector.h"
#include "core/goals/register.h"
#include "core/sync/fold.h"
#include "core/sync/stamp.h"
#include "tests/support/operations.h"
#include "tests/support/seeded_random.h"

namespace twofold {
namespace {

constexpr std::uint64_t kCases = 100'000;

ChainId Chain(std::uint64_t number) {
  return ChainId::Prefix(std::string(16, static_cast<char>('a' + number)));
}

// ---- Registers ----

struct Written {
  int value = 0;
  WriteOrder at;
};

// Few stamps and chains, so that they collide; every write has an id of its own.
std::vector<Written> RandomWrites(SeededRandom& random) {
  std::vector<Written> writes;
  const std::uint64_t length = 1 + random.Below(8);
  for (std::uint64_t i = 0; i < length; ++i) {
    writes.push_back({static_cast<int>(i),
                      {1 + random.Below(3), Chain(random.Below(3)), OperationId::Make(random)}});
  }
  return writes;
}

Register<int> After(const std::vector<Written>& writes, Register<int> start = {}) {
  for (const Written& write : writes) start.Write(write.value, write.at);
  return start;
}

TEST(MergeLaws, OfARegisterNeitherOrderNorRepetitionMatters) {
  for (std::uint64_t seed = 1; seed <= kCases; ++seed) {
    SeededRandom random(seed);
    const std::vector<Written> writes = RandomWrites(random);
    std::vector<Written> shuffled = writes;
    for (std::uint64_t i = random.Below(4); i > 0; --i) shuffled.push_back(random.Pick(writes));
    random.Shuffle(shuffled);
    ASSERT_EQ(After(shuffled), After(writes)) << "seed " << seed;
  }
}

TEST(MergeLaws, OfARegisterTheLatestWriteStandsWhateverCameInBetween) {
  for (std::uint64_t seed = 1; seed <= kCases; ++seed) {
    SeededRandom random(seed);
    const std::vector<Written> writes = RandomWrites(random);
    const auto latest =
        std::max_element(writes.begin(), writes.end(),
                         [](const Written& a, const Written& b) { return a.at < b.at; });
    ASSERT_EQ(After(writes).value, latest->value) << "seed " << seed;
    ASSERT_EQ(After(writes).order, latest->at) << "seed " << seed;
  }
}

// Somebody's own next write is above everything they saw.
TEST(MergeLaws, OnesOwnNewestWriteIsVisibleAtOnce) {
  for (std::uint64_t seed = 1; seed <= kCases; ++seed) {
    SeededRandom random(seed);
    const std::vector<Written> writes = RandomWrites(random);
    std::uint64_t newest = 0;
    for (const Written& write : writes) newest = std::max(newest, write.at.stamp);
    const auto day = static_cast<std::int32_t>(random.Below(3)) - 1;  // however slow the clock
    Register<int> is = After(writes);
    is.Write(-1, {NextStamp(newest, day), Chain(random.Below(3)), OperationId::Make(random)});
    ASSERT_EQ(is.value, -1) << "seed " << seed;
  }
}

// ---- What was seen ----

VersionVector RandomPast(SeededRandom& random) {
  VersionVector past;
  for (std::uint64_t i = random.Below(5); i > 0; --i) {
    past[Chain(random.Below(4))] = 1 + random.Below(5);
  }
  return past;
}

VersionVector Both(VersionVector a, const VersionVector& b) {
  Merge(a, b);
  return a;
}

TEST(MergeLaws, WhatWasSeenMergesInAnyOrderGroupingAndRepetition) {
  for (std::uint64_t seed = 1; seed <= kCases; ++seed) {
    SeededRandom random(seed);
    const VersionVector a = RandomPast(random), b = RandomPast(random), c = RandomPast(random);
    ASSERT_EQ(Both(a, b), Both(b, a)) << "seed " << seed;
    ASSERT_EQ(Both(Both(a, b), c), Both(a, Both(b, c))) << "seed " << seed;
    ASSERT_EQ(Both(a, a), a) << "seed " << seed;
    for (const VersionVector* part : {&a, &b}) {
      for (const auto& [chain, sequence] : *part) {
        ASSERT_TRUE(Covers(Both(a, b), chain, sequence)) << "seed " << seed;
      }
    }
  }
}

// ---- Entries ----

// Keeps the entries of one space.
struct Entries final : FoldState {
  std::map<EntryKey, DayEntry> entries;
  absl::StatusOr<std::optional<DayEntry>> GetEntry(const EntryKey& key) const override {
    const auto found = entries.find(key);
    return found == entries.end() ? std::nullopt : std::optional(found->second);
  }
  void PutEntry(const EntryKey& key, const DayEntry& entry) override { entries[key] = entry; }
  absl::StatusOr<std::optional<Goal>> GetGoal(const SpaceId&, const EntityId&) const override {
    return std::nullopt;
  }
  absl::StatusOr<std::optional<Subject>> GetSubject(const SpaceId&,
                                                    const EntityId&) const override {
    return std::nullopt;
  }
  absl::StatusOr<std::optional<Register<Rest>>> GetRest(const SpaceId&,
                                                        const EntityId&) const override {
    return std::nullopt;
  }
  absl::StatusOr<std::optional<Register<int>>> GetEase(const SpaceId&, const EntityId&,
                                                       std::int32_t) const override {
    return std::nullopt;
  }
  void PutGoal(const SpaceId&, const Goal&) override {}
  void PutSubject(const SpaceId&, const Subject&) override {}
  void PutRest(const SpaceId&, const EntityId&, const Register<Rest>&) override {}
  void PutEase(const SpaceId&, const EntityId&, std::int32_t, const Register<int>&) override {}
  absl::StatusOr<std::vector<Subject>> ListSubjects(const SpaceId&) const override {
    return std::vector<Subject>();
  }
  absl::StatusOr<Roster> GetRoster(const SpaceId&) const override { return Roster(); }
  void PutRoster(const SpaceId&, const Roster&) override {}
  absl::StatusOr<std::set<DeviceId>> GetLater(const SpaceId&, const EntityId&) const override {
    return std::set<DeviceId>();
  }
  void PutLater(const SpaceId&, const EntityId&, const std::set<DeviceId>&) override {}
};

std::map<EntryKey, DayEntry> Folded(const std::vector<Operation>& operations, SpaceKind kind) {
  Entries state;
  // With the device that all the operations name: none.
  const std::vector<Member> founders{{PersonId::Prefix(std::string(16, 'n')), "", {{}}}};
  for (const Operation& operation : operations) {
    EXPECT_TRUE(Fold(operation, {kind, founders}, {}, state).ok());
  }
  return state.entries;
}

// An operation of a chain of one; the fold does not look at more.
Operation EntryOperation(SeededRandom& random) {
  Operation operation;
  operation.id = OperationId::Make(random);
  operation.chain = Chain(random.Below(3));
  operation.sequence = 1;
  operation.stamp = 1 + random.Below(3);
  operation.entity = EntityId::Prefix(std::string(16, random.OneIn(2) ? 'E' : 'F'));
  do {
    operation.payload = RandomPayload(random);
  } while (!std::holds_alternative<EntryWritePayload>(operation.payload));
  return operation;
}

TEST(MergeLaws, EntriesOfADayComeToTheSameInAnyOrder) {
  for (std::uint64_t seed = 1; seed <= kCases; ++seed) {
    SeededRandom random(seed);
    std::vector<Operation> operations;
    for (std::uint64_t i = 2 + random.Below(4); i > 0; --i) {
      operations.push_back(EntryOperation(random));
    }
    const SpaceKind kind = random.OneIn(2) ? SpaceKind::kMe : SpaceKind::kUs;
    const auto expected = Folded(operations, kind);
    random.Shuffle(operations);
    ASSERT_TRUE(Folded(operations, kind) == expected) << "seed " << seed;
  }
}

}  // namespace
}  // namespace twofold
