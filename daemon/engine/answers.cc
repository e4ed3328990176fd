// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/answers.h"

#include <array>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/quoted.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"
#include "core/goals/amount.h"
#include "core/goals/terms_words.h"
#include "daemon/engine/write_days.h"

namespace twofold {
namespace {

struct KnownWord {
  absl::string_view word;
  Mark mark;
};
constexpr std::array<KnownWord, 10> kWords = {{{"", Mark::kKept},
                                               {"yes", Mark::kKept},
                                               {"did", Mark::kKept},
                                               {"no", Mark::kNotKept},
                                               {"skip", Mark::kSkipped},
                                               {"stayed", Mark::kStayed},
                                               {"back", Mark::kSteppedBack},
                                               {"again", Mark::kAgain},
                                               {"different", Mark::kDifferent},
                                               {"fine", Mark::kFine}}};

absl::Status Refuse(absl::string_view reason, absl::string_view sentence) {
  return Refusal(absl::StatusCode::kInvalidArgument, reason, sentence);
}

absl::Status AmountMissing(const GoalView& goal, const GoalTerms& terms) {
  return Refusal(absl::StatusCode::kInvalidArgument, "amount_missing",
                 absl::StrCat("\"", goal.handle, "\" counts ", terms.unit, "; say how much."))
      .Hint("For example", absl::StrCat("twofold log ", goal.handle, " 30", terms.unit));
}

// What a goal is to hold for a day.
struct Wanted {
  Mark mark = Mark::kNone;
  std::string reason;
  std::int64_t amount_micros = 0;
  bool clears_note = false;
};

bool LooksLikeAmount(absl::string_view what) {
  return absl::ascii_isdigit(what[0]) || what[0] == '-' || what[0] == '+' || what[0] == '.';
}

absl::StatusOr<Wanted> WantedAmount(const AnswerWords& words, const GoalView& goal,
                                    const GoalTerms& terms, std::int64_t before) {
  if (!TakesAmount(terms)) {
    return Refusal(absl::StatusCode::kInvalidArgument, "amount_not_wanted",
                   absl::StrCat("\"", goal.handle, "\" takes no amount."))
        .Hint("Like this", absl::StrCat("twofold log ", goal.handle));
  }
  Wanted wanted;
  if (IsZeroAmount(words.what, terms.unit)) {
    wanted.amount_micros = words.whole ? 0 : before;
    if (wanted.amount_micros == 0) wanted.mark = Mark::kZero;
    return wanted;
  }
  TF_ASSIGN_OR_RETURN(const std::int64_t amount, ParseAmount(words.what, terms.unit));
  const std::int64_t base = words.whole ? 0 : before;
  if (base > limits::kAmountMicros - amount) {
    return Refuse("amount_out_of_range",
                  "that day's amounts would add up to more than 1000000000.");
  }
  wanted.amount_micros = base + amount;
  return wanted;
}

absl::StatusOr<Wanted> WantedMark(const AnswerWords& words, const GoalView& goal,
                                  const GoalTerms& terms) {
  const std::string what = absl::AsciiStrToLower(words.what);
  for (const KnownWord& known : kWords) {
    if (known.word != what) continue;
    if (known.mark == Mark::kKept && TakesAmount(terms)) return AmountMissing(goal, terms);
    if (!Takes(terms.kind, known.mark)) {
      return Refusal(absl::StatusCode::kInvalidArgument, "answer_not_of_this_kind",
                     absl::StrCat("\"", what, "\" is no answer for \"", goal.handle,
                                  "\", a goal of the kind ", KindWord(terms.kind), "."))
          .Hint("Which answers there are", "twofold help answers");
    }
    return Wanted{.mark = known.mark};
  }
  // Of a goal that counts, whatever is no word is meant as an amount.
  if (TakesAmount(terms)) {
    TF_RETURN_IF_ERROR(ParseAmount(words.what, terms.unit).status());
  }
  return Refusal(
             absl::StatusCode::kInvalidArgument, "answer_not_understood",
             absl::StrCat(Quoted(words.what), " is not an answer. Try yes, no, skip or an amount."))
      .Hint("Which answers there are", "twofold help answers");
}

absl::StatusOr<Wanted> WantedBy(const AnswerWords& words, const GoalView& goal,
                                const GoalTerms& terms, const DayEntry& given,
                                const DayEntry& kept) {
  Wanted wanted;
  if (absl::EqualsIgnoreCase(words.what, "blank")) {
    wanted.clears_note = true;
  } else if (words.what.empty() && words.note) {
    // A note alone changes nothing else.
    const DayEntry& own = given.mark.value.mark != Mark::kNone ? given : kept;
    wanted = {own.mark.value.mark, own.mark.value.reason, given.amount_micros, false};
  } else if (!words.what.empty() && LooksLikeAmount(words.what)) {
    TF_ASSIGN_OR_RETURN(wanted, WantedAmount(words, goal, terms, given.amount_micros));
  } else {
    TF_ASSIGN_OR_RETURN(wanted, WantedMark(words, goal, terms));
  }
  if (words.reason.empty()) return wanted;
  if (!absl::EqualsIgnoreCase(words.what, "skip")) {
    return Refuse("reason_without_skip", "a reason belongs to a skip.");
  }
  TF_RETURN_IF_ERROR(ValidateLine(words.reason, "reason"));
  wanted.reason = std::string(absl::StripAsciiWhitespace(words.reason));
  return wanted;
}

// Whether the partner is told: that it happened, and how much. Never that it did not.
bool IsGiven(const GoalTerms& terms, Mark mark) {
  switch (mark) {
    case Mark::kKept:
    case Mark::kAgain:
    case Mark::kDifferent:
    case Mark::kFine:
      return true;
    case Mark::kZero:
      return terms.target && terms.target->direction == Direction::kAtMost;
    default:
      return false;
  }
}

}  // namespace

absl::StatusOr<DayChange> ChangeOf(const AnswerWords& words, const GoalView& goal,
                                   const GoalTerms& terms, std::int32_t day, const DayEntry& given,
                                   const DayEntry& kept) {
  TF_ASSIGN_OR_RETURN(const Wanted wanted, WantedBy(words, goal, terms, given, kept));
  std::optional<std::string> note;
  if (words.note) {
    TF_RETURN_IF_ERROR(ValidateNote(*words.note));
    note = std::string(absl::StripAsciiWhitespace(*words.note));
  } else if (wanted.clears_note) {
    note = "";
  }
  const DayMark mark{wanted.mark, wanted.reason};
  DayChange change;
  change.added_micros = AmountToAdd(wanted.amount_micros, given.amount_micros);
  if (goal.side == Side::kMe) {
    change.given = WriteFor(day, given, mark, wanted.amount_micros, note);
    return change;
  }
  // Of a shared goal the partner gets what happened; everything else stays with its author.
  const bool told = IsGiven(terms, wanted.mark);
  change.given = WriteFor(day, given, told ? DayMark{wanted.mark, ""} : DayMark{},
                          wanted.amount_micros, std::nullopt);
  change.kept = WriteFor(day, kept, told ? DayMark{} : mark, kept.amount_micros, note);
  return change;
}

absl::string_view AnswerWord(GoalKind kind, Mark mark) {
  if (mark == Mark::kNone) return "";
  if (mark == Mark::kZero) return "0";
  if (mark == Mark::kKept) return kind == GoalKind::kEdge ? "did" : "yes";
  for (const KnownWord& known : kWords) {
    if (known.mark == mark) return known.word;
  }
  return "";
}

}  // namespace twofold
