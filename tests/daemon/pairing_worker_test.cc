// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Two persons pair over a real relay, with daemons that stop anywhere; and over one that lies.
#include "daemon/sync/pairing_worker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_join.h"
#include "core/base/limits.h"
#include "relay/server.h"
#include "tests/daemon/partner.h"
#include "tests/support/fake_relay.h"
#include "tests/support/refusals.h"
#include "tests/support/stopwatch.h"

namespace twofold {
namespace {

class RealRelay {
 public:
  RealRelay() { Start(); }
  void Start() {
    server_.reset();
    store_ = std::make_unique<MemoryByteStore>();
    auto listener = ListenTcp(*ParseHostPort(address_));
    address_ = listener->address();
    relay::ServerSettings settings;
    settings.names = {address_};
    settings.max_connections = 100;
    settings.heartbeat = absl::Seconds(1);
    server_ = *relay::RelayServer::Start(std::move(*listener), *store_, clock_, random_, settings);
  }
  const std::string& address() const { return address_; }
  HandClock& clock() { return clock_; }

 private:
  std::string address_ = "127.0.0.1:0";
  HandClock clock_;
  SystemRandom random_;
  std::unique_ptr<MemoryByteStore> store_;
  std::unique_ptr<relay::RelayServer> server_;
};

// Waits until the pairing is at that step.
bool Await(const PairingWorker& worker, std::optional<PairingStep> step) {
  PairingStanding standing = worker.Watch(0, absl::ZeroDuration());
  const Stopwatch watch;
  while (standing.step != step && watch.elapsed() < absl::Seconds(20)) {
    standing = worker.Watch(standing.revision, absl::Seconds(5));
  }
  return standing.step == step;
}

class PairingWorkerTest : public testing::Test {
 protected:
  void Begin(const std::string& relay) {
    noa_worker_ = noa_.StartPairing();
    sam_worker_ = sam_.StartPairing();
    const auto words = noa_worker_->Invite(relay, Meeting());
    ASSERT_THAT(words, IsOk());
    words_ = absl::StrJoin(*words, " ");
  }
  void Meet(const std::string& relay) {
    Begin(relay);
    ASSERT_THAT(sam_worker_->Join(relay, words_, Meeting()), IsOk());
    ASSERT_TRUE(Await(*noa_worker_, PairingStep::kComparing));
    ASSERT_TRUE(Await(*sam_worker_, PairingStep::kComparing));
  }
  static absl::Status Confirm(PairingWorker& worker) {
    return worker.Confirm(worker.Watch(0, absl::ZeroDuration()).check_number);
  }
  void Restart(Partner& partner, std::unique_ptr<PairingWorker>& worker) {
    worker.reset();
    worker = partner.StartPairing();
  }
  // What the store says when one side of a pairing that went elsewhere comes back here.
  void Remember(Partner& partner, const Pairing& pairing, const std::string& relay) {
    ASSERT_THAT(partner.pairings_->Save({pairing.Save(), relay,
                                         absl::ToUnixSeconds(partner.clock_.Now()) + 3600,
                                         SideId::Make(partner.random_)}),
                IsOk());
  }

