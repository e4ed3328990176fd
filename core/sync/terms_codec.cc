// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/sync/terms_codec.h"

#include <limits>
#include <utility>
#include <vector>

#include "core/base/overloaded.h"

namespace twofold {
namespace {

namespace pb = sync::v1;

// A number from elsewhere as an int; what does not fit becomes one that no bound allows.
int Number(std::uint32_t number) {
  constexpr auto kMost = static_cast<std::uint32_t>(std::numeric_limits<int>::max());
  return number > kMost ? -1 : static_cast<int>(number);
}

// A mask of days from elsewhere; one that is too wide becomes none, which no shape allows.
std::uint8_t WeekdayMask(std::uint32_t mask) {
  return mask > 0x7F ? 0 : static_cast<std::uint8_t>(mask);
}

std::optional<ScheduleShape> DecodeShape(const pb::Schedule& in) {
  switch (in.shape_case()) {
    case pb::Schedule::kEveryDay:
      return EveryDay{};
    case pb::Schedule::kWeekdays:
      return Weekdays{WeekdayMask(in.weekdays().mask())};
    case pb::Schedule::kTimesPerWeek:
      return TimesPerWeek{Number(in.times_per_week().times())};
    case pb::Schedule::kEveryNDays:
      return EveryNDays{Number(in.every_n_days().days())};
    case pb::Schedule::kEveryNWeeks:
      return EveryNWeeks{Number(in.every_n_weeks().weeks()),
                         WeekdayMask(in.every_n_weeks().mask())};
    case pb::Schedule::kDaysOfMonth:
      return DaysOfMonth{in.days_of_month().mask()};
    case pb::Schedule::kNthWeekday:
      return NthWeekday{in.nth_weekday().nth(), Number(in.nth_weekday().weekday())};
    case pb::Schedule::kTimesPerMonth:
      return TimesPerMonth{Number(in.times_per_month().times())};
    case pb::Schedule::kTimesInDays:
      return TimesInDays{Number(in.times_in_days().times()), Number(in.times_in_days().days())};
    case pb::Schedule::kSpacing:
      return Spacing{Number(in.spacing().at_most_every()), Number(in.spacing().at_least_every())};
    case pb::Schedule::SHAPE_NOT_SET:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Schedule> DecodeSchedule(const pb::Schedule& in) {
  std::optional<ScheduleShape> shape = DecodeShape(in);
  if (!shape) return std::nullopt;
  Schedule schedule;
  schedule.shape = *shape;
  if (in.has_at_minute()) schedule.at_minute = Number(in.at_minute());
  if (in.has_first_day()) schedule.first_day = in.first_day();
  if (in.has_last_day()) schedule.last_day = in.last_day();
  schedule.week_start = Number(in.week_start());
  if (!IsValid(schedule)) return std::nullopt;
  return schedule;
}

void EncodeShape(const ScheduleShape& shape, pb::Schedule* out) {
  std::visit(
      Overloaded{
          [&](const EveryDay&) { out->mutable_every_day(); },
          [&](const Weekdays& s) { out->mutable_weekdays()->set_mask(s.mask); },
          [&](const TimesPerWeek& s) { out->mutable_times_per_week()->set_times(s.times); },
          [&](const EveryNDays& s) { out->mutable_every_n_days()->set_days(s.days); },
          [&](const EveryNWeeks& s) {
            out->mutable_every_n_weeks()->set_weeks(s.weeks);
            out->mutable_every_n_weeks()->set_mask(s.mask);
          },
          [&](const DaysOfMonth& s) { out->mutable_days_of_month()->set_mask(s.mask); },
          [&](const NthWeekday& s) {
            out->mutable_nth_weekday()->set_nth(s.nth);
            out->mutable_nth_weekday()->set_weekday(s.weekday);
          },
          [&](const TimesPerMonth& s) { out->mutable_times_per_month()->set_times(s.times); },
          [&](const TimesInDays& s) {
            out->mutable_times_in_days()->set_times(s.times);
            out->mutable_times_in_days()->set_days(s.days);
          },
          [&](const Spacing& s) {
            out->mutable_spacing()->set_at_most_every(s.at_most_every);
            out->mutable_spacing()->set_at_least_every(s.at_least_every);
          },
      },
      shape);
}

void EncodeSchedule(const Schedule& schedule, pb::Schedule* out) {
  EncodeShape(schedule.shape, out);
  if (schedule.at_minute) out->set_at_minute(static_cast<std::uint32_t>(*schedule.at_minute));
  if (schedule.first_day) out->set_first_day(*schedule.first_day);
  if (schedule.last_day) out->set_last_day(*schedule.last_day);
  out->set_week_start(static_cast<std::uint32_t>(schedule.week_start));
}

bool IsKnown(const pb::GoalTerms& in) {
  const bool target = !in.has_target() || (in.target().direction() >= pb::DIRECTION_AT_LEAST &&
                                           in.target().direction() <= pb::DIRECTION_AT_MOST &&
                                           in.target().period() >= pb::PERIOD_DAY &&
                                           in.target().period() <= pb::PERIOD_MONTH);
  return target && in.kind() >= pb::KIND_CHECK && in.kind() <= pb::KIND_TIME;
}

// Whether the message or one inside it holds fields that this version has no name for.
bool HasUnknownFields(const google::protobuf::Message& message) {
  const google::protobuf::Reflection* reflection = message.GetReflection();
  if (!reflection->GetUnknownFields(message).empty()) return true;
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const google::protobuf::FieldDescriptor* field : fields) {
    if (field->cpp_type() != google::protobuf::FieldDescriptor::CPPTYPE_MESSAGE) continue;
    // Terms hold no lists of messages.
    if (HasUnknownFields(reflection->GetMessage(message, field))) return true;
  }
  return false;
}

}  // namespace

void Encode(const GoalTerms& terms, pb::GoalTerms* out) {
  out->set_kind(static_cast<pb::Kind>(terms.kind));
  out->set_unit(terms.unit);
  EncodeSchedule(terms.schedule, out->mutable_schedule());
  if (terms.target) {
    out->mutable_target()->set_direction(static_cast<pb::Direction>(terms.target->direction));
    out->mutable_target()->set_micros(static_cast<std::uint64_t>(terms.target->micros));
    out->mutable_target()->set_period(static_cast<pb::Period>(terms.target->period));
  }
  if (terms.deadline) out->set_deadline(*terms.deadline);
  out->set_size(static_cast<std::uint32_t>(terms.size));
  out->set_meaning(terms.meaning);
}

std::optional<GoalTerms> Decode(const pb::GoalTerms& in) {
  if (!IsKnown(in)) return std::nullopt;
  std::optional<Schedule> schedule = DecodeSchedule(in.schedule());
  if (!schedule) return std::nullopt;
  GoalTerms terms;
  terms.kind = static_cast<GoalKind>(in.kind());
  terms.unit = in.unit();
  terms.schedule = *schedule;
  if (in.has_target()) {
    terms.target = Target{static_cast<Direction>(in.target().direction()),
                          static_cast<std::int64_t>(in.target().micros()),
                          static_cast<Period>(in.target().period())};
  }
  if (in.has_deadline()) terms.deadline = in.deadline();
  terms.size = Number(in.size());
  terms.meaning = in.meaning();
  if (!IsValid(terms)) return std::nullopt;
  return terms;
}

bool HasUnknownParts(const pb::GoalTerms& in) { return HasUnknownFields(in); }

}  // namespace twofold
