// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/goals/goal.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/base/text.h"

namespace twofold {
namespace {

// One rule for every short text that a person types.
absl::Status ValidateText(absl::string_view text, absl::string_view what, std::size_t most) {
  const auto refuse = [&](absl::string_view reason, absl::string_view sentence) -> absl::Status {
    return Refusal(absl::StatusCode::kInvalidArgument, absl::StrCat(what, "_", reason), sentence);
  };
  const std::optional<std::size_t> length = CodePoints(text);
  if (!length) return refuse("not_text", absl::StrCat("that ", what, " is not valid UTF-8 text."));
  if (HasControl(text)) {
    return refuse("not_text", absl::StrCat("that ", what, " holds a control character, such as a ",
                                           "tab or a line break."));
  }
  if (absl::StripAsciiWhitespace(text).empty()) {
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
  if (goal.versions.empty()) return nullptr;
  auto after = goal.versions.upper_bound(day);
  if (after != goal.versions.begin()) --after;
  return &after->second.value;
}

bool IsPractised(const DayEntry& entry, GoalKind kind) {
  return kind == GoalKind::kMeasure ? entry.amount_micros > 0 : entry.mark.value == Mark::kKept;
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

bool IsValid(const GoalTerms& terms) {
  if (!IsValid(terms.schedule)) return false;
  if (terms.kind == GoalKind::kCheck) return terms.unit.empty();
  return terms.kind == GoalKind::kMeasure && ValidateUnit(terms.unit).ok();
}

}  // namespace twofold
