// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Everything of a space at once, for somebody who lacks more than is sent one by one.
#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "tests/daemon/engine_couple.h"

namespace twofold {
namespace {

constexpr int kMore = static_cast<int>(limits::kRepairOperations) + 1;

class Snapshots : public Couple {
 protected:
  // Until there are so many operations at Noa's, on both persons' chains.
  void FillTo(int operations) {
    const std::string walk = Agreed();
    while (Operations(noa) < operations) {
      LogOn(noa, walk, day_++);
      if (day_ % 500 == 0) Sync();
    }
    Sync();
    ASSERT_EQ(Operations(noa), operations);
  }
  static void LogOn(Computer& computer, const std::string& goal, int days_ago) {
    ASSERT_THAT(computer.Log(goal, "", absl::StrCat(days_ago, "d")), IsOk());
  }
  int Operations(const Computer& computer) const {
    int operations = 0;
    const auto heads = StoreView(computer.store).ListHeads(computer.us());
    for (const ChainPosition& head : *heads) {
      operations += static_cast<int>(head.sequence);
    }
    return operations;
  }
  static std::vector<std::string> PackAll(const Computer& computer, std::size_t most_bytes) {
    Packing packing =
        computer.exchange->Pack(computer.us(), *computer.exchange->WhatIsHere(computer.us()));
    std::vector<std::string> all;
    while (!packing.done()) {
      const auto some = packing.Next(most_bytes);
      EXPECT_THAT(some, IsOk());
      std::size_t bytes = 0;
      for (const std::string& one : *some) bytes += one.size();
      EXPECT_TRUE(bytes <= most_bytes || some->size() == 1) << bytes;
      all.insert(all.end(), some->begin(), some->end());
    }
    return all;
  }
  static absl::StatusOr<Received> Take(Computer& computer, const std::vector<std::string>& all,
                                       Exchange::Check check) {
    return computer.exchange->Receive(computer.us(), all, MailboxPosition(), check);
  }

