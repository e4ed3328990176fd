// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/commands/command.h"
#include "client/render/couple.h"
#include "core/base/refusal.h"
#include "twofold/daemon/v1/daemon.pb.h"

namespace twofold {

absl::Status RunLeave(Session& session) {
  if (!session.options.yes) {
    if (!session.CanAsk()) return WantsPerson("leave", "wants to be typed by a person");
    TF_ASSIGN_OR_RETURN(const auto status,
                        session.daemon.Call<daemon::v1::StatusResponse>(
                            "DaemonService/Status", daemon::v1::StatusRequest()));
    if (!status.paired()) {
      return Refusal(absl::StatusCode::kFailedPrecondition, "not_paired",
                     "there is no shared space, so there is nothing to leave.");
    }
    session.TellAnyway(LeavingText(session.look, status.partner_name()));
    session.terminal.DropTypedAhead();
    TF_ASSIGN_OR_RETURN(const std::optional<std::string> typed,
                        session.Ask("Type \"leave\" to go, anything else to stay.  > "));
    if (!typed || *typed != "leave") {
      return SaidNo("You stay. Nothing was changed.");
    }
  }
  daemon::v1::LeaveRequest request;
  request.set_request_id(session.NewRequest());
  request.set_after(session.arguments.Has("forget") ? daemon::v1::AFTER_LEAVING_FORGET
                                                    : daemon::v1::AFTER_LEAVING_KEEP);
  TF_ASSIGN_OR_RETURN(const auto response, session.daemon.Call<daemon::v1::LeaveResponse>(
                                               "CoupleService/Leave", request));
  session.Show(response, LeftText, LeftPlain);
  return absl::OkStatus();
}

}  // namespace twofold
