// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/commands/pair_steps.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "client/render/pairing.h"
#include "client/render/standing.h"
#include "core/base/clock.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "twofold/daemon/v1/daemon.pb.h"

namespace twofold {
namespace {

using daemon::v1::WatchResponse;

constexpr absl::Duration kPoll = absl::Seconds(10);
constexpr absl::Duration kComingInBegins = absl::Milliseconds(1500);
constexpr absl::Duration kComingInLooks = absl::Milliseconds(150);

bool NeedsNobody(const WatchResponse& at, absl::string_view passed) {
  return at.step() == "waiting" || at.step() == "confirmed" || at.step() == "finishing" ||
         (!passed.empty() && at.step() == passed);
}

enum class Number { kNotCompared, kDiffers };

absl::Status Cancel(Session& session, Number number) {
  daemon::v1::CancelRequest request;
  request.set_number_differs(number == Number::kDiffers);
  return session.daemon
      .Call<daemon::v1::CancelResponse>("PairingService/Cancel", request, kRelayCallDeadline)
      .status();
}

// Ctrl-C: ends the pairing, then the command. A second Ctrl-C ends the command at once.
absl::Status CancelWhenInterrupted(Session& session, absl::Status status) {
  if (RefusalReason(status) != "interrupted") return status;
  if (session.interrupt) session.interrupt->Acknowledge();
  if (!Cancel(session, Number::kNotCompared).ok()) {
    return WithAftermath(status,
                         absl::StrCat("The ", NounOf(session), " may still be open: twofold ",
                                      session.command, " --cancel"));
  }
  return WithAftermath(
      status, absl::StrCat("The ", NounOf(session), " has ended, and nothing is left behind."));
}

// Waits so long, unless Ctrl-C comes; returns whether it did.
bool InterruptedWithin(const Session& session, absl::Duration wait) {
  pollfd interrupt = {session.interrupt ? session.interrupt->fd() : -1, POLLIN, 0};
  return poll(&interrupt, 1, static_cast<int>(absl::ToInt64Milliseconds(wait))) == 1;
}

// What an own computer that was linked just now lacks comes in while somebody looks on, and goes on
// by itself when they do not.
absl::Status ShowComingIn(Session& session) {
  if (PurposeOf(session) != daemon::v1::MEETING_PURPOSE_LINK || !session.CanAsk()) {
    return absl::OkStatus();
  }
  const SystemClock clock;
  const absl::Time begins = clock.Now() + kComingInBegins;
  bool shown = false;
  for (bool comes = true; comes;) {
    if (InterruptedWithin(session, kComingInLooks)) break;
    TF_ASSIGN_OR_RETURN(const auto status,
                        session.daemon.Call<daemon::v1::StatusResponse>(
                            "DaemonService/Status", daemon::v1::StatusRequest()));
    const bool fetching = status.has_fetching_percent();
    comes = fetching || (!shown && clock.Now() < begins);
    if (!fetching && !shown) continue;
    shown = true;
    session.terminal.PrintError(absl::StrCat(
        "\rComing in  ", ComingInText(session.look, fetching ? status.fetching_percent() : 100)));
  }
  if (shown) session.terminal.PrintError("\n");
  return absl::OkStatus();
}

absl::Status Finish(Session& session, const WatchResponse& at) {
  if (at.step() != "paired") return PairingEnded(at);
  session.Tell(PairedText(session.look, at));
  if (PurposeOf(session) == daemon::v1::MEETING_PURPOSE_COUPLE && session.CanAsk()) {
    session.Tell(
        "If all your computers were ever gone, nobody could bring your side back. Twelve\n"
        "words on paper can: twofold recovery create\n");
  }
  TF_RETURN_IF_ERROR(session.terminal.Flush());
  return ShowComingIn(session);
}

absl::Status Compare(Session& session) {
  TF_ASSIGN_OR_RETURN(const WatchResponse at, WaitForStep(session, absl::InfiniteDuration(), ""));
  if (at.step() != "comparing") return Finish(session, at);
  session.TellAnyway(CheckNumberText(session.look, at));
  session.terminal.DropTypedAhead();
  TF_ASSIGN_OR_RETURN(const std::optional<std::string> line,
                      session.Ask(PurposeOf(session) == daemon::v1::MEETING_PURPOSE_LINK
                                      ? "The same on both?  [y/N] "
                                      : "Compare it aloud.  Same?  [y/N] "));
  const std::string word = line ? absl::AsciiStrToLower(*line) : "";
  if (word != "y" && word != "yes") {
    // Only a typed no says that the numbers differ; Enter and the end of input just end it.
    const bool differs = word == "n" || word == "no";
    TF_RETURN_IF_ERROR(Cancel(session, differs ? Number::kDiffers : Number::kNotCompared));
    WatchResponse ended;
    ended.set_end_reason(differs ? "number_differs" : "cancelled_here");
    return PairingEnded(ended);
  }
  daemon::v1::ConfirmRequest request;
  request.set_check_number(DigitsOnly(at.check_number()));
  const absl::Status confirmed =
      session.daemon.Call<daemon::v1::ConfirmResponse>("PairingService/Confirm", request).status();
  // It may have ended on the other computer while the question stood here.
  if (!confirmed.ok() && RefusalReason(confirmed) != "nothing_to_compare") return confirmed;
  TF_ASSIGN_OR_RETURN(const WatchResponse end,
                      WaitForStep(session, absl::InfiniteDuration(), "comparing"));
  return Finish(session, end);
}

}  // namespace

absl::StatusOr<WatchResponse> WaitForStep(Session& session, absl::Duration patience,
                                          absl::string_view passed) {
  const SystemClock clock;
  const absl::Time end = clock.Now() + patience;
  WatchResponse at;
  bool told = false;
  for (absl::Duration wait = absl::ZeroDuration();;
       wait = std::min(kPoll, std::max(absl::ZeroDuration(), end - clock.Now()))) {
    daemon::v1::WatchRequest request;
    request.set_seen_revision(at.revision());
    request.set_wait_ms(static_cast<std::uint32_t>(absl::ToInt64Milliseconds(wait)));
    TF_ASSIGN_OR_RETURN(at, session.daemon.Call<WatchResponse>("PairingService/Watch", request,
                                                               wait + kCallDeadline));
    if (!NeedsNobody(at, passed) || clock.Now() >= end) return at;
    if (wait > absl::ZeroDuration() && !at.relay_answers() && !told && session.CanAsk()) {
      session.Tell("The relay does not answer just now. It is tried again by itself.\n");
      TF_RETURN_IF_ERROR(session.terminal.Flush());
      told = true;
    }
  }
}

absl::Status CompareAndFinish(Session& session) {
  TF_RETURN_IF_ERROR(session.terminal.Flush());
  return CancelWhenInterrupted(session, Compare(session));
}

daemon::v1::MeetingPurpose PurposeOf(const Session& session) {
  return session.command == "device link" ? daemon::v1::MEETING_PURPOSE_LINK
                                          : daemon::v1::MEETING_PURPOSE_COUPLE;
}

absl::string_view NounOf(const Session& session) {
  return PurposeOf(session) == daemon::v1::MEETING_PURPOSE_LINK ? "linking" : "pairing";
}

std::string DeviceName(const Session& session) {
  if (session.arguments.Has("device")) return session.arguments.Value("device");
  std::array<char, 65> name{};  // what Linux allows, and its end
  if (gethostname(name.data(), name.size() - 1) != 0 || name[0] == '\0') return "computer";
  const std::string whole(name.data());
  return whole.substr(0, std::min(whole.find('.'), limits::kDeviceNameLength));
}

absl::Status RefuseWhenPaired(Session& session) {
  TF_ASSIGN_OR_RETURN(const auto status, session.daemon.Call<daemon::v1::StatusResponse>(
                                             "DaemonService/Status", daemon::v1::StatusRequest()));
  if (!status.paired()) return absl::OkStatus();
  return Refusal(absl::StatusCode::kFailedPrecondition, "already_paired",
                 absl::StrCat("there is a shared space with ", status.partner_name(), " already."))
      .Hint("What is shared", "twofold shared")
      .Hint("Leave it", "twofold leave");
}

absl::StatusOr<std::string> AgreeOnRelay(Session& session) {
  TF_ASSIGN_OR_RETURN(const auto status, session.daemon.Call<daemon::v1::StatusResponse>(
                                             "DaemonService/Status", daemon::v1::StatusRequest()));
  std::string named = session.arguments.Value("relay");
  std::string relay = named.empty() ? status.relay() : named;
  if (relay.empty() && session.CanAsk()) {
    TF_ASSIGN_OR_RETURN(const std::optional<std::string> typed,
                        session.Ask("Relay (host:port)?  "));
    named = relay = typed.value_or("");
  }
  if (relay.empty()) {
    return Refusal(absl::StatusCode::kInvalidArgument, "no_relay", "no relay is named yet.")
        .Hint("Name one", absl::StrCat("twofold ", session.command, " --relay HOST:PORT"));
  }
  TF_RETURN_IF_ERROR(AskToContact(session, relay));
  return named;
}

absl::Status AskToContact(Session& session, absl::string_view relay) {
  if (session.options.yes) return absl::OkStatus();
  if (!session.CanAsk()) return WantsPerson(session.command, "contacts a relay and wants a yes");
  session.TellAnyway(absl::StrCat("Relay: ", Shown(session.look, relay),
                                  ". It sees when and how much you sync, never what.\n"));
  TF_ASSIGN_OR_RETURN(const bool yes, session.AskYes("Contact it now?", Default::kNo));
  return yes ? absl::OkStatus() : SaidNo("No relay was contacted.");
}

}  // namespace twofold
