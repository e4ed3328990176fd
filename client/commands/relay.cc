// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/commands/pair_steps.h"
#include "client/render/standing.h"

namespace twofold {

absl::Status RunRelayMove(Session& session) {
  daemon::v1::MoveRelayRequest request;
  request.set_request_id(session.NewRequest());
  request.set_relay(session.arguments.Word(0));
  TF_RETURN_IF_ERROR(AskToContact(session, request.relay()));
  TF_ASSIGN_OR_RETURN(const auto response, session.daemon.Call<daemon::v1::MoveRelayResponse>(
                                               "DaemonService/MoveRelay", request));
  session.Show(response, RelayMovedText, RelayMovedPlain);
  return absl::OkStatus();
}

}  // namespace twofold
