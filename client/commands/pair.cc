// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "absl/strings/str_cat.h"
#include "client/commands/command.h"
#include "client/commands/pair_steps.h"
#include "client/render/pairing.h"
#include "core/base/refusal.h"

namespace twofold {
namespace {

constexpr char kPairing[] =
    "Pairing makes one shared space for the two of you. Your I goals, notes and\n"
    "writing are no part of it, now or later.\n\n";
constexpr char kLinking[] =
    "Linking lets another computer of yours keep all that is here: I goals, notes,\n"
    "what you share. Link only what is yours alone.\n\n";

absl::Status Invite(Session& session) {
  if (!session.CanAsk() && !session.options.yes) {
    return WantsPerson(session.command, "contacts a relay and wants a person's yes");
  }
  const bool links = PurposeOf(session) == daemon::v1::MEETING_PURPOSE_LINK;
  if (!links) TF_RETURN_IF_ERROR(RefuseWhenPaired(session));
  if (session.CanAsk()) session.TellAnyway(links ? kLinking : kPairing);
  daemon::v1::InviteRequest request;
  request.set_purpose(PurposeOf(session));
  if (links) request.set_device_name(DeviceName(session));
  request.set_request_id(session.NewRequest());
  TF_ASSIGN_OR_RETURN(const std::string relay, AgreeOnRelay(session));
  request.set_relay(relay);
  TF_ASSIGN_OR_RETURN(const auto response,
                      session.daemon.Call<daemon::v1::InviteResponse>("PairingService/Invite",
                                                                      request, kRelayCallDeadline));
  if (!session.CanAsk()) {
    session.Show(response, links ? LinkInvitationText : InvitationText, InvitationPlain);
    return absl::OkStatus();
  }
  session.TellAnyway(absl::StrCat(
      "\n",
      links ? LinkInvitationText(session.look, response) : InvitationText(session.look, response),
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
        .Hint("Look again", absl::StrCat("twofold ", session.command, " --status --wait 60"));
  }
  session.Show(at, PairedText, PairStepPlain);
  return absl::OkStatus();
}

std::string NoPairingText(const Look&, const daemon::v1::CancelResponse&) {
  return "No pairing is under way now, and nothing is left behind.\n";
}

std::string NoLinkingText(const Look&, const daemon::v1::CancelResponse&) {
  return "No linking is under way now, and nothing is left behind.\n";
}

absl::Status Cancel(Session& session) {
  TF_ASSIGN_OR_RETURN(const auto response, session.daemon.Call<daemon::v1::CancelResponse>(
                                               "PairingService/Cancel", daemon::v1::CancelRequest(),
                                               kRelayCallDeadline));
  const bool links = PurposeOf(session) == daemon::v1::MEETING_PURPOSE_LINK;
  session.Show<daemon::v1::CancelResponse>(
      response, links ? NoLinkingText : NoPairingText,
      [](const daemon::v1::CancelResponse&) { return std::string(); });
  return absl::OkStatus();
}

absl::Status RunMeeting(Session& session) {
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

}  // namespace

absl::Status RunPair(Session& session) { return RunMeeting(session); }

absl::Status RunDeviceLink(Session& session) { return RunMeeting(session); }

}  // namespace twofold
