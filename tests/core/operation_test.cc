// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The codec of operations: what it carries, what it refuses, what it passes on untouched.
#include "core/sync/operation.h"

#include <gtest/gtest.h>

#include "core/base/limits.h"
#include "core/sync/payload_codec.h"
#include "tests/support/operations.h"
#include "tests/support/refusals.h"

namespace twofold {
namespace {

namespace pb = sync::v1;

class OperationCodec : public testing::Test {
 protected:
  TestDevice noa{'n'};
  TestDevice sam{'s'};
  SeededRandom random{1};

  ChainPosition Position(char chain, std::uint64_t sequence) {
    return {ChainId::Prefix(std::string(16, chain)), sequence,
            OperationId::Prefix(std::string(32, 'i'))};
  }
  OperationDraft Draft() {
    OperationDraft draft;
    draft.space = SpaceId::Prefix(std::string(16, 'S'));
    draft.device = noa.device;
    draft.chain = BeginChain(noa.device, random);
    draft.sequence = 2;
    draft.previous = OperationId::Prefix(std::string(32, 'p'));
    draft.dependencies = {Position('a', 3), Position('b', 1)};
    draft.stamp = 77;
    draft.entity = EntityId::Prefix(std::string(16, 'E'));
    draft.payload = EntrySetPayload{20778, Mark::kKept};
    return draft;
  }
  Operation Made(const OperationDraft& draft) {
    const auto operation = MakeOperation(draft, noa.notary, random);
    EXPECT_THAT(operation, IsOk());
    return operation.value_or(Operation());
  }
  absl::StatusOr<Operation> Read(absl::string_view bytes) {
    return ReadOperation(bytes, noa.notary);
  }
  // The header of an operation, to be bent and signed again.
  pb::OperationHeader Header() { return HeaderOf(Made(Draft()).bytes); }
  std::string Payload() { return Opened(Made(Draft()).bytes).payload(); }
  absl::StatusOr<Operation> ReadBent(const pb::OperationHeader& header) {
    return Read(SignAnything(noa, header, Payload()));
  }
};

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
  EXPECT_EQ(read.compat, static_cast<std::uint32_t>(pb::COMPAT_CLASS_IGNORABLE));
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
      {"format 2", [](pb::OperationHeader& h) { h.set_format(2); }},
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

// Scenario 55.
TEST_F(OperationCodec, UnknownFieldsAreKeptToTheByte) {
  pb::OperationHeader header = Header();
  header.GetReflection()->MutableUnknownFields(&header)->AddVarint(1000, 7);
  pb::EntrySet set;
  set.set_day(20778);
  set.set_mark(pb::MARK_KEPT);
  set.GetReflection()->MutableUnknownFields(&set)->AddLengthDelimited(1000, "later");
  pb::SignedOperation outer = Opened(SignAnything(noa, header, set.SerializeAsString()));
  outer.GetReflection()->MutableUnknownFields(&outer)->AddVarint(1000, 7);
  const std::string bytes = outer.SerializeAsString();
  const auto read = Read(bytes);
  ASSERT_THAT(read, IsOk());
  EXPECT_TRUE(std::holds_alternative<EntrySetPayload>(read->payload));
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

// A payload that is not allowed, whatever the header says, is read as InvalidPayload.
class InvalidPayloads : public OperationCodec {
 protected:
  void ExpectInvalid(pb::OperationKind kind, const std::string& payload, const char* what) {
    pb::OperationHeader header = Header();
    header.set_kind(kind);
    const auto read = Read(SignAnything(noa, header, payload));
    ASSERT_THAT(read, IsOk()) << what;
    EXPECT_TRUE(std::holds_alternative<InvalidPayload>(read->payload)) << what;
  }
  static pb::OfferTerms Terms() {
    pb::OfferTerms terms;
    terms.set_title("walk");
    terms.mutable_terms()->set_kind(pb::KIND_CHECK);
    terms.mutable_terms()->mutable_schedule()->mutable_every_day();
    return terms;
  }
  void ExpectInvalidTerms(const pb::OfferTerms& terms, const char* what) {
    pb::Offer offer;
    offer.set_terms(terms.SerializeAsString());
    ExpectInvalid(pb::OPERATION_KIND_OFFER, offer.SerializeAsString(), what);
    pb::GoalVersionSet version;
    version.set_valid_from(1);
    *version.mutable_terms() = terms.terms();
    ExpectInvalid(pb::OPERATION_KIND_GOAL_VERSION_SET, version.SerializeAsString(), what);
  }
};

TEST_F(InvalidPayloads, GarbageIsNone) {
  for (int kind = 1; kind <= 9; ++kind) {
    ExpectInvalid(static_cast<pb::OperationKind>(kind), "\xFF\xFF\xFF", "garbage");
  }
}

TEST_F(InvalidPayloads, TermsOutsideTheClosedSetAreNone) {
  pb::OfferTerms terms = Terms();
  terms.mutable_terms()->set_kind(pb::KIND_UNSPECIFIED);
  ExpectInvalidTerms(terms, "no kind");
  terms.mutable_terms()->set_kind(static_cast<pb::Kind>(3));
  ExpectInvalidTerms(terms, "a later kind");
  terms = Terms();
  terms.mutable_terms()->set_unit("min");
  ExpectInvalidTerms(terms, "a check with a unit");
  terms.mutable_terms()->set_kind(pb::KIND_MEASURE);
  terms.mutable_terms()->set_unit("");
  ExpectInvalidTerms(terms, "a measure without");
  terms.mutable_terms()->set_unit("thirteen long");
  ExpectInvalidTerms(terms, "a unit over the limit");
  terms = Terms();
  terms.mutable_terms()->clear_schedule();
  ExpectInvalidTerms(terms, "no schedule");
  terms.mutable_terms()->mutable_schedule()->set_at_minute(5);
  ExpectInvalidTerms(terms, "a time without a shape");
  terms = Terms();
  terms.mutable_terms()->mutable_schedule()->set_at_minute(1440);
  ExpectInvalidTerms(terms, "a time past the day");
  for (const std::uint32_t mask : {0u, 0x80u, 0x101u}) {
    terms = Terms();
    terms.mutable_terms()->mutable_schedule()->mutable_weekdays()->set_mask(mask);
    ExpectInvalidTerms(terms, "a mask");
  }
  for (const std::uint32_t times : {0u, 8u, 0xFFFFFFFFu}) {
    terms = Terms();
    terms.mutable_terms()->mutable_schedule()->mutable_times_per_week()->set_times(times);
    ExpectInvalidTerms(terms, "times");
  }
}

TEST_F(InvalidPayloads, TitlesThatNobodyCouldTypeAreNone) {
  for (const std::string& title :
       {std::string(), std::string(81, 'x'), std::string("a\x1B[31m"), std::string("\xFF")}) {
    pb::OfferTerms terms = Terms();
    // A string field refuses what is no UTF-8; written by hand it still has to be refused.
    std::string bytes = "\x0A";
    bytes += static_cast<char>(title.size());
    bytes += title;
    terms.clear_title();
    bytes += terms.SerializeAsString();
    pb::Offer offer;
    offer.set_terms(bytes);
    ExpectInvalid(pb::OPERATION_KIND_OFFER, offer.SerializeAsString(), "title");
    if (!title.empty()) {
      std::string set = "\x0A";
      set += static_cast<char>(title.size());
      set += title;
      ExpectInvalid(pb::OPERATION_KIND_GOAL_SET, set, "title");
    }
  }
}

TEST_F(InvalidPayloads, HandlesHaveTheirLimit) {
  pb::GoalSet set;
  set.set_handle("");
  ExpectInvalid(pb::OPERATION_KIND_GOAL_SET, set.SerializeAsString(), "empty");
  set.set_handle(std::string(limits::kHandleLength + 1, 'x'));
  ExpectInvalid(pb::OPERATION_KIND_GOAL_SET, set.SerializeAsString(), "long");
}

TEST_F(InvalidPayloads, DaysAndAmountsHaveTheirLimits) {
  for (const std::int32_t day : {-30000, 2932897, std::numeric_limits<std::int32_t>::min()}) {
    pb::EntrySet entry;
    entry.set_day(day);
    entry.set_mark(pb::MARK_KEPT);
    ExpectInvalid(pb::OPERATION_KIND_ENTRY_SET, entry.SerializeAsString(), "day");
    pb::AmountAdd amount;
    amount.set_day(day);
    amount.set_micros(1);
    ExpectInvalid(pb::OPERATION_KIND_AMOUNT_ADD, amount.SerializeAsString(), "day");
    pb::Accept accept;
    accept.set_offer(std::string(32, 'o'));
    accept.set_terms_hash(std::string(32, 'h'));
    accept.set_valid_from(day);
    ExpectInvalid(pb::OPERATION_KIND_ACCEPT, accept.SerializeAsString(), "day");
  }
  for (const std::int64_t micros :
       {std::int64_t{0}, limits::kAmountMicros + 1, -limits::kAmountMicros - 1,
        std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
    pb::AmountAdd amount;
    amount.set_day(1);
    amount.set_micros(micros);
    ExpectInvalid(pb::OPERATION_KIND_AMOUNT_ADD, amount.SerializeAsString(), "amount");
  }
  pb::EntrySet later;
  later.set_day(1);
  later.set_mark(static_cast<pb::Mark>(2));
  ExpectInvalid(pb::OPERATION_KIND_ENTRY_SET, later.SerializeAsString(), "a later mark");
}

TEST_F(InvalidPayloads, AnswersNameAnOffer) {
  for (const std::string& offer : {std::string(), std::string(31, 'o'), std::string(33, 'o')}) {
    pb::Accept accept;
    accept.set_offer(offer);
    accept.set_terms_hash(std::string(32, 'h'));
    ExpectInvalid(pb::OPERATION_KIND_ACCEPT, accept.SerializeAsString(), "accept");
    pb::Decline decline;
    decline.set_offer(offer);
    ExpectInvalid(pb::OPERATION_KIND_DECLINE, decline.SerializeAsString(), "decline");
    pb::Withdraw withdraw;
    withdraw.set_offer(offer);
    ExpectInvalid(pb::OPERATION_KIND_WITHDRAW, withdraw.SerializeAsString(), "withdraw");
  }
  pb::Accept hashless;
  hashless.set_offer(std::string(32, 'o'));
  ExpectInvalid(pb::OPERATION_KIND_ACCEPT, hashless.SerializeAsString(), "no terms hash");
}

}  // namespace
}  // namespace twofold
