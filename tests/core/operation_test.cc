// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The codec of operations: what it carries, what it refuses, what it passes on untouched.
#include "core/base/limits.h"
#include "core/sync/payload_codec.h"
#include "tests/core/operation_codec.h"

namespace twofold {
namespace {

TEST_F(OperationCodec, ReadsBackWhatWasMade) {
  const OperationDraft draft = Draft();
  const Operation made = Made(draft);
  const Operation read = *Read(made.bytes);
  EXPECT_EQ(read.bytes, made.bytes);
  EXPECT_EQ(read.id, made.id);
  EXPECT_EQ(read.space, draft.space);
  EXPECT_EQ(read.device, draft.device);
  EXPECT_EQ(read.chain, draft.chain);
  EXPECT_EQ(read.sequence, draft.sequence);
  EXPECT_EQ(read.previous, draft.previous);
  EXPECT_EQ(read.dependencies, draft.dependencies);
  EXPECT_EQ(read.stamp, draft.stamp);
  EXPECT_EQ(read.entity, draft.entity);
  EXPECT_EQ(read.compat, CompatClass::kIgnorable);
  EXPECT_TRUE(VerifiedBy(read, noa.key, sam.notary));
  EXPECT_FALSE(VerifiedBy(read, sam.key, sam.notary));
}

TEST_F(OperationCodec, EveryPayloadSurvivesTheRoundTrip) {
  for (std::uint64_t seed = 1; seed <= 5000; ++seed) {
    SeededRandom seeded(seed);
    OperationDraft draft = Draft();
    draft.payload = RandomPayload(seeded);
    const Operation read = *Read(Made(draft).bytes);
    ASSERT_EQ(read.payload.index(), draft.payload.index()) << "seed " << seed;
    ASSERT_EQ(EncodePayload(read.payload), EncodePayload(draft.payload)) << "seed " << seed;
  }
}

TEST_F(OperationCodec, ATermsHashIsTakenOfTheExactBytes) {
  OperationDraft draft = Draft();
  OfferPayload offer;
  offer.terms = {"walk", {}};
  draft.payload = offer;
  const Operation made = Made(draft);
  EXPECT_EQ(std::get<OfferPayload>(made.payload).terms_hash,
            noa.notary.HashTerms(EncodeOfferTerms(offer.terms)));
}

TEST_F(OperationCodec, ThePayloadIsSaltedAnew) {
  const OperationDraft draft = Draft();
  EXPECT_NE(HeaderOf(Made(draft).bytes).payload_digest(),
            HeaderOf(Made(draft).bytes).payload_digest());
}

TEST_F(OperationCodec, CutAnywhereItIsNoOperation) {
  const std::string bytes = Made(Draft()).bytes;
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(Read(absl::string_view(bytes).substr(0, size)).ok()) << "cut at " << size;
  }
}

TEST_F(OperationCodec, AnyChangedByteIsRefusedOrNotVerified) {
  const std::string bytes = Made(Draft()).bytes;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (const int flip : {0x01, 0x80, 0xFF}) {
      std::string bent = bytes;
      bent[at] = static_cast<char>(bent[at] ^ flip);
      const auto read = Read(bent);
      EXPECT_FALSE(read.ok() && VerifiedBy(*read, noa.key, noa.notary)) << "byte " << at;
    }
  }
}

TEST_F(OperationCodec, EveryHeaderFieldIsPartOfTheId) {
  const pb::OperationHeader header = Header();
  const OperationId id = ReadBent(header)->id;
  std::vector<pb::OperationHeader> bent(8, header);
  bent[0].set_space(std::string(16, 'T'));
  bent[1].set_kind(pb::OPERATION_KIND_STEP_OUT);
  bent[2].set_compat(pb::COMPAT_CLASS_NOT_SHARED);
  bent[3].set_sequence(3);
  bent[4].set_previous(std::string(32, 'q'));
  bent[5].mutable_dependencies(0)->set_sequence(4);
  bent[6].set_stamp(78);
  bent[7].set_entity(std::string(16, 'F'));
  for (std::size_t i = 0; i < bent.size(); ++i) {
    const auto read = ReadBent(bent[i]);
    ASSERT_THAT(read, IsOk()) << i;
    EXPECT_NE(read->id, id) << i;
  }
}

