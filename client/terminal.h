// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The three streams of the process: answers, questions, errors.
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace twofold {

// INVALID_ARGUMENT "not_text": something typed is not UTF-8.
absl::Status NotText();

// One thread at a time. Standard output is written only by Flush and before questions.
class Terminal {
 public:
  // `interrupt_fd` ends a question as soon as it is readable; -1: never.
  explicit Terminal(int interrupt_fd) : interrupt_fd_(interrupt_fd) {}

  bool InputIsTerminal() const;
  bool OutputIsTerminal() const;
  // Columns of the terminal on standard output or standard error; nothing when it is none. A
  // terminal that does not say how wide it is has 80.
  std::optional<int> Columns() const;
  std::optional<int> ErrorColumns() const;

  void Print(absl::string_view text) { unwritten_.append(text.data(), text.size()); }
  // Writes what was printed. UNAVAILABLE "output_closed" when it cannot be written.
  absl::Status Flush();
  // Writes to standard error at once.
  void PrintError(absl::string_view text);

  // Forgets what was typed before now, so that it cannot answer a question that nobody has read.
  void DropTypedAhead();

  // Returns the next line of standard input without its end, or nothing at the end of input.
  // CANCELLED "interrupted"; RESOURCE_EXHAUSTED "line_too_long" above 64 KiB; INVALID_ARGUMENT
  // "not_text".
  absl::StatusOr<std::optional<std::string>> ReadLine();

 private:
  const int interrupt_fd_;
  std::string unwritten_;
  std::string unread_;
  bool ended_ = false;
};

}  // namespace twofold
