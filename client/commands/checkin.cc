// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The walk through what is open on a day. Each answer is sent at once, so that none is lost.
#include "client/render/checkin.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "client/commands/checkin_keys.h"
#include "client/commands/command.h"
#include "client/commands/log_batch.h"
#include "client/private_text.h"
#include "client/render/days.h"
#include "client/render/entries.h"
#include "client/render/error.h"
#include "client/transport/refusals.h"
#include "core/base/refusal.h"

namespace twofold {
namespace {

using daemon::v1::DayLine;
using daemon::v1::Logged;

// What becomes of the walk after a reply.
enum class Next { kAskAgain, kGoOn, kEnd };

struct Walk {
  Session& session;
  std::string day;
  std::vector<Logged> logged;
  bool kept = false;  // anything was
};

// A slip is told, and the question is asked again; anything else ends the walk.
absl::StatusOr<Next> AgainAfterSlip(Walk& walk, const absl::Status& status) {
  const bool slip = status.code() == absl::StatusCode::kInvalidArgument ||
                    status.code() == absl::StatusCode::kNotFound;
  if (!slip || RefusalReason(status).empty()) return status;
  walk.session.terminal.Print(ErrorLines(walk.session.look, status));
  return Next::kAskAgain;
}

// What was typed before the question could be read does not answer it.
absl::StatusOr<std::optional<std::string>> AskFresh(Walk& walk, absl::string_view question) {
  walk.session.terminal.DropTypedAhead();
  return walk.session.Ask(question);
}

// Nothing when the input ends at the question.
absl::StatusOr<std::optional<std::string>> AskNote(Walk& walk, absl::string_view question,
                                                   Lines lines) {
  absl::StatusOr<std::string> note = AskPrivateText(walk.session, question, lines);
  if (note.ok()) return std::optional<std::string>(*std::move(note));
  if (RefusalReason(note.status()) == "said_no") return std::optional<std::string>();
  return note.status();
}

absl::StatusOr<Next> LogAnswer(Walk& walk, const DayLine& line, const Reply& reply) {
  daemon::v1::LogRequest request;
  request.set_request_id(walk.session.NewRequest());
  request.set_together(daemon::v1::TOGETHER_ALL_OR_NONE);
  daemon::v1::Answer& answer = *request.add_answers();
  answer.set_goal(line.goal().handle());
  answer.set_what(reply.what);
  answer.set_on(walk.day);
  Next next = Next::kGoOn;
  const bool tried = line.goal().kind() == "explore";
  if (reply.with_note || tried) {
    TF_ASSIGN_OR_RETURN(
        const std::optional<std::string> note,
        tried ? AskNote(walk, "          What was it like? Enter leaves it open.", Lines::kOne)
              : AskNote(walk, "          Your note, for you alone.", Lines::kMany));
    if (!note) next = Next::kEnd;
    if (note && !note->empty()) answer.set_note(*note);
  }
  const auto response =
      walk.session.daemon.Call<daemon::v1::LogResponse>("EntryService/Log", request);
  if (!response.ok()) return AgainAfterSlip(walk, response.status());
  if (response->logged_size() != 1) return AnswerGarbled();
  walk.logged.push_back(response->logged(0));
  walk.kept = true;
  return next;
}

absl::StatusOr<Next> TickStep(Walk& walk, const DayLine& line, unsigned number) {
  daemon::v1::ChangeStepRequest request;
  request.set_request_id(walk.session.NewRequest());
  request.set_handle(line.goal().handle());
  request.set_what("done");
  request.set_number(number);
  request.set_on(walk.day);
  const auto response =
      walk.session.daemon.Call<daemon::v1::ChangeStepResponse>("GoalService/ChangeStep", request);
  if (!response.ok()) return AgainAfterSlip(walk, response.status());
  walk.kept = true;
  return Next::kGoOn;
}

absl::StatusOr<Next> LetRest(Walk& walk, const DayLine& line) {
  const Look& look = walk.session.look;
  for (;;) {
    TF_ASSIGN_OR_RETURN(const std::optional<std::string> until,
                        AskFresh(walk, FurtherQuestion("Resting until  [tomorrow]")));
    if (!until) return Next::kEnd;
    daemon::v1::RestRequest request;
    request.set_request_id(walk.session.NewRequest());
    request.add_goals(line.goal().handle());
    request.set_from(walk.day);
    request.set_until(until->empty() ? "tomorrow" : *until);
    const auto response =
        walk.session.daemon.Call<daemon::v1::RestResponse>("EntryService/Rest", request);
    if (!response.ok()) {
      TF_RETURN_IF_ERROR(AgainAfterSlip(walk, response.status()).status());
      continue;
    }
    walk.kept = true;
    for (const daemon::v1::Rest& rest : response->rests()) {
      walk.session.terminal.Print(absl::StrCat(
          "          Resting, ", SpanText(look, rest.first_day(), rest.last_day()), ".\n"));
    }
    return Next::kGoOn;
  }
}

absl::StatusOr<Next> AskEase(Walk& walk, const DayLine& line) {
  constexpr char kQuestion[] = "How much by itself, 1 to 5? Enter leaves it";
  for (;;) {
    TF_ASSIGN_OR_RETURN(const std::optional<std::string> ease,
                        AskFresh(walk, FurtherQuestion(kQuestion)));
    if (!ease) return Next::kEnd;
    if (ease->empty()) return Next::kGoOn;
    daemon::v1::SetEaseRequest request;
    request.set_request_id(walk.session.NewRequest());
    request.set_goal(line.goal().handle());
    request.set_ease(*ease);
    request.set_on(walk.day);
    const auto response =
        walk.session.daemon.Call<daemon::v1::SetEaseResponse>("EntryService/SetEase", request);
    if (response.ok()) {
      walk.kept = true;
      return Next::kGoOn;
    }
    TF_RETURN_IF_ERROR(AgainAfterSlip(walk, response.status()).status());
  }
}

absl::StatusOr<Next> Act(Walk& walk, const DayLine& line, const Reply& reply) {
  switch (reply.kind) {
    case Reply::Kind::kAnswer:
      return LogAnswer(walk, line, reply);
    case Reply::Kind::kStep:
      return TickStep(walk, line, reply.step);
    case Reply::Kind::kRest:
      return LetRest(walk, line);
    case Reply::Kind::kSkip:
      return Next::kGoOn;
    case Reply::Kind::kNote:
    case Reply::Kind::kUnclear:
      break;
  }
  return Next::kAskAgain;
}

// One goal, until it is answered, skipped or the input ends.
absl::StatusOr<Next> AskAbout(Walk& walk, const DayLine& line) {
  const std::string keys = KeysFor(line.goal());
  std::string question = CheckinQuestion(walk.session.look, line, keys);
  bool with_note = false;
  for (;;) {
    TF_ASSIGN_OR_RETURN(const std::optional<std::string> typed, AskFresh(walk, question));
    if (!typed) return Next::kEnd;
    Reply reply = ReadReply(line.goal(), *typed);
    with_note = with_note || reply.kind == Reply::Kind::kNote;
    reply.with_note = reply.with_note || with_note;
    TF_ASSIGN_OR_RETURN(const Next next, Act(walk, line, reply));
    if (next == Next::kGoOn && line.ease_due() && reply.kind == Reply::Kind::kAnswer) {
      return AskEase(walk, line);
    }
    if (next != Next::kAskAgain) return next;
    question = FurtherQuestion(with_note ? absl::StrCat("with a note: ", keys) : keys);
  }
}

std::string NothingAnswered(const daemon::v1::TodayResponse& asked) {
  return asked.items(0).offered() ? "Nothing was answered.\n"
                                  : "Nothing was answered; it stays open.\n";
}

absl::Status WalkThrough(Session& session, const daemon::v1::TodayResponse& asked) {
  const Look& look = session.look;
  if (asked.items().empty()) {
    session.Tell(absl::StrCat("Nothing is open on ", LongDayText(look, asked.day()), ".\n"));
    return absl::OkStatus();
  }
  Walk walk{session, asked.day(), {}};
  session.TellAnyway(absl::StrCat(CheckinHeading(look, asked.day()), "\n"));
  bool offering = false;
  for (const DayLine& line : asked.items()) {
    if (line.offered() && !offering) session.TellAnyway("  And, if you like:\n");
    offering |= line.offered();
    const absl::StatusOr<Next> next = AskAbout(walk, line);
    if (!next.ok()) {
      if (!walk.kept) return next.status();
      return WithAftermath(next.status(), "What was answered before is kept.");
    }
    if (*next == Next::kEnd) break;
  }
  session.Tell(
      absl::StrCat("\n", walk.kept ? CheckedInText(look, walk.logged) : NothingAnswered(asked)));
  return absl::OkStatus();
}

absl::Status WantsSomebody() {
  return Refusal(absl::StatusCode::kInvalidArgument, "wants_person",
                 "\"checkin\" asks, and nobody can be asked here.")
      .Hint("In a script", "twofold checkin - < FILE")
      .Hint("What is open", "twofold checkin --plain");
}

}  // namespace

absl::Status RunCheckin(Session& session) {
  const std::string word = session.arguments.Word(0);
  if (word == "-") return LogBatch(session);
  if (!word.empty()) {
    return Refusal(absl::StatusCode::kInvalidArgument, "word_unexpected",
                   absl::StrCat("\"", word, "\" is more than this command takes."))
        .Hint("One goal alone", "twofold log GOAL");
  }
  const bool text = session.options.format == Format::kText;
  if (text && !session.CanAsk()) return WantsSomebody();
  daemon::v1::TodayRequest request;
  request.set_on(session.arguments.Value("on"));
  TF_ASSIGN_OR_RETURN(const auto response, session.daemon.Call<daemon::v1::TodayResponse>(
                                               "EntryService/Today", request));
  const daemon::v1::TodayResponse asked = AskedOn(response);
  if (text) return WalkThrough(session, asked);
  session.Show(asked, TodayText, TodayPlain);
  return absl::OkStatus();
}

}  // namespace twofold
