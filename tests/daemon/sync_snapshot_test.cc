// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// More than is sent one by one, over a real relay.
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"
#include "tests/daemon/partner.h"
#include "tests/daemon/real_relay.h"
#include "tests/support/refusals.h"

namespace twofold {
namespace {

constexpr std::size_t kMany = limits::kRepairOperations + 200;

class SnapshotSyncTest : public testing::Test {
 protected:
  SnapshotSyncTest() {
    PairWithoutRelay(noa_, sam_, relay_.address());
    key_ = SpaceKey::FromBytes(noa_.us().key);
  }

  // Without any effect, but operations all the same.
  void WriteMany() {
    ASSERT_THAT(noa_.ledger_->Do([&](Change& change) -> absl::StatusOr<bool> {
      for (std::size_t i = 0; i < kMany; ++i) {
        TF_RETURN_IF_ERROR(
            change.Emit(*change.state().us, EntityId::Make(random_), DeviceNamePayload{"desk"})
                .status());
      }
      return true;
    }),
                IsOk());
  }
  // A device that has the key and nothing else.
  void Bring(Partner& fresh) {
    const Space us = noa_.us();
    ASSERT_TRUE(
        fresh.pairings_->Adopt({us.id, us.key, us.genesis, us.members, relay_.address()}).ok());
  }
  // The mailbox as this device meets it.
  Mailbox MailboxOf(const Partner& partner) {
    return Mailbox(relay_.address(), *key_, partner.keys_.device(), random_);
  }
  // Envelopes that nobody can read, until there is no room for another; then how many they are.
  std::uint64_t Fill(RelayChannel& channel, const Mailbox& mailbox) {
    for (std::uint64_t filled = 0;; ++filled) {
      relay::v1::AppendRequest request;
      request.set_token(mailbox.token());
      relay::v1::Envelope* envelope = request.add_envelopes();
      envelope->set_message_id(MessageId::Make(random_).str());
      envelope->set_body(std::string(limits::kEnvelopeBodyBytes, 'x'));
      const auto answer = Ask(channel, request);
      if (!answer.ok()) return RefusalReason(answer.status()) == "mailbox_full" ? filled : 0;
    }
  }

  RealRelay relay_;
  Partner noa_{"Noa"};
  Partner sam_{"Sam"};
  SystemRandom random_;
  std::optional<SpaceKey> key_;
};

TEST_F(SnapshotSyncTest, AWipedRelayBringsUpADeviceThatHasNothingThroughASnapshot) {
  WriteMany();
  noa_.StartSync();
  sam_.StartSync();
  ASSERT_TRUE(noa_.AwaitOperations(kMany) && sam_.AwaitOperations(kMany));
  noa_.StopSync();
  relay_.Start(std::make_shared<MemoryByteStore>());
  ASSERT_THAT(sam_.sync_->SyncNow(absl::Seconds(20)), IsOk());
  EXPECT_EQ(sam_.log_.Count(Event::kRelayStartedOver), 1);
  ASSERT_TRUE(sam_.log_.Await(Event::kRepaired, 1));
  EXPECT_FALSE(sam_.exchange_->OwesSnapshot(sam_.us().id));
  sam_.StopSync();
  Partner fresh("Noa");
  Bring(fresh);
  fresh.StartSync();
  EXPECT_TRUE(fresh.AwaitOperations(kMany));
  EXPECT_LT(fresh.log_.Count(Event::kReceived), 20) << "in pieces, not one by one";
}

TEST_F(SnapshotSyncTest, WhoeverComesWhileItIsOwedIsToldWhenItIsThere) {
  WriteMany();
  noa_.StartSync();
  ASSERT_THAT(noa_.sync_->SyncNow(absl::Seconds(20)), IsOk());
  noa_.StopSync();
  relay_.Start(std::make_shared<MemoryByteStore>());
  sam_.StartSync();
  ASSERT_THAT(sam_.sync_->SyncNow(absl::Seconds(20)), IsOk());
  noa_.StartSync();
  while (sam_.Operations() < kMany) {
    ASSERT_TRUE(sam_.log_.Await(Event::kReceived, sam_.log_.Count(Event::kReceived) + 1))
        << "it comes by itself";
  }
}

TEST_F(SnapshotSyncTest, ADeviceThatNeverComesBackDoesNotFillTheMailboxForEver) {
  Partner away("Noa");
  RelayChannel channel(relay_.address(), "");
  Mailbox mailbox = MailboxOf(away);
  ASSERT_THAT(Enter(channel, mailbox), IsOk());
  noa_.Propose("Walk");
  noa_.StartSync();
  sam_.StartSync();
  ASSERT_TRUE(noa_.AwaitOperations(1) && sam_.AwaitOperations(1));
  ASSERT_GT(Fill(channel, mailbox), 100u);
  noa_.Propose("Read");
  EXPECT_TRUE(noa_.AwaitOperations(2));
  EXPECT_TRUE(sam_.AwaitOperations(2));
  // It does come back, and what was dropped meanwhile is in the snapshot.
  Bring(away);
  away.StartSync();
  EXPECT_TRUE(away.AwaitOperations(2));
}

TEST_F(SnapshotSyncTest, WhatNobodyCanReadIsNotAskedForAgainAndStopsNothing) {
  RelayChannel channel(relay_.address(), "");
  Mailbox mailbox = MailboxOf(noa_);
  ASSERT_THAT(Enter(channel, mailbox), IsOk());
  relay::v1::PutSnapshotRequest request;
  request.set_token(mailbox.token());
  request.set_id(SnapshotId::Make(random_).str());
  request.set_last(true);
  request.set_body("no envelope");
  ASSERT_THAT(Ask(channel, request), IsOk());
  sam_.StartSync();
  noa_.StartSync();
  noa_.Propose("Walk");
  EXPECT_TRUE(noa_.AwaitOperations(1) && sam_.AwaitOperations(1));
  EXPECT_EQ(sam_.log_.Count(Event::kUnreadableEnvelopes), 1);
  sam_.StopSync();
  sam_.StartSync();
  EXPECT_TRUE(sam_.AwaitOperations(1));
  EXPECT_EQ(sam_.log_.Count(Event::kUnreadableEnvelopes), 1) << "also after a restart";
}

}  // namespace
}  // namespace twofold
