// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/commands/pair_steps.h"
#include "client/private_text.h"
#include "client/render/error.h"
#include "client/render/pairing.h"
#include "core/base/refusal.h"

namespace twofold {
namespace {

constexpr absl::Duration kScriptPatience = absl::Seconds(30);

absl::Status WantsWords(const Session& session, absl::string_view reason,
                        absl::string_view sentence) {
  const std::string join = absl::StrCat("twofold ", session.command, " --join");
  return Refusal(absl::StatusCode::kInvalidArgument, reason, sentence)
      .Hint("At a terminal", join)
      .Hint("In a script", absl::StrCat(join, " - --yes < FILE"));
}

absl::Status NoWords(const Session& session) {
  return WantsWords(session, "no_words", "the twelve words of the invitation are needed.");
}

absl::StatusOr<std::string> AskForWords(Session& session) {
  TF_ASSIGN_OR_RETURN(const std::optional<std::string> line, session.Ask("The twelve words: "));
  if (!line || line->empty()) return NoWords(session);
  return *line;
}

// All of standard input; an invitation is often written in two lines.
absl::StatusOr<std::string> ReadWords(Session& session) {
  TF_ASSIGN_OR_RETURN(std::string words, ReadAll(session.terminal, Lines::kOne));
  if (words.empty()) return NoWords(session);
  return words;
}

bool IsTypingSlip(const absl::Status& status) {
  const std::string reason = RefusalReason(status);
  return reason == "unknown_invitation_word" || reason == "invitation_incomplete";
}

}  // namespace

absl::Status JoinInvitation(Session& session) {
  const std::string given = session.arguments.Value("join");
  if (!given.empty() && given != "-") {
    return WantsWords(session, "words_are_secret",
                      "the words of an invitation are a secret and do not belong on the command "
                      "line.");
  }
  const bool asking = session.CanAsk() && given.empty();
  const bool links = PurposeOf(session) == daemon::v1::MEETING_PURPOSE_LINK;
  if (!asking && !session.options.yes) {
    return WantsPerson(absl::StrCat(session.command, " --join -"),
                       "contacts a relay and wants a yes");
  }
  if (!links) TF_RETURN_IF_ERROR(RefuseWhenPaired(session));
  daemon::v1::JoinRequest request;
  request.set_purpose(PurposeOf(session));
  if (links) request.set_device_name(DeviceName(session));
  request.set_request_id(session.NewRequest());
  TF_ASSIGN_OR_RETURN(std::string words, asking ? AskForWords(session) : ReadWords(session));
  TF_ASSIGN_OR_RETURN(std::string relay, AgreeOnRelay(session));
  request.set_relay(relay);
  for (;;) {
    request.set_words(words);
    const absl::Status joined =
        session.daemon
            .Call<daemon::v1::JoinResponse>("PairingService/Join", request, kRelayCallDeadline)
            .status();
    if (joined.ok()) break;
    if (!asking || !IsTypingSlip(joined)) return joined;
    session.TellAnyway(ErrorLines(session.look, joined));
    TF_ASSIGN_OR_RETURN(words, AskForWords(session));
  }
  if (asking) return CompareAndFinish(session);
  TF_ASSIGN_OR_RETURN(const absl::Duration patience, WaitOf(session.arguments, kScriptPatience));
  TF_ASSIGN_OR_RETURN(const auto at, WaitForStep(session, patience, ""));
  if (at.step() == "ended") return PairingEnded(at);
  session.Show(at, PairStepText, PairStepPlain);
  return absl::OkStatus();
}

}  // namespace twofold
