// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/commands/checkin_keys.h"

#include <array>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "core/base/text.h"

namespace twofold {
namespace {

using daemon::v1::Goal;

// A word as it is typed, whole or its first letter, and as the daemon takes it.
using Word = std::pair<absl::string_view, absl::string_view>;
constexpr std::array<Word, 3> kEdge = {{{"did", "did"}, {"stayed", "stayed"}, {"back", "back"}}};
constexpr std::array<Word, 3> kTime = {
    {{"again", "again"}, {"different", "different"}, {"fine", "fine"}}};
constexpr std::array<Word, 2> kYes = {{{"yes", "yes"}, {"tried", "yes"}}};

// Whether a no says anything about the goal.
bool IsAskedFor(const Goal& goal) {
  return goal.kind() != "observe" && goal.kind() != "explore" && goal.kind() != "edge";
}

// The daemon's word for what was typed; empty when it is none of `words`.
template <std::size_t kSize>
std::string Meant(const std::array<Word, kSize>& words, absl::string_view typed) {
  for (const auto& [word, what] : words) {
    if (typed == word || typed == word.substr(0, 1)) return std::string(what);
  }
  return "";
}

std::string WordOf(const Goal& goal, absl::string_view typed) {
  if (IsAskedFor(goal)) {
    if (typed == "n" || typed == "no" || typed == "not" || typed == "not today") return "no";
    if (typed == "skip") return "skip";
  }
  if (goal.kind() == "edge") return Meant(kEdge, typed);
  if (goal.kind() == "time") {
    const std::string what = Meant(kTime, typed);
    return what.empty() ? Meant(kYes, typed) : what;
  }
  return goal.unit().empty() ? Meant(kYes, typed) : "";
}

}  // namespace

daemon::v1::TodayResponse AskedOn(const daemon::v1::TodayResponse& day) {
  daemon::v1::TodayResponse asked = day;
  asked.clear_items();
  asked.clear_proposals();
  for (const bool offered : {false, true}) {
    for (const daemon::v1::DayLine& line : day.items()) {
      if (!line.goal().waits().empty()) continue;
      const bool open = line.state() == "open" || line.state() == "part";
      if (offered ? line.offered() && !open : open) *asked.add_items() = line;
    }
  }
  return asked;
}

std::string KeysFor(const Goal& goal) {
  if (!goal.unit().empty()) {
    return absl::StrCat("how many ", CleanForDisplay(goal.unit(), goal.unit().size()),
                        IsAskedFor(goal) ? " [n]ot today" : "", " [r]esting");
  }
  if (goal.kind() == "edge") return "[d]id [s]tayed [b]ack [r]esting";
  if (goal.kind() == "time") return "[a]gain [d]ifferent [f]ine [n]ot";
  if (goal.kind() == "explore") return "[t]ried [r]esting";
  if (goal.kind() == "observe") return "[y]es [r]esting";
  if (goal.kind() == "milestone") {
    return goal.steps().empty() ? "[y] reached [n]ot today [r]esting"
                                : "the step's number, or [y] reached [n]ot today";
  }
  return goal.side() == "us" ? "[y] it happened  [n]ot" : "[y]es [n]ot today [r]esting";
}

Reply ReadReply(const Goal& goal, absl::string_view typed) {
  Reply reply;
  typed = absl::StripAsciiWhitespace(typed);
  std::string word = absl::AsciiStrToLower(typed);
  if (word == "+" || word == "note") {
    reply.kind = Reply::Kind::kNote;
    return reply;
  }
  if (absl::ConsumeSuffix(&typed, "+")) {
    reply.with_note = true;
    typed = absl::StripAsciiWhitespace(typed);
    word = absl::AsciiStrToLower(typed);
  }
  if (word.empty()) {
    reply.kind = Reply::Kind::kSkip;
    return reply;
  }
  if (word == "r" || word == "rest" || word == "resting") {
    reply.kind = Reply::Kind::kRest;
    return reply;
  }
  reply.what = WordOf(goal, word);
  // Whether it is an amount is the daemon's to say.
  if (reply.what.empty() && !goal.unit().empty()) reply.what = std::string(typed);
  if (!reply.what.empty()) {
    reply.kind = Reply::Kind::kAnswer;
  } else if (goal.kind() == "milestone" && absl::SimpleAtoi(word, &reply.step)) {
    reply.kind = Reply::Kind::kStep;
  }
  return reply;
}

}  // namespace twofold
