// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "absl/strings/str_cat.h"
#include "client/commands/command.h"
#include "client/render/standing.h"
#include "client/render/width.h"
#include "core/base/refusal.h"

namespace twofold {
namespace {

constexpr int kQuestionColumns = 53;

absl::Status Stopped() { return SaidNo("Nothing was set up."); }

// Fills in what the options leave open, from the person where one is there.
absl::Status Complete(Session& session, daemon::v1::StartRequest& request) {
  const Arguments& arguments = session.arguments;
  const bool ask = session.CanAsk() && !session.options.yes;
  request.set_name(arguments.Value("name"));
  request.set_checkin_at(arguments.Value("checkin"));
  if (request.name().empty()) request.set_name(session.environment.login);
  if (ask && !arguments.Has("name")) {
    const std::string preset =
        request.name().empty() ? "" : absl::StrCat("[", Shown(session.look, request.name()), "]");
    TF_ASSIGN_OR_RETURN(
        const std::optional<std::string> name,
        session.Ask(absl::StrCat(Pad("What shall we call you?", kQuestionColumns), preset, "  ")));
    if (!name) return Stopped();
    if (!name->empty()) request.set_name(*name);
  }
  if (ask && !arguments.Has("checkin") && !arguments.Has("no-checkin")) {
    TF_ASSIGN_OR_RETURN(
        const std::optional<std::string> time,
        session.Ask("One quiet check-in a day? A time like 21:00, or Enter for none.  "));
    if (!time) return Stopped();
    request.set_checkin_at(*time);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status RunStart(Session& session) {
  TF_ASSIGN_OR_RETURN(const auto status, session.daemon.Call<daemon::v1::StatusResponse>(
                                             "DaemonService/Status", daemon::v1::StatusRequest()));
  daemon::v1::StartRequest request;
  request.set_request_id(session.NewRequest());
  if (status.started()) {
    request.set_name(status.name());
    request.set_checkin_at(status.checkin_at());
  } else {
    TF_RETURN_IF_ERROR(Complete(session, request));
  }
  TF_ASSIGN_OR_RETURN(const auto response, session.daemon.Call<daemon::v1::StartResponse>(
                                               "DaemonService/Start", request));
  if (session.options.format == Format::kText && !session.options.quiet) {
    session.terminal.Print(StartedText(session.look, response, session.environment.home));
    return absl::OkStatus();
  }
  session.Show<daemon::v1::StartResponse>(response, nullptr, StartedPlain);
  return absl::OkStatus();
}

}  // namespace twofold
