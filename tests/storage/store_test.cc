// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The typed store, alike on memory and on RocksDB.
#include "storage/store/store.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>
#include <set>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "storage/bytes/memory_byte_store.h"
#include "storage/bytes/rocks_byte_store.h"
#include "storage/store/keys.h"
#include "storage/store/records_codec.h"
#include "tests/storage/random_records.h"
#include "tests/support/refusals.h"
#include "tests/support/temporary_folder.h"

namespace twofold {
namespace {

enum class Kind { kMemory, kRocks };

class Store : public testing::TestWithParam<Kind> {
 protected:
  Store() { Reopen(); }
  // What is on the disk, seen by a process that begins.
  void Reopen() {
    if (GetParam() == Kind::kMemory) {
      if (!bytes_) bytes_ = std::make_unique<MemoryByteStore>();
      return;
    }
    bytes_.reset();
    auto opened = OpenRocksByteStore(root_.At("store"), OpenMode::kCreate, RocksTuning());
    ASSERT_THAT(opened, IsOk());
    bytes_ = *std::move(opened);
  }
  ByteStore& bytes() { return *bytes_; }
  StoreView view() { return StoreView(*bytes_); }

  const TemporaryFolder root_;
  std::unique_ptr<ByteStore> bytes_;
};

INSTANTIATE_TEST_SUITE_P(On, Store, testing::Values(Kind::kMemory, Kind::kRocks),
                         [](const auto& info) {
                           return info.param == Kind::kMemory ? "Memory" : "Rocks";
                         });

TEST_P(Store, BeginsEmpty) {
  const SpaceId space = RandomRecords(1).Id<SpaceId>();
  EXPECT_FALSE(view().GetSelf()->has_value());
  EXPECT_TRUE(view().ListSpaces()->empty());
  EXPECT_EQ(*view().GetClock(space), SpaceClock());
  EXPECT_EQ(*view().GetMailbox(space), MailboxPosition());
  EXPECT_FALSE(view().GetPairing()->has_value());
  EXPECT_TRUE(view().ListHeads(space)->empty());
  EXPECT_TRUE(view().ListGoals(space)->empty());
  EXPECT_TRUE(view().ListSubjects(space)->empty());
  EXPECT_TRUE(view().ListAliases()->empty());
  EXPECT_TRUE(view().ListOutbox(space, 10)->empty());
  EXPECT_EQ(*view().CountOutbox(space), 0u);
  EXPECT_TRUE(view().ListHeld(space)->empty());
  EXPECT_EQ(*view().NewestAct(), 0u);
  EXPECT_FALSE(view().GetAct(1)->has_value());
  EXPECT_TRUE(view().ListRequests()->empty());
}

TEST_P(Store, EveryRecordComesBackAsItWas) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    RandomRecords make(seed);
    Transaction transaction(bytes());
    const Self self = make.MakeSelf();
    const Space space = make.MakeSpace();
    const SpaceClock clock = make.MakeClock();
    const MailboxPosition mailbox = make.MakeMailbox();
    const PendingPairing pairing = make.MakePairing();
    const ChainPosition head = make.MakePosition();
    const ChainPosition at = make.MakePosition();
    const StoredOperation operation = make.MakeOperationAt(at);
    const Goal goal = make.MakeGoal();
    const EntryKey key = make.MakeEntryKey(space.id);
    const DayEntry entry = make.MakeEntry();
    const Register<Rest> rest = make.MakeRest();
    const EntityId rest_id = make.Id<EntityId>();
    const Register<int> ease = make.MakeEase();
    const Subject subject = make.MakeSubject();
    const Alias alias = make.MakeAlias();
    const Act act = make.MakeAct();
    const RememberedRequest request = make.MakeRequest();
    const std::string held = make.Bytes(40);
    transaction.PutSelf(self);
    transaction.PutSpace(space);
    transaction.PutClock(space.id, clock);
    transaction.PutMailbox(space.id, mailbox);
    transaction.PutPairing(pairing);
    transaction.PutHead(space.id, head);
    transaction.PutOperation(space.id, at, operation);
    transaction.PutGoal(space.id, goal);
    transaction.PutEntry(key, entry);
    transaction.PutRest(space.id, rest_id, rest);
    transaction.PutEase(space.id, goal.id, key.day, ease);
    transaction.PutSubject(space.id, subject);
    transaction.PutAlias(space.id, subject.id, alias);
    transaction.PutOutbox(space.id, at);
    transaction.PutHeld(space.id, at.id, held);
    transaction.PutAct(seed, act);
    transaction.PutRequest(seed, request);
    ASSERT_THAT(transaction.Commit(), IsOk());
    if (seed % 10 == 0) Reopen();

