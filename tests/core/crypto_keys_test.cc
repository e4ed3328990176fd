// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/crypto/device_keys.h"
#include "core/crypto/digest.h"
#include "core/crypto/domains.h"
#include "core/crypto/init.h"
#include "core/crypto/rolling_hash.h"
#include "core/crypto/secret.h"
#include "core/crypto/sodium_notary.h"
#include "core/crypto/space_key.h"
#include "tests/core/crypto_support.h"

namespace twofold {
namespace {

TEST(InitCrypto, MayBeCalledAgain) {
  EXPECT_TRUE(InitCrypto().ok());
  EXPECT_TRUE(InitCrypto().ok());
}

TEST(Secret, IsNotCopiedByAccident) {
  static_assert(!std::is_copy_constructible_v<Secret<32>>);
  static_assert(!std::is_copy_assignable_v<Secret<32>>);
  static_assert(!std::is_copy_constructible_v<Fleeting<32>>);
  static_assert(!std::is_copy_constructible_v<DeviceKeys>);
  static_assert(!std::is_copy_constructible_v<SpaceKey>);
  const auto secret = Secret<4>::FromBytes("abcd");
  EXPECT_EQ(secret->Clone().bytes(), "abcd");
}

TEST(Secret, RefusesAnyOtherLength) {
  EXPECT_FALSE(Secret<4>::FromBytes("abc").has_value());
  EXPECT_FALSE(Secret<4>::FromBytes("abcde").has_value());
}

TEST(Secret, WipedStringKeepsNothingInItsBuffer) {
  std::string text = "a secret that is long enough to live on the heap, not inside";
  text.resize(20);
  const char* buffer = text.data();
  const std::size_t capacity = text.capacity();
  Wipe(text);
  EXPECT_TRUE(text.empty());
  EXPECT_EQ(std::string(buffer, capacity), std::string(capacity, '\0'));
}

TEST(Secret, ComparesByContentAndLength) {
  EXPECT_TRUE(EqualSecrets("abc", "abc"));
  EXPECT_FALSE(EqualSecrets("abc", "abd"));
  EXPECT_FALSE(EqualSecrets("abc", "abcd"));
}

TEST(Domains, NoneIsTheBeginningOfAnother) {
  const std::vector<std::string> all = {domains::kOperationSignature,
                                        domains::kGenesisSignature,
                                        domains::kRelayLogin,
                                        domains::kOperationId,
                                        domains::kRelayEntry,
                                        domains::kInvitationRoom,
                                        domains::kInvitationKey,
                                        domains::kPairingHello,
                                        domains::kPairingTranscript,
                                        domains::kPairingSession,
                                        domains::kKeyId,
                                        domains::kSlot,
                                        domains::kMessageId,
                                        domains::kCheckNumber,
                                        domains::kEnvelope,
                                        domains::kRoomMessage};
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = 0; j < all.size(); ++j) {
      if (i == j) continue;
      EXPECT_NE(all[j].rfind(all[i], 0), 0u) << all[i] << " / " << all[j];
    }
  }
}

TEST(Digest, OfDomainIsThatOfItsBytes) {
  EXPECT_EQ(Blake2b("ab", {"c", "d"}), PlainBlake2b(std::string("ab\0cd", 5)));
  EXPECT_NE(Blake2b("ab", {"cd"}), Blake2b("abc", {"d"}));
}

// From the reference implementation's published value for the empty input at 32 bytes.
TEST(Digest, OfNothingIsTheKnownOne) {
  EXPECT_EQ(PlainBlake2b("").hex(),
            "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
}

TEST(Digest, OfPayloadDependsOnTheSalt) {
  const std::string salt(16, 's'), other(16, 't');
  EXPECT_NE(PayloadDigest(salt, "read"), PayloadDigest(other, "read"));
  EXPECT_EQ(PayloadDigest({}, "read"), PlainBlake2b("read"));
}

TEST(DeviceKeys, SameSeedGivesTheSameKeys) {
  SeededRandom random(1);
  const DeviceKeys keys = DeviceKeys::Make(random);
  const auto again = DeviceKeys::FromSeed(keys.Seed());
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->sign_public(), keys.sign_public());
  EXPECT_EQ(again->box_public(), keys.box_public());
  EXPECT_EQ(again->device(), keys.device());
  EXPECT_EQ(keys.Clone().Sign("d", "x"), keys.Sign("d", "x"));
}

