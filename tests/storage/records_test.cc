// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The codecs of records and the layout of keys.
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "storage/store/keys.h"
#include "storage/store/records_codec.h"
#include "tests/storage/random_records.h"

namespace twofold {
namespace {

TEST(RecordCodec, EqualRecordsGiveEqualBytes) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    RandomRecords one(seed), other(seed);
    EXPECT_EQ(Encode(one.MakeGoal()), Encode(other.MakeGoal()));
    EXPECT_EQ(Encode(one.MakeSubject()), Encode(other.MakeSubject()));
    EXPECT_EQ(Encode(one.MakeEntry()), Encode(other.MakeEntry()));
    EXPECT_EQ(Encode(one.MakeAct()), Encode(other.MakeAct()));
    EXPECT_EQ(Encode(one.MakeRest()), Encode(other.MakeRest()));
  }
}

TEST(RecordCodec, RandomBytesNeverCrashADecoder) {
  for (std::uint64_t seed = 1; seed <= 20'000; ++seed) {
    RandomRecords make(seed);
    const std::string bytes = make.Bytes(seed % 60);
    const EntityId id;
    int readable = 0;
    readable += DecodeSelf(bytes).ok() + DecodeSpace(SpaceId(), bytes).ok() +
                DecodeClock(bytes).ok() + DecodeHead(bytes).ok() +
                DecodeOperation(ChainId(), 1, bytes).ok() + DecodeGoal(id, bytes).ok() +
                DecodeEntry(bytes).ok() + DecodeSubject(id, bytes).ok() + DecodeAct(bytes).ok() +
                DecodeRequest(bytes).ok() + DecodeAlias(bytes).ok() + DecodeMailbox(bytes).ok() +
                DecodePairing(bytes).ok() + DecodeRest(bytes).ok() + DecodeEase(bytes).ok() +
                DecodeDelivery(bytes).ok();
    EXPECT_LE(readable, 16) << "seed " << seed;
  }
}

TEST(Keys, AnEntrysKeyIsReadBack) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    RandomRecords make(seed);
    const EntryKey key = make.MakeEntryKey(make.Id<SpaceId>());
    EXPECT_TRUE(keys::ParseEntryKey(keys::EntryKeyOf(key)) == key) << "seed " << seed;
  }
}

TEST(Keys, NoTwoTablesShareTheirFirstByte) {
  const SpaceId space;
  const EntityId entity;
  const ChainId chain;
  const OperationId id;
  const std::vector<std::string> samples = {keys::Format(),
                                            keys::SelfKey(),
                                            keys::PairingKey(),
                                            keys::SpaceKeyOf(space),
                                            keys::ClockOf(space),
                                            keys::MailboxOf(space),
                                            keys::DeliveryOf(space),
                                            keys::RosterOf(space),
                                            keys::TallyKey(),
                                            keys::HeadOf(space, chain),
                                            keys::OperationKey(space, chain, 1, id),
                                            keys::GoalKey(space, entity),
                                            keys::EntryKeyOf({}),
                                            keys::RestKey(space, entity),
                                            keys::EaseKey(space, entity, 1),
                                            keys::SubjectKey(space, entity),
                                            keys::AliasKey(space, entity),
                                            keys::OutboxKey(space, chain, 1, id),
                                            keys::HeldKey(space, id),
                                            keys::ActKey(1),
                                            keys::LaterKey(space, entity),
                                            keys::FoldingKey(),
                                            keys::RequestKey(1)};
  std::set<char> first;
  for (const std::string& key : samples) first.insert(key.front());
  EXPECT_EQ(first.size(), samples.size());
}

}  // namespace
}  // namespace twofold
