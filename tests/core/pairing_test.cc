// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "tests/core/pairing_support.h"

namespace twofold {
namespace {

class PairingPath : public PairingTest {
 protected:
  void ExpectPairedWithEachOther() {
    const auto noa = inviter_->result(), sam = joiner_->result();
    ASSERT_TRUE(noa.has_value());
    ASSERT_TRUE(sam.has_value());
    EXPECT_EQ(noa->space, sam->space);
    EXPECT_EQ(noa->signed_genesis, sam->signed_genesis);
    EXPECT_EQ(noa->space_key.bytes(), sam->space_key.bytes());
    EXPECT_EQ(noa->self, sam->partner);
    EXPECT_EQ(noa->partner, sam->self);
    EXPECT_EQ(noa->self.name, "Noa");
    EXPECT_EQ(noa->self.person, inviter_.person());
    EXPECT_EQ(noa->partner.device, joiner_.keys().device());
    EXPECT_EQ(noa->partner.box_key, joiner_.keys().box_public());
    const auto genesis = OpenGenesis(noa->space, noa->signed_genesis);
    ASSERT_TRUE(genesis.ok()) << genesis.status();
    EXPECT_EQ(genesis->members[0], noa->self);
    EXPECT_EQ(genesis->members[1], noa->partner);
    EXPECT_EQ(genesis->key_id, noa->space_key.id());
  }
};

TEST_F(PairingPath, BothConfirmAndHaveOneSpace) {
  EXPECT_EQ(inviter_->room(), joiner_->room());
  EXPECT_EQ(inviter_->check_number(), "");
  EXPECT_FALSE(inviter_->partner().has_value());
  Compare();
  EXPECT_THAT(inviter_->check_number(), testing::MatchesRegex("[0-9][0-9][0-9] [0-9][0-9][0-9]"));
  EXPECT_EQ(inviter_->check_number(), joiner_->check_number());
  EXPECT_EQ(inviter_->partner()->name, "Sam");
  EXPECT_EQ(joiner_->partner()->name, "Noa");
  inviter_->Confirm();
  EXPECT_EQ(inviter_->step(), PairingStep::kConfirmed);
  joiner_->Confirm();
  Exchange();
  ExpectPairedWithEachOther();
}

TEST_F(PairingPath, TheJoinerMayConfirmFirst) {
  Compare();
  joiner_->Confirm();
  Exchange();
  EXPECT_EQ(joiner_->step(), PairingStep::kConfirmed);
  inviter_->Confirm();
  Exchange();
  ExpectPairedWithEachOther();
}

TEST_F(PairingPath, TheInvitersOfferWaitsForTheJoinersPerson) {
  Compare();
  inviter_->Confirm();
  Exchange();
  EXPECT_EQ(joiner_->step(), PairingStep::kComparing);
  EXPECT_EQ(joiner_->outgoing().size(), 1u);
  EXPECT_FALSE(joiner_->result().has_value());
  joiner_->Confirm();
  EXPECT_EQ(joiner_->step(), PairingStep::kFinishing);
  Exchange();
  ExpectPairedWithEachOther();
}

TEST_F(PairingPath, NothingExistsBeforeBothConfirmed) {
  Compare();
  joiner_->Confirm();
  Exchange();
  EXPECT_FALSE(inviter_->result().has_value());
  EXPECT_FALSE(joiner_->result().has_value());
  EXPECT_FALSE(joiner_->awaited().has_value());
  EXPECT_EQ(Knows(inviter_)->genesis, "");
  EXPECT_FALSE(Knows(inviter_)->space_key.has_value());
  EXPECT_EQ(Knows(joiner_)->joiner_signature, "");
}

TEST_F(PairingPath, ConfirmBeforeComparingHasNoEffect) {
  inviter_->Confirm();
  joiner_->Confirm();
  EXPECT_EQ(inviter_->step(), PairingStep::kWaiting);
  EXPECT_EQ(joiner_->step(), PairingStep::kWaiting);
}

TEST_F(PairingPath, CrashAfterEveryStepResumes) {
  for (int round = 0; round < 6; ++round) {
    const auto noa = inviter_->outgoing(), sam = joiner_->outgoing();
    inviter_.Crash();
    joiner_.Crash();
    // What was posted is posted again byte for byte.
    EXPECT_EQ(inviter_->outgoing(), noa);
    EXPECT_EQ(joiner_->outgoing(), sam);
    joiner_.Read(inviter_);
    joiner_.Crash();
    inviter_.Read(joiner_);
    inviter_.Crash();
    inviter_->Confirm();
    inviter_.Crash();
    joiner_->Confirm();
    joiner_.Crash();
  }
  ExpectPairedWithEachOther();
}

TEST_F(PairingPath, CrashBeforeAnySaveGoesBackToTheLastOne) {
  Compare();
  for (Side* side : {&inviter_, &joiner_}) {
    const std::string saved = (*side)->Save();
    (*side)->Confirm();  // and nothing of it was posted
    side->Crash(saved);
    EXPECT_EQ((*side)->step(), PairingStep::kComparing);
    (*side)->Confirm();
  }
  const std::string saved = inviter_->Save();
  joiner_.Read(inviter_);
  inviter_.Read(joiner_);
  EXPECT_EQ(inviter_->step(), PairingStep::kPaired);
  inviter_.Crash(saved);
  Exchange();
  ExpectPairedWithEachOther();
}

TEST_F(PairingPath, RepeatedAndEarlyMessagesAreIgnored) {
  Compare();
  inviter_->Receive(0, joiner_->outgoing()[0]);
  inviter_->Receive(0, "rubbish");
  inviter_->Receive(7, "rubbish");
  EXPECT_EQ(inviter_->step(), PairingStep::kComparing);
  EXPECT_EQ(inviter_->next_index(), 1u);
}

TEST_F(PairingPath, AllMessagesHaveOneSizeThatTheRoomTakes) {
  Compare();
  inviter_->Confirm();
  joiner_->Confirm();
  Exchange();
  std::set<std::size_t> sizes;
  for (Side* side : {&inviter_, &joiner_}) {
    for (const std::string& body : (*side)->outgoing()) sizes.insert(body.size());
    EXPECT_LE((*side)->outgoing().size(), limits::kRoomMessages);
  }
  EXPECT_THAT(sizes, testing::ElementsAre(1066u));
  EXPECT_LE(*sizes.rbegin(), limits::kRoomMessageBytes);
}

TEST_F(PairingPath, EveryPairingHasAnotherSpace) {
  Finishing();
  Side again{PairingRole::kInviter, "Noa", ParsedInvitation(), 303};
  Side with{PairingRole::kJoiner, "Sam", ParsedInvitation(), 404};
  with.Read(again);
  again.Read(with);
  with.Read(again);
  again->Confirm();
  with->Confirm();
  with.Read(again);
  EXPECT_NE(with->awaited()->space, joiner_->awaited()->space);
  EXPECT_NE(again->check_number(), inviter_->check_number());
}

TEST_F(PairingPath, FinishingJoinerLearnsOfTheGenesisElsewhere) {
  Finishing();
  EXPECT_FALSE(joiner_->result().has_value());
  const auto awaited = joiner_->awaited();
  ASSERT_TRUE(awaited.has_value());
  EXPECT_EQ(joiner_->FinishedElsewhere("another").code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(joiner_->step(), PairingStep::kFinishing);
  inviter_.Read(joiner_);
  EXPECT_TRUE(joiner_->FinishedElsewhere(inviter_->result()->signed_genesis).ok());
  EXPECT_EQ(joiner_->step(), PairingStep::kPaired);
  EXPECT_EQ(joiner_->result()->space, awaited->space);
  EXPECT_EQ(inviter_->FinishedElsewhere("x").code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(PairingPath, FinishingJoinerOutlivesTheRoom) {
  Finishing();
  joiner_->End(PairingEnd::kExpired);
  joiner_->End(PairingEnd::kThirdParty);
  joiner_->Receive(joiner_->next_index(), "rubbish of the relay");
  EXPECT_EQ(joiner_->step(), PairingStep::kFinishing);
}

using PairingCancel = PairingTest;

// Brings both sides to one of their steps by the first so many of these acts.
void Act(Side& inviter, Side& joiner, int acts) {
  const auto next = [&acts] { return acts-- > 0; };
  if (next()) joiner.Read(inviter);
  if (next()) inviter.Read(joiner);
  if (next()) joiner.Read(inviter);
  if (next()) inviter->Confirm();
  if (next()) joiner.Read(inviter);
  if (next()) joiner->Confirm();
}

TEST(PairingCancelling, AtEveryStepEndsBothAndLeavesNothing) {
  for (int acts = 0; acts <= 6; ++acts) {
    for (const PairingRole role : {PairingRole::kInviter, PairingRole::kJoiner}) {
      SCOPED_TRACE(testing::Message() << "after " << acts << " acts, role " << int(role));
      Side inviter{PairingRole::kInviter, "Noa", ParsedInvitation(), 101};
      Side joiner{PairingRole::kJoiner, "Sam", ParsedInvitation(), 202};
      Act(inviter, joiner, acts);
      Side& leaver = role == PairingRole::kInviter ? inviter : joiner;
      Side& other = role == PairingRole::kInviter ? joiner : inviter;
      leaver->Cancel();
      leaver.Crash();
      EXPECT_EQ(leaver->end_reason(), PairingEnd::kCancelledHere);
      EXPECT_FALSE(leaver->result().has_value());
      EXPECT_FALSE(leaver->partner().has_value());
      EXPECT_EQ(leaver->check_number(), "");
      const auto posted = leaver->outgoing();
      other.Read(leaver);
      leaver.Read(other);
      EXPECT_EQ(leaver->outgoing(), posted);  // an ended side says no more
      EXPECT_FALSE(other->result().has_value());
      if (leaver->next_index() == 0) continue;  // nobody was there to be told
      EXPECT_EQ(other->end_reason(), PairingEnd::kCancelledThere);
    }
  }
}

TEST_F(PairingCancel, JoinerThatSignedAndCancelledTakesAPairedInviterBack) {
  Finishing();
  joiner_->Cancel();
  inviter_.Read(joiner_);
  EXPECT_EQ(inviter_->end_reason(), PairingEnd::kCancelledThere);
  EXPECT_FALSE(inviter_->result().has_value());
}

TEST_F(PairingCancel, OncePairedIsWithoutEffect) {
  Finishing();
  inviter_.Read(joiner_);
  joiner_.Read(inviter_);
  inviter_->Cancel();
  joiner_->Cancel();
  joiner_->End(PairingEnd::kExpired);
  EXPECT_EQ(inviter_->step(), PairingStep::kPaired);
  EXPECT_EQ(joiner_->step(), PairingStep::kPaired);
}

TEST_F(PairingCancel, ThirdPartyEndsItQuietly) {
  Compare();
  for (Side* side : {&inviter_, &joiner_}) {
    const std::size_t posted = (*side)->outgoing().size();
    (*side)->End(PairingEnd::kThirdParty);
    EXPECT_EQ((*side)->end_reason(), PairingEnd::kThirdParty);
    EXPECT_EQ((*side)->outgoing().size(), posted);
  }
}

TEST_F(PairingCancel, DifferentNumbersEndItForBoth) {
  Compare();
  joiner_->End(PairingEnd::kNumberDiffers);
  inviter_.Read(joiner_);
  EXPECT_EQ(joiner_->end_reason(), PairingEnd::kNumberDiffers);
  EXPECT_EQ(inviter_->end_reason(), PairingEnd::kCancelledThere);
}

TEST_F(PairingCancel, WhatIsSavedAfterAnEndHoldsNoSecretAndNoName) {
  Finishing();
  const auto knew = Knows(joiner_);
  joiner_->Cancel();
  const std::string saved = joiner_->Save();
  for (absl::string_view secret :
       {knew->pairing_key.bytes(), knew->ephemeral_secret.bytes(), knew->space_key->bytes(),
        absl::string_view("Sam"), absl::string_view("Noa")}) {
    EXPECT_EQ(saved.find(std::string(secret)), std::string::npos);
  }
}

TEST_F(PairingPath, RestoreRefusesOtherKeysAndDamage) {
  Finishing();
  EXPECT_EQ(Pairing::Restore(joiner_->Save(), inviter_.keys(), joiner_.random()).status().code(),
            absl::StatusCode::kFailedPrecondition);
  const std::string saved = joiner_->Save();
  for (std::size_t size = 0; size < saved.size(); ++size) {
    const auto restored = Pairing::Restore(saved.substr(0, size), joiner_.keys(), joiner_.random());
    // A cut between two fields can be read, but then what a step needs is missing.
    EXPECT_EQ(restored.status().code(), absl::StatusCode::kDataLoss) << size;
  }
}

TEST(PairingName, IsCheckedBeforeAnythingBegins) {
  SeededRandom random(1);
  const DeviceKeys keys = DeviceKeys::Make(random);
  const Invitation invitation = ParsedInvitation();
  const auto begin = [&](const std::string& name) {
    return Pairing::Invite({PersonId::Make(random), name, keys}, invitation, random).status();
  };
  EXPECT_TRUE(begin("N").ok());
  EXPECT_TRUE(begin("Zoë Łukasiewicz").ok());
  EXPECT_TRUE(begin(std::string(limits::kPersonNameLength, 'n')).ok());
  for (const std::string& bad :
       {std::string(), std::string("  "), std::string(limits::kPersonNameLength + 1, 'n'),
        std::string("No\na"), std::string("No\x1b[31ma"),
        std::string("No\xff"
                    "a"),
        std::string("No\u202ea"), std::string("No\0a", 4)}) {
    EXPECT_EQ(RefusalReason(begin(bad)), "bad_person_name") << bad;
  }
}

}  // namespace
}  // namespace twofold
