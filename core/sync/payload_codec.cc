// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/sync/payload_codec.h"

#include <utility>

#include "core/base/limits.h"
#include "core/schedule/day.h"

namespace twofold {
namespace {

namespace pb = sync::v1;

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

constexpr std::uint32_t kMinutesPerDay = 24 * 60;

std::optional<Schedule> DecodeSchedule(const pb::Schedule& in) {
  Schedule schedule;
  switch (in.shape_case()) {
    case pb::Schedule::kEveryDay:
      schedule.shape = EveryDay{};
      break;
    case pb::Schedule::kWeekdays:
      if (in.weekdays().mask() > 0x7F) return std::nullopt;
      schedule.shape = Weekdays{static_cast<std::uint8_t>(in.weekdays().mask())};
      break;
    case pb::Schedule::kTimesPerWeek:
      if (in.times_per_week().times() > limits::kTimesPerWeek) return std::nullopt;
      schedule.shape = TimesPerWeek{static_cast<int>(in.times_per_week().times())};
      break;
    case pb::Schedule::SHAPE_NOT_SET:
      return std::nullopt;
  }
  if (in.has_at_minute()) {
    if (in.at_minute() >= kMinutesPerDay) return std::nullopt;
    schedule.at_minute = static_cast<int>(in.at_minute());
  }
  if (!IsValid(schedule)) return std::nullopt;
  return schedule;
}

void EncodeSchedule(const Schedule& schedule, pb::Schedule* out) {
  std::visit(Overloaded{
                 [&](const EveryDay&) { out->mutable_every_day(); },
                 [&](const Weekdays& w) { out->mutable_weekdays()->set_mask(w.mask); },
                 [&](const TimesPerWeek& t) { out->mutable_times_per_week()->set_times(t.times); },
             },
             schedule.shape);
  if (schedule.at_minute) out->set_at_minute(static_cast<std::uint32_t>(*schedule.at_minute));
}

template <class Message>
bool Parse(absl::string_view bytes, Message& message) {
  return message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

Payload Validated(const pb::GoalSet& in) {
  GoalSetPayload out;
  if (in.has_title()) {
    if (!ValidateTitle(in.title()).ok()) return InvalidPayload{};
    out.title = in.title();
  }
  if (in.has_handle()) {
    if (in.handle().empty() || in.handle().size() > limits::kHandleLength) return InvalidPayload{};
    out.handle = in.handle();
  }
  if (in.has_archived()) out.archived = in.archived();
  if (in.has_removed()) out.removed = in.removed();
  return out;
}

Payload Validated(const pb::GoalVersionSet& in) {
  auto terms = Decode(in.terms());
  if (!terms || !IsDayNumber(in.valid_from())) return InvalidPayload{};
  return GoalVersionPayload{in.valid_from(), std::move(*terms)};
}

Payload Validated(const pb::EntrySet& in) {
  if (!IsDayNumber(in.day())) return InvalidPayload{};
  if (in.mark() != pb::MARK_UNSPECIFIED && in.mark() != pb::MARK_KEPT) return InvalidPayload{};
  return EntrySetPayload{in.day(), in.mark() == pb::MARK_KEPT ? Mark::kKept : Mark::kNone};
}

Payload Validated(const pb::AmountAdd& in) {
  const bool in_range = in.micros() != 0 && in.micros() <= limits::kAmountMicros &&
                        in.micros() >= -limits::kAmountMicros;
  if (!IsDayNumber(in.day()) || !in_range) return InvalidPayload{};
  return AmountAddPayload{in.day(), in.micros()};
}

Payload Validated(const pb::Offer& in, const Notary& notary) {
  pb::OfferTerms terms;
  if (!Parse(in.terms(), terms) || !ValidateTitle(terms.title()).ok()) return InvalidPayload{};
  auto goal_terms = Decode(terms.terms());
  if (!goal_terms) return InvalidPayload{};
  return OfferPayload{
      {terms.title(), std::move(*goal_terms)}, notary.HashTerms(in.terms()), in.number()};
}

Payload Validated(const pb::Accept& in) {
  const auto offer = OperationId::FromBytes(in.offer());
  const auto hash = TermsHash::FromBytes(in.terms_hash());
  if (!offer || !hash || !IsDayNumber(in.valid_from())) return InvalidPayload{};
  return AcceptPayload{*offer, *hash, in.valid_from()};
}

template <class Out, class In>
Payload ValidatedAnswer(const In& in) {
  const auto offer = OperationId::FromBytes(in.offer());
  if (!offer) return InvalidPayload{};
  return Out{*offer};
}

template <class Message, class Then>
Payload ParseThen(absl::string_view bytes, Then then) {
  Message message;
  if (!Parse(bytes, message)) return InvalidPayload{};
  return then(message);
}

}  // namespace

void Encode(const GoalTerms& terms, pb::GoalTerms* out) {
  out->set_kind(static_cast<pb::Kind>(terms.kind));
  out->set_unit(terms.unit);
  EncodeSchedule(terms.schedule, out->mutable_schedule());
}

std::optional<GoalTerms> Decode(const pb::GoalTerms& in) {
  if (in.kind() != pb::KIND_CHECK && in.kind() != pb::KIND_MEASURE) return std::nullopt;
  auto schedule = DecodeSchedule(in.schedule());
  if (!schedule) return std::nullopt;
  GoalTerms terms{static_cast<GoalKind>(in.kind()), in.unit(), *schedule};
  if (!IsValid(terms)) return std::nullopt;
  return terms;
}

std::string EncodeOfferTerms(const OfferTerms& terms) {
  pb::OfferTerms out;
  out.set_title(terms.title);
  Encode(terms.terms, out.mutable_terms());
  return out.SerializeAsString();
}

pb::OperationKind KindOf(const Payload& payload) {
  return std::visit(
      Overloaded{
          [](const GoalSetPayload&) { return pb::OPERATION_KIND_GOAL_SET; },
          [](const GoalVersionPayload&) { return pb::OPERATION_KIND_GOAL_VERSION_SET; },
          [](const EntrySetPayload&) { return pb::OPERATION_KIND_ENTRY_SET; },
          [](const AmountAddPayload&) { return pb::OPERATION_KIND_AMOUNT_ADD; },
          [](const OfferPayload&) { return pb::OPERATION_KIND_OFFER; },
          [](const AcceptPayload&) { return pb::OPERATION_KIND_ACCEPT; },
          [](const DeclinePayload&) { return pb::OPERATION_KIND_DECLINE; },
          [](const WithdrawPayload&) { return pb::OPERATION_KIND_WITHDRAW; },
          [](const StepOutPayload&) { return pb::OPERATION_KIND_STEP_OUT; },
          [](const UnknownPayload&) { return pb::OPERATION_KIND_UNSPECIFIED; },
          [](const InvalidPayload&) { return pb::OPERATION_KIND_UNSPECIFIED; },
      },
      payload);
}

pb::CompatClass CompatOf(const Payload& payload) {
  switch (KindOf(payload)) {
    case pb::OPERATION_KIND_GOAL_SET:
    case pb::OPERATION_KIND_GOAL_VERSION_SET:
      return pb::COMPAT_CLASS_ENTITY_READ_ONLY;
    case pb::OPERATION_KIND_ENTRY_SET:
    case pb::OPERATION_KIND_AMOUNT_ADD:
      return pb::COMPAT_CLASS_IGNORABLE;
    default:
      return pb::COMPAT_CLASS_NOT_SHARED;
  }
}

std::string EncodePayload(const Payload& payload) {
  return std::visit(
      Overloaded{
          [](const GoalSetPayload& p) {
            pb::GoalSet out;
            if (p.title) out.set_title(*p.title);
            if (p.handle) out.set_handle(*p.handle);
            if (p.archived) out.set_archived(*p.archived);
            if (p.removed) out.set_removed(*p.removed);
            return out.SerializeAsString();
          },
          [](const GoalVersionPayload& p) {
            pb::GoalVersionSet out;
            out.set_valid_from(p.valid_from);
            Encode(p.terms, out.mutable_terms());
            return out.SerializeAsString();
          },
          [](const EntrySetPayload& p) {
            pb::EntrySet out;
            out.set_day(p.day);
            out.set_mark(p.mark == Mark::kKept ? pb::MARK_KEPT : pb::MARK_UNSPECIFIED);
            return out.SerializeAsString();
          },
          [](const AmountAddPayload& p) {
            pb::AmountAdd out;
            out.set_day(p.day);
            out.set_micros(p.micros);
            return out.SerializeAsString();
          },
          [](const OfferPayload& p) {
            pb::Offer out;
            out.set_terms(EncodeOfferTerms(p.terms));
            out.set_number(p.number);
            return out.SerializeAsString();
          },
          [](const AcceptPayload& p) {
            pb::Accept out;
            out.set_offer(p.offer.str());
            out.set_terms_hash(p.terms_hash.str());
            out.set_valid_from(p.valid_from);
            return out.SerializeAsString();
          },
          [](const DeclinePayload& p) {
            pb::Decline out;
            out.set_offer(p.offer.str());
            return out.SerializeAsString();
          },
          [](const WithdrawPayload& p) {
            pb::Withdraw out;
            out.set_offer(p.offer.str());
            return out.SerializeAsString();
          },
          [](const StepOutPayload&) { return pb::StepOut().SerializeAsString(); },
          [](const UnknownPayload&) { return std::string(); },
          [](const InvalidPayload&) { return std::string(); },
      },
      payload);
}

Payload DecodePayload(int kind, absl::string_view bytes, const Notary& notary) {
  const auto validated = [](const auto& message) { return Validated(message); };
  switch (kind) {
    case pb::OPERATION_KIND_GOAL_SET:
      return ParseThen<pb::GoalSet>(bytes, validated);
    case pb::OPERATION_KIND_GOAL_VERSION_SET:
      return ParseThen<pb::GoalVersionSet>(bytes, validated);
    case pb::OPERATION_KIND_ENTRY_SET:
      return ParseThen<pb::EntrySet>(bytes, validated);
    case pb::OPERATION_KIND_AMOUNT_ADD:
      return ParseThen<pb::AmountAdd>(bytes, validated);
    case pb::OPERATION_KIND_OFFER:
      return ParseThen<pb::Offer>(bytes, [&](const pb::Offer& m) { return Validated(m, notary); });
    case pb::OPERATION_KIND_ACCEPT:
      return ParseThen<pb::Accept>(bytes, validated);
    case pb::OPERATION_KIND_DECLINE:
      return ParseThen<pb::Decline>(
          bytes, [](const pb::Decline& m) { return ValidatedAnswer<DeclinePayload>(m); });
    case pb::OPERATION_KIND_WITHDRAW:
      return ParseThen<pb::Withdraw>(
          bytes, [](const pb::Withdraw& m) { return ValidatedAnswer<WithdrawPayload>(m); });
    case pb::OPERATION_KIND_STEP_OUT:
      return ParseThen<pb::StepOut>(bytes, [](const pb::StepOut&) { return StepOutPayload{}; });
    default:
      return UnknownPayload{};
  }
}

}  // namespace twofold