TEST_F(OperationCodec, AHeaderOfTheWrongShapeIsRefused) {
  using Bend = void (*)(pb::OperationHeader&);
  const std::vector<std::pair<const char*, Bend>> bends = {
      {"no format", [](pb::OperationHeader& h) { h.clear_format(); }},
      {"no space", [](pb::OperationHeader& h) { h.clear_space(); }},
      {"short space", [](pb::OperationHeader& h) { h.set_space(std::string(15, 'S')); }},
      {"long space", [](pb::OperationHeader& h) { h.set_space(std::string(17, 'S')); }},
      {"no compat class", [](pb::OperationHeader& h) { h.clear_compat(); }},
      {"no device", [](pb::OperationHeader& h) { h.clear_device(); }},
      {"short chain", [](pb::OperationHeader& h) { h.mutable_chain()->pop_back(); }},
      {"another's chain", [](pb::OperationHeader& h) { h.set_chain(std::string(16, 's')); }},
      {"another's device", [](pb::OperationHeader& h) { h.set_device(std::string(16, 's')); }},
      {"sequence 0", [](pb::OperationHeader& h) { h.set_sequence(0); }},
      {"first with a previous", [](pb::OperationHeader& h) { h.set_sequence(1); }},
      {"second without", [](pb::OperationHeader& h) { h.clear_previous(); }},
      {"short previous", [](pb::OperationHeader& h) { h.mutable_previous()->pop_back(); }},
      {"no entity", [](pb::OperationHeader& h) { h.clear_entity(); }},
      {"dependency without id",
       [](pb::OperationHeader& h) { h.mutable_dependencies(0)->clear_id(); }},
      {"dependency at 0",
       [](pb::OperationHeader& h) { h.mutable_dependencies(0)->set_sequence(0); }},
      {"dependencies unsorted",
       [](pb::OperationHeader& h) { h.mutable_dependencies()->SwapElements(0, 1); }},
      {"a dependency twice",
       [](pb::OperationHeader& h) { *h.add_dependencies() = h.dependencies(1); }},
      {"a dependency on itself",
       [](pb::OperationHeader& h) {
         h.clear_dependencies();
         pb::Dependency* own = h.add_dependencies();
         own->set_chain(h.chain());
         own->set_sequence(1);
         own->set_id(std::string(32, 'i'));
       }},
  };
  for (const auto& [what, bend] : bends) {
    pb::OperationHeader header = Header();
    bend(header);
    EXPECT_THAT(ReadBent(header), HasCode(absl::StatusCode::kInvalidArgument)) << what;
  }
}

TEST_F(OperationCodec, TheOuterPartsHaveTheirSizes) {
  const pb::SignedOperation whole = Opened(Made(Draft()).bytes);
  pb::SignedOperation bent = whole;
  bent.mutable_signature()->pop_back();
  EXPECT_FALSE(Read(bent.SerializeAsString()).ok());
  bent = whole;
  bent.mutable_salt()->pop_back();
  EXPECT_FALSE(Read(bent.SerializeAsString()).ok());
  bent = whole;
  bent.mutable_salt()->front() ^= 1;
  EXPECT_FALSE(Read(bent.SerializeAsString()).ok()) << "another salt";
  bent = whole;
  bent.mutable_payload()->push_back('x');
  EXPECT_FALSE(Read(bent.SerializeAsString()).ok()) << "another payload";
  bent = whole;
  bent.clear_header();
  EXPECT_FALSE(Read(bent.SerializeAsString()).ok());
}

TEST_F(OperationCodec, TakesSixtyFourDependenciesAndNoMore) {
  for (const std::size_t count : {limits::kDependencies, limits::kDependencies + 1}) {
    OperationDraft draft = Draft();
    draft.dependencies.clear();
    for (std::size_t i = 0; i < count; ++i) {
      draft.dependencies.push_back(Position(static_cast<char>(i + 1), 1));
    }
    EXPECT_EQ(MakeOperation(draft, noa.notary, random).ok(), count <= limits::kDependencies);
  }
}

TEST_F(OperationCodec, TakesSixteenKibibytesAndNoMore) {
  pb::OperationHeader header = Header();
  header.set_kind(static_cast<pb::OperationKind>(4711));
  const std::size_t frame = SignAnything(noa, header, std::string(8000, 'x')).size() - 8000;
  const std::string most =
      SignAnything(noa, header, std::string(limits::kOperationBytes - frame, 'x'));
  ASSERT_EQ(most.size(), limits::kOperationBytes);
  EXPECT_THAT(Read(most), IsOk());
  const std::string over =
      SignAnything(noa, header, std::string(limits::kOperationBytes - frame + 1, 'x'));
  EXPECT_THAT(Read(over), HasCode(absl::StatusCode::kInvalidArgument));
}