    EXPECT_EQ(**view().GetSelf(), self);
    const auto spaces = *view().ListSpaces();
    EXPECT_EQ(std::count(spaces.begin(), spaces.end(), space), 1);
    EXPECT_EQ(*view().GetClock(space.id), clock);
    EXPECT_EQ(*view().GetMailbox(space.id), mailbox);
    EXPECT_EQ(**view().GetPairing(), pairing);
    EXPECT_EQ(**view().GetHead(space.id, head.chain), head);
    EXPECT_EQ(*view().ListHeads(space.id), std::vector<ChainPosition>{head});
    EXPECT_EQ(**view().FindOperation(space.id, at), operation);
    EXPECT_EQ(**view().FindGoal(space.id, goal.id), goal);
    EXPECT_EQ(*view().ListGoals(space.id), std::vector<Goal>{goal});
    EXPECT_EQ(**view().FindEntry(key), entry);
    const auto entries = *view().ListEntries(space.id, key.goal, key.day, key.day);
    ASSERT_EQ(entries.size(), 1u);
    EXPECT_TRUE(entries[0].first == key);
    EXPECT_EQ(**view().FindRest(space.id, rest_id), rest);
    ASSERT_EQ(view().ListRests(space.id)->size(), 1u);
    EXPECT_EQ(view().ListRests(space.id)->front(), std::make_pair(rest_id, rest.value));
    EXPECT_EQ(**view().FindEase(space.id, goal.id, key.day), ease);
    ASSERT_EQ(view().ListEase(space.id, goal.id)->size(), 1u);
    EXPECT_EQ(view().ListEase(space.id, goal.id)->front(), std::make_pair(key.day, ease.value));
    EXPECT_EQ(**view().FindSubject(space.id, subject.id), subject);
    EXPECT_EQ(*view().ListSubjects(space.id), std::vector<Subject>{subject});
    bool named = false;
    const auto aliases = view().ListAliases();
    ASSERT_THAT(aliases, IsOk());
    for (const auto& one : *aliases) {
      named |= one.space == space.id && one.entity == subject.id && one.alias == alias;
    }
    EXPECT_TRUE(named);
    EXPECT_EQ(*view().ListOutbox(space.id, 10), std::vector<ChainPosition>{at});
    EXPECT_EQ(*view().CountOutbox(space.id), 1u);
    ASSERT_EQ(view().ListHeld(space.id)->size(), 1u);
    EXPECT_EQ(view().ListHeld(space.id)->front(), std::make_pair(at.id, held));
    EXPECT_EQ(*view().NewestAct(), seed);
    EXPECT_EQ(**view().GetAct(seed), act);
    EXPECT_EQ(view().ListRequests()->back(), std::make_pair(seed, request));
  }
}

TEST_P(Store, ATransactionSeesItsOwnWritesAndNobodyElseDoes) {
  RandomRecords make(1);
  const Goal goal = make.MakeGoal();
  const SpaceId space = make.Id<SpaceId>();
  Transaction transaction(bytes());
  transaction.PutGoal(space, goal);
  EXPECT_EQ(**transaction.view().FindGoal(space, goal.id), goal);
  EXPECT_EQ(transaction.view().ListGoals(space)->size(), 1u);
  EXPECT_FALSE(view().FindGoal(space, goal.id)->has_value());
  ASSERT_THAT(transaction.Commit(), IsOk());
  EXPECT_TRUE(view().FindGoal(space, goal.id)->has_value());
}

