// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A real client on a pseudo terminal, and somebody who types.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "tests/e2e/household.h"

namespace twofold::e2e {

// The client on a terminal of its own. Of what is typed only Enter shows on it, so that the screen
// is what the program wrote and nothing else.
class AtTerminal {
 public:
  static constexpr int kColumns = 80, kRows = 24;

  AtTerminal(Account& account, std::vector<std::string> words, int columns = kColumns);
  // Kills the client if it still runs.
  ~AtTerminal();
  AtTerminal(const AtTerminal&) = delete;
  AtTerminal& operator=(const AtTerminal&) = delete;

  // Reads until `text` comes, behind what was waited for before. False after 20 seconds or at the
  // end of the program.
  bool Shows(absl::string_view text);
  void Type(const std::string& keys);
  // Reads to the end; the exit code, 128 + N when signal N ended it.
  int Wait();
  // All that was shown so far, without carriage returns.
  const std::string& screen() const { return screen_; }

 private:
  using Clock = std::chrono::steady_clock;
  bool Read(Clock::time_point until);

  pid_t pid_ = -1;
  int terminal_ = -1;
  std::string screen_;
  std::size_t seen_ = 0;
};

}  // namespace twofold::e2e
