// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <vector>

#include "client/commands/command.h"
#include "client/commands/words.h"
#include "client/render/acts.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"

namespace twofold {
namespace {

// One act is the answer itself; of several asked for, the answer is a list.
template <class Response>
void ShowActs(Session& session, const std::vector<Response>& acts, absl::string_view field,
              std::string (*text)(const Look&, const std::vector<Response>&),
              std::string (*plain)(const Response&)) {
  if (session.options.quiet || acts.empty()) return;
  if (session.options.format == Format::kText) {
    session.terminal.Print(text(session.look, acts));
  } else if (session.options.format == Format::kPlain) {
    for (const Response& act : acts) session.terminal.Print(plain(act));
  } else if (!session.arguments.Has("steps")) {
    session.terminal.Print(Json(session.Schema(), acts.front()));
  } else {
    std::vector<const google::protobuf::Message*> messages;
    for (const Response& act : acts) messages.push_back(&act);
    session.terminal.Print(
        JsonList(absl::StrCat("twofold.", session.command, "_steps.v1"), field, messages));
  }
}

// Repeats `method` as often as --steps says, and tells what was done even when it then stops.
template <class Request, class Response>
absl::Status Repeat(Session& session, absl::string_view method, absl::string_view field,
                    absl::string_view stopped,
                    std::string (*text)(const Look&, const std::vector<Response>&),
                    std::string (*plain)(const Response&)) {
  TF_ASSIGN_OR_RETURN(const std::uint64_t steps,
                      NumberOf(session.arguments, "steps", 1, limits::kHistoryPage, 1));
  std::vector<Response> acts;
  absl::Status status;
  while (acts.size() < steps) {
    Request request;
    request.set_request_id(session.NewRequest());
    absl::StatusOr<Response> response = session.daemon.Call<Response>(method, request);
    if (!response.ok()) {
      status = response.status();
      break;
    }
    acts.push_back(*std::move(response));
  }
  ShowActs(session, acts, field, text, plain);
  return acts.empty() ? status : WithAftermath(std::move(status), stopped);
}

}  // namespace

absl::Status RunUndo(Session& session) {
  return Repeat<daemon::v1::UndoRequest, daemon::v1::UndoResponse>(
      session, "EntryService/Undo", "undone", "What is told above is undone.", UndoneText,
      UndoPlain);
}

absl::Status RunRedo(Session& session) {
  return Repeat<daemon::v1::RedoRequest, daemon::v1::RedoResponse>(
      session, "EntryService/Redo", "redone", "What is told above is back again.", RedoneText,
      RedoPlain);
}

}  // namespace twofold
