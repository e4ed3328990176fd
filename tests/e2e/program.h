// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Runs real programs, with deadlines instead of patience.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace twofold::e2e {

using Environment = std::map<std::string, std::string>;

struct Ended {
  int exit_code = 0;  // 128 + N when signal N ended it; -1 when the deadline did
  std::string out;
  std::string err;
};

// Runs a program to its end, feeding it `input`. The environment is exactly the one given. A
// program is over when it has ended and nobody holds its outputs open; one that is not by the
// deadline is killed.
Ended RunProgram(const std::vector<std::string>& words, const Environment& environment,
                 absl::string_view input, std::chrono::milliseconds deadline);

// A program in the background that says one line on a file descriptor when it is ready. It is
// killed when the object goes.
class Background {
 public:
  // Starts `words` with "--ready-fd N" appended; its output goes to the file `log`. Waits for the
  // line, at most 20 seconds; ready() is empty when none came.
  Background(std::vector<std::string> words, const Environment& environment,
             const std::string& log);
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;
  ~Background();

  // The line, without its end.
  const std::string& ready() const { return ready_; }
  pid_t pid() const { return pid_; }

  // Sends a signal and waits for the end, at most ten seconds. Returns false if it did not end.
  bool End(int signal);

 private:
  pid_t pid_ = -1;
  std::string ready_;
};

// Asks again and again until the answer is yes; between two looks there is a breath. False when
// the deadline came first.
bool Eventually(const std::function<bool()>& so, std::chrono::milliseconds deadline);

// Sends a signal to a process that somebody else started and waits until it is gone, at most ten
// seconds. Returns false if it is still there.
bool EndProcess(pid_t pid, int signal);

}  // namespace twofold::e2e