TEST(DeviceKeys, RefusesASeedOfAnotherLength) {
  EXPECT_FALSE(DeviceKeys::FromSeed(std::string(31, 'x')).has_value());
  EXPECT_FALSE(DeviceKeys::FromSeed(std::string(33, 'x')).has_value());
}

TEST(DeviceKeys, DeviceIsTheBeginningOfTheHashOfItsKey) {
  SeededRandom random(2);
  const DeviceKeys keys = DeviceKeys::Make(random);
  EXPECT_EQ(keys.device().bytes(), PlainBlake2b(keys.sign_public().bytes()).bytes().substr(0, 16));
}

TEST(DeviceKeys, SignatureHoldsForItsKeyDomainAndBytesOnly) {
  SeededRandom random(3);
  const DeviceKeys keys = DeviceKeys::Make(random), other = DeviceKeys::Make(random);
  const Signature signature = keys.Sign("domain", "bytes");
  EXPECT_TRUE(Verify(keys.sign_public(), "domain", "bytes", signature));
  EXPECT_FALSE(Verify(other.sign_public(), "domain", "bytes", signature));
  EXPECT_FALSE(Verify(keys.sign_public(), "domaim", "bytes", signature));
  EXPECT_FALSE(Verify(keys.sign_public(), "domain", "bytez", signature));
  EXPECT_FALSE(Verify(keys.sign_public(), "domai", "nbytes", signature));
  for (std::size_t at = 0; at < Signature::kSize; ++at) {
    std::string altered = signature.str();
    altered[at] ^= 1;
    EXPECT_FALSE(Verify(keys.sign_public(), "domain", "bytes", Signature::Prefix(altered))) << at;
  }
}

TEST(SodiumNotary, SignsForItsOwnDomain) {
  SeededRandom random(4);
  const DeviceKeys keys = DeviceKeys::Make(random);
  const SodiumNotary notary(keys);
  const Signature signature = notary.Sign("header");
  EXPECT_TRUE(notary.Verify(keys.sign_public(), "header", signature));
  EXPECT_FALSE(notary.Verify(keys.sign_public(), "headed", signature));
  EXPECT_FALSE(Verify(keys.sign_public(), domains::kGenesisSignature, "header", signature));
  EXPECT_EQ(notary.Identify("header").bytes(), Blake2b("twofold operation v1", {"header"}).bytes());
  EXPECT_EQ(notary.HashTerms("terms").bytes(), PlainBlake2b("terms").bytes());
  EXPECT_EQ(notary.PayloadDigest(std::string(16, 's'), "p").size(), 32u);
}

TEST(SpaceKey, EverythingFollowsFromItsBytes) {
  SeededRandom random(5);
  const SpaceKey key = SpaceKey::Make(random);
  const auto again = SpaceKey::FromBytes(key.bytes());
  EXPECT_EQ(again->id(), key.id());
  EXPECT_EQ(again->Login().mailbox(), key.Login().mailbox());
  EXPECT_FALSE(SpaceKey::FromBytes(std::string(31, 'k')).has_value());
}

TEST(SpaceKey, DerivesDifferentSecretsForDifferentUses) {
  SeededRandom random(6);
  const SpaceKey key = SpaceKey::Make(random), other = SpaceKey::Make(random);
  Fleeting<32> envelope, status, other_envelope;
  key.DeriveEnvelopeKey(envelope);
  key.DeriveStatusKey(status);
  other.DeriveEnvelopeKey(other_envelope);
  EXPECT_NE(envelope.bytes(), status.bytes());
  EXPECT_NE(envelope.bytes(), other_envelope.bytes());
  EXPECT_NE(key.id(), other.id());
}

