// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/rpc/encode.h"

#include <array>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "core/base/refusal.h"
#include "core/goals/amount.h"
#include "core/schedule/day.h"

namespace twofold {
namespace {

namespace pb = daemon::v1;

constexpr std::array<const char*, 7> kWeekdays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

const char* Word(Side side) { return side == Side::kMe ? "me" : "us"; }

const char* Word(GoalKind kind) { return kind == GoalKind::kMeasure ? "measure" : "check"; }

const char* Word(GoalState state) {
  switch (state) {
    case GoalState::kActive:
      return "active";
    case GoalState::kArchived:
      return "archived";
    case GoalState::kEnded:
      return "ended";
  }
  return "";
}

const char* Word(LineState state) {
  switch (state) {
    case LineState::kDone:
      return "done";
    case LineState::kPart:
      return "part";
    case LineState::kOpen:
      return "open";
    case LineState::kNotDue:
      return "not_due";
  }
  return "";
}

const char* Word(GivenState state) {
  switch (state) {
    case GivenState::kInForce:
      return "in_force";
    case GivenState::kEnded:
      return "ended";
    case GivenState::kOpen:
      return "open";
    case GivenState::kDeclined:
      return "declined";
    case GivenState::kWithdrawn:
      return "withdrawn";
  }
  return "";
}

const char* Word(ActKind kind) {
  switch (kind) {
    case ActKind::kLog:
      return "log";
    case ActKind::kGoalAdd:
      return "goal_add";
    case ActKind::kGoalArchive:
      return "goal_archive";
    case ActKind::kPropose:
      return "propose";
    case ActKind::kChange:
      return "change";
  }
  return "";
}

std::string Iso(std::int32_t day) { return IsoDay(DayFromNumber(day)); }

}  // namespace

absl::StatusOr<RequestId> DecodeRequestId(const std::string& bytes) {
  if (bytes.empty()) return RequestId();
  const auto id = RequestId::FromBytes(bytes);
  if (id) return *id;
  return Refusal(absl::StatusCode::kInvalidArgument, "bad_request_id",
                 "a request id has 16 bytes.");
}

ScheduleWords DecodeWords(const pb::ScheduleWords& words) {
  return {words.every(), words.times(), words.per(), words.at()};
}

std::string FormatMinute(int minute) {
  return absl::StrFormat("%02d:%02d", minute / 60, minute % 60);
}

void Encode(const Schedule& schedule, pb::Schedule* out) {
  if (const auto* weekdays = std::get_if<Weekdays>(&schedule.shape)) {
    out->set_shape("weekdays");
    for (int i = 0; i < 7; ++i) {
      if ((weekdays->mask >> i) & 1) out->add_weekdays(kWeekdays[i]);
    }
  } else if (const auto* times = std::get_if<TimesPerWeek>(&schedule.shape)) {
    out->set_shape("times_per_week");
    out->set_times(static_cast<std::uint32_t>(times->times));
  } else {
    out->set_shape("every_day");
  }
  if (schedule.at_minute) out->set_at(FormatMinute(*schedule.at_minute));
}

void Encode(const GoalView& view, pb::Goal* out) {
  out->set_handle(view.handle);
  out->set_side(Word(view.side));
  out->set_title(view.title);
  out->set_kind(Word(view.terms.kind));
  out->set_unit(view.terms.unit);
  Encode(view.terms.schedule, out->mutable_schedule());
  out->set_state(Word(view.state));
  out->set_since(Iso(view.since));
}

void Encode(const DayLineView& view, pb::DayLine* out) {
  Encode(view.goal, out->mutable_goal());
  out->set_state(Word(view.progress.state));
  if (view.goal.terms.kind == GoalKind::kMeasure) {
    out->set_amount(FormatAmount(view.progress.amount_micros));
  }
  out->set_week_done(static_cast<std::uint32_t>(view.progress.week_done));
  out->set_week_due(static_cast<std::uint32_t>(view.progress.week_due));
}

void Encode(const ProposalView& view, pb::OpenProposal* out) {
  if (view.number != 0) out->set_handle(absl::StrCat("p", view.number));
  out->set_from(view.own ? "me" : "partner");
  out->set_title(view.terms.title);
  out->set_kind(Word(view.terms.terms.kind));
  out->set_unit(view.terms.terms.unit);
  Encode(view.terms.terms.schedule, out->mutable_schedule());
  if (view.previous) {
    Encode(view.previous->terms.schedule, out->mutable_previous_schedule());
    out->set_previous_title(view.previous->title);
  }
  out->set_goal(view.goal_handle);
  out->set_both_open(view.both_open);
}

void Encode(const LogView& view, pb::LogResponse* out) {
  Encode(view.line, out->mutable_line());
  if (view.added_micros != 0) out->set_added(FormatAmount(view.added_micros));
  out->set_day(IsoDay(view.day));
  out->set_is_today(view.is_today);
  out->set_shared_with(view.shared_with);
  out->set_unchanged(view.unchanged);
}

void Encode(const TodayView& view, pb::TodayResponse* out) {
  out->set_day(IsoDay(view.day));
  for (const DayLineView& line : view.lines) Encode(line, out->add_items());
  for (const ProposalView& proposal : view.proposals) Encode(proposal, out->add_proposals());
  out->set_paired(view.partner_name.has_value());
  out->set_partner_name(view.partner_name.value_or(""));
  if (view.checkin_open_since) out->set_checkin_open_since(FormatMinute(*view.checkin_open_since));
}

void Encode(const ActView& view, pb::Act* out) {
  out->set_what(Word(view.kind));
  out->set_handle(view.handle);
  out->set_title(view.title);
  if (view.kind != ActKind::kLog) return;
  out->set_day(Iso(view.day));
  if (view.amount_micros != 0) {
    out->set_amount(FormatAmount(view.amount_micros));
    out->set_unit(view.unit);
  }
}

void Encode(const SharedView& view, pb::SharedResponse* out) {
  out->set_partner_name(view.partner_name);
  out->set_own_name(view.own_name);
  for (const GivenView& given : view.given) {
    pb::Given* record = out->add_given();
    record->set_handle(given.handle);
    record->set_what(given.is_goal ? "goal" : "proposal");
    record->set_title(given.title);
    record->set_state(Word(given.state));
    record->set_days(given.days);
    for (const OfferTerms& version : given.versions) {
      pb::GivenVersion* out_version = record->add_versions();
      out_version->set_title(version.title);
      out_version->set_unit(version.terms.unit);
      Encode(version.terms.schedule, out_version->mutable_schedule());
    }
  }
  out->set_own_goals(view.own_goals);
}

}  // namespace twofold
