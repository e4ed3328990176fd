// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Known answers, frozen: if one of these changes, nothing written by an earlier release opens.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/crypto/device_keys.h"
#include "core/crypto/digest.h"
#include "core/crypto/envelope.h"
#include "core/crypto/invitation.h"
#include "core/crypto/rolling_hash.h"
#include "core/crypto/same_state.h"
#include "tests/core/crypto_support.h"

namespace twofold {
namespace {

// The worked example: the key is 00 01 .. 1f, the device's seed 20 21 .. 3f, the nonce a0 a1 .. b7.
std::string EnvelopeExample() {
  const auto key = SpaceKey::FromBytes(Counted(32));
  const auto device = DeviceKeys::FromSeed(Counted(32, 0x20));
  const LoginKey login = key->Login();
  const std::vector<OperationId> ids = {*OperationId::FromBytes(Counted(32, 0x40))};
  const EnvelopePlace place{login.mailbox(), login.SlotOf(device->device()),
                            login.MessageIdOf(ids)};
  CountingRandom random(0xa0);
  const std::string body = *SealEnvelope(*key, EnvelopePurpose::kOperations, place, "walk", random);
  EXPECT_EQ(*OpenEnvelope(*key, EnvelopePurpose::kOperations, place, body), "walk");
  return absl::StrCat(
      GoldenLine("epoch key", key->bytes()), GoldenLine("key id", key->id().bytes()),
      GoldenLine("login public key", login.public_key().bytes()),
      GoldenLine("mailbox", place.mailbox.bytes()), GoldenLine("device", device->device().bytes()),
      GoldenLine("slot", place.slot.bytes()), GoldenLine("message id", place.message.bytes()),
      GoldenLine("header", body.substr(0, 42)),
      GoldenLine("first 32 sealed bytes", body.substr(42, 32)),
      GoldenLine("tag", body.substr(body.size() - 16)),
      GoldenLine("hash of the whole body", PlainBlake2b(body).bytes()));
}

std::string KeysExample() {
  const auto device = DeviceKeys::FromSeed(Counted(32, 0x20));
  const auto invitation = Invitation::Parse(
      "otter lamp river stone maple pencil autumn violin basket copper window seven");
  const auto key = SpaceKey::FromBytes(Counted(32));
  const std::string relay_nonce = Counted(16, 0x10), device_nonce = Counted(16, 0x20);
  const LoginChallenge challenge{"relay.example.org", *Generation::FromBytes(Counted(16)),
                                 *SlotId::FromBytes(Counted(8)), relay_nonce, device_nonce};
  std::string list;
  for (absl::string_view word : InvitationWordList()) absl::StrAppend(&list, word, "\n");
  return absl::StrCat(
      GoldenLine("device signing key", device->sign_public().bytes()),
      GoldenLine("device box key", device->box_public().bytes()),
      GoldenLine("signature over d 00 x", device->Sign("d", "x").bytes()),
      GoldenLine("operation id of x", IdentifyOperation("x").bytes()),
      GoldenLine("payload digest of x", PayloadDigest(Counted(16), "x").bytes()),
      GoldenLine("login signature", key->Login().Sign(challenge).bytes()),
      GoldenLine("rolling hash", NextRollingHash({}, 1, *SlotId::FromBytes(Counted(8)),
                                                 *MessageId::FromBytes(Counted(16)), "body")
                                     .bytes()),
      GoldenLine("hash of the word list", PlainBlake2b(list).bytes()),
      GoldenLine("room", invitation->Room().bytes()),
      GoldenLine("pairing key", invitation->PairingKey().bytes()));
}

// The space 40 .. 4f, with the offer and the accept of docs/formats/operation.md.
std::string SameStateExample() {
  const auto space = *SpaceId::FromBytes(Counted(16, 0x40));
  std::vector<OperationId> ids;
  for (const char* hex : {"da14b60ef6ade07dac4eb65a87c7dbe3049396118472f21490557a86dad12d51",
                          "cad4134bf4581b6deabd145065f42d9091559f1d3630902b44580008019f2041"}) {
    ids.push_back(*OperationId::FromBytes(absl::HexStringToBytes(hex)));
  }
  const Digest32 none = HashOfState(space, {}), both = HashOfState(space, ids);
  return absl::StrCat(GoldenLine("state of no operation", none.bytes()), "number\n  ",
                      SameStateNumber(none), "\n",
                      GoldenLine("state of both operations", both.bytes()), "number\n  ",
                      SameStateNumber(both), "\n");
}

TEST(CryptoGolden, TheSameStateNumberIsTheFrozenOne) {
  const std::string example = SameStateExample();
  EXPECT_EQ(example, ReadWhole(TWOFOLD_SOURCE "/tests/golden/same_state_v1.txt"));
  const std::string document = ReadWhole(TWOFOLD_SOURCE "/docs/formats/same-state.md");
  EXPECT_NE(document.find(example), std::string::npos);
}

TEST(SixDigits, EachMillionIsDrawnFromAndTheIncompleteOneIsNot) {
  const auto digits = [](absl::string_view first) {
    return SixDigits(Digest32::Prefix(absl::StrCat(first, std::string(28, '\0'))));
  };
  EXPECT_EQ(digits(std::string(4, '\0')), "000 000");
  EXPECT_EQ(digits("\x3f\x42\x0f" + std::string(1, '\0')), "999 999");
  EXPECT_EQ(digits("\x40\x42\x0f" + std::string(1, '\0')), "000 000");
  // 4,294,000,000 is the first that is drawn again.
  EXPECT_EQ(digits("\x7f\x3d\xf1\xff"), "999 999");
  EXPECT_EQ(digits("\x80\x3d\xf1\xff"), std::nullopt);
  EXPECT_EQ(digits("\xff\xff\xff\xff"), std::nullopt);
}

TEST(CryptoGolden, EnvelopeIsTheFrozenOne) {
  EXPECT_EQ(EnvelopeExample(), ReadWhole(TWOFOLD_SOURCE "/tests/golden/envelope_v1.txt"));
}

TEST(CryptoGolden, KeysAreTheFrozenOnes) {
  EXPECT_EQ(KeysExample(), ReadWhole(TWOFOLD_SOURCE "/tests/golden/envelope_keys_v1.txt"));
}

TEST(CryptoGolden, DocumentShowsTheFrozenEnvelope) {
  const std::string document = ReadWhole(TWOFOLD_SOURCE "/docs/formats/envelope.md");
  EXPECT_NE(document.find(EnvelopeExample()), std::string::npos);
}

}  // namespace
}  // namespace twofold
