// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/export_calendar.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "client/render/calendar_words.h"
#include "client/render/repeating.h"
#include "core/base/text.h"

namespace twofold {
namespace {

using portable::v1::Goal;
using portable::v1::Schedule;
using portable::v1::Version;

constexpr std::size_t kLineBytes = 75;

std::string BasicDay(absl::CivilDay day) {
  return absl::StrFormat("%04d%02d%02d", day.year(), day.month(), day.day());
}

// "200000" for "20:00"; nothing for what is no time of day.
std::optional<std::string> BasicTime(absl::string_view at) {
  constexpr std::size_t kLength = 5;
  const auto digit = [&](std::size_t i) { return at[i] >= '0' && at[i] <= '9'; };
  if (at.size() != kLength || at[2] != ':') return std::nullopt;
  if (!digit(0) || !digit(1) || !digit(3) || !digit(4)) return std::nullopt;
  return absl::StrCat(at.substr(0, 2), at.substr(3), "00");
}

// One goal as it stands in a calendar.
struct Event {
  absl::CivilDay first;
  std::string rule;  // empty: once
  std::string time;  // empty: the whole day
  std::string note;
};

// A target by the week or month is a note on the first day of each.
Schedule ScheduleOf(const Version& version) {
  Schedule schedule = version.schedule();
  const std::string& per = version.target().per();
  if (per == "week" || per == "month") schedule.set_shape(absl::StrCat("1/", per));
  return schedule;
}

std::string TargetNote(const Version& version) {
  const portable::v1::Target& target = version.target();
  return absl::StrCat(target.direction() == "at_most" ? "at most " : "at least ", target.amount(),
                      version.unit().empty() ? "" : " ", version.unit(), " this ", target.per());
}

std::optional<Event> Milestone(const Version& version) {
  const auto deadline = ParseIsoDay(version.deadline());
  if (!deadline) return std::nullopt;
  return Event{*deadline, "", "", ""};
}

std::optional<Event> EventOf(const Version& version) {
  if (version.kind() == "milestone") return Milestone(version);
  const Schedule schedule = ScheduleOf(version);
  const auto valid = ParseIsoDay(version.from());
  const auto opens = ParseIsoDay(schedule.first_day());
  const auto closes = ParseIsoDay(schedule.last_day());
  if (!valid) return std::nullopt;
  const auto repeating = RepeatingOf(schedule, opens ? std::max(*valid, *opens) : *valid);
  if (!repeating || (closes && *closes < repeating->first)) return std::nullopt;
  Event event{repeating->first, repeating->rule, "", repeating->note};
  if (!event.note.empty() && version.has_target() &&
      schedule.shape() != version.schedule().shape()) {
    event.note = TargetNote(version);
  }
  if (event.note.empty()) event.time = BasicTime(schedule.at()).value_or("");
  if (closes) {
    absl::StrAppend(&event.rule, ";UNTIL=", BasicDay(*closes), event.time.empty() ? "" : "T235959");
  }
  return event;
}

std::string EventText(const Goal& goal, const Version& version, const Event& event) {
  const std::string day = BasicDay(event.first);
  const auto valid = ParseIsoDay(version.from());
  const std::string note = event.note.empty() ? "" : absl::StrCat(" (", event.note, ")");
  std::string out = "BEGIN:VEVENT\r\n";
  absl::StrAppend(
      &out, CalendarLine(absl::StrCat("UID:", CalendarText(goal.id()), "@twofold")),
      CalendarLine(absl::StrCat("DTSTAMP:", BasicDay(valid.value_or(event.first)), "T000000Z")),
      CalendarLine(event.time.empty() ? absl::StrCat("DTSTART;VALUE=DATE:", day)
                                      : absl::StrCat("DTSTART:", day, "T", event.time)));
  if (!event.rule.empty()) out += CalendarLine(absl::StrCat("RRULE:", event.rule));
  return absl::StrCat(
      out, CalendarLine(absl::StrCat("SUMMARY:", CalendarText(absl::StrCat(goal.title(), note)))),
      "CLASS:PRIVATE\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n");
}

}  // namespace

Calendar ExportCalendar(const portable::v1::Portable& portable) {
  Calendar calendar;
  calendar.content =
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//twofold//twofold export v1//EN\r\n"
      "CALSCALE:GREGORIAN\r\n";
  const auto add = [&](const Goal& goal) {
    if (goal.archived() || goal.versions().empty()) return;
    const Version& version = goal.versions(goal.versions_size() - 1);
    const std::optional<Event> event = EventOf(version);
    if (!event) {
      calendar.left_out.push_back(goal.handle());
      return;
    }
    calendar.content += EventText(goal, version, *event);
    ++calendar.events;
  };
  for (const Goal& goal : portable.goals()) add(goal);
  for (const Goal& goal : portable.shared()) add(goal);
  calendar.content += "END:VCALENDAR\r\n";
  return calendar;
}

std::string CalendarText(absl::string_view text) {
  const std::string lines = absl::StrReplaceAll(text, {{"\r\n", "\n"}, {"\r", "\n"}});
  std::string out;
  std::size_t begin = 0;
  for (;;) {
    const std::size_t end = lines.find('\n', begin);
    const std::string line =
        CleanForDisplay(absl::string_view(lines).substr(begin, end - begin), lines.size());
    out += absl::StrReplaceAll(line, {{"\\", "\\\\"}, {";", "\\;"}, {",", "\\,"}});
    if (end == std::string::npos) return out;
    out += "\\n";
    begin = end + 1;
  }
}

std::string CalendarLine(absl::string_view line) {
  const auto inside = [&](std::size_t i) {
    return i < line.size() && (static_cast<unsigned char>(line[i]) & 0xC0U) == 0x80U;
  };
  std::string out;
  std::size_t room = kLineBytes;
  while (line.size() > room) {
    std::size_t take = room;
    while (take > 1 && inside(take)) --take;
    absl::StrAppend(&out, line.substr(0, take), "\r\n ");
    line.remove_prefix(take);
    room = kLineBytes - 1;  // the blank counts
  }
  return absl::StrCat(out, line, "\r\n");
}

}  // namespace twofold
