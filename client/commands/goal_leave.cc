// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "absl/strings/str_cat.h"
#include "client/commands/command.h"
#include "client/render/couple.h"
#include "core/base/refusal.h"

namespace twofold {

absl::Status RunGoalLeave(Session& session) {
  const std::string handle = session.arguments.Word(0);
  if (!session.options.yes) {
    if (!session.CanAsk()) return WantsPerson("goal leave", "wants a person's yes");
    session.TellAnyway(
        "Stepping out ends this shared goal for both of you. Its history stays, and you\n"
        "need no reason.\n");
    TF_ASSIGN_OR_RETURN(
        const bool yes,
        session.AskYes(absl::StrCat("Step out of \"", Shown(session.look, handle), "\"?"),
                       Default::kNo));
    if (!yes) {
      return SaidNo("You stay in this goal.");
    }
  }
  daemon::v1::StepOutRequest request;
  request.set_request_id(session.NewRequest());
  request.set_handle(handle);
  TF_ASSIGN_OR_RETURN(const auto response, session.daemon.Call<daemon::v1::StepOutResponse>(
                                               "CoupleService/StepOut", request));
  session.Show(response, SteppedOutText, SteppedOutPlain);
  return absl::OkStatus();
}

}  // namespace twofold
