// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/couple.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "client/render/days.h"
#include "client/render/goals.h"
#include "client/render/json.h"
#include "client/render/pairing.h"
#include "client/render/table.h"
#include "client/render/terms.h"
#include "client/render/width.h"

namespace twofold {
namespace {

using daemon::v1::Given;
using daemon::v1::GivenVersion;
using daemon::v1::Goal;
using daemon::v1::OpenProposal;

constexpr int kQuoteIndent = 4;

bool HasPrevious(const OpenProposal& proposal) { return proposal.has_previous(); }

// "Noa proposes: Evening walk together".
std::string Offer(const Look& look, const OpenProposal& proposal, absl::string_view who) {
  const bool me = who == "You";
  const absl::string_view verb = !proposal.goal().empty()
                                     ? (me ? " propose a change to: " : " proposes a change to: ")
                                 : HasPrevious(proposal) ? " would agree to: "
                                                         : (me ? " proposed: " : " proposes: ");
  return absl::StrCat(who, verb, Shown(look, proposal.terms().title()));
}

// "Mon and Wed at 20:00 (yours said Mon, Wed, Fri)".
std::string Terms(const Look& look, const OpenProposal& proposal, absl::string_view before) {
  std::string terms = TermsText(look, proposal.terms());
  if (!HasPrevious(proposal)) return terms;
  const std::string said = TermsBefore(look, proposal.terms(), proposal.previous());
  if (said.empty()) return terms;
  return absl::StrCat(terms, " (", before, " ", said, ")");
}

std::string HandleAndTitle(const Look& look, absl::string_view handle, absl::string_view title,
                           absl::string_view after) {
  return Line(look, absl::StrCat("  ", HandleColumn(look, handle)), Shown(look, title), after);
}

std::string SentenceAbout(const Look& look, absl::string_view before, const OpenProposal& proposal,
                          absl::string_view after) {
  return Paragraph(look,
                   absl::StrCat(before, Shown(look, proposal.handle()), ", ",
                                Shown(look, proposal.terms().title()), ". ", after),
                   0, 0);
}

std::string GivenState(const Given& given) {
  if (given.what() == "goal") {
    std::string state = given.state() == "ended" ? "ended; " : "";
    if (given.days() == 0) return absl::StrCat(state, "no entries");
    return absl::StrCat(state, "happened on ", Count(given.days(), "day", "days"));
  }
  if (given.state() == "waits") return "not shared until an update";
  return given.state() == "in_force" ? "agreed" : given.state();
}

}  // namespace

Row ProposalRow(const Look& look, const OpenProposal& proposal, absl::string_view partner_name) {
  Row row;
  row.handle = Shown(look, proposal.handle());
  const bool own = proposal.from() == "me";
  const std::string changing = proposal.goal().empty() ? "yours said" : "now";
  row.mark = Mark(look, own ? "not_due" : "waiting");
  row.ink = own ? Ink::kPlain : Ink::kWaiting;
  row.text = Offer(look, proposal, own ? "You" : Shown(look, partner_name));
  row.below.push_back(Terms(look, proposal, own && proposal.goal().empty() ? "before:" : changing));
  if (proposal.both_open()) {
    row.below.push_back("Each of you agreed to another version; neither is in force.");
  }
  const std::string verbs =
      own ? absl::StrCat("twofold withdraw ", row.handle, " · or leave it lying")
          : absl::StrCat("twofold accept ", row.handle, " · change ", row.handle, " · decline ",
                         row.handle, " · or leave it lying");
  row.below.push_back(Ours(look, verbs));
  return row;
}

std::string ProposalPlain(const OpenProposal& proposal) {
  const Goal& terms = proposal.terms();
  return PlainLine({proposal.handle(), proposal.from(), terms.title(), terms.kind(), terms.unit(),
                    ScheduleText(Look(), terms.schedule()), proposal.goal()});
}

std::string PreviewText(const Look& look, const OpenProposal& proposal, absl::string_view own_name,
                        absl::string_view partner_name) {
  const absl::string_view before = proposal.goal().empty() ? "yours said" : "now";
  std::string terms = Terms(look, proposal, before);
  if (!HasPrevious(proposal) || !proposal.goal().empty()) {
    absl::StrAppend(&terms, proposal.goal().empty() ? ". It begins only if you agree."
                                                    : ". It changes only if you agree.");
  }
  return absl::StrCat(
      Paragraph(look, absl::StrCat(Shown(look, partner_name), " will receive exactly this:"), 0, 0),
      "\n", Paragraph(look, Offer(look, proposal, Shown(look, own_name)), kQuoteIndent, 0),
      Paragraph(look, terms, kQuoteIndent, 0), "\n");
}

std::string ProposedText(const Look& look, const daemon::v1::ProposeResponse& response) {
  return absl::StrCat(
      "Sent as ", Shown(look, response.proposal().handle()),
      ". Take it back any time before it is agreed: twofold undo\n",
      Paragraph(look,
                absl::StrCat(Shown(look, response.partner_name()),
                             " is not reminded, and you will not see whether it was read."),
                0, 0));
}

std::string ProposedPlain(const daemon::v1::ProposeResponse& response) {
  return ProposalPlain(response.proposal());
}

std::string ChangedText(const Look& look, const daemon::v1::ChangeResponse& response) {
  return Paragraph(
      look,
      absl::StrCat("Sent. It ", response.proposal().goal().empty() ? "begins" : "changes", " if ",
                   Shown(look, response.partner_name()), " agrees to this version."),
      0, 0);
}

std::string ChangedPlain(const daemon::v1::ChangeResponse& response) {
  return ProposalPlain(response.proposal());
}

std::string AcceptedText(const Look& look, const daemon::v1::AcceptResponse& response) {
  const Goal& goal = response.goal();
  const std::string schedule = absl::StrCat(" · ", TermsText(look, goal));
  return absl::StrCat(
      "Agreed by both, ", DayText(look, response.day()), ".\n",
      HandleAndTitle(look, goal.handle(), goal.title(), Ours(look, schedule)),
      Paragraph(look,
                absl::StrCat("Either of you can step out at any time, alone: twofold goal leave ",
                             Shown(look, goal.handle())),
                0, 0));
}

std::string AcceptedPlain(const daemon::v1::AcceptResponse& response) {
  return GoalPlain(response.goal());
}

std::string DeclinedText(const Look& look, const daemon::v1::DeclineResponse& response) {
  return SentenceAbout(look, "Declined: ", response.proposal(), "A no is a full answer.");
}

std::string DeclinedPlain(const daemon::v1::DeclineResponse& response) {
  return ProposalPlain(response.proposal());
}

std::string WithdrawnText(const Look& look, const daemon::v1::WithdrawResponse& response) {
  return SentenceAbout(look, "Taken back: ", response.proposal(),
                       response.already_given()
                           ? "It had left this computer already and may have been read."
                           : "It had not left this computer.");
}

std::string WithdrawnPlain(const daemon::v1::WithdrawResponse& response) {
  return ProposalPlain(response.proposal());
}

std::string SteppedOutText(const Look& look, const daemon::v1::StepOutResponse& response) {
  return absl::StrCat("You stepped out of this one; it has ended for both. Its history stays.\n",
                      HandleAndTitle(look, response.goal().handle(), response.goal().title(), ""));
}

std::string SteppedOutPlain(const daemon::v1::StepOutResponse& response) {
  return GoalPlain(response.goal());
}

std::string SharedText(const Look& look, const daemon::v1::SharedResponse& response) {
  std::vector<Row> rows;
  for (const Given& given : response.given()) {
    Row row;
    row.handle = Shown(look, given.handle());
    row.detail =
        absl::StrCat(given.what() == "goal" ? "We goal" : "proposal", ", ", GivenState(given));
    row.text = Shown(look, given.title());
    // The words as they were sent, whole: this list is complete.
    for (const GivenVersion& version : given.versions()) {
      row.below.push_back(absl::StrCat("Sent: ", Shown(look, version.title()), "; ",
                                       TermsText(look, version.terms())));
    }
    rows.push_back(std::move(row));
  }
  Row name;
  name.detail = "your name";
  name.text = Shown(look, response.own_name());
  rows.push_back(std::move(name));
  const std::string never =
      absl::StrCat("Never given by anything twofold does: your ",
                   Count(response.own_goals(), "I goal", "I goals"),
                   ", your check-in time, when you are here, what you have read.");
  return absl::StrCat(
      Paragraph(
          look,
          absl::StrCat("What ", Shown(look, response.partner_name()), " has been given, complete"),
          0, 0),
      "\n", Lay(look, rows, ColumnsFor(rows), 2), "\n", Paragraph(look, never, 0, 0));
}

std::string SharedPlain(const daemon::v1::SharedResponse& response) {
  std::string out;
  for (const Given& given : response.given()) {
    out += PlainLine({given.handle(), given.what(), given.state(), absl::StrCat(given.days()),
                      given.title(), ""});
    for (const GivenVersion& version : given.versions()) {
      out += PlainLine({given.handle(), "version", given.state(), "", version.title(),
                        TermsText(Look(), version.terms())});
    }
  }
  return absl::StrCat(out, PlainLine({"", "name", "", "", response.own_name(), ""}));
}

std::string CodeText(const Look& look, const daemon::v1::CodeResponse& response) {
  std::string out = absl::StrCat(
      "\n    ", Shown(look, response.number()), "\n\n",
      Paragraph(look,
                "Read it to each other. The same number on both computers means that both have "
                "exactly the same of what you share.",
                0, 0));
  if (response.waiting_to_send() > 0) {
    absl::StrAppend(
        &out,
        Paragraph(look,
                  absl::StrCat(Count(response.waiting_to_send(), "thing waits", "things wait"),
                               " here to be sent, so they differ until then."),
                  0, 0));
  }
  if (response.held() > 0) {
    absl::StrAppend(
        &out, Paragraph(look,
                        absl::StrCat(Count(response.held(), "thing", "things"),
                                     " that came here cannot be counted yet, because something "
                                     "before has not come."),
                        0, 0));
  }
  return absl::StrCat(
      out, Paragraph(look,
                     "If they differ, one of you has something that the other has not received "
                     "yet: run \"twofold sync\" on both and read again. If they still differ: "
                     "twofold doctor",
                     0, 0));
}

std::string CodePlain(const daemon::v1::CodeResponse& response) {
  return PlainLine({DigitsOnly(response.number()), absl::StrCat(response.waiting_to_send()),
                    absl::StrCat(response.held())});
}

std::string LeavingText(const Look& look, absl::string_view partner_name) {
  const std::string partner = Fit(Shown(look, partner_name), 12, Ours(look, "…"));
  const int label = 14;
  const auto row = [&](absl::string_view name) { return Pad(absl::StrCat("  ", name), label); };
  return absl::StrCat(
      "Leaving ends the shared space on this side, now. You need nobody's yes.\n\n",
      row("You keep"), "your I side, and a read-only copy of what was shared\n", row(""),
      "(--forget removes that copy too)\n",
      Paragraph(look,
                absl::StrCat(partner, " keeps   what ", partner,
                             " has; twofold cannot reach into another computer"),
                2, label - 2),
      Paragraph(look, absl::StrCat(partner, " sees    nothing. It will look like a quiet week."), 2,
                label - 2),
      row("Relay"), "keeps sealed envelopes it cannot read until they age out\n\n",
      "If you are afraid of the other person: twofold help safety\n\n");
}

std::string LeftText(const Look& look, const daemon::v1::LeaveResponse& response) {
  return "Left. The keys of the shared space are gone. Your I side is untouched.\n";
}

std::string LeftPlain(const daemon::v1::LeaveResponse& response) {
  return PlainLine({response.partner_name()});
}

}  // namespace twofold
