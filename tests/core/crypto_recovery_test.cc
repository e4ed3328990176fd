// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "core/base/refusal.h"
#include "core/crypto/digest.h"
#include "core/crypto/envelope.h"
#include "core/crypto/invitation.h"
#include "core/crypto/recovery_code.h"
#include "tests/core/crypto_support.h"

namespace twofold {
namespace {

constexpr char kTwelve[] =
    "otter lamp river stone maple pencil autumn violin basket copper window seven";

std::string RecoveryExample() {
  const auto code = RecoveryCode::Parse(kTwelve);
  const DeviceKeys paper = code->Keys();
  const SpaceKey key = code->MailboxKey();
  const EnvelopePlace place{key.Login().mailbox(), key.Login().SlotOf(paper.device()),
                            *MessageId::FromBytes(Counted(16, 0x40))};
  CountingRandom random(0xa0);
  const std::string sealed = *SealToDevice("walk", paper.box_public(), random);
  const std::string body = *SealEnvelope(key, EnvelopePurpose::kNote, place, sealed, random);
  EXPECT_EQ(paper.boxes().Open(*OpenEnvelope(key, EnvelopePurpose::kNote, place, body)), "walk");
  return absl::StrCat(GoldenLine("seed of the paper device", paper.Seed()),
                      GoldenLine("paper device", paper.device().bytes()),
                      GoldenLine("its signing key", paper.sign_public().bytes()),
                      GoldenLine("its box key", paper.box_public().bytes()),
                      GoldenLine("key of the note's mailbox", key.bytes()),
                      GoldenLine("mailbox", place.mailbox.bytes()),
                      GoldenLine("slot", place.slot.bytes()),
                      GoldenLine("\"walk\" sealed to the paper device", sealed),
                      GoldenLine("the note's first 58 bytes", body.substr(0, 58)),
                      GoldenLine("hash of the whole note", PlainBlake2b(body).bytes()));
}

TEST(RecoveryGolden, IsTheFrozenOne) {
  EXPECT_EQ(RecoveryExample(), ReadWhole(TWOFOLD_SOURCE "/tests/golden/recovery_v1.txt"));
}

TEST(RecoveryGolden, DocumentShowsTheFrozenOne) {
  const std::string document = ReadWhole(TWOFOLD_SOURCE "/docs/formats/recovery.md");
  EXPECT_NE(document.find(RecoveryExample()), std::string::npos);
}

TEST(RecoveryCode, ComesBackFromItsWords) {
  for (int seed = 0; seed < 200; ++seed) {
    SeededRandom random(seed);
    const RecoveryCode made = RecoveryCode::Make(random);
    const auto typed = RecoveryCode::Parse(absl::StrJoin(made.Words(), " "));
    ASSERT_TRUE(typed.ok()) << seed;
    EXPECT_EQ(typed->Keys().device(), made.Keys().device());
    EXPECT_EQ(typed->MailboxKey().bytes(), made.MailboxKey().bytes());
  }
}

TEST(RecoveryCode, EachWordCounts) {
  std::set<std::string> mailboxes;
  std::set<DeviceId> devices;
  const std::vector<std::string> words = absl::StrSplit(kTwelve, ' ');
  for (std::size_t at = 0; at <= words.size(); ++at) {
    std::vector<std::string> other = words;
    if (at < other.size()) other[at] = "zebra";
    const auto code = RecoveryCode::Parse(absl::StrJoin(other, " "));
    ASSERT_TRUE(code.ok()) << code.status();
    mailboxes.insert(code->MailboxKey().Login().mailbox().str());
    devices.insert(code->Keys().device());
  }
  EXPECT_EQ(mailboxes.size(), words.size() + 1);
  EXPECT_EQ(devices.size(), words.size() + 1);
}

TEST(RecoveryCode, HasNothingInCommonWithAnInvitationOfTheSameWords) {
  const auto code = RecoveryCode::Parse(kTwelve);
  const auto invitation = Invitation::Parse(kTwelve);
  const std::set<std::string> secrets = {std::string(invitation->PairingKey().bytes()),
                                         std::string(code->MailboxKey().bytes()),
                                         std::string(code->Keys().Seed())};
  EXPECT_EQ(secrets.size(), 3u);
}

TEST(RecoveryCode, AMistypedWordIsRefusedWithTheNearestAndNoWordsWithTheirNumber) {
  const auto slip = RecoveryCode::Parse(
      "otter lamp river stone maple pencil autumn violin basket copper window sevem");
  EXPECT_EQ(RefusalReason(slip.status()), "unknown_recovery_word");
  EXPECT_EQ(slip.status().message(), "\"sevem\" is not one of the recovery code's words.");
  ASSERT_EQ(RefusalHints(slip.status()).size(), 1u);
  EXPECT_EQ(RefusalHints(slip.status())[0].text, "seven");
  const auto few = RecoveryCode::Parse("otter lamp river");
  EXPECT_EQ(RefusalReason(few.status()), "recovery_incomplete");
  EXPECT_EQ(few.status().message(), "a recovery code has twelve words; these are 3.");
}

TEST(SealToDevice, OpensForThatDeviceAloneAndUnaltered) {
  SeededRandom random(7);
  const DeviceKeys paper = DeviceKeys::Make(random), other = DeviceKeys::Make(random);
  for (const std::string& plain : {std::string(), std::string("x"), std::string(5000, 'w')}) {
    const auto sealed = SealToDevice(plain, paper.box_public(), random);
    ASSERT_TRUE(sealed.has_value());
    EXPECT_EQ(sealed->size(), plain.size() + kBoxOverheadBytes);
    EXPECT_EQ(paper.boxes().Open(*sealed), plain);
    EXPECT_FALSE(other.boxes().Open(*sealed).has_value());
    for (std::size_t at = 0; at < sealed->size(); at += 7) {
      std::string altered = *sealed;
      altered[at] ^= 1;
      EXPECT_FALSE(paper.boxes().Open(altered).has_value()) << at;
    }
    EXPECT_FALSE(paper.boxes().Open(sealed->substr(0, kBoxOverheadBytes - 1)).has_value());
  }
  EXPECT_FALSE(SealToDevice("x", BoxPublicKey(), random).has_value()) << "no usable key";
}

}  // namespace
}  // namespace twofold
