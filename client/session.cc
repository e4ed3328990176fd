// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/session.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/base/refusal.h"

namespace twofold {

void Session::Tell(absl::string_view text) {
  if (!options.quiet) TellAnyway(text);
}

void Session::TellAnyway(absl::string_view text) {
  if (options.format == Format::kText) {
    terminal.Print(text);
  } else {
    terminal.PrintError(text);
  }
}

std::string Session::Schema() const {
  return absl::StrCat("twofold.", absl::StrReplaceAll(command, {{" ", "_"}}), ".v1");
}

bool Session::CanAsk() const {
  return options.format == Format::kText && !options.no_input && terminal.InputIsTerminal() &&
         terminal.OutputIsTerminal();
}

absl::StatusOr<std::optional<std::string>> Session::Ask(absl::string_view question) {
  terminal.Print(question);
  TF_RETURN_IF_ERROR(terminal.Flush());
  TF_ASSIGN_OR_RETURN(std::optional<std::string> line, terminal.ReadLine());
  if (!line) {
    terminal.Print("\n");
    return line;
  }
  return std::optional<std::string>(absl::StripAsciiWhitespace(*line));
}

absl::StatusOr<bool> Session::AskYes(absl::string_view question, Default enter) {
  terminal.DropTypedAhead();
  const absl::string_view choices = enter == Default::kYes ? "  [Y/n] " : "  [y/N] ";
  TF_ASSIGN_OR_RETURN(const std::optional<std::string> line, Ask(absl::StrCat(question, choices)));
  if (!line) return false;
  const std::string word = absl::AsciiStrToLower(*line);
  if (word.empty()) return enter == Default::kYes;
  return word == "y" || word == "yes";
}

absl::Status SaidNo(absl::string_view sentence) {
  return Refusal(absl::StatusCode::kAborted, "said_no", sentence);
}

absl::Status WantsPerson(absl::string_view command, absl::string_view what) {
  return Refusal(absl::StatusCode::kInvalidArgument, "wants_person",
                 absl::StrCat("\"", command, "\" ", what, "."))
      .Hint("In a script", absl::StrCat("twofold ", command, " --yes"));
}

}  // namespace twofold
