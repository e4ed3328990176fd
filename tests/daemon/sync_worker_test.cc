// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Two devices over a relay that serves them well, badly, or not at all.
#include "daemon/sync/sync_worker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/crypto/envelope.h"
#include "tests/daemon/partner.h"
#include "tests/daemon/real_relay.h"
#include "tests/support/fake_relay.h"
#include "tests/support/refusals.h"
#include "tests/support/stopwatch.h"
#include "tests/support/tcp_proxy.h"
#include "twofold/sync/v1/operation.pb.h"

namespace twofold {
namespace {

class SyncTest : public testing::Test {
 protected:
  void Pair(const std::string& relay) { PairWithoutRelay(noa_, sam_, relay); }
  void StartBoth(const std::string& relay = "") {
    noa_.StartSync(relay);
    sam_.StartSync(relay);
  }
  bool BothCome(std::size_t operations) {
    return noa_.AwaitOperations(operations) && sam_.AwaitOperations(operations);
  }

  Partner noa_{"Noa"};
  Partner sam_{"Sam"};
};

TEST_F(SyncTest, WhatOneWritesReachesTheOtherByItself) {
  RealRelay relay;
  Pair(relay.address());
  StartBoth();
  ASSERT_TRUE(BothCome(0));
  noa_.Propose("Walk");
  EXPECT_TRUE(sam_.AwaitPushed(1));
  sam_.Propose("Read");
  EXPECT_TRUE(noa_.AwaitPushed(2));
  EXPECT_EQ(noa_.exchange_->Waiting(), 0u);
}

TEST_F(SyncTest, ARelayThatRestartsLosesNothing) {
  RealRelay relay;
  Pair(relay.address());
  StartBoth();
  noa_.Propose("Walk");
  ASSERT_TRUE(BothCome(1));
  relay.Restart();
  noa_.Propose("Read");
  sam_.Propose("Cook");
  EXPECT_TRUE(BothCome(3));
}

TEST_F(SyncTest, AWipedRelayGetsEverythingAgain) {
  RealRelay relay;
  Pair(relay.address());
  StartBoth();
  noa_.Propose("Walk");
  sam_.Propose("Read");
  ASSERT_TRUE(BothCome(2));
  sam_.StopSync();
  sam_.Propose("Not sent yet");
  relay.Start(std::make_shared<MemoryByteStore>());
  sam_.StartSync();
  EXPECT_TRUE(BothCome(3));
  EXPECT_GE(sam_.log_.Count(Event::kRelayStartedOver), 1);

  // The relay alone can bring up a device that has nothing.
  noa_.StopSync();
  sam_.StopSync();
  Partner again("Noa");
  PairingPair unused(again, sam_);
  NewSpace made{noa_.us().id, noa_.us().key, noa_.us().genesis, noa_.us().members, relay.address()};
  ASSERT_TRUE(again.pairings_->Adopt(made).ok());
  again.StartSync();
  EXPECT_TRUE(again.AwaitOperations(3));
}

TEST_F(SyncTest, ARelayThatWentBackInTimeIsBroughtForward) {
  RealRelay relay;
  Pair(relay.address());
  StartBoth();
  noa_.Propose("Walk");
  ASSERT_TRUE(BothCome(1));
  const auto earlier = relay.Copy();
  noa_.Propose("Read");
  sam_.Propose("Cook");
  ASSERT_TRUE(BothCome(3));
  relay.Start(earlier);
  noa_.Propose("Sing");
  EXPECT_TRUE(BothCome(4));
}

TEST_F(SyncTest, AForkedRelayIsJoinedAgain) {
  RealRelay relay;
  Pair(relay.address());
  StartBoth();
  noa_.Propose("Walk");
  ASSERT_TRUE(BothCome(1));
  sam_.StopSync();
  const auto branch = relay.Copy();
  noa_.Propose("On one branch");
  ASSERT_TRUE(noa_.AwaitOperations(2));
  noa_.StopSync();
  relay.Start(branch);
  sam_.StartSync();
  sam_.Propose("On the other");
  sam_.Propose("And more");
  ASSERT_TRUE(sam_.AwaitOperations(3));
  noa_.StartSync();
  EXPECT_TRUE(BothCome(4));
  EXPECT_GE(noa_.log_.Count(Event::kRelayStartedOver), 1);
}

TEST_F(SyncTest, ALoginThatRanOutIsRenewedWithoutAWord) {
  RealRelay relay;
  Pair(relay.address());
  StartBoth();
  ASSERT_TRUE(BothCome(0));
  relay.clock().Advance(limits::kTokenSeconds + 1);
  EXPECT_THAT(noa_.sync_->SyncNow(absl::Seconds(10)), IsOk());
  noa_.Propose("Walk");
  EXPECT_TRUE(BothCome(1));
  EXPECT_EQ(noa_.log_.Count(Event::kRelaySilent), 0);
}

TEST_F(SyncTest, APeerThatIsHalfOpenIsNoticedByItsMissingHeartbeats) {
  RealRelay relay;
  TcpProxy proxy(relay.port());
  relay.AlsoCalled(proxy.address());
  Pair(proxy.address());
  StartBoth();
  noa_.Propose("Walk");
  ASSERT_TRUE(BothCome(1));
  proxy.Freeze();
  EXPECT_TRUE(noa_.log_.Await(Event::kRelaySilent, 1));
  noa_.Propose("Read");
  sam_.Propose("Cook");
  proxy.Thaw();
  EXPECT_TRUE(BothCome(3));
}

TEST_F(SyncTest, StopsWithinTwoSecondsWhateverTheRelayDoes) {
  RealRelay relay;
  TcpProxy proxy(relay.port());
  relay.AlsoCalled(proxy.address());
  Pair(proxy.address());
  StartBoth();
  ASSERT_TRUE(BothCome(0));
  Stopwatch watch;
  sam_.StopSync();
  EXPECT_LT(watch.elapsed(), absl::Seconds(2)) << "with a stream open";
  proxy.Freeze();
  std::thread asking([&] { (void)noa_.sync_->SyncNow(absl::Seconds(20)); });
  noa_.Propose("Walk");
  watch = Stopwatch();
  noa_.sync_->Stop();
  asking.join();
  noa_.StopSync();
  EXPECT_LT(watch.elapsed(), absl::Seconds(2)) << "with a call that nobody answers";
}

TEST_F(SyncTest, AnAppendWhoseAnswerWasLostHasOneEffect) {
  FakeRelay relay;
  Pair(relay.address());
  relay.Tell([](auto& script) { script.lose_append_replies = 2; });
  noa_.Propose("Walk");
  StartBoth();
  EXPECT_TRUE(BothCome(1));
  std::set<std::string> ids;
  for (const auto& envelope : relay.Kept()) ids.insert(envelope.message_id());
  EXPECT_EQ(ids.size(), relay.Kept().size());
  EXPECT_EQ(noa_.exchange_->Waiting(), 0u);
}

TEST_F(SyncTest, WhatCameTooEarlyIsTakenWhenItsCauseComes) {
  FakeRelay relay;
  Pair(relay.address());
  noa_.StartSync();
  ASSERT_TRUE(relay.Await("Subscribe", 1));
  noa_.Propose("Walk");
  ASSERT_THAT(noa_.sync_->SyncNow(absl::Seconds(10)), IsOk());
  relay.Tell([](auto& script) { script.delay_next_append = true; });
  noa_.Propose("First");
  ASSERT_THAT(noa_.sync_->SyncNow(absl::Seconds(10)), IsOk());
  noa_.Propose("Second");
  ASSERT_THAT(noa_.sync_->SyncNow(absl::Seconds(10)), IsOk());
  sam_.StartSync();
  EXPECT_TRUE(sam_.AwaitOperations(3));
}

TEST_F(SyncTest, EnvelopesThatAreNotOursAreSteppedOver) {
  FakeRelay relay;
  Pair(relay.address());
  noa_.Propose("Walk");
  noa_.StartSync();
  ASSERT_TRUE(noa_.AwaitOperations(1));
  ASSERT_THAT(noa_.sync_->SyncNow(absl::Seconds(10)), IsOk());
  noa_.StopSync();
  const std::vector<relay::v1::Envelope> good = relay.Kept();
  ASSERT_FALSE(good.empty());
  // Sealed for another space, but otherwise right.
  const SpaceKey other = SpaceKey::Make(noa_.random_);
  relay::v1::Envelope foreign = good[0];
  foreign.set_body(*SealEnvelope(other, EnvelopePurpose::kOperations,
                                 {other.Login().mailbox(), *SlotId::FromBytes(foreign.slot()),
                                  *MessageId::FromBytes(foreign.message_id())},
                                 "x", noa_.random_));
  relay.Plant(foreign);
  // Cut at every byte.
  for (std::size_t size = 0; size < good[0].body().size(); ++size) {
    relay::v1::Envelope cut = good[0];
    cut.set_body(cut.body().substr(0, size));
    relay.Plant(cut);
  }
  // Ours, but in another one's place, and with more in it than anybody sends.
  relay::v1::Envelope moved = good[0];
  moved.set_message_id(std::string(16, 'm'));
  relay.Plant(moved);
  const SpaceKey key = *SpaceKey::FromBytes(noa_.us().key);
  sync::v1::OperationBatch flood;
  for (std::size_t i = 0; i <= limits::kOperationsPerEnvelope; ++i) flood.add_operations("");
  relay::v1::Envelope flooded = good[0];
  flooded.set_body(*SealEnvelope(key, EnvelopePurpose::kOperations,
                                 {key.Login().mailbox(), *SlotId::FromBytes(flooded.slot()),
                                  *MessageId::FromBytes(flooded.message_id())},
                                 flood.SerializeAsString(), noa_.random_));
  relay.Plant(flooded);
  noa_.StartSync();
  noa_.Propose("After all that");
  ASSERT_THAT(noa_.sync_->SyncNow(absl::Seconds(10)), IsOk());
  sam_.StartSync();
  EXPECT_TRUE(sam_.AwaitOperations(2));
  EXPECT_GE(sam_.log_.Count(Event::kUnreadableEnvelopes), 1);
  EXPECT_EQ(sam_.log_.Count(Event::kRefusedOperations), 0);
}

TEST_F(SyncTest, AFullMailboxIsStillReadAndAcknowledgedSoThatItEmpties) {
  FakeRelay relay;
  Pair(relay.address());
  sam_.Propose("Walk");
  sam_.StartSync();
  ASSERT_TRUE(relay.Await("Ack", 1));
  relay.Tell([](auto& script) { script.full_until_acked = true; });
  noa_.Propose("Read");
  noa_.StartSync();
  EXPECT_TRUE(noa_.AwaitOperations(2));
  EXPECT_TRUE(sam_.AwaitOperations(2));
}

TEST_F(SyncTest, ANumberThatTheRelayDoesNotLiveUpToIsNotLookedForWithoutEnd) {
  FakeRelay relay;
  Pair(relay.address());
  relay.Tell([](auto& script) { script.announced_head = std::uint64_t{1} << 63; });
  noa_.StartSync();
  ASSERT_TRUE(relay.Await("Subscribe", 1));
  EXPECT_FALSE(relay.Await("Fetch", 20, absl::Seconds(1)));
}

TEST_F(SyncTest, ARelayThatForgetsAtEachLoginGetsNoStormOfAnswers) {
  FakeRelay relay;
  Pair(relay.address());
  noa_.Propose("Walk");
  relay.Tell([](auto& script) {
    script.new_generation_each_hello = true;
    script.append_answer = grpc::Status(grpc::StatusCode::UNAVAILABLE, "go away");
  });
  noa_.StartSync();
  for (int i = 0; i < 10; ++i) (void)noa_.sync_->SyncNow(absl::Seconds(5));
  relay.Tell([](auto& script) { script.append_answer.reset(); });
  for (int i = 0; i < 10; ++i) {
    (void)noa_.sync_->SyncNow(absl::Seconds(5));
    relay.Tell([](auto& script) {
      script.append_answer = grpc::Status(grpc::StatusCode::UNAVAILABLE, "go away");
    });
    noa_.Propose(absl::StrCat("Number ", i));
    (void)noa_.sync_->SyncNow(absl::Seconds(5));
    relay.Tell([](auto& script) { script.append_answer.reset(); });
  }
  EXPECT_LE(noa_.log_.Count(Event::kRelayStartedOver), 3);
  EXPECT_EQ(noa_.Operations(), 11u);
}

TEST_F(SyncTest, WhatARelaySaysCannotHarmATerminalNorAdvise) {
  FakeRelay relay;
  Pair(relay.address());
  relay.Tell([](auto& script) {
    script.append_answer = ToGrpcStatus(
        Refusal(absl::StatusCode::kResourceExhausted, "relay_busy", "\x1b[2Jyour partner is gone")
            .Hint("Do this", "rm -rf ~")
            .Aftermath("\x07"));
  });
  noa_.Propose("Walk");
  noa_.StartSync();
  const absl::Status status = noa_.sync_->SyncNow(absl::Seconds(10)).status();
  EXPECT_THAT(status, IsRefused("relay_busy"));
  EXPECT_EQ(status.message(), "[2Jyour partner is gone");
  EXPECT_THAT(RefusalHints(status), testing::IsEmpty());
  EXPECT_EQ(RefusalAftermath(status), "");
}

TEST_F(SyncTest, AfterLeavingNothingMoreIsSaid) {
  FakeRelay relay;
  Pair(relay.address());
  StartBoth();
  ASSERT_TRUE(BothCome(0));
  noa_.Propose("Walk");
  noa_.Leave();
  noa_.sync_->LetGo();
  sam_.StopSync();
  const int said = relay.AllCalls();
  EXPECT_THAT(noa_.sync_->SyncNow(absl::Seconds(1)), IsRefused("not_paired"));
  noa_.sync_->Nudge();
  EXPECT_THAT(noa_.sync_->SyncNow(absl::Seconds(1)), IsRefused("not_paired"));
  EXPECT_EQ(relay.AllCalls(), said);
  EXPECT_EQ(noa_.sync_->standing().state, RelayState::kNone);
}

TEST_F(SyncTest, LeavingDoesNotWaitForARelayThatHangs) {
  FakeRelay relay;
  Pair(relay.address());
  relay.Tell([](auto& script) { script.hang_appends = true; });
  noa_.Propose("Walk");
  noa_.StartSync();
  ASSERT_TRUE(relay.Await("Append", 1));
  noa_.Leave();
  const Stopwatch watch;
  noa_.sync_->LetGo();
  EXPECT_LT(watch.elapsed(), absl::Seconds(2));
  const int said = relay.AllCalls();
  EXPECT_THAT(noa_.sync_->SyncNow(absl::Seconds(5)), IsRefused("not_paired"));
  EXPECT_EQ(relay.AllCalls(), said);
}

TEST_F(SyncTest, MoreChainsThanAStatusHoldsDoNotStopTheSync) {
  RealRelay relay;
  Pair(relay.address());
  // Each new beginning is another chain.
  for (int i = 0; i < 200; ++i) {
    ASSERT_TRUE(sam_.ledger_
                    ->Do([&](Change& change) -> absl::StatusOr<bool> {
                      change.state().us->chain = BeginChain(sam_.keys_.device(), sam_.random_);
                      change.transaction().PutSpace(*change.state().us);
                      return true;
                    })
                    .ok());
    sam_.Propose(absl::StrCat("Number ", i));
  }
  StartBoth();
  EXPECT_TRUE(BothCome(200));
  EXPECT_FALSE(noa_.log_.Await(Event::kRelaySilent, 1, absl::Seconds(4)))
      << "the word was too long";
}

}  // namespace
}  // namespace twofold