TEST_P(Store, ATransactionThatIsDroppedLeavesNothing) {
  RandomRecords make(1);
  {
    Transaction transaction(bytes());
    transaction.PutSelf(make.MakeSelf());
  }
  EXPECT_FALSE(view().GetSelf()->has_value());
}

TEST_P(Store, DeletedInATransactionItIsGoneThere) {
  RandomRecords make(1);
  const SpaceId space = make.Id<SpaceId>();
  const ChainPosition at = make.MakePosition();
  Transaction first(bytes());
  first.PutOutbox(space, at);
  first.PutPairing(make.MakePairing());
  ASSERT_THAT(first.Commit(), IsOk());
  Transaction second(bytes());
  second.DeleteOutbox(space, at);
  second.DeletePairing();
  EXPECT_EQ(*second.view().CountOutbox(space), 0u);
  EXPECT_FALSE(second.view().GetPairing()->has_value());
  EXPECT_EQ(*view().CountOutbox(space), 1u);
  ASSERT_THAT(second.Commit(), IsOk());
  EXPECT_EQ(*view().CountOutbox(space), 0u);
}

TEST_P(Store, EntriesAreListedByDayAlsoBefore1970) {
  RandomRecords make(1);
  const SpaceId space = make.Id<SpaceId>();
  const EntityId goal = make.Id<EntityId>();
  Transaction transaction(bytes());
  for (const std::int32_t day : {3, -25567, 2932896, 0, -1, 256, 255}) {
    transaction.PutEntry({space, goal, day, make.Id<PersonId>()}, make.MakeEntry());
  }
  transaction.PutEntry({space, make.Id<EntityId>(), 0, make.Id<PersonId>()}, make.MakeEntry());
  ASSERT_THAT(transaction.Commit(), IsOk());
  std::vector<std::int32_t> days;
  const auto in_range = view().ListEntries(space, goal, -25567, 256);
  ASSERT_THAT(in_range, IsOk());
  for (const auto& [key, entry] : *in_range) {
    days.push_back(key.day);
  }
  EXPECT_EQ(days, (std::vector<std::int32_t>{-25567, -1, 0, 3, 255, 256}));
}

TEST_P(Store, AChainsOperationsAreListedInOrderBothBranchesOfAFork) {
  RandomRecords make(1);
  const SpaceId space = make.Id<SpaceId>();
  const ChainId chain = make.Id<ChainId>();
  Transaction transaction(bytes());
  for (const std::uint64_t sequence : {300u, 1u, 2u, 256u, 255u, 2u}) {
    const ChainPosition at{chain, sequence, make.Id<OperationId>()};
    transaction.PutOperation(space, at, make.MakeOperationAt(at));
    transaction.PutOutbox(space, at);
  }
  ASSERT_THAT(transaction.Commit(), IsOk());
  std::vector<std::uint64_t> listed, waiting;
  const auto operations = view().ListOperations(space, chain, 1, 100);
  ASSERT_THAT(operations, IsOk());
  for (const auto& [sequence, operation] : *operations) {
    listed.push_back(sequence);
    EXPECT_EQ(operation.seen.at(chain), sequence);
  }
  const auto outbox = view().ListOutbox(space, 100);
  ASSERT_THAT(outbox, IsOk());
  for (const ChainPosition& at : *outbox) waiting.push_back(at.sequence);
  const std::vector<std::uint64_t> all = {1, 2, 2, 255, 256, 300};
  EXPECT_EQ(listed, all);
  EXPECT_EQ(waiting, all) << "both branches wait";
  EXPECT_EQ(view().ListOperations(space, chain, 256, 100)->size(), 2u);
  EXPECT_EQ(view().ListOperations(space, chain, 1, 3)->size(), 3u);
  EXPECT_EQ(view().ListOutbox(space, 3)->size(), 3u);
}

