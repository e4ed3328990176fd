// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A relay, a stranger who knows the words, and a partner's changed program.
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "core/crypto/domains.h"
#include "tests/core/pairing_support.h"

namespace twofold {
namespace {

using sync::v1::PairingMessage;

class PairingAttack : public PairingTest {
 protected:
  static void ExpectEndedWithNothing(Side& side) {
    EXPECT_EQ(side->end_reason(), PairingEnd::kBadMessage);
    EXPECT_FALSE(side->result().has_value());
    EXPECT_FALSE(side->awaited().has_value());
  }
  std::string SealedAs(Side& side, RoomPhase phase, std::uint32_t index,
                       const PairingMessage& message) {
    const auto state = Knows(side);
    return SealRoomMessage(phase == RoomPhase::kSession ? state->session->key : state->pairing_key,
                           phase, {state->room, state->role, index}, message, side.random());
  }
};

TEST_F(PairingAttack, SomeoneInBetweenShowsTwoNumbers) {
  int equal = 0;
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    Side inviter{PairingRole::kInviter, "Noa", ParsedInvitation(), 1000 + seed};
    Side joiner{PairingRole::kJoiner, "Sam", ParsedInvitation(), 2000 + seed};
    Side to_inviter{PairingRole::kJoiner, "Sam", ParsedInvitation(), 3000 + seed};
    Side to_joiner{PairingRole::kInviter, "Noa", ParsedInvitation(), 4000 + seed};
    for (int round = 0; round < 2; ++round) {
      to_inviter.Read(inviter);
      joiner.Read(to_joiner);
      inviter.Read(to_inviter);
      to_joiner.Read(joiner);
    }
    ASSERT_EQ(inviter->step(), PairingStep::kComparing);
    joiner.Read(to_joiner);
    ASSERT_EQ(joiner->step(), PairingStep::kComparing);
    equal += inviter->check_number() == joiner->check_number();
  }
  EXPECT_EQ(equal, 0);
}

TEST_F(PairingAttack, OtherWordsLeadToAnotherRoomAndDoNotOpen) {
  const auto other = Invitation::Parse(
      "otter lamp river stone maple pencil autumn violin basket copper window height");
  Side stranger{PairingRole::kJoiner, "Sam", *other, 303};
  EXPECT_NE(stranger->room(), inviter_->room());
  stranger.Read(inviter_);
  ExpectEndedWithNothing(stranger);
}

TEST_F(PairingAttack, AnyMessageAlteredByTheRelayEndsIt) {
  Compare();
  inviter_->Confirm();
  joiner_->Confirm();
  Exchange();
  const auto noa = inviter_->outgoing(), sam = joiner_->outgoing();
  for (std::size_t target = 0; target + 1 < noa.size(); ++target) {
    for (std::size_t at = 0; at < noa[target].size(); at += 7) {
      Side victim{PairingRole::kJoiner, "Sam", ParsedInvitation(), 202};
      for (std::size_t index = 0; index < target; ++index) victim->Receive(index, noa[index]);
      std::string altered = noa[target];
      altered[at] ^= 1;
      victim->Receive(static_cast<std::uint32_t>(target), altered);
      ExpectEndedWithNothing(victim);
    }
  }
  for (std::size_t size = 0; size < sam[0].size(); ++size) {
    Side victim{PairingRole::kInviter, "Noa", ParsedInvitation(), 101};
    victim->Receive(0, sam[0].substr(0, size));
    ExpectEndedWithNothing(victim);
  }
}

TEST_F(PairingAttack, MessageSentBackToItsSenderEndsIt) {
  inviter_->Receive(0, inviter_->outgoing()[0]);
  ExpectEndedWithNothing(inviter_);
}

TEST_F(PairingAttack, MirroredHelloEndsIt) {
  PairingMessage message;
  message.set_hello(Knows(inviter_)->own_hello);
  inviter_->Receive(0, SealedAs(joiner_, RoomPhase::kInvited, 0, message));
  ExpectEndedWithNothing(inviter_);
}

TEST_F(PairingAttack, InviterThatShowsAnotherHelloThanItCommittedToEndsIt) {
  joiner_.Read(inviter_);
  Side second{PairingRole::kInviter, "Noa", ParsedInvitation(), 555};
  PairingMessage message;
  message.set_hello(Knows(second)->own_hello);
  joiner_->Receive(1, SealedAs(inviter_, RoomPhase::kInvited, 1, message));
  ExpectEndedWithNothing(joiner_);
}

TEST_F(PairingAttack, HelloWithoutCommitmentEndsIt) {
  PairingMessage message;
  message.set_hello(Knows(inviter_)->own_hello);
  joiner_->Receive(0, SealedAs(inviter_, RoomPhase::kInvited, 0, message));
  ExpectEndedWithNothing(joiner_);
  EXPECT_EQ(joiner_->outgoing().size(), 1u);  // only that it ended, never its hello
}

TEST_F(PairingAttack, BadHelloEndsIt) {
  using Hello = sync::v1::PairingHello;
  const std::vector<std::function<void(Hello&)>> changes = {
      [](Hello& hello) { hello.set_format(2); },
      [](Hello& hello) { hello.set_person_id("short"); },
      [](Hello& hello) { hello.set_person_id(std::string(16, '\0')); },
      [](Hello& hello) { hello.set_person_name(""); },
      [](Hello& hello) { hello.set_person_name("Sam\n\x1b[2J"); },
      [](Hello& hello) { hello.set_person_name(std::string(41, 's')); },
      [](Hello& hello) { hello.clear_sign_key(); },
      [](Hello& hello) { hello.clear_box_key(); },
      [](Hello& hello) { hello.clear_nonce(); },
      [](Hello& hello) { hello.set_ephemeral_key(std::string(32, '\0')); },
  };
  for (std::size_t change = 0; change < changes.size(); ++change) {
    SCOPED_TRACE(change);
    Side victim{PairingRole::kInviter, "Noa", ParsedInvitation(), 101};
    Hello hello;
    ASSERT_TRUE(hello.ParseFromString(Knows(joiner_)->own_hello));
    changes[change](hello);
    PairingMessage message;
    message.set_hello(hello.SerializeAsString());
    victim->Receive(0, SealedAs(joiner_, RoomPhase::kInvited, 0, message));
    ExpectEndedWithNothing(victim);
  }
}

TEST_F(PairingAttack, MessageOutOfItsStepEndsIt) {
  Compare();
  PairingMessage done, nothing, cosignature;
  done.mutable_done();
  cosignature.set_cosignature(std::string(64, 'x'));
  for (const PairingMessage& message : {done, nothing, cosignature}) {
    Side victim{PairingRole::kJoiner, "Sam", ParsedInvitation(), 202};
    victim.Read(inviter_);
    ASSERT_EQ(victim->step(), PairingStep::kComparing);
    victim->Receive(2, SealedAs(inviter_, RoomPhase::kSession, 2, message));
    ExpectEndedWithNothing(victim);
  }
}

TEST_F(PairingAttack, CancelledUnderTheInvitationsKeyIsNoWordOfTheSession) {
  Compare();
  PairingMessage cancelled;
  cancelled.mutable_cancelled();
  joiner_->Receive(2, SealedAs(inviter_, RoomPhase::kInvited, 2, cancelled));
  EXPECT_EQ(joiner_->end_reason(), PairingEnd::kBadMessage);
}

TEST_F(PairingAttack, CosignatureOfAnybodyElseIsRefused) {
  Finishing();
  PairingMessage message;
  message.set_cosignature(
      inviter_.keys().Sign(domains::kGenesisSignature, Knows(inviter_)->genesis).str());
  inviter_->Receive(1, SealedAs(joiner_, RoomPhase::kSession, 1, message));
  ExpectEndedWithNothing(inviter_);
}

// An inviter whose program was changed offers something else than both have said.
class PairingOffer : public PairingAttack {
 protected:
  using Change = std::function<void(sync::v1::Genesis&)>;

