// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/commands/command.h"
#include "client/commands/log_batch.h"
#include "client/private_text.h"
#include "client/render/entries.h"
#include "client/transport/refusals.h"
#include "core/base/refusal.h"

namespace twofold {

absl::Status RunLog(Session& session) {
  const Arguments& arguments = session.arguments;
  if (arguments.Word(0) == "-") return LogBatch(session);
  TF_RETURN_IF_ERROR(ReadsInputOnce(session, {"note", "reason"}));
  daemon::v1::LogRequest request;
  request.set_together(daemon::v1::TOGETHER_ALL_OR_NONE);
  daemon::v1::Answer& answer = *request.add_answers();
  answer.set_goal(arguments.Word(0));
  answer.set_what(arguments.Word(1));
  answer.set_on(arguments.Value("on"));
  answer.set_until(arguments.Value("until"));
  answer.set_whole(arguments.Has("whole"));
  TF_ASSIGN_OR_RETURN(const std::optional<std::string> reason,
                      PrivateText(session, "reason", "Why is it skipped?", Lines::kOne));
  if (reason) answer.set_reason(*reason);
  TF_ASSIGN_OR_RETURN(const std::optional<std::string> note,
                      PrivateText(session, "note", "Your note, for you alone.", Lines::kMany));
  if (note && !note->empty()) answer.set_note(*note == "none" ? "" : *note);
  // Nothing typed takes nothing away, and says nothing about the day either.
  if (note && note->empty() && answer.what().empty()) {
    return Refusal(absl::StatusCode::kInvalidArgument, "note_empty", "there is no note to keep.")
        .Hint("To take one away", "the word none in its place")
        .Aftermath("Nothing was logged.");
  }
  request.set_request_id(session.NewRequest());
  TF_ASSIGN_OR_RETURN(const auto response,
                      session.daemon.Call<daemon::v1::LogResponse>("EntryService/Log", request));
  if (response.logged_size() != 1) return AnswerGarbled();
  session.Show(response.logged(0), LogText, LogPlain);
  return absl::OkStatus();
}

}  // namespace twofold