TEST_P(Store, TheOutboxIsListedBehindAPlaceToo) {
  RandomRecords make(2);
  const SpaceId space = make.Id<SpaceId>();
  const ChainId chain = make.Id<ChainId>();
  Transaction transaction(bytes());
  for (const std::uint64_t sequence : {1u, 2u, 2u, 3u}) {
    transaction.PutOutbox(space, {chain, sequence, make.Id<OperationId>()});
  }
  ASSERT_THAT(transaction.Commit(), IsOk());
  const auto all = view().ListOutbox(space, 100);
  ASSERT_THAT(all, IsOk());
  ASSERT_EQ(all->size(), 4u);
  for (std::size_t i = 0; i < all->size(); ++i) {
    const auto behind = view().ListOutbox(space, 100, all->at(i));
    ASSERT_THAT(behind, IsOk());
    EXPECT_EQ(*behind, std::vector<ChainPosition>(all->begin() + i + 1, all->end()));
  }
}

TEST_P(Store, ATransactionThatMayBeLostIsSeenAtOnce) {
  RandomRecords make(3);
  const SpaceId space = make.Id<SpaceId>();
  const ChainPosition at{make.Id<ChainId>(), 1, make.Id<OperationId>()};
  Transaction transaction(bytes());
  transaction.AllowLoss();
  transaction.PutOutbox(space, at);
  ASSERT_THAT(transaction.Commit(), IsOk());
  EXPECT_EQ(*view().ListOutbox(space, 10), std::vector<ChainPosition>{at});
}

TEST_P(Store, IdsThatShareTheirBeginningAreStillTwo) {
  RandomRecords make(1);
  const SpaceId space = make.Id<SpaceId>();
  ChainPosition one = make.MakePosition();
  ChainPosition other = one;
  std::string id = one.id.str();
  id.back() = static_cast<char>(id.back() ^ 1);
  other.id = OperationId::Prefix(id);
  Transaction transaction(bytes());
  transaction.PutOperation(space, one, make.MakeOperationAt(one));
  EXPECT_FALSE(transaction.view().FindOperation(space, other)->has_value());
}

