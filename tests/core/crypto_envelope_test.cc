// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "core/base/limits.h"
#include "core/crypto/envelope.h"
#include "core/crypto/padding.h"
#include "core/crypto/secret.h"
#include "tests/core/crypto_support.h"

namespace twofold {
namespace {

constexpr auto kOperations = EnvelopePurpose::kOperations;
constexpr auto kStatus = EnvelopePurpose::kStatus;

class EnvelopeTest : public testing::Test {
 protected:
  SeededRandom random_{20};
  SpaceKey key_ = SpaceKey::Make(random_);
  EnvelopePlace place_{MailboxId::Make(random_), SlotId::Make(random_), MessageId::Make(random_)};

  std::string Sealed(EnvelopePurpose purpose, absl::string_view plaintext) {
    auto body = SealEnvelope(key_, purpose, place_, plaintext, random_);
    EXPECT_TRUE(body.ok()) << body.status();
    return *std::move(body);
  }
  absl::StatusCode Refused(EnvelopePurpose purpose, const EnvelopePlace& place,
                           absl::string_view body) {
    return OpenEnvelope(key_, purpose, place, body).status().code();
  }
};

using Envelope = EnvelopeTest;

TEST_F(Envelope, OpensToWhatWasSealed) {
  for (std::size_t size : {0, 1, 1022, 1023, 1024, 16383, 16384, 32767, 32768, 60000, 63487}) {
    const std::string plaintext = Counted(size, 7);
    const auto opened = OpenEnvelope(key_, kOperations, place_, Sealed(kOperations, plaintext));
    ASSERT_TRUE(opened.ok()) << size << opened.status();
    EXPECT_EQ(*opened, plaintext) << size;
  }
}

TEST_F(Envelope, PlaintextThatEndsLikePaddingSurvives) {
  for (const std::string& end :
       {std::string("\x80"), std::string("\x80\0\0", 3), std::string(5, '\0')}) {
    const auto opened = OpenEnvelope(key_, kOperations, place_, Sealed(kOperations, "x" + end));
    ASSERT_TRUE(opened.ok());
    EXPECT_EQ(*opened, "x" + end);
  }
}

TEST_F(Envelope, SealedTwiceDiffers) {
  EXPECT_NE(Sealed(kOperations, "same"), Sealed(kOperations, "same"));
}

TEST_F(Envelope, CutAtAnyByteIsRefused) {
  const std::string body = Sealed(kOperations, "walk");
  for (std::size_t size = 0; size < body.size(); ++size) {
    EXPECT_FALSE(OpenEnvelope(key_, kOperations, place_, body.substr(0, size)).ok()) << size;
    EXPECT_FALSE(OpenEnvelope(key_, kOperations, place_, body.substr(body.size() - size)).ok());
  }
  EXPECT_FALSE(OpenEnvelope(key_, kOperations, place_, body + '\0').ok());
}

TEST_F(Envelope, AnyFlippedBitIsRefused) {
  const std::string body = Sealed(kOperations, "walk");
  for (std::size_t at = 0; at < body.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string altered = body;
      altered[at] ^= static_cast<char>(1 << bit);
      EXPECT_FALSE(OpenEnvelope(key_, kOperations, place_, altered).ok()) << at << "." << bit;
    }
  }
}

TEST_F(Envelope, OtherMailboxSlotOrMessageIsRefused) {
  const std::string body = Sealed(kOperations, "walk");
  EnvelopePlace mailbox = place_, slot = place_, message = place_;
  mailbox.mailbox = MailboxId::Make(random_);
  slot.slot = SlotId::Make(random_);
  message.message = MessageId::Make(random_);
  for (const EnvelopePlace& place : {mailbox, slot, message}) {
    EXPECT_EQ(Refused(kOperations, place, body), absl::StatusCode::kDataLoss);
  }
}

TEST_F(Envelope, OfAnotherSpaceIsRefused) {
  const SpaceKey other = SpaceKey::Make(random_);
  const auto body = SealEnvelope(other, kOperations, place_, "walk", random_);
  EXPECT_EQ(Refused(kOperations, place_, *body), absl::StatusCode::kNotFound);
  // Not even when its header claims this space's key.
  std::string claimed = *body;
  key_.id().bytes().copy(claimed.data() + 2, KeyId::kSize);
  EXPECT_EQ(Refused(kOperations, place_, claimed), absl::StatusCode::kDataLoss);
}

TEST_F(Envelope, OpensForItsOwnPurposeOnly) {
  const std::vector<EnvelopePurpose> all = {kOperations, kStatus, EnvelopePurpose::kSnapshot,
                                            EnvelopePurpose::kNote};
  for (auto sealed : all) {
    for (auto wanted : all) {
      std::string body = Sealed(sealed, "walk");
      EXPECT_EQ(OpenEnvelope(key_, wanted, place_, body).ok(), sealed == wanted);
      // The purpose has its own key, so relabelling does not help.
      body[1] = static_cast<char>(wanted);
      EXPECT_EQ(OpenEnvelope(key_, wanted, place_, body).ok(), sealed == wanted);
    }
  }
}

TEST_F(Envelope, OfAnotherFormatSaysSo) {
  std::string body = Sealed(kOperations, "walk");
  body[0] = 2;
  EXPECT_EQ(Refused(kOperations, place_, body), absl::StatusCode::kUnimplemented);
  EXPECT_FALSE(EnvelopeKeyId(body).has_value());
}

TEST_F(Envelope, TellsItsKeyId) {
  const std::string body = Sealed(kOperations, "walk");
  EXPECT_EQ(EnvelopeKeyId(body), key_.id());
  EXPECT_FALSE(EnvelopeKeyId(body.substr(0, 57)).has_value());
  EXPECT_FALSE(EnvelopeKeyId("").has_value());
}

TEST_F(Envelope, HoldsUpToItsLimitAndNotAByteMore) {
  for (const auto& [purpose, limit] : {std::pair(kOperations, limits::kEnvelopeBodyBytes),
                                       {kStatus, limits::kStatusBlobBytes},
                                       {EnvelopePurpose::kSnapshot, limits::kSnapshotPieceBytes},
                                       {EnvelopePurpose::kNote, limits::kSnapshotPieceBytes}}) {
    const std::size_t most = MaxPlaintextBytes(purpose);
    EXPECT_LE(Sealed(purpose, std::string(most, 'x')).size(), limit);
    EXPECT_GT(SealedBytes(most + 1), limit);
    const auto over = SealEnvelope(key_, purpose, place_, std::string(most + 1, 'x'), random_);
    EXPECT_EQ(over.status().code(), absl::StatusCode::kInvalidArgument);
  }
  EXPECT_GE(MaxPlaintextBytes(kOperations), 2 * limits::kOperationBytes);
}

TEST_F(Envelope, LargerThanTheLimitIsNotOpened) {
  const std::string body = Sealed(kOperations, std::string(63487, 'x'));
  EXPECT_EQ(Refused(kOperations, place_, body + std::string(2048, 'x')),
            absl::StatusCode::kInvalidArgument);
}

TEST_F(Envelope, ShortPlaintextsAllLookAlike) {
  std::set<std::size_t> sizes;
  for (int i = 0; i < 10'000; ++i) {
    const std::string plaintext = Counted(random_.Below(1000), static_cast<std::uint8_t>(i));
    const std::string body = Sealed(kOperations, plaintext);
    EXPECT_EQ(body.size(), SealedBytes(plaintext.size()));
    sizes.insert(body.size());
  }
  EXPECT_EQ(sizes.size(), 1u);
}

TEST_F(Envelope, AllPlaintextsTogetherHaveFewSizes) {
  std::set<std::size_t> sizes;
  for (std::size_t size = 0; size <= MaxPlaintextBytes(kOperations); ++size) {
    sizes.insert(SealedBytes(size));
  }
  EXPECT_EQ(sizes.size(), 47u);
}

TEST(Padding, GrowsInStepsOfOneKibibyteAndThenByPadme) {
  EXPECT_EQ(PaddedBytes(0), 1024u);
  EXPECT_EQ(PaddedBytes(1023), 1024u);
  EXPECT_EQ(PaddedBytes(1024), 2048u);
  EXPECT_EQ(PaddedBytes(16383), 16384u);
  EXPECT_EQ(PaddedBytes(16384), 17408u);
  EXPECT_EQ(PaddedBytes(32767), 32768u);
  EXPECT_EQ(PaddedBytes(32768), 34816u);
  EXPECT_EQ(PaddedBytes(65535), 65536u);
}

TEST(Padding, ComesOffAtEverySize) {
  for (std::size_t size = 0; size < 70'000; size += size < 3000 ? 1 : 511) {
    const std::string bytes(size, '\0');
    std::string padded = Pad(bytes);
    ASSERT_TRUE(Unpad(padded)) << size;
    ASSERT_EQ(padded, bytes);
  }
}

TEST(Padding, AnyOtherFormIsRefused) {
  std::string none;
  EXPECT_FALSE(Unpad(none));
  std::string zeros(1024, '\0');
  EXPECT_FALSE(Unpad(zeros));
  std::string text(1024, 'x');
  EXPECT_FALSE(Unpad(text));
  // More padding than was needed.
  std::string wide = "x\x80" + std::string(2046, '\0');
  EXPECT_FALSE(Unpad(wide));
  std::string odd = "x\x80" + std::string(1000, '\0');
  EXPECT_FALSE(Unpad(odd));
}

}  // namespace
}  // namespace twofold
