// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Acts that send words to the other person: first exactly what would be sent, then the question,
// then the sending.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "client/commands/command.h"
#include "client/render/couple.h"
#include "core/base/refusal.h"

namespace twofold {

// Shows the preview of `request`, asks unless --yes, sends it, and returns the answer to the
// sending. ABORTED "said_no"; INVALID_ARGUMENT "wants_person".
template <class Response, class Request>
absl::StatusOr<Response> ShowThenSend(Session& session, absl::string_view method, Request request) {
  if (!session.options.yes && !session.CanAsk()) {
    return WantsPerson(session.command, "shows what it sends and wants a person's yes");
  }
  request.set_request_id(session.NewRequest());
  request.set_intent(daemon::v1::INTENT_PREVIEW);
  TF_ASSIGN_OR_RETURN(const Response preview, session.daemon.Call<Response>(method, request));
  const std::string text =
      PreviewText(session.look, preview.proposal(), preview.own_name(), preview.partner_name());
  if (session.options.yes) {
    session.Tell(text);
  } else {
    session.TellAnyway(text);
    TF_ASSIGN_OR_RETURN(const bool yes, session.AskYes("Send it?", Default::kYes));
    if (!yes) return SaidNo("Nothing was sent; it stays with you.");
  }
  request.set_intent(daemon::v1::INTENT_SEND);
  return session.daemon.Call<Response>(method, request);
}

}  // namespace twofold