  // Returns an offer that is right in everything but the change, signed by the inviter.
  sync::v1::GenesisOffer Offer(const Change& change) {
    const auto state = Knows(inviter_);
    sync::v1::Genesis genesis;
    EXPECT_TRUE(genesis.ParseFromString(state->genesis));
    change(genesis);
    sync::v1::GenesisOffer offer;
    offer.set_genesis(genesis.SerializeAsString());
    offer.set_signature(inviter_.keys().Sign(domains::kGenesisSignature, offer.genesis()).str());
    offer.set_space_key(state->space_key->bytes().data(), SpaceKey::kBytes);
    return offer;
  }
  std::optional<PairingEnd> EndOf(const sync::v1::GenesisOffer& offer) {
    Side victim{PairingRole::kJoiner, "Sam", ParsedInvitation(), 202};
    victim->Receive(0, inviter_->outgoing()[0]);
    victim->Receive(1, inviter_->outgoing()[1]);
    victim->Confirm();
    PairingMessage message;
    *message.mutable_offer() = offer;
    victim->Receive(2, SealedAs(inviter_, RoomPhase::kSession, 2, message));
    EXPECT_EQ(victim->awaited().has_value(), !victim.ended());
    return victim->end_reason();
  }
  void Offered() {
    Compare();
    inviter_->Confirm();
  }
};

TEST_F(PairingOffer, ThatIsRightIsTaken) {
  Offered();
  EXPECT_EQ(EndOf(Offer([](sync::v1::Genesis&) {})), std::nullopt);
}

TEST_F(PairingOffer, WithAnyFieldOfTheGenesisAlteredIsRefused) {
  Offered();
  using G = sync::v1::Genesis;
  SeededRandom random(9);
  const DeviceKeys other = DeviceKeys::Make(random);
  std::vector<Change> changes = {
      [](G& g) { g.set_format(2); },
      [](G& g) { g.set_key_id(std::string(16, 'k')); },
      [](G& g) { g.set_key_id("short"); },
      [](G& g) { g.set_transcript(std::string(32, 't')); },
      [](G& g) { g.clear_transcript(); },
      [](G& g) { g.mutable_members()->SwapElements(0, 1); },
      [](G& g) { g.mutable_members()->RemoveLast(); },
      [](G& g) { *g.add_members() = g.members(0); },
      [](G& g) { g.GetReflection()->MutableUnknownFields(&g)->AddVarint(99, 1); },
  };
  for (int member : {0, 1}) {
    const std::vector<Change> of_member = {
        [member](G& g) { g.mutable_members(member)->set_person_id(std::string(16, 'p')); },
        [member](G& g) { g.mutable_members(member)->set_person_name("Kim"); },
        [member](G& g) { g.mutable_members(member)->set_person_name("\n"); },
        [member](G& g) { g.mutable_members(member)->clear_devices(); },
        [member](G& g) {
          *g.mutable_members(member)->add_devices() = g.members(member).devices(0);
        },
        [member, &other](G& g) {
          g.mutable_members(member)->mutable_devices(0)->set_sign_key(other.sign_public().str());
        },
        [member, &other](G& g) {
          g.mutable_members(member)->mutable_devices(0)->set_box_key(other.box_public().str());
        },
    };
    changes.insert(changes.end(), of_member.begin(), of_member.end());
  }
  for (std::size_t change = 0; change < changes.size(); ++change) {
    EXPECT_EQ(EndOf(Offer(changes[change])), PairingEnd::kBadMessage) << change;
  }
}

TEST_F(PairingOffer, WithAnotherKeyOrSignatureIsRefused) {
  Offered();
  auto key = Offer([](sync::v1::Genesis&) {});
  key.set_space_key(std::string(32, 'k'));
  EXPECT_EQ(EndOf(key), PairingEnd::kBadMessage);
  key.set_space_key("short");
  EXPECT_EQ(EndOf(key), PairingEnd::kBadMessage);
  auto signature = Offer([](sync::v1::Genesis&) {});
  signature.set_signature(
      joiner_.keys().Sign(domains::kGenesisSignature, signature.genesis()).str());
  EXPECT_EQ(EndOf(signature), PairingEnd::kBadMessage);
  signature.set_signature(inviter_.keys().Sign(domains::kKeyId, signature.genesis()).str());
  EXPECT_EQ(EndOf(signature), PairingEnd::kBadMessage);
}

TEST_F(PairingOffer, GenesisHoldsOnlyWithBothSignaturesAndItsSpace) {
  Finishing();
  inviter_.Read(joiner_);
  const auto result = inviter_->result();
  sync::v1::SignedGenesis genesis;
  ASSERT_TRUE(genesis.ParseFromString(result->signed_genesis));
  EXPECT_TRUE(OpenGenesis(result->space, genesis.SerializeAsString()).ok());
  EXPECT_FALSE(OpenGenesis(SpaceId(), genesis.SerializeAsString()).ok());
  EXPECT_FALSE(OpenGenesis(result->space, "").ok());
  auto swapped = genesis;
  swapped.set_inviter_signature(genesis.joiner_signature());
  EXPECT_FALSE(OpenGenesis(result->space, swapped.SerializeAsString()).ok());
  auto missing = genesis;
  missing.clear_joiner_signature();
  EXPECT_FALSE(OpenGenesis(result->space, missing.SerializeAsString()).ok());
  for (std::size_t at = 0; at < genesis.genesis().size(); ++at) {
    auto altered = genesis;
    (*altered.mutable_genesis())[at] ^= 1;
    EXPECT_FALSE(OpenGenesis(SpaceOf(altered.genesis()), altered.SerializeAsString()).ok()) << at;
  }
}

}  // namespace
}  // namespace twofold
