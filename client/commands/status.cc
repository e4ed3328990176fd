// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/commands/command.h"
#include "client/render/standing.h"

namespace twofold {

absl::Status RunStatus(Session& session) {
  TF_ASSIGN_OR_RETURN(const auto response,
                      session.daemon.Call<daemon::v1::StatusResponse>("DaemonService/Status",
                                                                      daemon::v1::StatusRequest()));
  if (session.options.format == Format::kText && !session.options.quiet) {
    session.terminal.Print(StatusText(session.look, response, session.environment.home));
    if (!response.notice().empty()) TellNoticeRead(session);
    return absl::OkStatus();
  }
  session.Show<daemon::v1::StatusResponse>(response, nullptr, StatusPlain);
  return absl::OkStatus();
}

}  // namespace twofold
