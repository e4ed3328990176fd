// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/support/operations.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/crypto/init.h"
#include "core/sync/payload_codec.h"
#include "tests/support/random_terms.h"

namespace twofold {
namespace {

std::int32_t RandomDay(SeededRandom& random) {
  return static_cast<std::int32_t>(random.Below(4)) - 1;  // the day before 1970 too
}

GoalSetPayload RandomGoalSet(SeededRandom& random) {
  GoalSetPayload set;
  const auto some = [&](absl::string_view what) { return absl::StrCat(what, random.Below(5)); };
  if (random.OneIn(2)) set.title = some("title ");
  if (random.OneIn(2)) set.handle = some("handle");
  if (random.OneIn(3)) set.archived = random.OneIn(2);
  if (random.OneIn(3)) set.removed = random.OneIn(2);
  if (random.OneIn(3)) set.why = some("why ");
  if (random.OneIn(3)) set.cue = some("cue ");
  if (random.OneIn(3)) set.smallest = some("smallest ");
  if (random.OneIn(3)) set.group = some("group ");
  if (random.OneIn(3)) set.position = static_cast<std::int64_t>(random.Below(100)) - 50;
  if (random.OneIn(3)) set.source = some("loop:");
  if (random.OneIn(3)) set.asks_ease = random.OneIn(2);
  for (int i = 0; i < 2; ++i) {
    if (random.OneIn(3)) set.tags[some("tag")] = random.OneIn(2);
  }
  if (random.OneIn(3)) {
    StepWrite step;
    step.step = StepId::Prefix(std::string(16, static_cast<char>('a' + random.Below(3))));
    if (random.OneIn(2)) {
      step.words = Step::Words{static_cast<std::uint32_t>(1 + random.Below(9)), some("step ")};
    }
    if (random.OneIn(2)) step.done_on.emplace(RandomDay(random));
    if (random.OneIn(4)) step.done_on.emplace(std::nullopt);
    if (random.OneIn(4)) step.removed = random.OneIn(2);
    set.steps.push_back(std::move(step));
  }
  return set;
}

EntryWritePayload RandomEntryWrite(SeededRandom& random) {
  EntryWritePayload write;
  for (std::int32_t day = RandomDay(random); write.days.empty() || random.OneIn(3); ++day) {
    DayWrite one;
    one.day = day;
    if (random.OneIn(2)) {
      one.mark = DayMark{static_cast<Mark>(random.Below(10)), ""};
      if (one.mark->mark == Mark::kSkipped && random.OneIn(2)) one.mark->reason = "ill";
    }
    if (random.OneIn(2)) {
      const auto micros = static_cast<std::int64_t>(1 + random.Below(limits::kAmountMicros));
      one.add_micros = random.OneIn(2) ? micros : -micros;
    }
    if (random.OneIn(4)) one.note = absl::StrCat("note ", random.Below(3));
    write.days.push_back(std::move(one));
  }
  if (random.OneIn(2)) write.written = {"Europe/Berlin", 3600};
  return write;
}

RestSetPayload RandomRest(SeededRandom& random) {
  Rest rest;
  if (random.OneIn(2)) rest.goal = EntityId::Prefix(std::string(16, 'g'));
  rest.first_day = RandomDay(random);
  if (random.OneIn(2)) rest.last_day = rest.first_day + static_cast<int>(random.Below(5));
  rest.removed = random.OneIn(4);
  return {rest};
}

}  // namespace

std::shared_ptr<const BoxKeys> TestDevice::MakeBoxes(char name) {
  EXPECT_TRUE(InitCrypto().ok());
  return std::make_shared<const BoxKeys>(*Secret<32>::FromBytes(std::string(32, name)));
}

Payload RandomPayload(SeededRandom& random) {
  const OperationId some_offer = OperationId::Make(random);
  switch (random.Below(10)) {
    case 0:
      return RandomGoalSet(random);
    case 1: {
      GoalVersionPayload version;
      version.valid_from = RandomDay(random);
      if (!random.OneIn(5)) version.version.terms = RandomTerms(random);
      if (random.OneIn(2)) version.version.learned = "small is enough";
      return version;
    }
    case 2:
      return RandomEntryWrite(random);
    case 3:
      return RandomRest(random);
    case 9:
      return EaseSetPayload{RandomDay(random), static_cast<int>(random.Below(6))};
    case 4: {
      OfferPayload offer;
      offer.terms = {absl::StrCat("title ", random.Below(5)), RandomTerms(random)};
      offer.number = static_cast<std::uint32_t>(random.Below(4));
      return offer;
    }
    case 5:
      return AcceptPayload{some_offer, TermsHash::Make(random), RandomDay(random)};
    case 6:
      return DeclinePayload{some_offer};
    case 7:
      return WithdrawPayload{some_offer};
    default:
      return StepOutPayload{};
  }
}

std::string SignAnything(const TestDevice& device, sync::v1::OperationHeader header,
                         absl::string_view payload) {
  sync::v1::SignedOperation out;
  out.set_salt(std::string(16, 's'));
  out.set_payload(std::string(payload));
  header.set_payload_digest(device.notary.PayloadDigest(out.salt(), payload));
  out.set_header(header.SerializeAsString());
  out.set_signature(device.notary.Sign(out.header()).str());
  return out.SerializeAsString();
}

sync::v1::SignedOperation Opened(absl::string_view bytes) {
  sync::v1::SignedOperation out;
  if (!out.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) std::abort();
  return out;
}

sync::v1::OperationHeader HeaderOf(absl::string_view bytes) {
  sync::v1::OperationHeader out;
  if (!out.ParseFromString(Opened(bytes).header())) std::abort();
  return out;
}

}  // namespace twofold
