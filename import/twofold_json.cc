// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Our own export: docs/formats/export.md.
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/status_macros.h"
#include "import/draft.h"
#include "import/message_json.h"
#include "import/parsed.h"
#include "import/portable_rules.h"
#include "import/refusals.h"

namespace twofold::importing {
namespace {

constexpr char kSchema[] = "twofold.export.v1";

// Adds the goal's remarks and what finds it again.
void Finish(std::size_t place, const Remarks& remarks, std::set<std::string>& sources,
            portable::v1::ImportedGoal& imported) {
  portable::v1::Goal& goal = *imported.mutable_goal();
  const absl::string_view format = FormatWord(Format::kTwofold);
  if (goal.source().empty() || goal.source().size() > limits::kSourceLength ||
      !sources.insert(goal.source()).second) {
    goal.set_source(
        SourceId(format, goal.id().empty() ? absl::StrCat(place, " ", goal.title()) : goal.id()));
    sources.insert(goal.source());
  }
  for (const std::string& remark : remarks.Sentences()) imported.add_remarks(remark);
}

}  // namespace

Imported ReadTwofold(std::string bytes, const Circumstances& circumstances) {
  TF_ASSIGN_OR_RETURN(Json json, ParseJson(std::move(bytes), circumstances.bounds));
  return ReadTwofoldJson(std::move(json), circumstances);
}

Imported ReadTwofoldJson(Json json, const Circumstances& circumstances) {
  if (TextMember(json, "schema") != kSchema) {
    return NotThatFormat("this JSON is no export of twofold");
  }
  json.erase("schema");
  portable::v1::ImportFile file;
  file.set_format(std::string(FormatWord(Format::kTwofold)));
  Remarks remarks;
  std::set<std::string> ids, sources;
  std::size_t entries = 0, place = 0;
  const Json* goals = ArrayMember(json, "goals");
  for (const Json& one : goals == nullptr ? Json::array() : *goals) {
    if (++place > circumstances.bounds.goals) {
      return TooManyGoals(circumstances.bounds.goals);
    }
    const Json* days = ArrayMember(one, "entries");
    entries += days == nullptr ? 0 : days->size();
    if (entries > circumstances.bounds.entries) {
      return TooManyEntries(circumstances.bounds.entries);
    }
    portable::v1::ImportedGoal imported;
    Remarks of_goal;
    if (one.is_object()) FillMessage(one, *imported.mutable_goal(), of_goal);
    portable::v1::Goal& goal = *imported.mutable_goal();
    if (!TidyGoal(goal, of_goal) || (!goal.id().empty() && !ids.insert(goal.id()).second)) {
      remarks.Count(Loss::kNotAllowed);
      continue;
    }
    Finish(place, of_goal, sources, imported);
    *file.add_goals() = std::move(imported);
  }
  json.erase("goals");
  const Json* shared = ArrayMember(json, "shared");
  if (shared != nullptr) remarks.Count(Loss::kSharedGoal, shared->size());
  json.erase("shared");
  portable::v1::Portable rest;
  FillMessage(json, rest, remarks);
  for (const portable::v1::Rest& one : rest.rests()) {
    if (IsRest(one)) {
      *file.add_rests() = one;
    } else {
      remarks.Count(Loss::kNotAllowed);
    }
  }
  if (file.goals().empty() && file.rests().empty()) return NothingFound();
  for (const std::string& remark : remarks.Sentences()) file.add_remarks(remark);
  return file;
}

}  // namespace twofold::importing
