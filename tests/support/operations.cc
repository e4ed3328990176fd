// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/support/operations.h"

#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/sync/payload_codec.h"

namespace twofold {
namespace {

GoalTerms RandomTerms(SeededRandom& random) {
  GoalTerms terms;
  switch (random.Below(3)) {
    case 0:
      terms.schedule.shape = EveryDay{};
      break;
    case 1:
      terms.schedule.shape = Weekdays{static_cast<std::uint8_t>(1 + random.Below(127))};
      break;
    default:
      terms.schedule.shape = TimesPerWeek{static_cast<int>(1 + random.Below(7))};
  }
  if (random.OneIn(2)) terms.schedule.at_minute = static_cast<int>(random.Below(1440));
  if (random.OneIn(2)) terms.kind = GoalKind::kMeasure, terms.unit = "min";
  return terms;
}

std::int32_t RandomDay(SeededRandom& random) {
  return static_cast<std::int32_t>(random.Below(4)) - 1;  // the day before 1970 too
}

}  // namespace

Payload RandomPayload(SeededRandom& random) {
  const OperationId some_offer = OperationId::Make(random);
  switch (random.Below(9)) {
    case 0: {
      GoalSetPayload set;
      if (random.OneIn(2)) set.title = absl::StrCat("title ", random.Below(5));
      if (random.OneIn(2)) set.handle = absl::StrCat("handle", random.Below(5));
      if (random.OneIn(2)) set.archived = random.OneIn(2);
      if (random.OneIn(2)) set.removed = random.OneIn(2);
      return set;
    }
    case 1:
      return GoalVersionPayload{RandomDay(random), RandomTerms(random)};
    case 2:
      return EntrySetPayload{RandomDay(random), random.OneIn(2) ? Mark::kKept : Mark::kNone};
    case 3: {
      const auto micros = static_cast<std::int64_t>(1 + random.Below(limits::kAmountMicros));
      return AmountAddPayload{RandomDay(random), random.OneIn(2) ? micros : -micros};
    }
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
