// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/goals/goal.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"
#include "core/base/text.h"

namespace twofold {
namespace {

enum class Empty { kAllowed, kRefused };
enum class Lines { kOne, kMany };

// Line breaks and tabs gone, which a text of many lines may have.
std::string WithoutBreaks(absl::string_view text) {
  std::string out(text);
  std::erase_if(out, [](char c) { return c == '\n' || c == '\t'; });
  return out;
}

// One rule for every text that a person types.
absl::Status ValidateText(absl::string_view text, absl::string_view what, std::size_t most,
                          Empty empty = Empty::kRefused, Lines lines = Lines::kOne) {
  const auto refuse = [&](absl::string_view reason, absl::string_view sentence) -> absl::Status {
    return Refusal(absl::StatusCode::kInvalidArgument, absl::StrCat(what, "_", reason), sentence);
  };
  const std::optional<std::size_t> length = CodePoints(text);
  if (!length) return refuse("not_text", absl::StrCat("that ", what, " is not valid UTF-8 text."));
  if (HasControl(lines == Lines::kMany ? WithoutBreaks(text) : std::string(text))) {
    return refuse("not_text",
                  absl::StrCat("that ", what, " holds a control character",
                               lines == Lines::kMany ? "." : ", such as a tab or a line break."));
  }
  if (empty == Empty::kRefused && absl::StripAsciiWhitespace(text).empty()) {
    return refuse("empty", absl::StrCat("a ", what, " needs at least one character."));
  }
  if (*length > most) {
    return refuse("too_long", absl::StrCat("a ", what, " has at most ", most,
                                           " characters; this one has ", *length, "."));
  }
  return absl::OkStatus();
}

}  // namespace

const GoalTerms* TermsOn(const Goal& goal, std::int32_t day) {
  const GoalTerms* in_force = nullptr;
  for (const auto& [from, version] : goal.versions) {
    if (!version.value.terms) continue;
    if (from > day && in_force != nullptr) break;
    in_force = &*version.value.terms;
    if (from > day) break;
  }
  return in_force;
}

absl::Status ValidateTitle(absl::string_view title) {
  return ValidateText(title, "title", limits::kTitleLength);
}

absl::Status ValidateUnit(absl::string_view unit) {
  absl::Status status = ValidateText(unit, "unit", limits::kUnitLength);
  if (!status.ok()) return status;
  if (absl::ascii_isdigit(unit[0]) || absl::ascii_ispunct(unit[0]) ||
      unit != absl::StripAsciiWhitespace(unit)) {
    return Refusal(absl::StatusCode::kInvalidArgument, "unit_not_text",
                   absl::StrCat("\"", unit, "\" is not a unit. Try min, km or pages."));
  }
  return absl::OkStatus();
}

absl::Status ValidatePersonName(absl::string_view name) {
  return ValidateText(name, "name", limits::kPersonNameLength);
}

absl::Status ValidateTag(absl::string_view tag) {
  TF_RETURN_IF_ERROR(ValidateText(tag, "tag", limits::kTagLength));
  if (tag.find_first_of(" ,#") == absl::string_view::npos && tag[0] != '-' && tag[0] != '+') {
    return absl::OkStatus();
  }
  return Refusal(absl::StatusCode::kInvalidArgument, "tag_not_text",
                 absl::StrCat("\"", tag, "\" is not a tag: one word, without \",\" and \"#\", ",
                              "and not beginning with \"-\" or \"+\"."));
}

absl::Status ValidateGroup(absl::string_view group) {
  return ValidateText(group, "group", limits::kTagLength);
}

absl::Status ValidateStepTitle(absl::string_view title) {
  return ValidateText(title, "step", limits::kTitleLength);
}

absl::Status ValidateLine(absl::string_view text, absl::string_view what) {
  return ValidateText(text, what, limits::kLineLength, Empty::kAllowed);
}

absl::Status ValidateNote(absl::string_view note) {
  return ValidateText(note, "note", limits::kNoteLength, Empty::kAllowed, Lines::kMany);
}

bool IsSource(absl::string_view text) {
  return text.size() <= limits::kSourceLength && CodePoints(text) && !HasControl(text);
}

}  // namespace twofold
