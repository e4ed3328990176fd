// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/acts.h"

#include <array>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "client/render/days.h"
#include "client/render/json.h"
#include "client/render/table.h"

namespace twofold {
namespace {

using daemon::v1::Act;

struct Wording {
  absl::string_view what;
  absl::string_view one;   // before the goal
  absl::string_view many;  // behind a number; empty: as one
};

constexpr std::array<Wording, 13> kWordings = {{
    {"goal_add", "adding the goal ", " goals added"},
    {"goal_archive", "archiving the goal ", ""},
    {"goal_restore", "bringing back the goal ", ""},
    {"goal_edit", "the words beside ", ""},
    {"revise", "another version of ", ""},
    {"goal_move", "another place for ", ""},
    {"step", "a step of ", ""},
    {"rest", "a rest of ", " rests"},
    {"end_rest", "the end of a rest of ", " rests ended"},
    {"ease", "how much it happens by itself: ", ""},
    {"import", "an import of ", " goals imported"},
    {"propose", "proposing ", ""},
    {"change", "changing ", ""},
}};

std::string Named(const Look& look, const Act& act) {
  if (act.handle().empty()) {
    return act.title().empty() ? "everything" : Shown(look, act.title());
  }
  if (act.title().empty()) return Shown(look, act.handle());
  return absl::StrCat(Shown(look, act.handle()), ", ", Shown(look, act.title()));
}

std::string AnswerText(const Look& look, const Act& act) {
  absl::string_view amount = act.amount();
  const bool less = absl::ConsumePrefix(&amount, "-");
  if (!amount.empty()) {
    return absl::StrCat(AmountText(look, amount, act.unit()), less ? " less " : " ");
  }
  if (act.answer().empty() || act.answer() == "yes") return "";
  if (act.answer() == "no") return "said no ";
  if (act.answer() == "skip") return "skipped ";
  if (act.answer() == "back") return "stepped back ";
  return absl::StrCat(Shown(look, act.answer()), " ");
}

std::string LogText(const Look& look, const Act& act) {
  if (act.count() > 1 && act.handle().empty()) return absl::StrCat(act.count(), " answers");
  const std::string handle = Shown(look, act.handle()), answer = AnswerText(look, act);
  const std::string day = DayText(look, act.day());
  if (act.count() > 1) return absl::StrCat(handle, ", ", answer, act.count(), " days up to ", day);
  return absl::StrCat(handle, answer.empty() ? " " : ", ", answer, "on ", day);
}

// Without a full stop.
std::string WhatWasDone(const Look& look, const Act& act) {
  if (act.what() == "log") return LogText(look, act);
  for (const Wording& wording : kWordings) {
    if (act.what() != wording.what) continue;
    if (act.count() > 1 && !wording.many.empty()) return absl::StrCat(act.count(), wording.many);
    return absl::StrCat(wording.one, Named(look, act));
  }
  return absl::StrCat("changing ", Named(look, act));
}

std::vector<std::string> ActColumns(const Act& act) {
  return {act.what(), act.handle(), act.day(),    act.amount(),
          act.unit(), act.title(),  act.answer(), absl::StrCat(act.count())};
}

}  // namespace

std::string UndoneText(const Look& look, const std::vector<daemon::v1::UndoResponse>& undone) {
  std::string out;
  for (const daemon::v1::UndoResponse& one : undone) {
    std::string sentence = absl::StrCat("Undone: ", WhatWasDone(look, one.act()), ".");
    if (one.day_blank()) absl::StrAppend(&sentence, " That day is blank again.");
    out += Paragraph(look, sentence, 0, 0);
    if (one.already_given()) {
      out +=
          Paragraph(look, "Your partner has received it already and keeps having seen it.", 0, 0);
    }
  }
  return absl::StrCat(out, "Bring it back: twofold redo    Go further back: twofold undo\n");
}

std::string UndoPlain(const daemon::v1::UndoResponse& response) {
  return PlainLine(ActColumns(response.act()));
}

std::string RedoneText(const Look& look, const std::vector<daemon::v1::RedoResponse>& redone) {
  std::string out;
  for (const daemon::v1::RedoResponse& one : redone) {
    out += Paragraph(look, absl::StrCat("Back again: ", WhatWasDone(look, one.act()), "."), 0, 0);
  }
  return absl::StrCat(out, "Take it away again: twofold undo\n");
}

std::string RedoPlain(const daemon::v1::RedoResponse& response) {
  return PlainLine(ActColumns(response.act()));
}

std::string HistoryText(const Look& look, const daemon::v1::HistoryResponse& response) {
  std::vector<Row> rows;
  for (const Act& act : response.acts()) {
    Row row;
    row.handle = absl::StrCat(act.number());
    row.detail = absl::StrCat(DayText(look, act.done_on()), act.undone() ? ", undone" : "");
    row.text = WhatWasDone(look, act);
    if (act.undone()) row.ink = Ink::kNotDue;
    rows.push_back(std::move(row));
  }
  if (rows.empty()) return "Nothing was done yet.\n";
  std::string out = Lay(look, rows, ColumnsFor(rows), 0);
  if (response.more()) {
    absl::StrAppend(&out, "Older ones: twofold history --before ", rows.back().handle, "\n");
  }
  return out;
}

std::string HistoryPlain(const daemon::v1::HistoryResponse& response) {
  std::string out;
  for (const Act& act : response.acts()) {
    std::vector<std::string> columns = {absl::StrCat(act.number()), act.done_on(),
                                        act.undone() ? "undone" : ""};
    for (std::string& column : ActColumns(act)) columns.push_back(std::move(column));
    out += PlainLine(columns);
  }
  return out;
}

std::string EaseText(const Look& look, const daemon::v1::SetEaseResponse& response) {
  const std::string what =
      response.ease() == 0 ? "not answered" : absl::StrCat(response.ease(), " of 5 by itself");
  return absl::StrCat(Paragraph(look,
                                absl::StrCat(Shown(look, response.goal().handle()), ", ", what,
                                             ", ", DayText(look, response.day()), "."),
                                0, 0),
                      kUndoable);
}

std::string EasePlain(const daemon::v1::SetEaseResponse& response) {
  return PlainLine({response.goal().handle(), response.day(),
                    response.ease() == 0 ? "" : absl::StrCat(response.ease()),
                    response.goal().title()});
}

}  // namespace twofold
