// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The worked example of docs/formats/operation.md, to the byte. What it freezes is stored and
// signed on people's computers: a difference here is never mended by changing the golden file.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "core/crypto/init.h"
#include "core/crypto/sodium_notary.h"
#include "core/sync/operation.h"
#include "core/sync/payload_codec.h"
#include "tests/support/operations.h"

namespace twofold {
namespace {

// 00 01 02 ... from `first` on.
std::string Counted(std::size_t size, std::uint8_t first) {
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(first++);
  return bytes;
}

class CountingRandom final : public Random {
 public:
  void Fill(std::span<std::uint8_t> bytes) override {
    std::uint8_t next = 0xA0;
    for (std::uint8_t& byte : bytes) byte = next++;
  }
};

std::string Golden(absl::string_view name, absl::string_view bytes) {
  std::string text = absl::StrCat(name, "\n");
  for (std::size_t at = 0; at < bytes.size(); at += 32) {
    absl::StrAppend(&text, "  ", absl::BytesToHexString(bytes.substr(at, 32)), "\n");
  }
  return text;
}

std::string Described(absl::string_view name, const Operation& operation) {
  const sync::v1::SignedOperation outer = Opened(operation.bytes);
  return absl::StrCat(Golden(absl::StrCat(name, ": payload"), outer.payload()),
                      Golden(absl::StrCat(name, ": header"), outer.header()),
                      Golden(absl::StrCat(name, ": id"), operation.id.bytes()),
                      Golden(absl::StrCat(name, ": signature"), outer.signature()),
                      Golden(absl::StrCat(name, ": whole"), operation.bytes));
}

struct Example {
  std::string text;
  Operation offer, accept;
  SignPublicKey noa_key;
};

Example Make() {
  const DeviceKeys noa = *DeviceKeys::FromSeed(Counted(32, 0x00));
  const DeviceKeys sam = *DeviceKeys::FromSeed(Counted(32, 0x20));
  const SodiumNotary noa_notary(noa), sam_notary(sam);
  CountingRandom random;
  OperationDraft draft;
  draft.space = SpaceId::Prefix(Counted(16, 0x40));
  draft.device = noa.device();
  draft.chain = BeginChain(noa.device(), random);
  draft.sequence = 1;
  draft.stamp = std::uint64_t{20778} << 40;
  draft.entity = EntityId::Prefix(Counted(16, 0x50));
  OfferPayload offer;
  offer.terms.title = "Evening walk together";
  offer.terms.terms.schedule.shape = Weekdays{0x15};
  offer.terms.terms.schedule.at_minute = 1200;
  offer.number = 1;
  draft.payload = offer;
  Example example;
  example.noa_key = noa.sign_public();
  example.offer = *MakeOperation(draft, noa_notary, random);
  draft.device = sam.device();
  draft.dependencies = {{draft.chain, 1, example.offer.id}};
  draft.chain = BeginChain(sam.device(), random);
  draft.stamp += 1;
  const TermsHash hash = std::get<OfferPayload>(example.offer.payload).terms_hash;
  draft.payload = AcceptPayload{example.offer.id, hash, 20778};
  example.accept = *MakeOperation(draft, sam_notary, random);
  example.text =
      absl::StrCat(Golden("signing key", noa.sign_public().bytes()),
                   Golden("device", noa.device().bytes()), Golden("terms hash", hash.bytes()),
                   Described("offer", example.offer), Described("accept", example.accept));
  return example;
}

std::string ReadWhole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(OperationGolden, TheExampleIsMadeToTheByte) {
  ASSERT_TRUE(InitCrypto().ok());
  EXPECT_EQ(Make().text, ReadWhole(TWOFOLD_SOURCE "/tests/golden/operation_v1.hex"));
}

TEST(OperationGolden, TheDocumentShowsTheSameExample) {
  ASSERT_TRUE(InitCrypto().ok());
  const std::string document = ReadWhole(TWOFOLD_SOURCE "/docs/formats/operation.md");
  EXPECT_NE(document.find(Make().text), std::string::npos);
}

TEST(OperationGolden, TheStoredExampleIsReadAndVerified) {
  ASSERT_TRUE(InitCrypto().ok());
  const Example example = Make();
  const DeviceKeys reader = *DeviceKeys::FromSeed(Counted(32, 0x77));
  const SodiumNotary notary(reader);
  const auto read = ReadOperation(example.offer.bytes, notary);
  ASSERT_TRUE(read.ok());
  EXPECT_TRUE(VerifiedBy(*read, example.noa_key, notary));
  EXPECT_FALSE(VerifiedBy(*read, reader.sign_public(), notary));
  EXPECT_EQ(std::get<OfferPayload>(read->payload).terms.title, "Evening walk together");
}

}  // namespace
}  // namespace twofold
