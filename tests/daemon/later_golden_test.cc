// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Operations of a version that is still to come, to the byte: tests/golden/later_v1.hex. They are
// what this version has promised to keep, to send on and to act on; a difference here is never
// mended by changing the golden file.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "tests/daemon/later_device.h"
#include "tests/support/operations.h"

namespace twofold {
namespace {

namespace pb = sync::v1;

// 00 01 02 ... from `first` on.
std::string Counted(std::size_t size, std::uint8_t first) {
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(first++);
  return bytes;
}

struct Sample {
  std::string name;
  std::string bytes;
};

// One chain of one device.
class Writer {
 public:
  explicit Writer(const DeviceKeys& keys) : keys_(keys), notary_(keys) {}

  void Add(const std::string& name, std::uint32_t format, int kind, int compat,
           const std::string& payload) {
    pb::SignedOperation out;
    pb::OperationHeader header;
    header.set_format(format);
    header.set_space(Counted(16, 0x40));
    header.set_kind(static_cast<pb::OperationKind>(kind));
    header.set_compat(static_cast<pb::CompatClass>(compat));
    header.set_device(keys_.device().str());
    header.set_chain(keys_.device().str().substr(0, 8) + Counted(8, 0xA8));
    header.set_sequence(samples.size() + 1);
    if (!samples.empty()) header.set_previous(previous_.str());
    header.set_stamp((std::uint64_t{20778} << 40) + samples.size());
    header.set_entity(Counted(16, static_cast<std::uint8_t>(0x50 + samples.size())));
    out.set_salt(Counted(16, 0xA0));
    out.set_payload(payload);
    header.set_payload_digest(notary_.PayloadDigest(out.salt(), payload));
    out.set_header(header.SerializeAsString());
    out.set_signature(notary_.Sign(out.header()).str());
    previous_ = notary_.Identify(out.header());
    samples.push_back({name, out.SerializeAsString()});
  }

  std::vector<Sample> samples;

 private:
  const DeviceKeys& keys_;
  const SodiumNotary notary_;
  OperationId previous_;
};

template <class Message>
void AddField(Message& message) {
  message.GetReflection()->MutableUnknownFields(&message)->AddLengthDelimited(1000, "to come");
}

DeviceKeys NoasKeys() {
  EXPECT_THAT(InitCrypto(), IsOk());
  return *DeviceKeys::FromSeed(Counted(32, 0x00));
}

std::vector<Sample> Make(const DeviceKeys& keys) {
  Writer writer(keys);
  const std::string words = "words of a later version";
  writer.Add("ignorable", 1, 1001, 1, words);
  writer.Add("entity read-only", 1, 1002, 2, words);
  writer.Add("not shared", 1, 1003, 3, words);
  pb::OfferTerms terms;
  terms.set_title("Walk");
  terms.mutable_terms()->set_kind(pb::KIND_CHECK);
  terms.mutable_terms()->mutable_schedule()->mutable_every_day();
  pb::Offer offer;
  offer.set_number(1);
  offer.set_terms(terms.SerializeAsString());
  AddField(offer);
  writer.Add("offer, with a field beside the terms", 1, pb::OPERATION_KIND_OFFER, 3,
             offer.SerializeAsString());
  AddField(*terms.mutable_terms()->mutable_schedule());
  offer.set_terms(terms.SerializeAsString());
  writer.Add("offer, with a field in the terms", 1, pb::OPERATION_KIND_OFFER, 3,
             offer.SerializeAsString());
  pb::GoalVersionSet version;
  version.set_valid_from(20778);
  *version.mutable_terms() = terms.terms();
  writer.Add("goal version, with a field in the terms", 1, pb::OPERATION_KIND_GOAL_VERSION_SET, 2,
             version.SerializeAsString());
  pb::EntryWrite entry;
  entry.add_days()->set_day(20778);
  entry.mutable_days(0)->set_mark(pb::MARK_KEPT);
  AddField(*entry.mutable_days(0));
  writer.Add("entry, with a field more", 1, pb::OPERATION_KIND_ENTRY_WRITE, 1,
             entry.SerializeAsString());
  writer.Add("format 2", 2, pb::OPERATION_KIND_ENTRY_WRITE, 2, entry.SerializeAsString());
  writer.Add("space read-only", 1, 1004, 4, words);
  writer.Add("another class", 1, 1005, 5, words);
  return writer.samples;
}

std::string Described(const std::vector<Sample>& samples) {
  std::string text;
  for (const Sample& sample : samples) {
    absl::StrAppend(&text, sample.name, "\n");
    for (std::size_t at = 0; at < sample.bytes.size(); at += 32) {
      const std::string part = sample.bytes.substr(at, 32);
      absl::StrAppend(&text, "  ", absl::BytesToHexString(part), "\n");
    }
  }
  return text;
}

std::vector<Sample> Stored() {
  std::ifstream file(TWOFOLD_SOURCE "/tests/golden/later_v1.hex");
  std::vector<Sample> samples;
  for (std::string line; std::getline(file, line);) {
    if (line.rfind("  ", 0) == 0) {
      samples.back().bytes += absl::HexStringToBytes(line.substr(2));
    } else {
      samples.push_back({line, ""});
    }
  }
  return samples;
}

class LaterGolden : public testing::Test {
 protected:
  // Sam shares a space with Noa, whose device says all of it.
  LaterGolden() {
    sam.Start("Sam");
    NewSpace made;
    made.id = SpaceId::Prefix(Counted(16, 0x40));
    made.key = std::string(32, 'K');
    made.genesis = "genesis";
    made.relay = "relay.example.org:443";
    const Self self = *sam.state().self;
    made.members = {{self.person,
                     self.name,
                     {{sam.keys.device(), sam.keys.sign_public(), sam.keys.box_public()}}},
                    {PersonId::Prefix(Counted(16, 0x70)),
                     "Noa",
                     {{keys.device(), keys.sign_public(), keys.box_public()}}}};
    EXPECT_THAT(PairingEngine(*sam.ledger).Adopt(made), IsOk());
  }
  // Up to and with the sample of this name.
  void Receive(const std::string& last) {
    std::vector<std::string> operations;
    for (const Sample& sample : Stored()) {
      operations.push_back(sample.bytes);
      if (sample.name == last) break;
    }
    Exchange exchange(*sam.ledger);
    const SpaceId us = sam.state().us->id;
    const auto received = exchange.Receive(us, operations, MailboxPosition());
    ASSERT_THAT(received, IsOk());
    EXPECT_EQ(received->refused + received->held, 0);
  }
  std::optional<Subject> SubjectOf(int sample) {
    const auto id = EntityId::Prefix(Counted(16, static_cast<std::uint8_t>(0x50 + sample)));
    return *sam.ledger->LookAt().view().FindSubject(sam.state().us->id, id);
  }
  bool IsReadOnly(int sample) {
    const auto id = EntityId::Prefix(Counted(16, static_cast<std::uint8_t>(0x50 + sample)));
    return sam.state().IsReadOnly(sam.state().us->id, id);
  }

