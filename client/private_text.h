// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Private text: never taken from the command line, where other programs and the shell's memory see
// it, but asked for at the terminal or read from standard input.
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "client/session.h"

namespace twofold {

enum class Lines { kOne, kMany };

// Asks, and returns what was typed. Many lines end with an empty line or the end of input. ABORTED
// "said_no" at the end of input with nothing typed. REQUIRES: session.CanAsk().
absl::StatusOr<std::string> AskPrivateText(Session& session, absl::string_view question,
                                           Lines lines);

// Returns the text of an option that takes "[-]": asked for when it has no value, read from
// standard input with "-"; nothing when the option was not given. An empty text was meant to be
// empty. INVALID_ARGUMENT "private_words" when the words themselves were given, "wants_person" when
// nobody can be asked; ABORTED "said_no".
absl::StatusOr<std::optional<std::string>> PrivateText(Session& session, absl::string_view option,
                                                       absl::string_view question, Lines lines);

// INVALID_ARGUMENT "input_used_twice" when more than one of the options is "-".
absl::Status ReadsInputOnce(const Session& session,
                            std::initializer_list<absl::string_view> options);

// Returns all of standard input without blanks around it; its lines are joined by a blank where one
// line is wanted. As Terminal::ReadLine.
absl::StatusOr<std::string> ReadAll(Terminal& terminal, Lines lines);

}  // namespace twofold
