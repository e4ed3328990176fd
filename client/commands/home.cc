// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/commands/command.h"
#include "client/render/standing.h"

namespace twofold {

absl::Status RunHome(Session& session) {
  const auto status = session.daemon.Call<daemon::v1::StatusResponse>("DaemonService/Status",
                                                                      daemon::v1::StatusRequest());
  if (status.ok() && status->started()) return RunToday(session);
  if (status.ok()) {
    session.Show<daemon::v1::StatusResponse>(*status, WelcomeText, StatusPlain);
    if (!status->notice().empty()) TellNoticeRead(session);
    return absl::OkStatus();
  }
  // Whether anything is set up is not known without the daemon; help never needs it.
  return RunHelp(session);
}

}  // namespace twofold