  const DeviceKeys keys = NoasKeys();
  OwnDevice sam{"sam", 1};
};

TEST_F(LaterGolden, TheSetIsMadeToTheByte) {
  std::ifstream file(TWOFOLD_SOURCE "/tests/golden/later_v1.hex");
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_EQ(Described(Make(keys)), text.str());
}

TEST_F(LaterGolden, EachIsReadAsFarAsItsAuthorAndItsClass) {
  const std::vector<Sample> stored = Stored();
  ASSERT_EQ(stored.size(), 10u);
  for (const Sample& sample : stored) {
    const auto read = ReadOperation(sample.bytes, sam.notary);
    ASSERT_THAT(read, IsOk()) << sample.name;
    EXPECT_TRUE(VerifiedBy(*read, keys.sign_public(), sam.notary)) << sample.name;
    const bool known = std::holds_alternative<OfferPayload>(read->payload) ||
                       std::holds_alternative<EntryWritePayload>(read->payload);
    const bool to_be_known = sample.name == "offer, with a field beside the terms" ||
                             sample.name == "entry, with a field more";
    EXPECT_EQ(known, to_be_known) << sample.name;
    EXPECT_EQ(std::holds_alternative<UnknownPayload>(read->payload), !to_be_known) << sample.name;
  }
}

TEST_F(LaterGolden, AllOfItIsKeptAndSentOnToTheByte) {
  Receive("another class");
  sam.Reopen();
  Exchange exchange(*sam.ledger);
  const SpaceId us = sam.state().us->id;
  ASSERT_THAT(exchange.QueueMissing(us, {}, Exchange::Word::kWhole), IsOk());
  const auto outgoing = exchange.NextOutgoing(us, 1000, 1'000'000);
  ASSERT_THAT(outgoing, IsOk());
  std::vector<std::string> expected;
  for (const Sample& sample : Stored()) expected.push_back(sample.bytes);
  EXPECT_TRUE(outgoing->operations == expected);
}

TEST_F(LaterGolden, EachIsActedOnByItsClass) {
  Receive("ignorable");
  EXPECT_FALSE(IsReadOnly(0));
  Receive("entity read-only");
  EXPECT_TRUE(IsReadOnly(1));
  EXPECT_FALSE(IsReadOnly(0));
  Receive("format 2");
  ASSERT_TRUE(SubjectOf(2));
  EXPECT_EQ(SubjectOf(2)->later.size(), 1u);
  ASSERT_TRUE(SubjectOf(3));
  EXPECT_EQ(SubjectOf(3)->offers.size(), 1u) << "what stands beside the terms is left out";
  ASSERT_TRUE(SubjectOf(4));
  EXPECT_EQ(SubjectOf(4)->offers.size(), 0u);
  EXPECT_EQ(SubjectOf(4)->later.size(), 1u);
  EXPECT_TRUE(IsReadOnly(5));
  EXPECT_FALSE(IsReadOnly(6));
  EXPECT_TRUE(IsReadOnly(7));
  EXPECT_FALSE(sam.state().IsReadOnly(sam.state().us->id));
  Receive("space read-only");
  EXPECT_TRUE(sam.state().IsReadOnly(sam.state().us->id));
}

TEST_F(LaterGolden, AClassThatHasNoNameIsTheStrictest) {
  const Operation last = *ReadOperation(Stored().back().bytes, sam.notary);
  EXPECT_EQ(last.compat, CompatClass::kSpaceReadOnly);
}

}  // namespace
}  // namespace twofold
