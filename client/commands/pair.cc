// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "absl/strings/str_cat.h"
#include "client/commands/command.h"
#include "client/commands/pair_steps.h"
#include "client/render/pairing.h"
#include "core/base/refusal.h"

namespace twofold {
namespace {

constexpr char kIntroduction[] =
    "Pairing makes one shared space for the two of you. Your I goals, notes and\n"
    "writing are no part of it, now or later.\n\n";

absl::Status Invite(Session& session) {
  if (!session.CanAsk() && !session.options.yes) {
    return WantsPerson("pair", "contacts a relay and wants a person's yes");
  }
  TF_RETURN_IF_ERROR(RefuseWhenPaired(session));
  if (session.CanAsk()) session.TellAnyway(kIntroduction);
  daemon::v1::InviteRequest request;
  request.set_request_id(session.NewRequest());
  TF_ASSIGN_OR_RETURN(const std::string relay, AgreeOnRelay(session));
  request.set_relay(relay);
  TF_ASSIGN_OR_RETURN(const auto response,
                      session.daemon.Call<daemon::v1::InviteResponse>(
                          "PairingService/Invite", request, kRelayCallDeadline));
  if (!session.CanAsk()) {
    session.Show(response, InvitationText, InvitationPlain);
    return absl::OkStatus();
  }
  session.TellAnyway(absl::StrCat("\n", InvitationText(session.look, response),
                                  "Waiting. Ctrl-C stops, and nothing is left behind.\n\n"));
  return CompareAndFinish(session);
}

absl::Status ShowStep(Session& session) {
  TF_ASSIGN_OR_RETURN(const absl::Duration patience,
                      WaitOf(session.arguments, absl::ZeroDuration()));
  TF_ASSIGN_OR_RETURN(const auto at, WaitForStep(session, patience, ""));
  session.Show(at, PairStepText, PairStepPlain);
  return absl::OkStatus();
}

absl::Status Confirm(Session& session) {
  constexpr absl::Duration kUsual = absl::Seconds(30);
  TF_ASSIGN_OR_RETURN(const absl::Duration patience, WaitOf(session.arguments, kUsual));
  daemon::v1::ConfirmRequest request;
  request.set_check_number(DigitsOnly(session.arguments.Value("confirm")));
  TF_RETURN_IF_ERROR(
      session.daemon.Call<daemon::v1::ConfirmResponse>("PairingService/Confirm", request).status());
  TF_ASSIGN_OR_RETURN(const auto at, WaitForStep(session, patience, "comparing"));
  if (at.step() == "ended") return PairingEnded(at);
  if (at.step() != "paired") {
    return Refusal(absl::StatusCode::kAborted, "pairing_goes_on",
                   "your yes is kept, and the pairing is not complete yet.")
        .Hint("Look again", "twofold pair --status --wait 60");
  }
  session.Show(at, PairedText, PairStepPlain);
  return absl::OkStatus();
}

absl::Status Cancel(Session& session) {
  TF_ASSIGN_OR_RETURN(const auto response,
                      session.daemon.Call<daemon::v1::CancelResponse>(
                          "PairingService/Cancel", daemon::v1::CancelRequest(),
                          kRelayCallDeadline));
  session.Show<daemon::v1::CancelResponse>(
      response,
      [](const Look&, const daemon::v1::CancelResponse&) {
        return std::string("No pairing is under way now, and nothing is left behind.\n");
      },
      [](const daemon::v1::CancelResponse&) { return std::string(); });
  return absl::OkStatus();
}

}  // namespace

absl::Status RunPair(Session& session) {
  const Arguments& arguments = session.arguments;
  int chosen = 0;
  for (absl::string_view option : {"join", "confirm", "cancel", "status"}) {
    if (arguments.Has(option)) ++chosen;
  }
  if (chosen > 1) {
    return Refusal(absl::StatusCode::kInvalidArgument, "options_unclear",
                   "of --join, --confirm, --cancel and --status only one makes sense.");
  }
  if (arguments.Has("join")) return JoinInvitation(session);
  if (arguments.Has("confirm")) return Confirm(session);
  if (arguments.Has("cancel")) return Cancel(session);
  if (arguments.Has("status")) return ShowStep(session);
  return Invite(session);
}

}  // namespace twofold
