// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/commands/command.h"
#include "client/commands/giving.h"
#include "client/commands/words.h"

namespace twofold {

absl::Status RunPropose(Session& session) {
  TF_ASSIGN_OR_RETURN(const std::string title, TitleOf(session, "What would you offer?  "));
  daemon::v1::ProposeRequest request;
  request.set_title(title);
  *request.mutable_terms() = TermsOf(session.arguments);
  TF_ASSIGN_OR_RETURN(const auto response,
                      ShowThenSend<daemon::v1::ProposeResponse>(session, "CoupleService/Propose",
                                                                std::move(request)));
  session.Show(response, ProposedText, ProposedPlain);
  return absl::OkStatus();
}

}  // namespace twofold