  int day_ = 0;
};

TEST_F(Snapshots, EachOperationComesOnceAndBehindWhatItDependsOn) {
  const std::string walk = Agreed();
  for (int i = 0; i < 40; ++i) {
    LogOn(i % 3 == 0 ? noa : sam, walk, i);
    if (i % 5 == 0) Sync();
  }
  Sync();
  std::set<OperationId> here;
  const std::vector<std::string> all = PackAll(noa, 2000);
  EXPECT_EQ(all.size(), static_cast<std::size_t>(Operations(noa)));
  for (const std::string& bytes : all) {
    const auto operation = ReadOperation(bytes, noa.device.notary);
    ASSERT_THAT(operation, IsOk());
    EXPECT_TRUE(operation->sequence == 1 || here.contains(operation->previous));
    for (const ChainPosition& cause : operation->dependencies) {
      EXPECT_TRUE(here.contains(cause.id));
    }
    EXPECT_TRUE(here.insert(operation->id).second);
  }
}

TEST_F(Snapshots, ASpaceOfWhichNothingIsHereGivesNothing) {
  std::optional<Packing> packing;
  packing.emplace(noa.exchange->Pack(noa.us(), Have()));
  const auto all = packing->Next(10'000);
  ASSERT_THAT(all, IsOk());
  EXPECT_TRUE(all->empty());
  EXPECT_TRUE(packing->done());
}

TEST_F(Snapshots, OfAForkedChainBothSidesAreThere) {
  const std::string walk = Agreed();
  const auto backup = noa.Everything();
  for (int i = 0; i < 100; ++i) LogOn(noa, walk, i);
  const auto lost = noa.Send();
  noa.Restore(backup);
  for (int i = 0; i < 100; ++i) LogOn(noa, walk, 100 + i);
  sam.Receive(noa.Send());
  sam.Receive(lost);
  const std::vector<std::string> all = PackAll(sam, 10'000);
  EXPECT_EQ(std::set<std::string>(all.begin(), all.end()).size(), all.size());
  noa.Restore(backup);
  ASSERT_THAT(Take(noa, all, Exchange::Check::kNewest), IsOk());
  ExpectEqualStates();
}

TEST_F(Snapshots, WhatWaitsForSomethingIsThereToo) {
  const std::string walk = Agreed();
  ASSERT_THAT(noa.Log(walk), IsOk());
  const auto missing = noa.Send();
  ASSERT_THAT(noa.Log(walk, "", "yesterday"), IsOk());
  const auto waits = noa.Send();
  ASSERT_FALSE(waits.empty());
  sam.Receive(waits);
  const std::vector<std::string> all = PackAll(sam, 10'000);
  EXPECT_TRUE(std::find(all.begin(), all.end(), waits.back()) != all.end());
}

TEST_F(Snapshots, MoreThanIsSentOneByOneIsOwedAsOne) {
  FillTo(kMore - 1);
  EXPECT_EQ(*noa.exchange->QueueMissing(noa.us(), {}, Exchange::Word::kWhole),
            limits::kRepairOperations);
  EXPECT_FALSE(noa.exchange->OwesSnapshot(noa.us()));
  while (noa.exchange->Waiting() > 0) noa.Send();
  LogOn(noa, noa.Handles().front(), day_++);
  noa.Send();
  EXPECT_GT(*noa.exchange->QueueMissing(noa.us(), {}, Exchange::Word::kWhole), 0u);
  EXPECT_TRUE(noa.exchange->OwesSnapshot(noa.us()));
  EXPECT_EQ(noa.exchange->Waiting(), 0u);
  noa.Reopen();
  EXPECT_TRUE(noa.exchange->OwesSnapshot(noa.us())) << "it is on the disk";
  ASSERT_THAT(noa.exchange->SettleSnapshot(noa.us()), IsOk());
  noa.Reopen();
  EXPECT_FALSE(noa.exchange->OwesSnapshot(noa.us()));
}

TEST_F(Snapshots, StartingOverWithMuchOwesOne) {
  FillTo(kMore);
  ASSERT_THAT(noa.exchange->StartOver(noa.us(), Generation::Prefix(std::string(16, 'g'))), IsOk());
  EXPECT_TRUE(noa.exchange->OwesSnapshot(noa.us()));
  EXPECT_EQ(noa.exchange->Waiting(), 0u);
}

TEST_F(Snapshots, TheNewestOfAChainVouchesForThoseBeforeIt) {
  const std::string walk = Agreed();
  const auto backup = sam.Everything();
  for (int i = 0; i < 3; ++i) LogOn(noa, walk, i);
  std::vector<std::string> fresh = noa.Send();
  ASSERT_EQ(fresh.size(), 3u);
  const auto unsigned_first = [&] {
    std::vector<std::string> all = fresh;
    sync::v1::SignedOperation one;
    EXPECT_TRUE(one.ParseFromString(all.front()));
    one.set_signature(std::string(64, 'x'));
    all.front() = one.SerializeAsString();
    return all;
  }();
  EXPECT_EQ(Take(sam, unsigned_first, Exchange::Check::kEach)->refused, 1);
  sam.Restore(backup);
  EXPECT_EQ(Take(sam, unsigned_first, Exchange::Check::kNewest)->applied, 3);
}

TEST_F(Snapshots, NothingVouchesForTheNewestNorForAnotherHistory) {
  const std::string walk = Agreed();
  for (int i = 0; i < 3; ++i) LogOn(noa, walk, i);
  const std::vector<std::string> fresh = noa.Send();
  const auto changed = [&](std::size_t which, auto change) {
    std::vector<std::string> all = fresh;
    sync::v1::SignedOperation one;
    EXPECT_TRUE(one.ParseFromString(all[which]));
    change(one);
    all[which] = one.SerializeAsString();
    return all;
  };
  const auto backup = sam.Everything();
  const auto newest =
      changed(2, [](sync::v1::SignedOperation& one) { one.set_signature(std::string(64, 'x')); });
  EXPECT_EQ(Take(sam, newest, Exchange::Check::kNewest)->refused, 1);
  sam.Restore(backup);
  // Another operation at that place has another id.
  const auto other = changed(1, [](sync::v1::SignedOperation& one) {
    sync::v1::OperationHeader header;
    EXPECT_TRUE(header.ParseFromString(one.header()));
    header.set_stamp(header.stamp() + 1);
    one.set_header(header.SerializeAsString());
  });
  const auto received = Take(sam, other, Exchange::Check::kNewest);
  EXPECT_EQ(received->refused, 1);
  EXPECT_EQ(received->applied, 1);
}

}  // namespace
}  // namespace twofold
