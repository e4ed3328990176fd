// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/commands/command.h"
#include "client/render/couple.h"

namespace twofold {

absl::Status RunCode(Session& session) {
  TF_ASSIGN_OR_RETURN(const auto response, session.daemon.Call<daemon::v1::CodeResponse>(
                                               "CoupleService/Code", daemon::v1::CodeRequest()));
  session.Show(response, CodeText, CodePlain);
  return absl::OkStatus();
}

}  // namespace twofold
