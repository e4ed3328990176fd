// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Known answers of a whole pairing, frozen, and shown in the document.
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "core/crypto/device_keys.h"
#include "tests/core/pairing_support.h"

namespace twofold {
namespace {

// Noa's device has the seed 20 21 .., Sam's 60 61 ..; all other bytes count up from 80 for Noa and
// from c0 for Sam.
std::string PairingExample() {
  const auto noa_keys = DeviceKeys::FromSeed(Counted(32, 0x20));
  const auto sam_keys = DeviceKeys::FromSeed(Counted(32, 0x60));
  CountingRandom noa_random(0x80), sam_random(0xc0);
  auto noa = *Pairing::Invite({*PersonId::FromBytes(Counted(16, 1)), "Noa", *noa_keys},
                              ParsedInvitation(), noa_random);
  auto sam = *Pairing::Join({*PersonId::FromBytes(Counted(16, 0x11)), "Sam", *sam_keys},
                            ParsedInvitation(), sam_random);
  sam.Receive(0, noa.outgoing()[0]);
  noa.Receive(0, sam.outgoing()[0]);
  sam.Receive(1, noa.outgoing()[1]);
  const std::string number = noa.check_number();
  EXPECT_EQ(sam.check_number(), number);
  noa.Confirm();
  sam.Confirm();
  sam.Receive(2, noa.outgoing()[2]);
  noa.Receive(1, sam.outgoing()[1]);
  sam.Receive(3, noa.outgoing()[3]);
  const auto state = ReadPairingState(noa.Save());
  EXPECT_EQ(sam.result()->signed_genesis, noa.result()->signed_genesis);
  std::string bodies;
  for (const Pairing* side : {&noa, &sam}) {
    for (const std::string& body : side->outgoing()) absl::StrAppend(&bodies, body);
  }
  return absl::StrCat(
      GoldenLine("room", noa.room().bytes()), GoldenLine("Noa's hello", (*state)->own_hello),
      GoldenLine("commitment", CommitmentTo((*state)->own_hello).bytes()),
      GoldenLine("first message, first 58 bytes", noa.outgoing()[0].substr(0, 58)),
      GoldenLine("transcript", (*state)->session->transcript.bytes()), "check number\n  ", number,
      "\n", GoldenLine("space key", noa.result()->space_key.bytes()),
      GoldenLine("genesis", (*state)->genesis),
      GoldenLine("Noa's signature", (*state)->inviter_signature),
      GoldenLine("Sam's signature", (*state)->joiner_signature),
      GoldenLine("space", noa.result()->space.bytes()),
      GoldenLine("hash of all bodies, Noa's then Sam's", PlainBlake2b(bodies).bytes()));
}

TEST(PairingGolden, IsTheFrozenOne) {
  EXPECT_EQ(PairingExample(), ReadWhole(TWOFOLD_SOURCE "/tests/golden/pairing_v1.txt"));
}

TEST(PairingGolden, DocumentShowsTheFrozenOne) {
  const std::string document = ReadWhole(TWOFOLD_SOURCE "/docs/formats/pairing.md");
  EXPECT_NE(document.find(PairingExample()), std::string::npos);
}

}  // namespace
}  // namespace twofold