  Partner noa_{"Noa"};
  Partner sam_{"Sam"};
  std::unique_ptr<PairingWorker> noa_worker_;
  std::unique_ptr<PairingWorker> sam_worker_;
  std::string words_;
};

TEST_F(PairingWorkerTest, TwoWhoConfirmShareASpace) {
  RealRelay relay;
  Meet(relay.address());
  EXPECT_THAT(noa_worker_->Confirm("000 00"), IsRefused("number_differs"));
  EXPECT_THAT(Confirm(*noa_worker_), IsOk());
  EXPECT_FALSE(sam_.paired());
  EXPECT_THAT(Confirm(*sam_worker_), IsOk());
  ASSERT_TRUE(Await(*noa_worker_, PairingStep::kPaired));
  ASSERT_TRUE(Await(*sam_worker_, PairingStep::kPaired));
  EXPECT_EQ(noa_.us().id, sam_.us().id);
  EXPECT_EQ(noa_.us().key, sam_.us().key);
  EXPECT_THAT(Confirm(*sam_worker_), IsOk()) << "again";
  EXPECT_THAT(sam_worker_->Invite(relay.address(), Meeting()), IsRefused("already_paired"));
}

TEST_F(PairingWorkerTest, DaemonsThatStopAfterEachStepGoOn) {
  RealRelay relay;
  Begin(relay.address());
  Restart(noa_, noa_worker_);
  ASSERT_THAT(sam_worker_->Join(relay.address(), words_, Meeting()), IsOk());
  Restart(sam_, sam_worker_);
  ASSERT_TRUE(Await(*noa_worker_, PairingStep::kComparing));
  Restart(noa_, noa_worker_);
  ASSERT_TRUE(Await(*sam_worker_, PairingStep::kComparing));
  Restart(sam_, sam_worker_);
  ASSERT_TRUE(Await(*sam_worker_, PairingStep::kComparing));
  EXPECT_THAT(Confirm(*sam_worker_), IsOk());
  Restart(sam_, sam_worker_);
  EXPECT_THAT(Confirm(*noa_worker_), IsOk());
  Restart(noa_, noa_worker_);
  Restart(sam_, sam_worker_);
  // Whoever had finished before the restart has nothing under way any more, and a space.
  for (Partner* partner : {&noa_, &sam_}) {
    EXPECT_TRUE(partner->paired() || partner->log_.Await(Event::kPaired, 1));
  }
  EXPECT_EQ(noa_.us().id, sam_.us().id);
}

TEST_F(PairingWorkerTest, AnInviterThatStoppedBetweenTheLastTwoStepsIsPairedWithoutItsRoom) {
  RealRelay relay;
  PairingPair pair(noa_, sam_);
  pair.Meet();
  pair.inviter->Confirm();
  pair.joiner->Confirm();
  pair.HandToJoiner();
  pair.HandToInviter();
  ASSERT_EQ(pair.inviter->step(), PairingStep::kPaired);
  Remember(noa_, *pair.inviter, relay.address());
  noa_worker_ = noa_.StartPairing();
  EXPECT_TRUE(noa_.log_.Await(Event::kPaired, 1));
  EXPECT_TRUE(noa_.paired());
}

TEST_F(PairingWorkerTest, AJoinerWhoseRoomIsGoneFindsTheGenesisInTheMailbox) {
  RealRelay relay;
  PairingPair pair(noa_, sam_);
  pair.Meet();
  pair.inviter->Confirm();
  pair.joiner->Confirm();
  pair.HandToJoiner();
  pair.HandToInviter();
  ASSERT_EQ(pair.joiner->step(), PairingStep::kFinishing);
  ASSERT_THAT(noa_.pairings_->Adopt(SpaceOf(*pair.inviter->result(), relay.address())), IsOk());
  noa_.StartSync();
  ASSERT_THAT(noa_.sync_->SyncNow(absl::Seconds(10)), IsOk());
  Remember(sam_, *pair.joiner, relay.address());
  sam_worker_ = sam_.StartPairing();
  EXPECT_TRUE(Await(*sam_worker_, PairingStep::kPaired));
  ASSERT_TRUE(sam_.paired());
  EXPECT_EQ(sam_.us().id, noa_.us().id);
}

TEST_F(PairingWorkerTest, AJoinerThatIsFinishingCanStillCancel) {
  RealRelay relay;
  PairingPair pair(noa_, sam_);
  pair.Meet();
  pair.inviter->Confirm();
  pair.joiner->Confirm();
  pair.HandToJoiner();
  Remember(sam_, *pair.joiner, relay.address());
  sam_worker_ = sam_.StartPairing();
  sam_worker_->Cancel(NumberCheck::kUnsaid);
  EXPECT_TRUE(Await(*sam_worker_, PairingStep::kEnded));
  EXPECT_FALSE((*sam_.pairings_->Pending()).has_value());
}

TEST_F(PairingWorkerTest, CancellingTellsTheOtherAndLeavesNothing) {
  RealRelay relay;
  Meet(relay.address());
  noa_worker_->Cancel(NumberCheck::kDiffers);
  EXPECT_TRUE(Await(*sam_worker_, PairingStep::kEnded));
  EXPECT_EQ(sam_worker_->Watch(0, absl::ZeroDuration()).end, PairingEnd::kCancelledThere);
  EXPECT_FALSE((*noa_.pairings_->Pending()).has_value());
  EXPECT_FALSE((*sam_.pairings_->Pending()).has_value());
  EXPECT_THAT(noa_worker_->Invite(relay.address(), Meeting()), IsOk());
}

TEST_F(PairingWorkerTest, AThirdPartyEndsItForAll) {
  RealRelay relay;
  Meet(relay.address());
  Partner third("Third");
  const auto worker = third.StartPairing();
  EXPECT_THAT(worker->Join(relay.address(), words_, Meeting()), IsRefused("third_party"));
  EXPECT_TRUE(Await(*noa_worker_, PairingStep::kEnded));
  EXPECT_TRUE(Await(*sam_worker_, PairingStep::kEnded));
  EXPECT_EQ(noa_worker_->Watch(0, absl::ZeroDuration()).end, PairingEnd::kThirdParty);
}

TEST_F(PairingWorkerTest, ARelayThatLostTheRoomEndsIt) {
  RealRelay relay;
  Begin(relay.address());
  relay.Start();
  EXPECT_TRUE(Await(*noa_worker_, PairingStep::kEnded));
  EXPECT_EQ(noa_worker_->Watch(0, absl::ZeroDuration()).end, PairingEnd::kExpired);
  EXPECT_THAT(sam_worker_->Join(relay.address(), words_, Meeting()),
              IsRefused("invitation_unknown"));
}

TEST_F(PairingWorkerTest, ASavedPairingThatCannotBeReadIsDropped) {
  ASSERT_THAT(noa_.pairings_->Save({"not a pairing", "127.0.0.1:1", 0, SideId()}), IsOk());
  noa_worker_ = noa_.StartPairing();
  EXPECT_FALSE((*noa_.pairings_->Pending()).has_value());
}

TEST_F(PairingWorkerTest, AfterLeavingNothingIsToldOfThePairing) {
  RealRelay relay;
  Meet(relay.address());
  EXPECT_THAT(Confirm(*noa_worker_), IsOk());
  EXPECT_THAT(Confirm(*sam_worker_), IsOk());
  ASSERT_TRUE(Await(*noa_worker_, PairingStep::kPaired));
  ASSERT_TRUE(Await(*sam_worker_, PairingStep::kPaired));
  // The inviter's last word may still be on its way.
  sam_worker_->Stop();
  noa_worker_->Stop();
  noa_.Leave();
  sam_.Leave();
  Restart(sam_, sam_worker_);
  EXPECT_EQ(sam_worker_->Watch(0, absl::ZeroDuration()).partner_name, "");
}

TEST_F(PairingWorkerTest, WhoHasLeftSaysNoLastWord) {
  FakeRelay relay;
  relay.Tell([](auto& script) {
    script.post_to_room_answer = grpc::Status(grpc::StatusCode::UNAVAILABLE, "away");
  });
  PairingPair pair(noa_, sam_);
  pair.Meet();
  pair.inviter->Confirm();
  pair.joiner->Confirm();
  pair.HandToJoiner();
  pair.HandToInviter();
  Remember(noa_, *pair.inviter, relay.address());
  noa_worker_ = noa_.StartPairing();
  ASSERT_TRUE(noa_.log_.Await(Event::kPaired, 1));
  ASSERT_TRUE(relay.Await("PostToRoom", 1));
  noa_.Leave();
  // One may have been on its way.
  const int said = relay.Calls("PostToRoom");
  EXPECT_FALSE(relay.Await("PostToRoom", said + 2, absl::Seconds(3)));
  EXPECT_TRUE(Await(*noa_worker_, std::nullopt));
}

TEST_F(PairingWorkerTest, AnotherTryAfterALostAnswerIsNoThirdSide) {
  FakeRelay relay;
  relay.Tell([](auto& script) { script.lose_enter_replies = 1; });
  sam_worker_ = sam_.StartPairing();
  const std::string words = absl::StrJoin(Invitation::Make(sam_.random_).Words(), " ");
  EXPECT_THAT(sam_worker_->Join(relay.address(), words, Meeting()), IsRefused("relay_unreachable"));
  EXPECT_THAT(sam_worker_->Join(relay.address(), words, Meeting()), IsOk());
  ASSERT_EQ(relay.Sides().size(), 2u);
  EXPECT_EQ(relay.Sides()[0], relay.Sides()[1]);
}

TEST_F(PairingWorkerTest, ARelayThatAnswersAtOnceIsNotAskedWithoutEnd) {
  FakeRelay relay;
  noa_worker_ = noa_.StartPairing();
  ASSERT_THAT(noa_worker_->Invite(relay.address(), Meeting()), IsOk());
  EXPECT_FALSE(relay.Await("ReadRoom", 20, absl::Seconds(1)));
}

TEST_F(PairingWorkerTest, ARelayThatCallsItCancelledIsNotAskedWithoutEnd) {
  FakeRelay relay;
  relay.Tell([](auto& script) { script.read_room_answer = grpc::Status::CANCELLED; });
  noa_worker_ = noa_.StartPairing();
  ASSERT_THAT(noa_worker_->Invite(relay.address(), Meeting()), IsOk());
  EXPECT_FALSE(relay.Await("ReadRoom", 20, absl::Seconds(1)));
}

TEST_F(PairingWorkerTest, GarbageWithoutEndDoesNotKeepAFinishingJoinerBusy) {
  FakeRelay relay;
  relay.Tell([](auto& script) { script.endless_bodies = true; });
  PairingPair pair(noa_, sam_);
  pair.Meet();
  pair.inviter->Confirm();
  pair.joiner->Confirm();
  pair.HandToJoiner();
  Remember(sam_, *pair.joiner, relay.address());
  sam_worker_ = sam_.StartPairing();
  EXPECT_FALSE(relay.Await("ReadRoom", 40, absl::Seconds(1)));
  sam_worker_->Cancel(NumberCheck::kUnsaid);
  EXPECT_TRUE(Await(*sam_worker_, PairingStep::kEnded));
}

TEST_F(PairingWorkerTest, StopsWithinTwoSecondsWhileSomebodyWatches) {
  RealRelay relay;
  Begin(relay.address());
  const std::uint64_t seen = noa_worker_->Watch(0, absl::ZeroDuration()).revision;
  std::thread watching([&] { (void)noa_worker_->Watch(seen, absl::Seconds(20)); });
  const Stopwatch watch;
  noa_worker_->Stop();
  watching.join();
  noa_worker_.reset();
  EXPECT_LT(watch.elapsed(), absl::Seconds(2));
}

TEST_F(PairingWorkerTest, NothingThatIsNotOnDiskIsSaid) {
  RealRelay relay;
  Meet(relay.address());
  noa_.bytes_.FailCommits(absl::ResourceExhaustedError("full"));
  EXPECT_FALSE(Confirm(*noa_worker_).ok());
  EXPECT_THAT(Confirm(*sam_worker_), IsOk());
  EXPECT_FALSE(sam_.log_.Await(Event::kPaired, 1, absl::Seconds(1)));
  EXPECT_FALSE(noa_.paired());
  noa_.bytes_.FailCommits(absl::OkStatus());
  EXPECT_TRUE(noa_.log_.Await(Event::kPaired, 1));
  EXPECT_TRUE(sam_.log_.Await(Event::kPaired, 1));
}

}  // namespace
}  // namespace twofold
