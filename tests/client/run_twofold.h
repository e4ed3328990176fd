// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Runs the real program twofold, with pipes or on a terminal of its own.
#pragma once

#include <sys/types.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace twofold {

struct Ran {
  int code = -1;  // the exit code; 128 and more: ended by a signal
  std::string out;
  std::string err;
};

using Variables = std::map<std::string, std::string>;

// Runs to the end with `input` as standard input. The environment is `variables` alone.
Ran RunTwofold(const std::vector<std::string>& words, const Variables& variables,
               const std::string& input = "");
// The same with another copy of the program.
Ran RunProgramAt(const std::string& program, const std::vector<std::string>& words,
                 const Variables& variables, const std::string& input = "");

// The program on a terminal of 80 columns. One thread at a time.
class TwofoldOnTerminal {
 public:
  // An empty `program` is the one that was built.
  TwofoldOnTerminal(const std::vector<std::string>& words, const Variables& variables,
                    const std::string& program = "");
  TwofoldOnTerminal(const TwofoldOnTerminal&) = delete;
  TwofoldOnTerminal& operator=(const TwofoldOnTerminal&) = delete;
  ~TwofoldOnTerminal();

  // Reads until the screen has shown `text` after what was waited for before. False after 20 s
  // or when the program ends first.
  bool Shows(const std::string& text);
  // Types; "\n" is Enter, "\x03" is Ctrl-C, "\x04" the end of input.
  void Type(const std::string& keys);
  // Reads to the end and returns the exit code.
  int Wait();
  // Everything that was on the screen, without carriage returns.
  const std::string& screen() const { return screen_; }

 private:
  bool ReadMore();

  int fd_;
  pid_t pid_;
  std::string screen_;
  std::size_t seen_ = 0;
};

}  // namespace twofold
