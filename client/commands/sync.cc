// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "client/commands/command.h"
#include "client/render/standing.h"

namespace twofold {

absl::Status RunSync(Session& session) {
  constexpr absl::Duration kUsual = absl::Seconds(10);
  constexpr absl::Duration kLongest = absl::Seconds(20);
  TF_ASSIGN_OR_RETURN(const absl::Duration wanted, WaitOf(session.arguments, kUsual));
  const absl::Duration wait = std::min(wanted, kLongest);
  daemon::v1::SyncRequest request;
  request.set_wait_ms(static_cast<std::uint32_t>(absl::ToInt64Milliseconds(wait)));
  TF_ASSIGN_OR_RETURN(const auto response,
                      session.daemon.Call<daemon::v1::SyncResponse>("DaemonService/Sync", request,
                                                                    wait + kCallDeadline));
  session.Show(response, SyncedText, SyncedPlain);
  return absl::OkStatus();
}

}  // namespace twofold
