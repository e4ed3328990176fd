// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/commands/command.h"
#include "client/render/couple.h"

namespace twofold {

absl::Status RunShared(Session& session) {
  TF_ASSIGN_OR_RETURN(const auto response,
                      session.daemon.Call<daemon::v1::SharedResponse>("CoupleService/Shared",
                                                                      daemon::v1::SharedRequest()));
  session.Show(response, SharedText, SharedPlain);
  return absl::OkStatus();
}

}  // namespace twofold