TEST_P(Store, ErasingASpaceLeavesNoTraceOfItAndTouchesNoOther) {
  RandomRecords make(1);
  const Space gone = make.MakeSpace();
  const Space kept = make.MakeSpace();
  Transaction transaction(bytes());
  for (const SpaceId& space : {gone.id, kept.id}) {
    const ChainPosition at = make.MakePosition();
    transaction.PutClock(space, make.MakeClock());
    transaction.PutMailbox(space, make.MakeMailbox());
    transaction.PutHead(space, at);
    transaction.PutOperation(space, at, make.MakeOperationAt(at));
    transaction.PutGoal(space, make.MakeGoal());
    transaction.PutEntry(make.MakeEntryKey(space), make.MakeEntry());
    transaction.PutRest(space, make.Id<EntityId>(), make.MakeRest());
    transaction.PutEase(space, make.Id<EntityId>(), 1, make.MakeEase());
    transaction.PutSubject(space, make.MakeSubject());
    transaction.PutAlias(space, make.Id<EntityId>(), make.MakeAlias());
    transaction.PutOutbox(space, at);
    transaction.PutHeld(space, at.id, "held");
    transaction.PutDelivery(space, {1'800'000'000, at});
    EXPECT_EQ(transaction.view().GetDelivery(space).value(), (DeliveryPlan{1'800'000'000, at}));
    EXPECT_TRUE(transaction.view().IsInOutbox(space, at).value());
  }
  transaction.PutSpace(gone);
  ASSERT_THAT(transaction.Commit(), IsOk());
  Transaction erasing(bytes());
  ASSERT_THAT(erasing.EraseSpace(gone.id), IsOk());
  erasing.DeleteSpace(gone.id);
  ASSERT_THAT(erasing.Commit(), IsOk());
  int left = 0, others = 0;
  ASSERT_THAT(bytes().Scan("", "", ScanOrder::kAscending,
                           [&](absl::string_view key, absl::string_view) {
                             left += absl::StrContains(key, gone.id.bytes());
                             others += absl::StrContains(key, kept.id.bytes());
                             return true;
                           }),
              IsOk());
  EXPECT_EQ(left, 0);
  EXPECT_EQ(others, 13);
}

TEST_P(Store, KeysHoldNothingThatSomebodyTyped) {
  constexpr absl::string_view kCanary = "canary";
  RandomRecords make(1, kCanary);
  Transaction transaction(bytes());
  for (int i = 0; i < 20; ++i) {
    const Space space = make.MakeSpace();
    const ChainPosition at = make.MakePosition();
    transaction.PutSelf(make.MakeSelf());
    transaction.PutSpace(space);
    transaction.PutPairing(make.MakePairing());
    transaction.PutGoal(space.id, make.MakeGoal());
    transaction.PutSubject(space.id, make.MakeSubject());
    transaction.PutAlias(space.id, make.Id<EntityId>(), make.MakeAlias());
    transaction.PutOperation(space.id, at, make.MakeOperationAt(at));
    transaction.PutHeld(space.id, at.id, kCanary);
  }
  ASSERT_THAT(transaction.Commit(), IsOk());
  int values = 0;
  ASSERT_THAT(bytes().Scan("", "", ScanOrder::kAscending,
                           [&](absl::string_view key, absl::string_view value) {
                             EXPECT_FALSE(absl::StrContains(key, kCanary));
                             values += absl::StrContains(value, kCanary);
                             return true;
                           }),
              IsOk());
  EXPECT_GT(values, 100) << "the canary has to be somewhere, or this proves nothing";
}

TEST_P(Store, ADamagedRecordIsDataLoss) {
  RandomRecords make(1);
  const SpaceId space = make.Id<SpaceId>();
  const EntityId entity = make.Id<EntityId>();
  const ChainPosition at = make.MakePosition();
  ByteBatch batch;
  for (const std::string& key :
       {keys::SelfKey(), keys::SpaceKeyOf(space), keys::ClockOf(space), keys::MailboxOf(space),
        keys::PairingKey(), keys::HeadOf(space, at.chain), keys::GoalKey(space, entity),
        keys::SubjectKey(space, entity), keys::AliasKey(space, entity), keys::ActKey(1),
        keys::RequestKey(1), keys::OutboxKey(space, at.chain, at.sequence, at.id),
        keys::OperationKey(space, at.chain, at.sequence, at.id), keys::RestKey(space, entity),
        keys::EaseKey(space, entity, 1),
        keys::EntryKeyOf({space, entity, 1, make.Id<PersonId>()})}) {
    batch.Put(key, "\xFF\xFF damaged");
  }
  ASSERT_THAT(bytes().Commit(batch), IsOk());
  const auto lost = HasCode(absl::StatusCode::kDataLoss);
  EXPECT_THAT(view().GetSelf(), lost);
  EXPECT_THAT(view().ListSpaces(), lost);
  EXPECT_THAT(view().GetClock(space), lost);
  EXPECT_THAT(view().GetMailbox(space), lost);
  EXPECT_THAT(view().GetPairing(), lost);
  EXPECT_THAT(view().ListHeads(space), lost);
  EXPECT_THAT(view().GetHead(space, at.chain), lost);
  EXPECT_THAT(view().ListGoals(space), lost);
  EXPECT_THAT(view().FindGoal(space, entity), lost);
  EXPECT_THAT(view().ListSubjects(space), lost);
  EXPECT_THAT(view().FindSubject(space, entity), lost);
  EXPECT_THAT(view().ListAliases(), lost);
  EXPECT_THAT(view().GetAct(1), lost);
  EXPECT_THAT(view().ListRequests(), lost);
  EXPECT_THAT(view().ListOutbox(space, 10), lost);
  EXPECT_THAT(view().FindOperation(space, at), lost);
  EXPECT_THAT(view().ListOperations(space, at.chain, 1, 10), lost);
  EXPECT_THAT(view().ListEntries(space, entity, 0, 2), lost);
  EXPECT_THAT(
      view().VisitEntriesBefore(space, entity, 2, [](const auto&, const auto&) { return true; }),
      lost);
  EXPECT_THAT(view().ListRests(space), lost);
  EXPECT_THAT(view().FindRest(space, entity), lost);
  EXPECT_THAT(view().ListEase(space, entity), lost);
  EXPECT_THAT(view().FindEase(space, entity, 1), lost);
}

TEST_P(Store, AnIdOfTheWrongSizeIsDataLoss) {
  RandomRecords make(1);
  const SpaceId space = make.Id<SpaceId>();
  ByteBatch batch;
  batch.Put(keys::SelfKey(), "\x0A\x03xyz");               // person of three bytes
  batch.Put(keys::ClockOf(space), "\x12\x05\x0A\x03xyz");  // a head's chain of three bytes
  ASSERT_THAT(bytes().Commit(batch), IsOk());
  EXPECT_THAT(view().GetSelf(), HasCode(absl::StatusCode::kDataLoss));
  EXPECT_THAT(view().GetClock(space), HasCode(absl::StatusCode::kDataLoss));
}

TEST_P(Store, ANewStoreIsMarkedAndKnownAgain) {
  EXPECT_THAT(CheckFormat(bytes()), IsOk());
  Reopen();
  EXPECT_THAT(CheckFormat(bytes()), IsOk());
  EXPECT_EQ(**bytes().Get(keys::Format()), "3");
}

TEST_P(Store, ANewerFormatIsRefusedAndLeftAlone) {
  ByteBatch batch;
  batch.Put(keys::Format(), "4");
  ASSERT_THAT(bytes().Commit(batch), IsOk());
  EXPECT_THAT(CheckFormat(bytes()), IsRefused("store_newer"));
  EXPECT_EQ(**bytes().Get(keys::Format()), "4");
}

TEST_P(Store, EntriesBeforeADayComeNewestFirstAndStopWhenAsked) {
  RandomRecords make(1);
  const SpaceId space = make.Id<SpaceId>();
  const EntityId goal = make.Id<EntityId>();
  const PersonId person = make.Id<PersonId>();
  Transaction transaction(bytes());
  for (const std::int32_t day : {-3, 0, 4, 9}) {
    transaction.PutEntry({space, goal, day, person}, make.MakeEntry());
  }
  ASSERT_THAT(transaction.Commit(), IsOk());
  std::vector<std::int32_t> days;
  const auto visit = [&](const EntryKey& key, const DayEntry&) {
    days.push_back(key.day);
    return key.day > 0;
  };
  ASSERT_THAT(view().VisitEntriesBefore(space, goal, 9, visit), IsOk());
  EXPECT_EQ(days, (std::vector<std::int32_t>{4, 0}));
}

TEST_P(Store, RestsTakenBackAndEaseTakenBackAreNotListed) {
  RandomRecords make(1);
  const SpaceId space = make.Id<SpaceId>();
  const EntityId goal = make.Id<EntityId>();
  Register<Rest> rest = make.MakeRest();
  rest.value.removed = true;
  Register<int> ease = make.MakeEase();
  ease.value = 0;
  Transaction transaction(bytes());
  transaction.PutRest(space, goal, rest);
  transaction.PutEase(space, goal, 1, ease);
  ASSERT_THAT(transaction.Commit(), IsOk());
  EXPECT_TRUE(view().ListRests(space)->empty());
  EXPECT_TRUE(view().ListEase(space, goal)->empty());
  EXPECT_TRUE(view().FindRest(space, goal)->has_value());
}

// tests/golden/store_v1.txt is the store of a version that wrote format 1: three goals (one
// archived), a day kept, two amounts of which the second was undone.
TEST_P(Store, AStoreOfFormat1IsReadAndMarkedAsFormat3) {
  std::ifstream file(absl::StrCat(TWOFOLD_SOURCE, "/tests/golden/store_v1.txt"));
  ByteBatch batch;
  for (std::string key, value; file >> key >> value;) {
    batch.Put(absl::HexStringToBytes(key), absl::HexStringToBytes(value));
  }
  ASSERT_EQ(batch.changes().size(), 36u);
  ASSERT_THAT(bytes().Commit(batch), IsOk());
  ASSERT_THAT(CheckFormat(bytes()), IsOk());
  EXPECT_EQ(**bytes().Get(keys::Format()), "3");

  const auto spaces = view().ListSpaces();
  ASSERT_THAT(spaces, IsOk());
  ASSERT_EQ(spaces->size(), 1u);
  const auto goals = view().ListGoals(spaces->front().id);
  ASSERT_THAT(goals, IsOk());
  ASSERT_EQ(goals->size(), 3u);
  int measured = 0, archived = 0, amount = 0, kept = 0;
  for (const Goal& goal : *goals) {
    ASSERT_EQ(goal.versions.size(), 1u);
    const GoalVersion& version = goal.versions.begin()->second.value;
    ASSERT_TRUE(version.terms);
    measured += version.terms->kind == GoalKind::kMeasure;
    archived += goal.archived.value;
    const auto entries = view().ListEntries(spaces->front().id, goal.id, 0, 100'000);
    ASSERT_THAT(entries, IsOk());
    for (const auto& [key, entry] : *entries) {
      amount += static_cast<int>(entry.amount_micros / 1'000'000);
      kept += entry.mark.value.mark == Mark::kKept;
    }
  }
  EXPECT_EQ(measured, 1);
  EXPECT_EQ(archived, 1);
  EXPECT_EQ(amount, 30);
  EXPECT_EQ(kept, 1);

  // Acts of format 1 have no steps; their kind says what turns them over.
  ASSERT_EQ(*view().NewestAct(), 7u);
  int added = 0;
  for (std::uint64_t number = 1; number <= 7; ++number) {
    const Act act = **view().GetAct(number);
    ASSERT_EQ(act.steps.size(), 1u) << number;
    if (const auto* set = std::get_if<GoalSetPayload>(&act.steps[0].payload)) {
      added += set->removed == true;
    }
    if (!act.undone) continue;
    const auto& write = std::get<EntryWritePayload>(act.steps[0].payload);
    EXPECT_EQ(write.days.at(0).add_micros, 12'500'000) << "what brings it back";
  }
  EXPECT_EQ(added, 3);
}

TEST_P(Store, AFormatThatIsNoneIsDataLoss) {
  for (absl::string_view mark : {"0", "-1", "", "x"}) {
    ByteBatch batch;
    batch.Put(keys::Format(), mark);
    ASSERT_THAT(bytes().Commit(batch), IsOk());
    EXPECT_THAT(CheckFormat(bytes()), HasCode(absl::StatusCode::kDataLoss)) << mark;
  }
}

TEST(FailingStore, ACommitThatFailsChangesNothing) {
  MemoryByteStore bytes;
  RandomRecords make(1);
  Transaction transaction(bytes);
  transaction.PutSelf(make.MakeSelf());
  transaction.PutSpace(make.MakeSpace());
  bytes.FailCommits(absl::ResourceExhaustedError("full"));
  EXPECT_THAT(transaction.Commit(), HasCode(absl::StatusCode::kResourceExhausted));
  bytes.FailCommits(absl::OkStatus());
  EXPECT_FALSE(StoreView(bytes).GetSelf()->has_value());
  EXPECT_TRUE(StoreView(bytes).ListSpaces()->empty());
  EXPECT_THAT(transaction.Commit(), IsOk()) << "and it can be tried again";
  EXPECT_TRUE(StoreView(bytes).GetSelf()->has_value());
}

}  // namespace
}  // namespace twofold
