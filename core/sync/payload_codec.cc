// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/sync/payload_codec.h"

#include <utility>

#include "core/base/limits.h"
#include "core/base/overloaded.h"
#include "core/schedule/day.h"
#include "core/sync/roster_codec.h"
#include "core/sync/terms_codec.h"

namespace twofold {
namespace {

namespace pb = sync::v1;

// To be raised with every kind, and every field of terms, that is added below: it has a store look
// anew at what it could not read.
constexpr std::uint32_t kVocabulary = 1;

template <class Message>
bool Parse(absl::string_view bytes, Message& message) {
  return message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

// A short text that may be empty.
bool IsLine(const std::string& text) { return ValidateLine(text, "text").ok(); }

// Takes a field if it is there; says whether what is there is allowed.
template <class T, class Allowed>
bool Take(bool present, const T& value, std::optional<T>& out, Allowed allowed) {
  if (!present) return true;
  if (!allowed(value)) return false;
  out = value;
  return true;
}

std::optional<StepWrite> DecodeStep(const pb::StepWrite& in) {
  const auto id = StepId::FromBytes(in.step());
  if (!id) return std::nullopt;
  StepWrite out;
  out.step = *id;
  if (in.has_words()) {
    const bool numbered = in.words().number() >= 1 && in.words().number() <= limits::kStepsPerGoal;
    if (!numbered || !ValidateStepTitle(in.words().title()).ok()) return std::nullopt;
    out.words = Step::Words{in.words().number(), in.words().title()};
  }
  if (in.has_done()) {
    if (in.done().done() && !IsDayNumber(in.done().day())) return std::nullopt;
    out.done_on.emplace();
    if (in.done().done()) *out.done_on = in.done().day();
  }
  if (in.has_removed()) out.removed = in.removed();
  return out;
}

bool TakeLists(const pb::GoalSet& in, GoalSetPayload& out) {
  if (static_cast<std::size_t>(in.tags_size()) > limits::kTagsPerGoal * 2) return false;
  if (static_cast<std::size_t>(in.steps_size()) > limits::kStepsPerGoal) return false;
  for (const pb::TagWrite& write : in.tags()) {
    if (!ValidateTag(write.tag()).ok()) return false;
    out.tags[write.tag()] = write.on();
  }
  for (const pb::StepWrite& write : in.steps()) {
    auto step = DecodeStep(write);
    if (!step) return false;
    out.steps.push_back(*std::move(step));
  }
  return true;
}

Payload Validated(const pb::GoalSet& in) {
  GoalSetPayload out;
  const auto title = [](const std::string& text) { return ValidateTitle(text).ok(); };
  const auto handle = [](const std::string& text) {
    return !text.empty() && text.size() <= limits::kHandleLength;
  };
  const auto group = [](const std::string& text) {
    return text.empty() || ValidateGroup(text).ok();
  };
  const bool allowed = Take(in.has_title(), in.title(), out.title, title) &&
                       Take(in.has_handle(), in.handle(), out.handle, handle) &&
                       Take(in.has_why(), in.why(), out.why, IsLine) &&
                       Take(in.has_cue(), in.cue(), out.cue, IsLine) &&
                       Take(in.has_smallest(), in.smallest(), out.smallest, IsLine) &&
                       Take(in.has_group(), in.group(), out.group, group) &&
                       Take(in.has_source(), in.source(), out.source, IsSource) &&
                       TakeLists(in, out);
  if (!allowed) return InvalidPayload{};
  if (in.has_archived()) out.archived = in.archived();
  if (in.has_removed()) out.removed = in.removed();
  if (in.has_position()) out.position = in.position();
  if (in.has_asks_ease()) out.asks_ease = in.asks_ease();
  return out;
}

Payload Validated(const pb::GoalVersionSet& in) {
  if (!IsDayNumber(in.valid_from()) || !IsLine(in.learned())) return InvalidPayload{};
  GoalVersionPayload out{in.valid_from(), {std::nullopt, in.learned()}};
  if (!in.has_terms()) return out;
  // To judge by half of the terms would be to judge by others.
  if (HasUnknownParts(in.terms())) return UnknownPayload{};
  out.version.terms = Decode(in.terms());
  if (!out.version.terms) return InvalidPayload{};
  return out;
}

bool IsAmount(std::int64_t micros) {
  return micros <= limits::kAmountMicros && micros >= -limits::kAmountMicros;
}

std::optional<DayWrite> DecodeDay(const pb::DayWrite& in) {
  DayWrite out;
  out.day = in.day();
  if (!IsDayNumber(in.day()) || !IsAmount(in.add_micros()) || !IsLine(in.reason())) {
    return std::nullopt;
  }
  if (in.has_mark()) {
    if (in.mark() < pb::MARK_UNSPECIFIED || in.mark() > pb::MARK_FINE) return std::nullopt;
    out.mark = DayMark{static_cast<Mark>(in.mark()), in.reason()};
  }
  if (!in.reason().empty() && in.mark() != pb::MARK_SKIPPED) return std::nullopt;
  out.add_micros = in.add_micros();
  if (in.has_note()) {
    if (!ValidateNote(in.note()).ok()) return std::nullopt;
    out.note = in.note();
  }
  return out;
}

Payload Validated(const pb::EntryWrite& in) {
  const auto days = static_cast<std::size_t>(in.days_size());
  if (days < 1 || days > limits::kDaysPerWrite) return InvalidPayload{};
  EntryWritePayload out;
  for (const pb::DayWrite& write : in.days()) {
    auto day = DecodeDay(write);
    if (!day) return InvalidPayload{};
    if (!out.days.empty() && day->day <= out.days.back().day) return InvalidPayload{};
    out.days.push_back(*std::move(day));
  }
  out.written = {in.zone(), in.offset_seconds()};
  if (!IsValid(out.written)) return InvalidPayload{};
  return out;
}

// Kinds that are no longer written, as what is written today.
Payload Validated(const pb::EntrySet& in) {
  if (!IsDayNumber(in.day())) return InvalidPayload{};
  if (in.mark() != pb::MARK_UNSPECIFIED && in.mark() != pb::MARK_KEPT) return InvalidPayload{};
  const Mark mark = in.mark() == pb::MARK_KEPT ? Mark::kKept : Mark::kNone;
  return EntryWritePayload{{DayWrite{.day = in.day(), .mark = DayMark{mark, ""}}}, {}};
}

Payload Validated(const pb::AmountAdd& in) {
  if (!IsDayNumber(in.day()) || in.micros() == 0 || !IsAmount(in.micros())) return InvalidPayload{};
  return EntryWritePayload{{DayWrite{.day = in.day(), .add_micros = in.micros()}}, {}};
}

Payload Validated(const pb::RestSet& in) {
  Rest rest;
  if (!in.goal().empty()) {
    const auto goal = EntityId::FromBytes(in.goal());
    if (!goal || goal->empty()) return InvalidPayload{};
    rest.goal = *goal;
  }
  rest.first_day = in.first_day();
  rest.removed = in.removed();
  if (in.has_last_day()) rest.last_day = in.last_day();
  if (!IsDayNumber(rest.first_day) || (rest.last_day && !IsDayNumber(*rest.last_day))) {
    return InvalidPayload{};
  }
  return RestSetPayload{rest};
}

Payload Validated(const pb::EaseSet& in) {
  if (!IsDayNumber(in.day()) || in.ease() > 5) return InvalidPayload{};
  return EaseSetPayload{in.day(), static_cast<int>(in.ease())};
}

Payload Validated(const pb::Offer& in, const Notary& notary) {
  pb::OfferTerms terms;
  if (!Parse(in.terms(), terms) || !ValidateTitle(terms.title()).ok()) return InvalidPayload{};
  // Nobody says yes to what is not shown.
  if (!terms.GetReflection()->GetUnknownFields(terms).empty() || HasUnknownParts(terms.terms())) {
    return UnknownPayload{};
  }
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

pb::GoalSet Message(const GoalSetPayload& p) {
  pb::GoalSet out;
  if (p.title) out.set_title(*p.title);
  if (p.handle) out.set_handle(*p.handle);
  if (p.archived) out.set_archived(*p.archived);
  if (p.removed) out.set_removed(*p.removed);
  if (p.why) out.set_why(*p.why);
  if (p.cue) out.set_cue(*p.cue);
  if (p.smallest) out.set_smallest(*p.smallest);
  if (p.group) out.set_group(*p.group);
  if (p.position) out.set_position(*p.position);
  if (p.source) out.set_source(*p.source);
  if (p.asks_ease) out.set_asks_ease(*p.asks_ease);
  for (const auto& [tag, on] : p.tags) {
    pb::TagWrite* write = out.add_tags();
    write->set_tag(tag);
    write->set_on(on);
  }
  for (const StepWrite& step : p.steps) {
    pb::StepWrite* write = out.add_steps();
    write->set_step(step.step.str());
    if (step.words) {
      write->mutable_words()->set_number(step.words->number);
      write->mutable_words()->set_title(step.words->title);
    }
    if (step.done_on) {
      write->mutable_done()->set_done(step.done_on->has_value());
      write->mutable_done()->set_day(step.done_on->value_or(0));
    }
    if (step.removed) write->set_removed(*step.removed);
  }
  return out;
}

pb::EntryWrite Message(const EntryWritePayload& p) {
  pb::EntryWrite out;
  for (const DayWrite& day : p.days) {
    pb::DayWrite* write = out.add_days();
    write->set_day(day.day);
    if (day.mark) {
      write->set_mark(static_cast<pb::Mark>(day.mark->mark));
      write->set_reason(day.mark->reason);
    }
    write->set_add_micros(day.add_micros);
    if (day.note) write->set_note(*day.note);
  }
  out.set_zone(p.written.zone);
  out.set_offset_seconds(p.written.offset_seconds);
  return out;
}

template <class Message, class Then>
Payload ParseThen(absl::string_view bytes, Then then) {
  Message message;
  if (!Parse(bytes, message)) return InvalidPayload{};
  return then(message);
}

}  // namespace

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
          [](const EntryWritePayload&) { return pb::OPERATION_KIND_ENTRY_WRITE; },
          [](const RestSetPayload&) { return pb::OPERATION_KIND_REST_SET; },
          [](const EaseSetPayload&) { return pb::OPERATION_KIND_EASE_SET; },
          [](const OfferPayload&) { return pb::OPERATION_KIND_OFFER; },
          [](const AcceptPayload&) { return pb::OPERATION_KIND_ACCEPT; },
          [](const DeclinePayload&) { return pb::OPERATION_KIND_DECLINE; },
          [](const WithdrawPayload&) { return pb::OPERATION_KIND_WITHDRAW; },
          [](const StepOutPayload&) { return pb::OPERATION_KIND_STEP_OUT; },
          [](const DeviceAddPayload&) { return pb::OPERATION_KIND_DEVICE_ADD; },
          [](const DeviceRemovePayload&) { return pb::OPERATION_KIND_DEVICE_REMOVE; },
          [](const KeyRotatePayload&) { return pb::OPERATION_KIND_KEY_ROTATE; },
          [](const DeviceNamePayload&) { return pb::OPERATION_KIND_DEVICE_NAME; },
          [](const SharedSpacePayload&) { return pb::OPERATION_KIND_SHARED_SPACE_SET; },
          [](const RecoveryPayload&) { return pb::OPERATION_KIND_RECOVERY_SET; },
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
    case pb::OPERATION_KIND_ENTRY_WRITE:
    case pb::OPERATION_KIND_REST_SET:
    case pb::OPERATION_KIND_EASE_SET:
    case pb::OPERATION_KIND_DEVICE_NAME:
    case pb::OPERATION_KIND_RECOVERY_SET:
      return pb::COMPAT_CLASS_IGNORABLE;
    case pb::OPERATION_KIND_DEVICE_ADD:
    case pb::OPERATION_KIND_DEVICE_REMOVE:
    case pb::OPERATION_KIND_KEY_ROTATE:
    case pb::OPERATION_KIND_SHARED_SPACE_SET:
      return pb::COMPAT_CLASS_SPACE_READ_ONLY;
    default:
      return pb::COMPAT_CLASS_NOT_SHARED;
  }
}

std::string EncodePayload(const Payload& payload) {
  return std::visit(
      Overloaded{
          [](const GoalSetPayload& p) { return Message(p).SerializeAsString(); },
          [](const GoalVersionPayload& p) {
            pb::GoalVersionSet out;
            out.set_valid_from(p.valid_from);
            if (p.version.terms) Encode(*p.version.terms, out.mutable_terms());
            out.set_learned(p.version.learned);
            return out.SerializeAsString();
          },
          [](const EntryWritePayload& p) { return Message(p).SerializeAsString(); },
          [](const RestSetPayload& p) {
            pb::RestSet out;
            if (!p.rest.goal.empty()) out.set_goal(p.rest.goal.str());
            out.set_first_day(p.rest.first_day);
            if (p.rest.last_day) out.set_last_day(*p.rest.last_day);
            out.set_removed(p.rest.removed);
            return out.SerializeAsString();
          },
          [](const EaseSetPayload& p) {
            pb::EaseSet out;
            out.set_day(p.day);
            out.set_ease(static_cast<std::uint32_t>(p.ease));
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
          [](const DeviceAddPayload& p) { return Message(p).SerializeAsString(); },
          [](const DeviceRemovePayload&) { return pb::DeviceRemove().SerializeAsString(); },
          [](const KeyRotatePayload& p) { return Message(p).SerializeAsString(); },
          [](const DeviceNamePayload& p) { return Message(p).SerializeAsString(); },
          [](const SharedSpacePayload& p) { return Message(p).SerializeAsString(); },
          [](const RecoveryPayload& p) { return Message(p).SerializeAsString(); },
          [](const UnknownPayload&) { return std::string(); },
          [](const InvalidPayload&) { return std::string(); },
      },
      payload);
}

std::uint32_t Vocabulary::number() const { return kVocabulary; }

Payload Vocabulary::Read(std::uint32_t format, int kind, absl::string_view payload,
                         const Notary& notary) const {
  if (format != kOperationFormat) return UnknownPayload{};
  return DecodePayload(kind, payload, notary);
}

Payload DecodePayload(int kind, absl::string_view bytes, const Notary& notary) {
  const auto validated = [](const auto& message) { return Validated(message); };
  switch (kind) {
    case pb::OPERATION_KIND_OFFER:
      return ParseThen<pb::Offer>(bytes, [&](const pb::Offer& m) { return Validated(m, notary); });
    case pb::OPERATION_KIND_DEVICE_ADD:
      return ParseThen<pb::DeviceAdd>(bytes,
                                      [&](const pb::DeviceAdd& m) { return Validated(m, notary); });
    case pb::OPERATION_KIND_DEVICE_REMOVE:
      return ParseThen<pb::DeviceRemove>(
          bytes, [](const pb::DeviceRemove&) { return DeviceRemovePayload{}; });
    case pb::OPERATION_KIND_KEY_ROTATE:
      return ParseThen<pb::KeyRotate>(bytes, validated);
    case pb::OPERATION_KIND_DEVICE_NAME:
      return ParseThen<pb::DeviceName>(bytes, validated);
    case pb::OPERATION_KIND_SHARED_SPACE_SET:
      return ParseThen<pb::SharedSpaceSet>(bytes, validated);
    case pb::OPERATION_KIND_RECOVERY_SET:
      return ParseThen<pb::RecoverySet>(bytes, validated);
    default:
      return DecodePlannedPayload(kind, bytes);
  }
}

Payload DecodePlannedPayload(int kind, absl::string_view bytes) {
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
    case pb::OPERATION_KIND_ENTRY_WRITE:
      return ParseThen<pb::EntryWrite>(bytes, validated);
    case pb::OPERATION_KIND_REST_SET:
      return ParseThen<pb::RestSet>(bytes, validated);
    case pb::OPERATION_KIND_EASE_SET:
      return ParseThen<pb::EaseSet>(bytes, validated);
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
