// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The recovery code: made while a computer is there, used when none is any more.
#include "absl/strings/str_cat.h"
#include "client/commands/pair_steps.h"
#include "client/private_text.h"
#include "client/render/devices.h"
#include "client/render/error.h"
#include "core/base/refusal.h"

namespace twofold {
namespace {

constexpr absl::Duration kReadingDeadline = absl::Minutes(30);

absl::Status WantsWords(absl::string_view reason, absl::string_view sentence) {
  return Refusal(absl::StatusCode::kInvalidArgument, reason, sentence)
      .Hint("At a terminal", "twofold recover")
      .Hint("In a script", "twofold recover - --yes < FILE");
}

absl::Status NoWords() {
  return WantsWords("no_words", "the twelve words of the recovery code are needed.");
}

absl::StatusOr<std::string> AskForWords(Session& session) {
  TF_ASSIGN_OR_RETURN(const std::optional<std::string> line, session.Ask("The twelve words: "));
  if (!line || line->empty()) return NoWords();
  return *line;
}

bool IsTypingSlip(const absl::Status& status) {
  const std::string reason = RefusalReason(status);
  return reason == "unknown_recovery_word" || reason == "recovery_incomplete";
}

}  // namespace

absl::Status RunRecoveryCreate(Session& session) {
  if (!session.options.yes) {
    if (!session.CanAsk()) return WantsPerson("recovery create", "wants a person's yes");
    session.TellAnyway(RecoveryWarning(session.look));
  }
  daemon::v1::CreateRecoveryRequest request;
  TF_ASSIGN_OR_RETURN(*request.mutable_relay(), AgreeOnRelay(session));
  request.set_device_name(DeviceName(session));
  TF_ASSIGN_OR_RETURN(const auto response,
                      session.daemon.Call<daemon::v1::CreateRecoveryResponse>(
                          "RecoveryService/Create", request, 2 * kRelayCallDeadline));
  session.Show(response, RecoveryCodeText, RecoveryCodePlain);
  return absl::OkStatus();
}

absl::Status RunRecover(Session& session) {
  const std::vector<std::string>& given = session.arguments.words();
  if (!given.empty() && (given.size() > 1 || given.front() != "-")) {
    return WantsWords("words_are_secret",
                      "the words of a recovery code are a secret and do not belong on the command "
                      "line.");
  }
  const bool asking = session.CanAsk() && given.empty();
  if (!asking && !session.options.yes) {
    return WantsPerson("recover -", "contacts a relay and wants a yes");
  }
  daemon::v1::RecoverRequest request;
  request.set_device_name(DeviceName(session));
  std::string words;
  if (asking) {
    TF_ASSIGN_OR_RETURN(words, AskForWords(session));
  } else {
    TF_ASSIGN_OR_RETURN(words, ReadAll(session.terminal, Lines::kOne));
    if (words.empty()) return NoWords();
  }
  TF_ASSIGN_OR_RETURN(*request.mutable_relay(), AgreeOnRelay(session));
  if (asking) session.TellAnyway("Reading what is there. This can take a minute.\n");
  for (;;) {
    request.set_words(words);
    const auto response = session.daemon.Call<daemon::v1::RecoverResponse>(
        "RecoveryService/Recover", request, kReadingDeadline);
    if (response.ok()) {
      session.Show(*response, RecoveredText, RecoveredPlain);
      return absl::OkStatus();
    }
    if (!asking || !IsTypingSlip(response.status())) return response.status();
    session.TellAnyway(ErrorLines(session.look, response.status()));
    TF_ASSIGN_OR_RETURN(words, AskForWords(session));
  }
}

}  // namespace twofold
