// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "absl/strings/str_cat.h"
#include "client/commands/command.h"
#include "client/commands/giving.h"
#include "client/commands/words.h"
#include "core/base/refusal.h"

namespace twofold {

absl::Status RunChange(Session& session) {
  const Arguments& arguments = session.arguments;
  if (!arguments.Has("title") && !HasTerms(arguments)) {
    return Refusal(absl::StatusCode::kInvalidArgument, "nothing_to_change",
                   "\"change\" wants to know what is to be different.")
        .Hint("Such as", absl::StrCat("twofold change ", arguments.Word(0), " --every mon,wed"));
  }
  daemon::v1::ChangeRequest request;
  request.set_handle(arguments.Word(0));
  request.set_title(arguments.Value("title"));
  *request.mutable_terms() = TermsOf(arguments);
  TF_ASSIGN_OR_RETURN(const auto response,
                      ShowThenSend<daemon::v1::ChangeResponse>(session, "CoupleService/Change",
                                                               std::move(request)));
  session.Show(response, ChangedText, ChangedPlain);
  return absl::OkStatus();
}

}  // namespace twofold
