// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/at_terminal.h"

#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "absl/strings/str_cat.h"

namespace twofold::e2e {
namespace {

constexpr std::chrono::seconds kPatience(20);

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

AtTerminal::AtTerminal(Account& account, std::vector<std::string> words, int columns) {
  words.insert(words.begin(), account.Program("twofold"));
  std::vector<std::string> assignments;
  for (const auto& [name, value] : account.environment()) {
    // The terminal says how wide it is.
    if (name != "COLUMNS") assignments.push_back(absl::StrCat(name, "=", value));
  }
  const std::vector<char*> arguments = Pointers(words), variables = Pointers(assignments);
  winsize size{};
  size.ws_row = kRows;
  size.ws_col = static_cast<unsigned short>(columns);
  pid_ = forkpty(&terminal_, nullptr, nullptr, &size);
  if (pid_ == 0) {
    termios settings{};
    tcgetattr(0, &settings);
    settings.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    settings.c_lflag |= ECHONL;
    tcsetattr(0, TCSANOW, &settings);
    execve(arguments[0], arguments.data(), variables.data());
    _exit(127);
  }
}

AtTerminal::~AtTerminal() {
  if (pid_ > 0) {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  close(terminal_);
}

bool AtTerminal::Shows(absl::string_view text) {
  const Clock::time_point until = Clock::now() + kPatience;
  std::size_t at = std::string::npos;
  while ((at = screen_.find(std::string(text), seen_)) == std::string::npos) {
    if (!Read(until)) return false;
  }
  seen_ = at + text.size();
  return true;
}

void AtTerminal::Type(const std::string& keys) {
  if (write(terminal_, keys.data(), keys.size()) < 0) return;
}

int AtTerminal::Wait() {
  const Clock::time_point until = Clock::now() + kPatience;
  while (Read(until)) {
  }
  int status = 0;
  if (Clock::now() >= until) kill(pid_, SIGKILL);
  waitpid(pid_, &status, 0);
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

bool AtTerminal::Read(Clock::time_point until) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
  pollfd waiting = {terminal_, POLLIN, 0};
  if (left.count() <= 0 || poll(&waiting, 1, static_cast<int>(left.count())) != 1) return false;
  char bytes[4096];
  const ssize_t got = read(terminal_, bytes, sizeof bytes);
  for (ssize_t i = 0; i < got; ++i) {
    if (bytes[i] != '\r') screen_ += bytes[i];
  }
  return got > 0;
}

}  // namespace twofold::e2e
