// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/commands/command.h"
#include "client/render/entries.h"

namespace twofold {

absl::Status RunUndo(Session& session) {
  daemon::v1::UndoRequest request;
  request.set_request_id(session.NewRequest());
  TF_ASSIGN_OR_RETURN(const auto response,
                      session.daemon.Call<daemon::v1::UndoResponse>("EntryService/Undo", request));
  session.Show(response, UndoText, UndoPlain);
  return absl::OkStatus();
}

absl::Status RunRedo(Session& session) {
  daemon::v1::RedoRequest request;
  request.set_request_id(session.NewRequest());
  TF_ASSIGN_OR_RETURN(const auto response,
                      session.daemon.Call<daemon::v1::RedoResponse>("EntryService/Redo", request));
  session.Show(response, RedoText, RedoPlain);
  return absl::OkStatus();
}

}  // namespace twofold
