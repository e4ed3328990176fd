// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/rpc/portable.h"

#include <algorithm>
#include <cstdlib>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "core/base/quoted.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"
#include "core/goals/amount.h"
#include "core/goals/terms_words.h"
#include "core/schedule/day.h"
#include "core/schedule/schedule_words.h"
#include "daemon/rpc/words.h"

namespace twofold {
namespace {

namespace pb = portable::v1;

absl::Status Refuse(absl::string_view reason, absl::string_view sentence) {
  return Refusal(absl::StatusCode::kInvalidArgument, reason, sentence);
}

std::string Text(absl::string_view text) { return std::string(text.data(), text.size()); }

// ---- To messages ----

// "+01:00", "-03:30", and with seconds where there are some.
std::string OffsetWords(std::int32_t seconds) {
  const char sign = seconds < 0 ? '-' : '+';
  const int size = std::abs(seconds);
  std::string out = absl::StrFormat("%c%02d:%02d", sign, size / 3600, size / 60 % 60);
  if (size % 60 != 0) absl::StrAppendFormat(&out, ":%02d", size % 60);
  return out;
}

void Encode(const Schedule& schedule, pb::Schedule* out) {
  out->set_shape(ShapeWords(schedule));
  if (schedule.at_minute) out->set_at(FormatMinute(*schedule.at_minute));
  out->set_first_day(Iso(schedule.first_day));
  out->set_last_day(Iso(schedule.last_day));
  out->set_week_start(WeekdayWord(schedule.week_start));
}

void Encode(const VersionView& version, pb::Version* out) {
  const GoalTerms& terms = version.terms;
  out->set_from(Iso(version.from));
  out->set_learned(version.learned);
  out->set_kind(Text(KindWord(terms.kind)));
  out->set_unit(terms.unit);
  if (terms.target) {
    out->mutable_target()->set_direction(Word(terms.target->direction));
    out->mutable_target()->set_amount(FormatAmount(terms.target->micros));
    out->mutable_target()->set_per(Word(terms.target->period));
  }
  Encode(terms.schedule, out->mutable_schedule());
  out->set_deadline(Iso(terms.deadline));
  out->set_size(static_cast<std::uint32_t>(terms.size));
  out->set_meaning(terms.meaning);
}

void Encode(const PortableDay& day, pb::Entry* out) {
  out->set_day(Iso(day.day));
  out->set_mark(Text(MarkWord(day.mark.mark)));
  out->set_reason(day.mark.reason);
  if (day.amount_micros != 0) out->set_amount(FormatAmount(day.amount_micros));
  out->set_note(day.note);
  out->set_zone(day.written.zone);
  if (!day.written.zone.empty()) out->set_utc_offset(OffsetWords(day.written.offset_seconds));
  out->set_person(day.person);
}

void Encode(const Rest& rest, pb::Rest* out) {
  out->set_first_day(Iso(rest.first_day));
  out->set_last_day(Iso(rest.last_day));
}

void Encode(const PortableGoal& goal, pb::Goal* out) {
  out->set_id(goal.id.hex());
  out->set_source(goal.source);
  out->set_handle(goal.handle);
  out->set_title(goal.title);
  out->set_archived(goal.archived);
  out->set_why(goal.why);
  out->set_cue(goal.cue);
  out->set_smallest(goal.smallest);
  out->set_group(goal.group);
  for (const std::string& tag : goal.tags) out->add_tags(tag);
  out->set_asks_ease(goal.asks_ease);
  for (const StepView& step : goal.steps) {
    pb::Step* message = out->add_steps();
    message->set_id(step.id.hex());
    message->set_number(step.number);
    message->set_title(step.title);
    message->set_done_on(Iso(step.done_on));
  }
  for (const VersionView& version : goal.versions) Encode(version, out->add_versions());
  out->mutable_entries()->Reserve(static_cast<int>(goal.days.size()));
  for (const PortableDay& day : goal.days) Encode(day, out->add_entries());
  for (const PortableEase& ease : goal.ease) {
    pb::Ease* message = out->add_ease();
    message->set_day(Iso(ease.day));
    message->set_ease(static_cast<std::uint32_t>(ease.ease));
  }
  for (const Rest& rest : goal.rests) Encode(rest, out->add_rests());
}

// ---- From messages ----

// "2026-11-24" and nothing else; what is not allowed is for the engine to say.
absl::StatusOr<std::int32_t> DayOf(absl::string_view text) {
  if (const std::optional<absl::CivilDay> day = DayFromIso(text)) return DayNumber(*day);
  return Refuse("day_not_understood", absl::StrCat(Quoted(text), " is no day, like 2026-11-24."));
}

absl::Status TakeDay(absl::string_view text, std::optional<std::int32_t>& out) {
  if (text.empty()) return absl::OkStatus();
  TF_ASSIGN_OR_RETURN(out, DayOf(text));
  return absl::OkStatus();
}

// 32 hex digits, or nothing for none.
template <class Id>
absl::StatusOr<Id> IdOf(absl::string_view text) {
  if (text.empty()) return Id();
  const bool hex = std::all_of(text.begin(), text.end(), absl::ascii_isxdigit);
  if (!hex || text.size() != 2 * Id::kSize) {
    return Refuse("id_not_understood", absl::StrCat("an id has ", 2 * Id::kSize, " hex digits."));
  }
  return Id::Prefix(absl::HexStringToBytes(text));
}

absl::StatusOr<std::int32_t> OffsetOf(absl::string_view text) {
  if (text.empty()) return 0;
  const auto number = [&](std::size_t at) {
    int value = -1;
    const bool digits =
        at + 2 <= text.size() && absl::ascii_isdigit(text[at]) && absl::ascii_isdigit(text[at + 1]);
    return digits && absl::SimpleAtoi(text.substr(at, 2), &value) ? value : -1;
  };
  const bool with_seconds = text.size() == 9;
  const bool shaped = (text.size() == 6 || with_seconds) && (text[0] == '+' || text[0] == '-') &&
                      text[3] == ':' && (!with_seconds || text[6] == ':');
  const int hours = shaped ? number(1) : -1, minutes = shaped ? number(4) : -1;
  const int seconds = with_seconds ? number(7) : 0;
  if (hours < 0 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59) {
    return Refuse("zone_not_understood",
                  absl::StrCat(Quoted(text), " is no distance from UTC, like +01:00."));
  }
  const std::int32_t size = hours * 3600 + minutes * 60 + seconds;
  return text[0] == '-' ? -size : size;
}

absl::StatusOr<Target> Decode(const pb::Target& in) {
  Target target;
  if (in.direction() == Word(Direction::kAtMost)) {
    target.direction = Direction::kAtMost;
  } else if (in.direction() != Word(Direction::kAtLeast)) {
    return Refuse("target_not_understood", "a target is at_least or at_most.");
  }
  bool known = false;
  for (const Period period : {Period::kDay, Period::kWeek, Period::kMonth}) {
    if (in.per() == Word(period)) target.period = period, known = true;
  }
  if (!known) return Refuse("target_not_understood", "a target is per day, week or month.");
  if (target.direction == Direction::kAtMost && IsZeroAmount(in.amount(), "")) return target;
  TF_ASSIGN_OR_RETURN(target.micros, ParseAmount(in.amount(), ""));
  return target;
}

absl::StatusOr<Schedule> Decode(const pb::Schedule& in, std::int32_t from) {
  std::optional<std::int32_t> first_day, last_day;
  TF_RETURN_IF_ERROR(TakeDay(in.first_day(), first_day));
  TF_RETURN_IF_ERROR(TakeDay(in.last_day(), last_day));
  int week_start = 0;
  if (!in.week_start().empty()) {
    const std::optional<int> weekday = ParseWeekday(in.week_start());
    if (!weekday) {
      return Refuse("schedule_not_understood", "a week starts on a day from mon to sun.");
    }
    week_start = *weekday;
  }
  ScheduleWords words;
  words.every = in.shape();
  words.at = in.at();
  // What has to be counted from somewhere is counted from its first day, else from where the
  // version begins.
  TF_ASSIGN_OR_RETURN(
      Schedule schedule,
      ParseSchedule(words, Schedule(), DayFromNumber(first_day.value_or(from)), week_start));
  schedule.week_start = week_start;
  if (first_day) schedule.first_day = first_day;
  schedule.last_day = last_day;
  return schedule;
}

absl::StatusOr<VersionView> Decode(const pb::Version& in) {
  VersionView out;
  TF_ASSIGN_OR_RETURN(out.from, DayOf(in.from()));
  out.learned = in.learned();
  const std::optional<GoalKind> kind = KindFromWord(in.kind());
  if (!kind) {
    return Refuse("kind_not_understood", absl::StrCat(Quoted(in.kind()), " is no kind of goal."));
  }
  out.terms.kind = *kind;
  out.terms.unit = in.unit();
  if (in.has_target()) {
    TF_ASSIGN_OR_RETURN(out.terms.target, Decode(in.target()));
  }
  TF_ASSIGN_OR_RETURN(out.terms.schedule, Decode(in.schedule(), out.from));
  TF_RETURN_IF_ERROR(TakeDay(in.deadline(), out.terms.deadline));
  constexpr std::uint32_t kMostSize = 5;
  if (in.size() > kMostSize) return Refuse("size_missing", "sizes go from 1 to 5.");
  out.terms.size = static_cast<int>(in.size());
  out.terms.meaning = in.meaning();
  return out;
}

absl::StatusOr<PortableDay> Decode(const pb::Entry& in) {
  PortableDay out;
  TF_ASSIGN_OR_RETURN(out.day, DayOf(in.day()));
  const std::optional<Mark> mark = MarkFromWord(in.mark());
  if (!mark) {
    return Refuse("mark_not_understood", absl::StrCat(Quoted(in.mark()), " is no mark of a day."));
  }
  out.mark = {*mark, in.reason()};
  if (!in.amount().empty()) {
    TF_ASSIGN_OR_RETURN(out.amount_micros, ParseAmount(in.amount(), ""));
  }
  out.note = in.note();
  out.written.zone = in.zone();
  TF_ASSIGN_OR_RETURN(out.written.offset_seconds, OffsetOf(in.utc_offset()));
  out.person = in.person();
  return out;
}

absl::StatusOr<Rest> Decode(const pb::Rest& in) {
  Rest out;
  TF_ASSIGN_OR_RETURN(out.first_day, DayOf(in.first_day()));
  TF_RETURN_IF_ERROR(TakeDay(in.last_day(), out.last_day));
  return out;
}

absl::StatusOr<StepView> Decode(const pb::Step& in) {
  StepView out;
  TF_ASSIGN_OR_RETURN(out.id, IdOf<StepId>(in.id()));
  out.number = in.number();
  out.title = in.title();
  TF_RETURN_IF_ERROR(TakeDay(in.done_on(), out.done_on));
  return out;
}

absl::StatusOr<PortableEase> Decode(const pb::Ease& in) {
  PortableEase out;
  TF_ASSIGN_OR_RETURN(out.day, DayOf(in.day()));
  out.ease = static_cast<int>(std::min<std::uint32_t>(in.ease(), 6));
  return out;
}

// Decodes each of a list.
template <class List, class Out>
absl::Status DecodeAll(const List& list, std::vector<Out>& out) {
  out.reserve(static_cast<std::size_t>(list.size()));
  for (const auto& message : list) {
    TF_ASSIGN_OR_RETURN(Out value, Decode(message));
    out.push_back(std::move(value));
  }
  return absl::OkStatus();
}

absl::StatusOr<PortableGoal> Decode(const pb::Goal& in) {
  PortableGoal out;
  TF_ASSIGN_OR_RETURN(out.id, IdOf<EntityId>(in.id()));
  out.source = in.source();
  out.handle = in.handle();
  out.title = in.title();
  out.archived = in.archived();
  out.why = in.why();
  out.cue = in.cue();
  out.smallest = in.smallest();
  out.group = in.group();
  out.tags.assign(in.tags().begin(), in.tags().end());
  out.asks_ease = in.asks_ease();
  TF_RETURN_IF_ERROR(DecodeAll(in.steps(), out.steps));
  TF_RETURN_IF_ERROR(DecodeAll(in.versions(), out.versions));
  TF_RETURN_IF_ERROR(DecodeAll(in.entries(), out.days));
  TF_RETURN_IF_ERROR(DecodeAll(in.ease(), out.ease));
  TF_RETURN_IF_ERROR(DecodeAll(in.rests(), out.rests));
  return out;
}

const char* Word(ImportedAs as) {
  switch (as) {
    case ImportedAs::kNew:
      return "new";
    case ImportedAs::kChanged:
      return "changed";
    case ImportedAs::kSame:
      return "same";
    case ImportedAs::kLeftOut:
      return "left_out";
  }
  return "";
}

void Encode(const ImportedGoalView& view, const pb::ImportedGoal& file,
            daemon::v1::ImportedGoal* out) {
  out->set_handle(view.handle);
  out->set_title(view.title);
  out->set_what(Word(view.as));
  out->set_entries(view.days);
  out->set_added(view.added);
  out->set_changed(view.changed);
  out->set_same(view.same);
  out->set_first_day(Iso(view.first_day));
  out->set_last_day(Iso(view.last_day));
  if (view.terms) {
    out->set_kind(Text(KindWord(view.terms->kind)));
    out->set_schedule(ShapeWords(view.terms->schedule));
  }
  *out->mutable_remarks() = file.remarks();
  if (view.as == ImportedAs::kLeftOut) {
    out->add_remarks("It is shared; what is shared begins with two yeses.");
  }
  if (!file.has_loop()) return;
  out->set_loop_day(file.loop().day());
  out->set_loop_score(file.loop().score());
  out->set_loop_compared(file.loop().compared());
  out->set_loop_equal(file.loop().equal());
}

}  // namespace

void Encode(const TakenAlong& all, pb::Portable* out) {
  for (const PortableGoal& goal : all.goals) Encode(goal, out->add_goals());
  for (const Rest& rest : all.rests) Encode(rest, out->add_rests());
  for (const PortableGoal& goal : all.shared) Encode(goal, out->add_shared());
  out->set_incomplete(all.incomplete);
}

absl::StatusOr<ImportedFile> Decode(const pb::ImportFile& in) {
  ImportedFile out;
  out.format = in.format();
  out.goals.reserve(static_cast<std::size_t>(in.goals_size()));
  for (const pb::ImportedGoal& imported : in.goals()) {
    absl::StatusOr<PortableGoal> goal = Decode(imported.goal());
    if (!goal.ok()) return OfGoal(out.goals.size() + 1, goal.status());
    out.goals.push_back(*std::move(goal));
  }
  TF_RETURN_IF_ERROR(DecodeAll(in.rests(), out.rests));
  return out;
}

void Encode(const ImportView& view, const pb::ImportFile& file, daemon::v1::ImportResponse* out) {
  out->set_format(file.format());
  for (std::size_t i = 0; i < view.goals.size(); ++i) {
    Encode(view.goals[i], file.goals(static_cast<int>(i)), out->add_goals());
  }
  *out->mutable_remarks() = file.remarks();
  if (view.rests > 0) {
    out->add_remarks(absl::StrCat("Rests of everything that are new here: ", view.rests, "."));
  }
  out->set_changes(view.changes);
}

}  // namespace twofold
