// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/private_text.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/base/refusal.h"

namespace twofold {
namespace {

absl::Status Ended() { return SaidNo("Nothing was changed."); }

}  // namespace

absl::StatusOr<std::string> ReadAll(Terminal& terminal, Lines lines) {
  std::string text;
  bool first = true;
  for (;;) {
    TF_ASSIGN_OR_RETURN(const std::optional<std::string> line, terminal.ReadLine());
    if (!line) break;
    absl::StrAppend(&text, first ? "" : lines == Lines::kMany ? "\n" : " ", *line);
    first = false;
  }
  return std::string(absl::StripAsciiWhitespace(text));
}

absl::StatusOr<std::string> AskPrivateText(Session& session, absl::string_view question,
                                           Lines lines) {
  session.terminal.DropTypedAhead();
  if (lines == Lines::kOne) {
    TF_ASSIGN_OR_RETURN(const std::optional<std::string> line,
                        session.Ask(absl::StrCat(question, "\n> ")));
    if (!line) return Ended();
    return *line;
  }
  session.terminal.Print(absl::StrCat(question, "  An empty line ends it.\n"));
  std::string text;
  for (bool first = true;; first = false) {
    TF_ASSIGN_OR_RETURN(const std::optional<std::string> line, session.Ask("> "));
    if (!line && first) return Ended();
    if (!line || line->empty()) return text;
    absl::StrAppend(&text, first ? "" : "\n", *line);
  }
}

absl::StatusOr<std::optional<std::string>> PrivateText(Session& session, absl::string_view option,
                                                       absl::string_view question, Lines lines) {
  if (!session.arguments.Has(option)) return std::optional<std::string>();
  const std::string given = session.arguments.Value(option);
  if (given == "-") {
    TF_ASSIGN_OR_RETURN(std::string text, ReadAll(session.terminal, lines));
    return std::optional<std::string>(std::move(text));
  }
  if (!given.empty()) {
    return Refusal(absl::StatusCode::kInvalidArgument, "private_words",
                   absl::StrCat("\"--", option,
                                "\" takes no words here: what is private stays off the command "
                                "line."))
        .Hint("At a terminal", absl::StrCat("--", option, " at the end; it is asked for"))
        .Hint("In a script", absl::StrCat("--", option, " - < FILE"));
  }
  if (!session.CanAsk()) {
    return Refusal(absl::StatusCode::kInvalidArgument, "wants_person",
                   absl::StrCat("\"--", option, "\" asks, and nobody can be asked here."))
        .Hint("In a script", absl::StrCat("--", option, " - < FILE"));
  }
  TF_ASSIGN_OR_RETURN(std::string text, AskPrivateText(session, question, lines));
  return std::optional<std::string>(std::move(text));
}

absl::Status ReadsInputOnce(const Session& session,
                            std::initializer_list<absl::string_view> options) {
  int readers = 0;
  for (absl::string_view option : options) {
    if (session.arguments.Value(option) == "-") ++readers;
  }
  if (readers < 2) return absl::OkStatus();
  return Refusal(absl::StatusCode::kInvalidArgument, "input_used_twice",
                 "standard input can be read for one thing only.");
}

}  // namespace twofold