TEST_F(OperationCodec, TheLargestThatAPersonCanTypeFits) {
  OperationDraft draft = Draft();
  draft.dependencies.clear();
  for (std::size_t i = 0; i < limits::kDependencies; ++i) {
    draft.dependencies.push_back(Position(static_cast<char>(i + 1), ~std::uint64_t{0}));
  }
  OfferPayload offer;
  for (std::size_t i = 0; i < limits::kTitleLength; ++i) offer.terms.title += "\xF0\x9F\x8C\xB1";
  draft.payload = offer;
  EXPECT_THAT(MakeOperation(draft, noa.notary, random), IsOk());
}

TEST_F(OperationCodec, AnUnknownKindIsKeptToTheByte) {
  pb::OperationHeader header = Header();
  header.set_kind(static_cast<pb::OperationKind>(4711));
  header.set_compat(static_cast<pb::CompatClass>(9));
  const std::string bytes = SignAnything(noa, header, "words of a later version");
  const auto read = Read(bytes);
  ASSERT_THAT(read, IsOk());
  EXPECT_TRUE(std::holds_alternative<UnknownPayload>(read->payload));
  EXPECT_EQ(read->bytes, bytes);
  EXPECT_TRUE(VerifiedBy(*read, noa.key, sam.notary));
}

TEST_F(OperationCodec, ALaterFormatIsKeptToTheByteAndNotRead) {
  pb::OperationHeader header = Header();
  header.set_format(2);
  const std::string bytes = SignAnything(noa, header, Payload());
  const auto read = Read(bytes);
  ASSERT_THAT(read, IsOk());
  EXPECT_TRUE(std::holds_alternative<UnknownPayload>(read->payload));
  EXPECT_EQ(read->bytes, bytes);
  EXPECT_TRUE(VerifiedBy(*read, noa.key, sam.notary));
  // What tells its place and its author has to be where it is.
  header.set_device(std::string(16, 's'));
  EXPECT_THAT(ReadBent(header), HasCode(absl::StatusCode::kInvalidArgument));
}

TEST_F(OperationCodec, AClassWithoutANameHereIsTheStrictest) {
  using Named = std::pair<int, CompatClass>;
  for (const auto& [number, compat] :
       {Named{1, CompatClass::kIgnorable}, Named{2, CompatClass::kEntityReadOnly},
        Named{3, CompatClass::kNotShared}, Named{4, CompatClass::kSpaceReadOnly},
        Named{5, CompatClass::kSpaceReadOnly}, Named{-1, CompatClass::kSpaceReadOnly}}) {
    pb::OperationHeader header = Header();
    header.set_compat(static_cast<pb::CompatClass>(number));
    const auto read = ReadBent(header);
    ASSERT_THAT(read, IsOk()) << number;
    EXPECT_EQ(read->compat, compat) << number;
  }
}

// Scenario 55.
TEST_F(OperationCodec, UnknownFieldsAreKeptToTheByte) {
  pb::OperationHeader header = Header();
  header.GetReflection()->MutableUnknownFields(&header)->AddVarint(1000, 7);
  pb::EntryWrite write;
  write.add_days()->set_day(20778);
  write.mutable_days(0)->set_mark(pb::MARK_KEPT);
  write.GetReflection()->MutableUnknownFields(&write)->AddLengthDelimited(1000, "later");
  pb::SignedOperation outer = Opened(SignAnything(noa, header, write.SerializeAsString()));
  outer.GetReflection()->MutableUnknownFields(&outer)->AddVarint(1000, 7);
  const std::string bytes = outer.SerializeAsString();
  const auto read = Read(bytes);
  ASSERT_THAT(read, IsOk());
  EXPECT_TRUE(std::holds_alternative<EntryWritePayload>(read->payload));
  EXPECT_EQ(read->bytes, bytes);
  EXPECT_TRUE(VerifiedBy(*read, noa.key, sam.notary));
}

TEST_F(OperationCodec, RandomBytesAreRefusedWithoutHarm) {
  for (std::uint64_t seed = 1; seed <= 20'000; ++seed) {
    SeededRandom seeded(seed);
    std::string bytes(seeded.Below(300), '\0');
    for (char& byte : bytes) byte = static_cast<char>(seeded.Below(256));
    EXPECT_FALSE(Read(bytes).ok()) << "seed " << seed;
  }
}

TEST_F(OperationCodec, AChainBeginsWithItsDevice) {
  const ChainId chain = BeginChain(noa.device, random);
  EXPECT_TRUE(BelongsTo(chain, noa.device));
  EXPECT_FALSE(BelongsTo(chain, sam.device));
  EXPECT_NE(BeginChain(noa.device, random), chain);
}

}  // namespace
}  // namespace twofold
