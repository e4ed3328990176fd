// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <vector>

#include "absl/strings/str_cat.h"
#include "client/render/couple.h"
#include "client/render/days.h"
#include "client/render/entries.h"
#include "client/render/goals.h"
#include "client/render/json.h"
#include "client/render/table.h"
#include "client/render/terms.h"

namespace twofold {
namespace {

using daemon::v1::DayLine;
using daemon::v1::OpenProposal;

// "1 of 3 this week", "2 of 3 in 10 days".
std::string InPeriod(absl::string_view counts, absl::string_view per) {
  if (per == "week" || per == "month") return absl::StrCat(counts, " this ", per);
  return absl::StrCat(counts, " in ", per);
}

// "40 of 150 min this week", "1 of at most 2 coffee this week".
std::string OfTarget(const Look& look, const DayLine& line) {
  const daemon::v1::Target& target = line.goal().target();
  const bool period = target.per() != "day";
  const std::string so_far = period ? line.period_amount() : line.amount();
  const std::string counts = absl::StrCat(Shown(look, so_far.empty() ? "0" : so_far), " of ",
                                          target.direction() == "at_most" ? "at most " : "",
                                          AmountText(look, target.amount(), line.goal().unit()));
  return period ? InPeriod(counts, target.per()) : counts;
}

// What has begun already needs no beginning. ISO days compare like the days they name.
std::string Spaced(const Look& look, const DayLine& line, absl::string_view day) {
  const bool begun = line.due_from().empty() || (!day.empty() && line.due_from() <= day);
  if (begun && line.due_by().empty()) return "any time today";
  if (begun) return absl::StrCat("by ", DayText(look, line.due_by()));
  if (line.due_by().empty()) return absl::StrCat("from ", DayText(look, line.due_from()));
  return absl::StrCat("from ", DayText(look, line.due_from()), ", by ",
                      DayText(look, line.due_by()));
}

bool HasAmount(const DayLine& line) { return !line.amount().empty() && line.amount() != "0"; }

std::string AnswerOf(const DayLine& line) {
  if (line.answer() == "back") return "stepped back";
  if (line.answer() == "did" || line.answer() == "stayed" || line.answer() == "again" ||
      line.answer() == "different" || line.answer() == "fine") {
    return line.answer();
  }
  return "done";
}

Row DayRow(const Look& look, const DayLine& line, absl::string_view day) {
  Row row;
  row.mark = Mark(look, line.state());
  row.handle = Shown(look, line.goal().handle());
  row.detail = StandingText(look, line, day);
  row.text = Shown(look, line.goal().title());
  if (line.state() == "not_due" || line.state() == "resting" || line.state() == "skipped") {
    row.ink = Ink::kNotDue;
  }
  return row;
}

std::string AboveTheGoals(const Look& look, const daemon::v1::TodayResponse& response) {
  std::string out;
  if (!response.notice().empty()) {
    absl::StrAppend(&out, "\n", Paragraph(look, Shown(look, response.notice()), 2, 2));
  }
  if (!response.update_needed().empty()) {
    absl::StrAppend(&out, "\n", Paragraph(look, Shown(look, response.update_needed()), 2, 2));
  }
  if (!response.checkin_open_since().empty()) {
    absl::StrAppend(&out, "\n  ", Ours(look, "·"), "  Your check-in is open since ",
                    Shown(look, response.checkin_open_since()), ": twofold checkin\n");
  }
  if (response.everything_rests()) {
    const std::string& until = response.everything_rests_until();
    absl::StrAppend(&out, "\n  ", Mark(look, "resting"), "  Everything rests",
                    until.empty() ? "" : absl::StrCat(" until ", DayText(look, until)),
                    ".  End it: twofold rest --all --end\n");
  }
  return out;
}

}  // namespace

std::string StandingText(const Look& look, const DayLine& line, absl::string_view day) {
  const daemon::v1::Goal& goal = line.goal();
  const daemon::v1::Schedule& schedule = goal.schedule();
  if (line.state() == "resting") return RestingText(look, goal.resting_until());
  if (line.state() == "skipped") return "skipped";
  if (line.state() == "not_today") return "not today";
  if (goal.has_target() && (goal.target().per() != "day" || HasAmount(line))) {
    return OfTarget(look, line);
  }
  std::string standing;
  if (!line.per().empty() && line.due() > 0) {
    standing = InPeriod(absl::StrCat(line.done(), " of ", line.due()), line.per());
  } else if (line.state() == "done") {
    standing = AnswerOf(line);
  } else if (goal.kind() == "milestone") {
    standing = MilestoneText(look, goal, day);
  } else if (!line.due_from().empty() || !line.due_by().empty()) {
    standing = Spaced(look, line, day);
  } else if (line.offered()) {
    standing = schedule.at().empty() ? "any time" : Shown(look, schedule.at());
  } else if (line.state() == "not_due") {
    standing = "not due";
  } else if (goal.has_target()) {
    standing = TargetText(look, goal);
  } else {
    standing = schedule.at().empty() ? "any time today" : Shown(look, schedule.at());
  }
  if (!HasAmount(line)) return standing;
  return absl::StrCat(AmountText(look, line.amount(), goal.unit()), ", ", standing);
}

namespace {

// Nobody's computer is added or removed silently.
std::string DeviceNewsText(const Look& look, const daemon::v1::TodayResponse& response) {
  std::string out;
  for (const daemon::v1::DeviceNews& news : response.device_news()) {
    const std::string since = LongDayText(look, news.day());
    const std::string name = news.name().empty() ? "A computer" : Shown(look, news.name());
    const std::string partner = Shown(look, response.partner_name());
    if (news.of_partner()) {
      out += Paragraph(
          look,
          news.removed() ? absl::StrCat(partner, " has one computer less here, since ", since, ".")
                         : absl::StrCat(partner, " has another computer here, since ", since, "."),
          0, 0);
    } else if (news.removed()) {
      out += Paragraph(
          look, absl::StrCat(name, " is none of your computers any more, since ", since, "."), 0,
          0);
    } else {
      out += Paragraph(look,
                       absl::StrCat(name, " is one of your computers, since ", since,
                                    ". If that was not you: twofold device list"),
                       0, 0);
    }
  }
  return out;
}

}  // namespace

std::string TodayText(const Look& look, const daemon::v1::TodayResponse& response) {
  std::vector<Row> me, us, all;
  for (const DayLine& line : response.items()) {
    all.push_back(DayRow(look, line, response.day()));
    (line.goal().side() == "us" ? us : me).push_back(all.back());
  }
  std::vector<Row> proposals;
  for (const OpenProposal& proposal : response.proposals()) {
    proposals.push_back(ProposalRow(look, proposal, response.partner_name()));
    all.push_back(proposals.back());
  }
  const Columns columns = ColumnsFor(all);
  std::string out =
      absl::StrCat(LongDayText(look, response.day()), "\n", AboveTheGoals(look, response));
  absl::StrAppend(&out, "\n", Paint(look, Ink::kMe, "I"), "\n", Lay(look, me, columns, 2));
  if (me.empty()) {
    out += Paragraph(look, "Nothing yet. To add something: twofold goal add \"Read 20 min\"", 5, 0);
  }
  absl::StrAppend(&out, "\n", Paint(look, Ink::kUs, "We"), "\n", Lay(look, us, columns, 2),
                  Lay(look, proposals, columns, 2));
  if (us.empty() && proposals.empty()) {
    out += Paragraph(look,
                     response.paired() ? "Nothing shared yet. To offer something: twofold propose"
                                       : "Nothing shared yet. To invite your partner: twofold pair",
                     5, 0);
  }
  const std::string news = DeviceNewsText(look, response);
  return news.empty() ? out : absl::StrCat(out, "\n", news);
}

std::string TodayPlain(const daemon::v1::TodayResponse& response) {
  std::string out;
  for (const DayLine& line : response.items()) {
    out += PlainLine({line.goal().handle(), line.goal().side(), line.state(), line.amount(),
                      absl::StrCat(line.done()), absl::StrCat(line.due()), line.goal().title(),
                      line.per(), line.period_amount(), line.due_from(), line.due_by()});
  }
  for (const OpenProposal& proposal : response.proposals()) {
    out += PlainLine({proposal.handle(), "proposal", proposal.from(), proposal.goal(),
                      ScheduleText(Look(), proposal.terms().schedule()), "",
                      proposal.terms().title()});
  }
  return out;
}

}  // namespace twofold
