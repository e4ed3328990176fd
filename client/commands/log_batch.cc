// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/commands/log_batch.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "client/commands/command.h"
#include "client/render/entries.h"
#include "client/transport/refusals.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"

namespace twofold {
namespace {

using daemon::v1::Answer;
using daemon::v1::Logged;
using daemon::v1::LogResponse;

// The daemon writes thousands of entries before it answers.
constexpr absl::Duration kPatience = absl::Seconds(30);
constexpr char kNotLogged[] = "Nothing was logged.";

struct Read {
  std::size_t line;  // from 1
  absl::StatusOr<Answer> answer;
};

absl::StatusOr<std::vector<Read>> ReadLines(Terminal& terminal) {
  std::vector<Read> lines;
  for (std::size_t number = 1;; ++number) {
    TF_ASSIGN_OR_RETURN(const std::optional<std::string> line, terminal.ReadLine());
    if (!line) return lines;
    const absl::string_view text =
        absl::StripAsciiWhitespace(absl::string_view(*line).substr(0, line->find('#')));
    if (text.empty()) continue;
    if (lines.size() == limits::kAnswersPerCall) {
      return Refusal(absl::StatusCode::kResourceExhausted, "too_many_answers",
                     absl::StrCat("these are more than ", limits::kAnswersPerCall,
                                  " answers; that is the most at once."));
    }
    lines.push_back({number, ReadAnswer(text)});
  }
}

// A line that was not understood, told as the daemon tells of one that it refuses.
Logged Refused(const absl::Status& status) {
  Logged logged;
  logged.mutable_refusal()->set_reason(RefusalReason(status));
  logged.mutable_refusal()->set_sentence(std::string(status.message()));
  logged.mutable_refusal()->set_code(static_cast<std::uint32_t>(status.code()));
  for (const RefusalHint& hint : RefusalHints(status)) {
    daemon::v1::Hint& told = *logged.mutable_refusal()->add_hints();
    told.set_label(hint.label);
    told.set_text(hint.text);
  }
  return logged;
}

std::string OfLine(std::size_t line, absl::string_view sentence) {
  return absl::StrCat("line ", line, ": ", sentence);
}

absl::Status OfLine(std::size_t line, const absl::Status& refusal) {
  return WithSentence(refusal, OfLine(line, refusal.message()));
}

absl::Status StatusOf(const daemon::v1::Refusal& refusal, absl::string_view aftermath) {
  twofold::Refusal told(static_cast<absl::StatusCode>(refusal.code()), refusal.reason(),
                        refusal.sentence());
  for (const daemon::v1::Hint& hint : refusal.hints()) told.Hint(hint.label(), hint.text());
  return told.Aftermath(aftermath);
}

void ShowBatch(Session& session, const LogResponse& response) {
  if (session.options.quiet) return;
  if (session.options.format == Format::kJson) {
    session.terminal.Print(Json("twofold.log_batch.v1", response));
    return;
  }
  session.Show(response, BatchText, BatchPlain);
}

bool IsAnswersFault(const absl::Status& status) {
  return !RefusalReason(status).empty() && (status.code() == absl::StatusCode::kNotFound ||
                                            status.code() == absl::StatusCode::kInvalidArgument ||
                                            status.code() == absl::StatusCode::kFailedPrecondition);
}

// Puts what the daemon said of the lines that it got beside what was not understood here.
absl::StatusOr<LogResponse> InOrder(const std::vector<Read>& lines, const LogResponse& answered) {
  LogResponse all;
  int next = 0;
  for (const Read& line : lines) {
    if (line.answer.ok() && next == answered.logged_size()) return AnswerGarbled();
    Logged& logged = *all.add_logged();
    logged = line.answer.ok() ? answered.logged(next++) : Refused(line.answer.status());
    if (!logged.has_refusal()) continue;
    logged.mutable_refusal()->set_sentence(OfLine(line.line, logged.refusal().sentence()));
  }
  return all;
}

// A refusal of all for one answer's sake names the line of that answer.
absl::Status WithLine(const std::vector<Read>& lines, const absl::Status& status) {
  std::size_t place = RefusalPlace(status);
  const auto answers =
      std::count_if(lines.begin(), lines.end(), [](const Read& line) { return line.answer.ok(); });
  if (place == 0 && answers == 1 && IsAnswersFault(status)) place = 1;
  for (const Read& line : lines) {
    if (place == 0 || !line.answer.ok() || --place > 0) continue;
    return OfLine(line.line, status);
  }
  return status;
}

}  // namespace

bool IsDayWord(absl::string_view word) {
  static constexpr std::array<absl::string_view, 7> kDays = {
      "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
  constexpr std::size_t kShort = 3, kIso = 10;
  const std::string lower = absl::AsciiStrToLower(word);
  if (lower == "today" || lower == "yesterday" || lower == "tomorrow") return true;
  for (absl::string_view day : kDays) {
    if (lower == day || lower == day.substr(0, kShort)) return true;
  }
  const auto digits = [&](std::size_t from, std::size_t count) {
    const std::string part = lower.substr(from, count);
    return part.size() == count && std::all_of(part.begin(), part.end(), [](unsigned char c) {
             return absl::ascii_isdigit(c);
           });
  };
  if (lower.size() == kIso && lower[4] == '-') return digits(0, 4) && digits(5, 2) && digits(8, 2);
  return lower.size() > 1 && lower.back() == 'd' && digits(0, lower.size() - 1);
}

absl::StatusOr<Answer> ReadAnswer(absl::string_view line) {
  const std::vector<std::string> words =
      absl::StrSplit(line, absl::ByAnyChar(" \t"), absl::SkipEmpty());
  if (words.size() > 3) {
    return Refusal(absl::StatusCode::kInvalidArgument, "line_not_understood",
                   absl::StrCat("\"", words[3], "\" is more than GOAL [ANSWER] [DAY]."));
  }
  Answer answer;
  answer.set_goal(words[0]);
  if (words.size() == 2 && IsDayWord(words[1])) {
    answer.set_on(words[1]);
  } else if (words.size() > 1) {
    answer.set_what(words[1]);
  }
  if (words.size() > 2) answer.set_on(words[2]);
  return answer;
}

absl::Status LogBatch(Session& session) {
  const bool together = session.arguments.Has("all-or-nothing");
  TF_ASSIGN_OR_RETURN(const std::vector<Read> lines, ReadLines(session.terminal));
  daemon::v1::LogRequest request;
  request.set_request_id(session.NewRequest());
  request.set_together(together ? daemon::v1::TOGETHER_ALL_OR_NONE : daemon::v1::TOGETHER_EACH);
  for (const Read& line : lines) {
    if (line.answer.ok()) {
      *request.add_answers() = *line.answer;
    } else if (together) {
      return WithAftermath(OfLine(line.line, line.answer.status()), kNotLogged);
    }
  }
  LogResponse answered;
  if (request.answers_size() > 0) {
    const auto response = session.daemon.Call<LogResponse>("EntryService/Log", request, kPatience);
    if (response.ok()) {
      answered = *response;
    } else if (!together && request.answers_size() == 1 && IsAnswersFault(response.status())) {
      // The daemon refuses one answer that comes alone as a whole.
      *answered.add_logged() = Refused(response.status());
    } else {
      return WithLine(lines, response.status());
    }
  }
  TF_ASSIGN_OR_RETURN(const LogResponse all, InOrder(lines, answered));
  ShowBatch(session, all);
  for (const Logged& logged : all.logged()) {
    if (!logged.has_refusal()) continue;
    return StatusOf(logged.refusal(), together ? kNotLogged : "What could be kept is kept.");
  }
  return absl::OkStatus();
}

}  // namespace twofold
