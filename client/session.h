// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What one run of a command works with: its arguments, the daemon, the person.
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "client/arguments.h"
#include "client/daemon.h"
#include "client/interrupt.h"
#include "client/options.h"
#include "client/render/json.h"
#include "client/render/look.h"
#include "client/terminal.h"
#include "core/base/ids.h"
#include "core/base/random.h"

namespace twofold {

// What Enter alone means.
enum class Default { kYes, kNo };

// Everything pointed to must outlive this object. One thread at a time.
struct Session {
  absl::string_view command;  // "goal add"
  const Environment& environment;
  const Options& options;
  const Arguments& arguments;
  const Look& look;
  Terminal& terminal;
  Daemon& daemon;
  Random& random;
  std::optional<Interrupt>& interrupt;

  // A fresh id for one act of the person.
  std::string NewRequest() { return RequestId::Make(random).str(); }

  // Answers with `response` in the form that was asked for; with --quiet not at all.
  template <class Response>
  void Show(const Response& response, std::string (*text)(const Look&, const Response&),
            std::string (*plain)(const Response&)) {
    if (options.quiet) return;
    if (options.format == Format::kJson) {
      terminal.Print(Json(Schema(), response));
    } else if (options.format == Format::kPlain) {
      terminal.Print(plain(response));
    } else {
      terminal.Print(text(look, response));
    }
  }

  // Says something that is not the answer itself: on standard error where a script reads the
  // answer. Quiet only with --quiet.
  void Tell(absl::string_view text);
  // The same, with --quiet too: what has to be read before a question.
  void TellAnyway(absl::string_view text);

  // "twofold.goal_add.v1".
  std::string Schema() const;

  // Whether a question may be asked: a person at a terminal, and none of --no-input, --json and
  // --plain.
  bool CanAsk() const;
  // Returns the line typed, without blanks around it, or nothing at the end of input.
  // REQUIRES: CanAsk(). CANCELLED "interrupted".
  absl::StatusOr<std::optional<std::string>> Ask(absl::string_view question);
  // The end of input means no.
  absl::StatusOr<bool> AskYes(absl::string_view question, Default enter);
};

// ABORTED "said_no": the person was asked and chose otherwise. `sentence` says how things stand
// now, as a whole sentence; it is not shown as an error.
absl::Status SaidNo(absl::string_view sentence);

// INVALID_ARGUMENT "wants_person": the command asks, nobody can be asked, and --yes is not there.
// `what` goes behind the quoted command, such as "wants to be typed by a person".
absl::Status WantsPerson(absl::string_view command, absl::string_view what);

}  // namespace twofold
