// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/entries.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/render/days.h"
#include "client/render/goals.h"
#include "client/render/json.h"
#include "client/render/table.h"
#include "client/render/width.h"

namespace twofold {
namespace {

using daemon::v1::DayLine;
using daemon::v1::Logged;

constexpr int kRoomForTitle = 16;

bool IsRefused(const Logged& logged) { return logged.has_refusal(); }

// Whether nothing is said about the day any more.
bool IsBlank(const Logged& logged) {
  const std::string& amount = logged.line().amount();
  return logged.line().answer().empty() && logged.note().empty() &&
         (amount.empty() || amount == "0");
}

// What an answer says beside the mark; empty where the mark says it all.
std::string AnswerText(const Look& look, const Logged& logged) {
  const std::string& answer = logged.line().answer();
  if (answer == "no") return logged.is_today() ? "not today" : "not that day";
  if (answer == "skip") return "skipped";
  if (answer == "did" || answer == "stayed" || answer == "again" || answer == "different" ||
      answer == "fine") {
    return answer;
  }
  if (answer == "back") return "stepped back";
  if (answer == "0") return AmountText(look, answer, logged.line().goal().unit());
  return IsBlank(logged) ? "blank" : "";
}

// "today, Sat 21 Nov", or "5 days, Mon 16 Nov to Fri 20 Nov".
std::string When(const Look& look, const Logged& logged) {
  if (!logged.first_day().empty() && logged.first_day() != logged.day()) {
    return absl::StrCat(Count(logged.days(), "day", "days"), ", ",
                        SpanText(look, logged.first_day(), logged.day()));
  }
  return absl::StrCat(logged.is_today() ? "today, " : "", DayText(look, logged.day()));
}

// The one line about an answer that was kept.
std::string KeptLine(const Look& look, const Logged& logged) {
  const DayLine& line = logged.line();
  const std::string handle = HandleColumn(look, line.goal().handle());
  std::string after;
  if (!logged.added().empty() && !IsBlank(logged)) {
    absl::StrAppend(&after, " · ", AmountText(look, logged.added(), line.goal().unit()));
    if (line.amount() != logged.added() && !line.amount().empty()) {
      absl::StrAppend(&after, ", ", Shown(look, line.amount()), " in all");
    }
  }
  if (const std::string answer = AnswerText(look, logged); !answer.empty()) {
    absl::StrAppend(&after, " · ", answer);
  }
  if (!logged.note().empty()) absl::StrAppend(&after, " · with a note");
  absl::StrAppend(&after, " · ", When(look, logged));
  // A state other than "done" shows its own mark: part of an amount is part of a day.
  const std::string before = absl::StrCat(Mark(look, line.state()), " ", handle);
  const std::string title = Shown(look, line.goal().title());
  after = Ours(look, after);
  if (look.columns <= 0 || Width(before) + Width(after) + kRoomForTitle <= look.columns) {
    return Line(look, before, title, after);
  }
  return absl::StrCat(Line(look, before, title, ""),
                      Paragraph(look, after.substr(after.find(' ', 1)), Width(before), 0));
}

// "\"walk\" happened on Mon 23 Nov".
std::string Happened(const Look& look, const Logged& logged) {
  const std::string handle = absl::StrCat("\"", Shown(look, logged.line().goal().handle()), "\"");
  const std::string when = absl::StrCat(" on ", DayText(look, logged.day()));
  if (!logged.added().empty()) {
    return absl::StrCat(handle, ", ", AmountText(look, logged.added(), logged.line().goal().unit()),
                        when);
  }
  const std::string& answer = logged.line().answer();
  if (answer.empty() || answer == "yes") return absl::StrCat(handle, " happened", when);
  return absl::StrCat(handle, ", ", AnswerText(look, logged), ",", when);
}

}  // namespace

std::string LogText(const Look& look, const Logged& logged) {
  std::string out = KeptLine(look, logged);
  if (logged.unchanged()) return absl::StrCat(out, "It was so already; nothing was added.\n");
  if (!logged.shared_with().empty()) {
    absl::StrAppend(&out, Paragraph(look,
                                    absl::StrCat("Shared with ", Shown(look, logged.shared_with()),
                                                 ": this entry. Nothing else."),
                                    0, 0));
  }
  return out;
}

std::string LogPlain(const Logged& logged) {
  return PlainLine({logged.line().goal().handle(), logged.day(), logged.added(),
                    logged.line().goal().unit(), logged.line().state(),
                    logged.unchanged() ? "unchanged" : ""});
}

std::string BatchText(const Look& look, const daemon::v1::LogResponse& response) {
  std::string out;
  unsigned long kept = 0, same = 0;
  std::vector<Logged> given;
  for (const Logged& logged : response.logged()) {
    if (IsRefused(logged)) {
      absl::StrAppend(&out, Paragraph(look, Shown(look, logged.refusal().sentence()), 2, 2));
      continue;
    }
    ++(logged.unchanged() ? same : kept);
    if (!logged.unchanged()) given.push_back(logged);
    out += KeptLine(look, logged);
  }
  std::string sum = absl::StrCat(Count(kept, "answer", "answers"), " kept");
  if (same > 0) absl::StrAppend(&sum, ", ", same, " as before");
  absl::StrAppend(&out, sum, ".\n");
  const std::string shared = GivenText(look, given);
  return shared.empty() ? out : absl::StrCat(out, Paragraph(look, shared, 0, 0));
}

std::string BatchPlain(const daemon::v1::LogResponse& response) {
  std::string out;
  for (const Logged& logged : response.logged()) {
    const bool refused = IsRefused(logged);
    out += PlainLine({refused              ? logged.refusal().reason()
                      : logged.unchanged() ? "unchanged"
                                           : "kept",
                      logged.line().goal().handle(), logged.day(), logged.added(),
                      logged.line().goal().unit(), logged.line().state(),
                      logged.refusal().sentence()});
  }
  return out;
}

std::string GivenText(const Look& look, const std::vector<Logged>& logged) {
  std::vector<std::string> given;
  std::string partner;
  for (const Logged& one : logged) {
    if (one.shared_with().empty() || one.unchanged()) continue;
    partner = Shown(look, one.shared_with());
    given.push_back(Happened(look, one));
  }
  if (given.empty()) return "";
  return absl::StrCat("Shared with ", partner, ": ", absl::StrJoin(given, "; "), ". Nothing else.");
}

}  // namespace twofold