TEST(LoginKey, MailboxIsTheBeginningOfTheHashOfItsKey) {
  SeededRandom random(7);
  const LoginKey login = SpaceKey::Make(random).Login();
  EXPECT_EQ(login.mailbox().bytes(),
            PlainBlake2b(login.public_key().bytes()).bytes().substr(0, 16));
}

TEST(LoginKey, OneDeviceHasUnrelatedSlotsInTwoEpochs) {
  SeededRandom random(8);
  const LoginKey first = SpaceKey::Make(random).Login(), second = SpaceKey::Make(random).Login();
  const DeviceId device = DeviceId::Make(random), other = DeviceId::Make(random);
  EXPECT_EQ(first.SlotOf(device), first.SlotOf(device));
  EXPECT_NE(first.SlotOf(device), first.SlotOf(other));
  EXPECT_NE(first.SlotOf(device), second.SlotOf(device));
}

TEST(LoginKey, MessageIdDependsOnTheOperationsAndTheirOrder) {
  SeededRandom random(9);
  const LoginKey login = SpaceKey::Make(random).Login();
  const OperationId a = OperationId::Make(random), b = OperationId::Make(random);
  const std::vector<OperationId> ab = {a, b}, ba = {b, a}, just_a = {a};
  EXPECT_EQ(login.MessageIdOf(ab), login.MessageIdOf(ab));
  EXPECT_NE(login.MessageIdOf(ab), login.MessageIdOf(ba));
  EXPECT_NE(login.MessageIdOf(ab), login.MessageIdOf(just_a));
}

TEST(LoginKey, SignsExactlyTheWrittenBytes) {
  SeededRandom random(10);
  const LoginKey login = SpaceKey::Make(random).Login();
  const Generation generation = Generation::Make(random);
  const SlotId slot = SlotId::Make(random);
  const std::string relay_nonce(16, 'r'), device_nonce(16, 'd');
  const Signature signature =
      login.Sign({"relay.example.org", generation, slot, relay_nonce, device_nonce});
  // The domain and its zero byte are put in front by Verify.
  const std::string rest =
      absl::StrCat(absl::string_view("\x11\x00", 2), "relay.example.org", generation.bytes(),
                   login.mailbox().bytes(), slot.bytes(), relay_nonce, device_nonce);
  EXPECT_TRUE(Verify(SignPublicKey::Prefix(login.public_key().bytes()), "twofold relay v1 login",
                     rest, signature));
}

TEST(RollingHash, IsTheHashOfTheWrittenBytes) {
  SeededRandom random(11);
  const SlotId slot = SlotId::Make(random);
  const MessageId message = MessageId::Make(random);
  const std::string entry = absl::StrCat("twofold relay v1 entry", std::string(32, '\0'),
                                         absl::string_view("\1\0\0\0\0\0\0\0", 8), slot.bytes(),
                                         message.bytes(), absl::string_view("\4\0\0\0", 4), "body");
  EXPECT_EQ(NextRollingHash({}, 1, slot, message, "body").bytes(), PlainBlake2b(entry).bytes());
}

TEST(RollingHash, DiffersWhenAnyPartOfTheHistoryDoes) {
  SeededRandom random(12);
  const SlotId slot = SlotId::Make(random), other_slot = SlotId::Make(random);
  const MessageId message = MessageId::Make(random), other = MessageId::Make(random);
  const RollingHash first = NextRollingHash({}, 1, slot, message, "body");
  const std::set<RollingHash> all = {
      first,
      NextRollingHash({}, 2, slot, message, "body"),
      NextRollingHash({}, 1, other_slot, message, "body"),
      NextRollingHash({}, 1, slot, other, "body"),
      NextRollingHash({}, 1, slot, message, "bodz"),
      NextRollingHash(first, 1, slot, message, "body"),
  };
  EXPECT_EQ(all.size(), 6u);
}

}  // namespace
}  // namespace twofold
