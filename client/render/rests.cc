// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/rests.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "client/render/acts.h"
#include "client/render/days.h"
#include "client/render/json.h"
#include "client/render/table.h"

namespace twofold {
namespace {

using daemon::v1::Rest;

template <class Rests>
std::string Rows(const Look& look, const Rests& rests) {
  std::vector<Row> rows;
  for (const Rest& rest : rests) {
    Row row;
    row.mark = Mark(look, "resting");
    row.handle = rest.handle().empty() ? "everything" : Shown(look, rest.handle());
    row.detail = SpanText(look, rest.first_day(), rest.last_day());
    row.text = Shown(look, rest.title());
    rows.push_back(std::move(row));
  }
  return Lay(look, rows, ColumnsFor(rows), 0);
}

std::string RestPlain(const Rest& rest) {
  return PlainLine({rest.handle(), rest.first_day(), rest.last_day(), rest.title()});
}

}  // namespace

std::string RestedText(const Look& look, const daemon::v1::RestResponse& response) {
  return absl::StrCat(Rows(look, response.rests()), kUndoable);
}

std::string RestedPlain(const daemon::v1::RestResponse& response) {
  std::string out;
  for (const Rest& rest : response.rests()) out += RestPlain(rest);
  return out;
}

std::string RestEndedText(const Look& look, const daemon::v1::EndRestResponse& response) {
  std::string out = absl::StrCat("The rest has ended:\n", Rows(look, response.ended()));
  if (response.still_size() > 0) {
    absl::StrAppend(&out, "These rest on by themselves:\n", Rows(look, response.still()));
  }
  return absl::StrCat(out, kUndoable);
}

std::string RestEndedPlain(const daemon::v1::EndRestResponse& response) {
  std::string out;
  for (const Rest& rest : response.ended()) absl::StrAppend(&out, "ended\t", RestPlain(rest));
  for (const Rest& rest : response.still()) absl::StrAppend(&out, "still\t", RestPlain(rest));
  return out;
}

std::string RestsText(const Look& look, const daemon::v1::ListRestsResponse& response) {
  if (response.rests().empty()) {
    return Paragraph(look, "Nothing rests.  Let a goal rest: twofold rest GOAL --until sun", 0, 0);
  }
  return Rows(look, response.rests());
}

std::string RestsPlain(const daemon::v1::ListRestsResponse& response) {
  std::string out;
  for (const Rest& rest : response.rests()) out += RestPlain(rest);
  return out;
}

}  // namespace twofold
