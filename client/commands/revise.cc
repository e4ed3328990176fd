// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "absl/strings/str_cat.h"
#include "client/commands/command.h"
#include "client/commands/words.h"
#include "client/private_text.h"
#include "client/render/goal_changes.h"
#include "core/base/refusal.h"

namespace twofold {

absl::Status RunRevise(Session& session) {
  constexpr char kQuestion[] = "What did you learn? Enter leaves it open.";
  const Arguments& arguments = session.arguments;
  if (!HasTerms(arguments)) {
    return Refusal(absl::StatusCode::kInvalidArgument, "nothing_to_change",
                   "\"revise\" wants to know what is to be different.")
        .Hint("Such as", absl::StrCat("twofold revise ", arguments.Word(0), " --every mon,wed"))
        .Hint("Its words", absl::StrCat("twofold goal edit ", arguments.Word(0)));
  }
  daemon::v1::ReviseGoalRequest request;
  request.set_handle(arguments.Word(0));
  *request.mutable_terms() = TermsOf(arguments);
  request.set_from(arguments.Value("since"));
  if (arguments.Has("learned")) {
    TF_ASSIGN_OR_RETURN(const std::optional<std::string> learned,
                        PrivateText(session, "learned", kQuestion, Lines::kOne));
    request.set_learned(learned.value_or(""));
  } else if (session.CanAsk() && !session.options.yes) {
    TF_ASSIGN_OR_RETURN(const std::string learned, AskPrivateText(session, kQuestion, Lines::kOne));
    request.set_learned(learned);
  }
  request.set_request_id(session.NewRequest());
  TF_ASSIGN_OR_RETURN(const auto response, session.daemon.Call<daemon::v1::ReviseGoalResponse>(
                                               "GoalService/ReviseGoal", request));
  session.Show(response, RevisedText, RevisedPlain);
  return absl::OkStatus();
}

}  // namespace twofold
