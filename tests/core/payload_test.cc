// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What an operation may say: each bound of each payload, on the side that is refused.
#include "core/base/limits.h"
#include "tests/core/operation_codec.h"

namespace twofold {
namespace {

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
  for (int kind = 1; kind <= 12; ++kind) {
    ExpectInvalid(static_cast<pb::OperationKind>(kind), "\xFF\xFF\xFF", "garbage");
  }
}

TEST_F(InvalidPayloads, TermsOutsideTheClosedSetAreNone) {
  pb::OfferTerms terms = Terms();
  terms.mutable_terms()->set_kind(pb::KIND_UNSPECIFIED);
  ExpectInvalidTerms(terms, "no kind");
  terms.mutable_terms()->set_kind(static_cast<pb::Kind>(8));
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

TEST_F(InvalidPayloads, ShapesOutsideTheirBoundsAreNone) {
  const auto expect = [&](const char* what, auto change) {
    pb::OfferTerms terms = Terms();
    change(terms.mutable_terms()->mutable_schedule());
    ExpectInvalidTerms(terms, what);
  };
  for (const std::uint32_t days : {0u, 1u, 366u, 0xFFFFFFFFu}) {
    expect("every so many days", [&](pb::Schedule* schedule) {
      schedule->mutable_every_n_days()->set_days(days);
      schedule->set_first_day(1);
    });
  }
  expect("counted from nowhere",
         [](pb::Schedule* schedule) { schedule->mutable_every_n_days()->set_days(3); });
  for (const std::uint32_t weeks : {0u, 1u, 53u}) {
    expect("every so many weeks", [&](pb::Schedule* schedule) {
      schedule->mutable_every_n_weeks()->set_weeks(weeks);
      schedule->mutable_every_n_weeks()->set_mask(1);
      schedule->set_first_day(1);
    });
  }
  for (const std::uint32_t mask : {0u, 0x80000000u}) {
    expect("days of the month",
           [&](pb::Schedule* schedule) { schedule->mutable_days_of_month()->set_mask(mask); });
  }
  for (const int nth : {0, 6, -2}) {
    expect("the nth weekday",
           [&](pb::Schedule* schedule) { schedule->mutable_nth_weekday()->set_nth(nth); });
  }
  expect("a later weekday", [](pb::Schedule* schedule) {
    schedule->mutable_nth_weekday()->set_nth(1);
    schedule->mutable_nth_weekday()->set_weekday(7);
  });
  expect("more times than days", [](pb::Schedule* schedule) {
    schedule->mutable_times_in_days()->set_times(4);
    schedule->mutable_times_in_days()->set_days(3);
    schedule->set_first_day(1);
  });
  expect("spacing the wrong way round", [](pb::Schedule* schedule) {
    schedule->mutable_spacing()->set_at_most_every(4);
    schedule->mutable_spacing()->set_at_least_every(2);
  });
  expect("a week that begins on no day",
         [](pb::Schedule* schedule) { schedule->set_week_start(7); });
  expect("the end before the beginning", [](pb::Schedule* schedule) {
    schedule->set_first_day(5);
    schedule->set_last_day(4);
  });
}

TEST_F(InvalidPayloads, TargetsAreOfAMeasureAndInTheirBounds) {
  const auto expect = [&](const char* what, auto change) {
    pb::OfferTerms terms = Terms();
    terms.mutable_terms()->set_kind(pb::KIND_MEASURE);
    terms.mutable_terms()->set_unit("min");
    pb::Target* target = terms.mutable_terms()->mutable_target();
    target->set_direction(pb::DIRECTION_AT_LEAST);
    target->set_micros(1);
    target->set_period(pb::PERIOD_DAY);
    change(terms.mutable_terms());
    ExpectInvalidTerms(terms, what);
  };
  expect("a check with a target", [](pb::GoalTerms* terms) {
    terms->set_kind(pb::KIND_CHECK);
    terms->clear_unit();
  });
  expect("no direction", [](pb::GoalTerms* terms) {
    terms->mutable_target()->set_direction(pb::DIRECTION_UNSPECIFIED);
  });
  expect("a later direction", [](pb::GoalTerms* terms) {
    terms->mutable_target()->set_direction(static_cast<pb::Direction>(3));
  });
  expect("a later period", [](pb::GoalTerms* terms) {
    terms->mutable_target()->set_period(static_cast<pb::Period>(4));
  });
  expect("at least nothing", [](pb::GoalTerms* terms) { terms->mutable_target()->set_micros(0); });
  expect("more than the limit", [](pb::GoalTerms* terms) {
    terms->mutable_target()->set_micros(limits::kAmountMicros + 1);
  });
  expect("more than a number holds",
         [](pb::GoalTerms* terms) { terms->mutable_target()->set_micros(~std::uint64_t{0}); });
  expect("a weekly amount with days of its own", [](pb::GoalTerms* terms) {
    terms->mutable_target()->set_period(pb::PERIOD_WEEK);
    terms->mutable_schedule()->mutable_weekdays()->set_mask(1);
  });
}

// Nobody says yes to, and nothing is judged by, terms of which a part cannot be shown.
TEST_F(InvalidPayloads, TermsWithPartsOfALaterVersionAreOfAnUnknownKind) {
  pb::OfferTerms terms = Terms();
  pb::Schedule* schedule = terms.mutable_terms()->mutable_schedule();
  schedule->GetReflection()->MutableUnknownFields(schedule)->AddVarint(1000, 7);
  pb::Offer offer;
  offer.set_terms(terms.SerializeAsString());
  pb::GoalVersionSet version;
  version.set_valid_from(1);
  *version.mutable_terms() = terms.terms();
  pb::OperationHeader header = Header();
  header.set_kind(pb::OPERATION_KIND_OFFER);
  const auto offered = Read(SignAnything(noa, header, offer.SerializeAsString()));
  header.set_kind(pb::OPERATION_KIND_GOAL_VERSION_SET);
  const auto changed = Read(SignAnything(noa, header, version.SerializeAsString()));
  ASSERT_THAT(offered, IsOk());
  ASSERT_THAT(changed, IsOk());
  EXPECT_TRUE(std::holds_alternative<UnknownPayload>(offered->payload));
  EXPECT_TRUE(std::holds_alternative<UnknownPayload>(changed->payload));
}

TEST_F(InvalidPayloads, EntriesHaveTheirLimits) {
  const auto expect = [&](const char* what, auto change) {
    pb::EntryWrite write;
    write.add_days()->set_day(20778);
    write.mutable_days(0)->set_mark(pb::MARK_KEPT);
    change(&write);
    ExpectInvalid(pb::OPERATION_KIND_ENTRY_WRITE, write.SerializeAsString(), what);
  };
  expect("no days", [](pb::EntryWrite* write) { write->clear_days(); });
  expect("a day twice", [](pb::EntryWrite* write) { *write->add_days() = write->days(0); });
  expect("days that fall", [](pb::EntryWrite* write) { write->add_days()->set_day(20777); });
  expect("too many days", [](pb::EntryWrite* write) {
    for (std::size_t i = 1; i <= limits::kDaysPerWrite; ++i) {
      write->add_days()->set_day(20778 + static_cast<std::int32_t>(i));
    }
  });
  expect("a later mark", [](pb::EntryWrite* write) {
    write->mutable_days(0)->set_mark(static_cast<pb::Mark>(10));
  });
  expect("a reason without a skip",
         [](pb::EntryWrite* write) { write->mutable_days(0)->set_reason("ill"); });
  expect("a long reason", [](pb::EntryWrite* write) {
    write->mutable_days(0)->set_mark(pb::MARK_SKIPPED);
    write->mutable_days(0)->set_reason(std::string(limits::kLineLength + 1, 'x'));
  });
  expect("an amount over the limit", [](pb::EntryWrite* write) {
    write->mutable_days(0)->set_add_micros(limits::kAmountMicros + 1);
  });
  expect("a note over the limit", [](pb::EntryWrite* write) {
    write->mutable_days(0)->set_note(std::string(limits::kNoteLength + 1, 'x'));
  });
  expect("a note with an escape",
         [](pb::EntryWrite* write) { write->mutable_days(0)->set_note("\x1B[31m"); });
  expect("a zone over the limit",
         [](pb::EntryWrite* write) { write->set_zone(std::string(limits::kZoneLength + 1, 'x')); });
  expect("an offset of no world", [](pb::EntryWrite* write) {
    write->set_zone("Europe/Berlin");
    write->set_offset_seconds(27 * 3600);
  });
}

TEST_F(InvalidPayloads, RestsAndEaseHaveTheirLimits) {
  pb::RestSet rest;
  rest.set_goal("short");
  ExpectInvalid(pb::OPERATION_KIND_REST_SET, rest.SerializeAsString(), "a goal's id");
  rest.set_goal(std::string(16, '\0'));
  ExpectInvalid(pb::OPERATION_KIND_REST_SET, rest.SerializeAsString(), "no goal, said so");
  rest.clear_goal();
  rest.set_first_day(-30000);
  ExpectInvalid(pb::OPERATION_KIND_REST_SET, rest.SerializeAsString(), "a first day");
  rest.set_first_day(1);
  rest.set_last_day(2932897);
  ExpectInvalid(pb::OPERATION_KIND_REST_SET, rest.SerializeAsString(), "a last day");
  pb::EaseSet ease;
  ease.set_day(1);
  ease.set_ease(6);
  ExpectInvalid(pb::OPERATION_KIND_EASE_SET, ease.SerializeAsString(), "ease");
}

TEST_F(InvalidPayloads, WhatIsSaidBesideAGoalHasItsLimits) {
  const auto expect = [&](const char* what, auto change) {
    pb::GoalSet set;
    change(&set);
    ExpectInvalid(pb::OPERATION_KIND_GOAL_SET, set.SerializeAsString(), what);
  };
  expect("why", [](pb::GoalSet* set) { set->set_why(std::string(limits::kLineLength + 1, 'x')); });
  expect("cue", [](pb::GoalSet* set) { set->set_cue("a\nb"); });
  expect("smallest", [](pb::GoalSet* set) { set->set_smallest("\x7F"); });
  expect("group",
         [](pb::GoalSet* set) { set->set_group(std::string(limits::kTagLength + 1, 'x')); });
  expect("source",
         [](pb::GoalSet* set) { set->set_source(std::string(limits::kSourceLength + 1, 'x')); });
  expect("a tag of two words", [](pb::GoalSet* set) { set->add_tags()->set_tag("a b"); });
  expect("a step without an id", [](pb::GoalSet* set) { set->add_steps(); });
  expect("a step's number", [](pb::GoalSet* set) {
    set->add_steps()->set_step(std::string(16, 's'));
    set->mutable_steps(0)->mutable_words()->set_title("x");
  });
}

// Kinds 3 and 4 are read for ever.
TEST_F(OperationCodec, EntriesOfTheFirstFormatAreReadAsWhatIsWrittenToday) {
  pb::EntrySet set;
  set.set_day(20778);
  set.set_mark(pb::MARK_KEPT);
  pb::AmountAdd add;
  add.set_day(20778);
  add.set_micros(-5);
  pb::OperationHeader header = Header();
  header.set_kind(pb::OPERATION_KIND_ENTRY_SET);
  const auto mark = Read(SignAnything(noa, header, set.SerializeAsString()));
  header.set_kind(pb::OPERATION_KIND_AMOUNT_ADD);
  const auto amount = Read(SignAnything(noa, header, add.SerializeAsString()));
  ASSERT_THAT(mark, IsOk());
  ASSERT_THAT(amount, IsOk());
  const EntryWritePayload kept{{DayWrite{.day = 20778, .mark = DayMark{Mark::kKept, ""}}}, {}};
  const EntryWritePayload less{{DayWrite{.day = 20778, .add_micros = -5}}, {}};
  EXPECT_EQ(std::get<EntryWritePayload>(mark->payload), kept);
  EXPECT_EQ(std::get<EntryWritePayload>(amount->payload), less);
}

TEST_F(OperationCodec, EveryPayloadComesBackAsItWas) {
  for (std::uint64_t seed = 1; seed <= 5000; ++seed) {
    SeededRandom seeded(seed);
    OperationDraft draft = Draft();
    draft.payload = RandomPayload(seeded);
    const auto read = Read(Made(draft).bytes);
    ASSERT_THAT(read, IsOk()) << "seed " << seed;
    if (auto* offer = std::get_if<OfferPayload>(&draft.payload)) {
      offer->terms_hash = std::get<OfferPayload>(read->payload).terms_hash;
    }
    ASSERT_TRUE(read->payload == draft.payload) << "seed " << seed;
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

TEST_F(InvalidPayloads, ARecoveryPaperHasAKeyAndAVouchOfTheirSizes) {
  for (const auto& [key, vouch] : {std::pair(31, 64), {33, 64}, {0, 64}, {32, 63}, {32, 65}}) {
    pb::RecoverySet paper;
    paper.set_mailbox_key(std::string(static_cast<std::size_t>(key), 'k'));
    paper.set_vouch(std::string(static_cast<std::size_t>(vouch), 'v'));
    ExpectInvalid(pb::OPERATION_KIND_RECOVERY_SET, paper.SerializeAsString(), "a size");
  }
  ExpectInvalid(pb::OPERATION_KIND_RECOVERY_SET, "\xFF\xFF\xFF", "garbage");
}

TEST_F(OperationCodec, ARecoveryPaperComesBackAndAnOlderDeviceMayLeaveItOut) {
  const RecoveryPayload paper{{std::string(32, 'k'), *Signature::FromBytes(std::string(64, 'v'))}};
  OperationDraft draft = Draft();
  draft.payload = paper;
  const auto read = Read(Made(draft).bytes);
  ASSERT_THAT(read, IsOk());
  EXPECT_TRUE(read->payload == twofold::Payload(paper));
  EXPECT_EQ(read->compat, CompatClass::kIgnorable);
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
