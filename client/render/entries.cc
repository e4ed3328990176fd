// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/entries.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "client/render/couple.h"
#include "client/render/days.h"
#include "client/render/json.h"
#include "client/render/table.h"
#include "client/render/width.h"

namespace twofold {
namespace {

using daemon::v1::Act;
using daemon::v1::DayLine;
using daemon::v1::OpenProposal;

constexpr int kHandleColumns = 8;

std::string Timing(const Look& look, const DayLine& line) {
  const daemon::v1::Schedule& schedule = line.goal().schedule();
  std::string timing;
  if (schedule.shape() == "times_per_week") {
    timing = absl::StrCat(line.week_done(), " of ", line.week_due(), " this week");
  } else if (line.state() == "not_due") {
    timing = "not today";
  } else if (line.state() == "done") {
    timing = "done";
  } else {
    timing = schedule.at().empty() ? "any time today" : Shown(look, schedule.at());
  }
  if (line.amount().empty() || line.amount() == "0") return timing;
  return absl::StrCat(AmountText(look, line.amount(), line.goal().unit()), ", ", timing);
}

Row DayRow(const Look& look, const DayLine& line) {
  Row row;
  row.mark = Mark(look, line.state());
  row.handle = Shown(look, line.goal().handle());
  row.detail = Timing(look, line);
  row.text = Shown(look, line.goal().title());
  if (line.state() == "not_due") row.ink = Ink::kNotDue;
  return row;
}

std::string WhatWasDone(const Look& look, const Act& act) {
  const std::string handle = Shown(look, act.handle());
  const std::string title = Shown(look, act.title());
  if (act.what() == "log") {
    const std::string amount =
        act.amount().empty() ? "" : absl::StrCat(AmountText(look, act.amount(), act.unit()), " ");
    return absl::StrCat(handle, ", ", amount, "on ", DayText(look, act.day()), ".");
  }
  if (act.what() == "goal_add") return absl::StrCat("adding the goal ", handle, ", ", title, ".");
  if (act.what() == "goal_archive") {
    return absl::StrCat("archiving the goal ", handle, ", ", title, ".");
  }
  if (act.what() == "propose") return absl::StrCat("proposing ", handle, ", ", title, ".");
  return absl::StrCat("changing ", handle, ", ", title, ".");
}

std::string ActPlain(const Act& act) {
  return PlainLine({act.what(), act.handle(), act.day(), act.amount(), act.unit(), act.title()});
}

}  // namespace

std::string LogText(const Look& look, const daemon::v1::LogResponse& response) {
  const DayLine& line = response.line();
  const std::string handle =
      Pad(absl::StrCat(Shown(look, line.goal().handle()), "  "), kHandleColumns);
  std::string after;
  if (!response.added().empty()) {
    absl::StrAppend(&after, " · ", AmountText(look, response.added(), line.goal().unit()));
    if (line.amount() != response.added() && !line.amount().empty()) {
      absl::StrAppend(&after, ", ", Shown(look, line.amount()), " in all");
    }
  }
  absl::StrAppend(&after, " · ", response.is_today() ? "today, " : "",
                  DayText(look, response.day()));
  // A state other than "done" shows its own mark: part of an amount is part of a day.
  std::string out = Line(look, absl::StrCat(Mark(look, line.state()), " ", handle),
                         Shown(look, line.goal().title()), Ours(look, after));
  if (response.unchanged()) return absl::StrCat(out, "It was so already; nothing was added.\n");
  if (!response.shared_with().empty()) {
    absl::StrAppend(&out,
                    Paragraph(look,
                              absl::StrCat("Shared with ", Shown(look, response.shared_with()),
                                           ": this entry. Nothing else."),
                              0, 0));
  }
  return out;
}

std::string LogPlain(const daemon::v1::LogResponse& response) {
  return PlainLine({response.line().goal().handle(), response.day(), response.added(),
                    response.line().goal().unit(), response.line().state(),
                    response.unchanged() ? "unchanged" : ""});
}

std::string TodayText(const Look& look, const daemon::v1::TodayResponse& response) {
  std::vector<Row> me, us, goals, all;
  for (const DayLine& line : response.items()) {
    goals.push_back(DayRow(look, line));
    (line.goal().side() == "us" ? us : me).push_back(goals.back());
  }
  all = goals;
  std::vector<Row> proposals;
  for (const OpenProposal& proposal : response.proposals()) {
    proposals.push_back(ProposalRow(look, proposal, response.partner_name()));
    all.push_back(proposals.back());
  }
  const Columns columns = ColumnsFor(all);
  std::string out = absl::StrCat(LongDayText(look, response.day()), "\n");
  if (!response.checkin_open_since().empty()) {
    absl::StrAppend(&out, "\n  ", Ours(look, "·"), "  Your check-in is open since ",
                    Shown(look, response.checkin_open_since()), ".\n");
  }
  absl::StrAppend(&out, "\n", Paint(look, Ink::kMe, "I"), "\n", Lay(look, me, columns, 2));
  if (me.empty()) {
    absl::StrAppend(&out, "     Nothing yet. To add something: twofold goal add \"Read 20 min\"\n");
  }
  absl::StrAppend(&out, "\n", Paint(look, Ink::kUs, "We"), "\n", Lay(look, us, columns, 2),
                  Lay(look, proposals, columns, 2));
  if (us.empty() && proposals.empty()) {
    absl::StrAppend(&out, response.paired()
                              ? "     Nothing shared yet. To offer something: twofold propose\n"
                              : "     Nothing shared yet. To invite your partner: twofold pair\n");
  }
  return out;
}

std::string TodayPlain(const daemon::v1::TodayResponse& response) {
  std::string out;
  for (const DayLine& line : response.items()) {
    out += PlainLine({line.goal().handle(), line.goal().side(), line.state(), line.amount(),
                      absl::StrCat(line.week_done()), absl::StrCat(line.week_due()),
                      line.goal().title()});
  }
  for (const OpenProposal& proposal : response.proposals()) {
    out += PlainLine({proposal.handle(), "proposal", proposal.from(), proposal.goal(),
                      ScheduleText(Look(), proposal.schedule()), "", proposal.title()});
  }
  return out;
}

std::string UndoText(const Look& look, const daemon::v1::UndoResponse& response) {
  std::string sentence = absl::StrCat("Undone: ", WhatWasDone(look, response.act()));
  if (response.day_blank()) absl::StrAppend(&sentence, " That day is blank again.");
  std::string out = Paragraph(look, sentence, 0, 0);
  if (response.already_given()) {
    absl::StrAppend(&out, Paragraph(look,
                                    "Your partner has received it already and keeps having seen "
                                    "it.",
                                    0, 0));
  }
  return absl::StrCat(out, "Bring it back: twofold redo    Go further back: twofold undo\n");
}

std::string UndoPlain(const daemon::v1::UndoResponse& response) { return ActPlain(response.act()); }

std::string RedoText(const Look& look, const daemon::v1::RedoResponse& response) {
  return absl::StrCat(
      Paragraph(look, absl::StrCat("Back again: ", WhatWasDone(look, response.act())), 0, 0),
      "Take it away again: twofold undo\n");
}

std::string RedoPlain(const daemon::v1::RedoResponse& response) { return ActPlain(response.act()); }

}  // namespace twofold
