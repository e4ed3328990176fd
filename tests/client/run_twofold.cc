// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/client/run_twofold.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

#include "tests/support/sanitizer_environment.h"

namespace twofold {
namespace {

constexpr int kPatienceMs = 20'000;

// Arguments or variables in the form the system wants; points into `texts`.
std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

pid_t Spawn(const std::string& program, const std::vector<std::string>& words,
            const Variables& variables, const posix_spawn_file_actions_t& actions,
            const posix_spawnattr_t* attributes) {
  std::vector<std::string> arguments = {program};
  arguments.insert(arguments.end(), words.begin(), words.end());
  std::vector<std::string> environment;
  for (const Variables& some : {variables, SanitizerEnvironment()}) {
    for (const auto& [name, value] : some) environment.push_back(name + "=" + value);
  }
  pid_t pid = -1;
  posix_spawn(&pid, program.c_str(), &actions, attributes, Pointers(arguments).data(),
              Pointers(environment).data());
  return pid;
}

int CodeOf(pid_t pid) {
  int status = 0;
  waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string ReadAll(int fd) {
  std::string text;
  std::array<char, 4096> buffer;
  for (ssize_t got = 0; (got = read(fd, buffer.data(), buffer.size())) > 0;) {
    text.append(buffer.data(), static_cast<std::size_t>(got));
  }
  close(fd);
  return text;
}

}  // namespace

Ran RunTwofold(const std::vector<std::string>& words, const Variables& variables,
               const std::string& input) {
  return RunProgramAt(TWOFOLD_PROGRAM, words, variables, input);
}

Ran RunProgramAt(const std::string& program, const std::vector<std::string>& words,
                 const Variables& variables, const std::string& input) {
  std::array<int, 2> out{}, err{};
  if (pipe2(out.data(), O_CLOEXEC) != 0 || pipe2(err.data(), O_CLOEXEC) != 0) return {};
  // A file, not a pipe: the program may end without having read its input.
  const int in = memfd_create("input", MFD_CLOEXEC);
  if (write(in, input.data(), input.size()) < 0 || lseek(in, 0, SEEK_SET) != 0) return {};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err[1], STDERR_FILENO);
  const pid_t pid = Spawn(program, words, variables, actions, nullptr);
  posix_spawn_file_actions_destroy(&actions);
  close(in);
  close(out[1]);
  close(err[1]);
  // What these tests write to standard error fits into a pipe, so that nobody waits for the other.
  Ran ran;
  ran.out = ReadAll(out[0]);
  ran.err = ReadAll(err[0]);
  ran.code = CodeOf(pid);
  return ran;
}

TwofoldOnTerminal::TwofoldOnTerminal(const std::vector<std::string>& words,
                                     const Variables& variables, const std::string& program)
    : fd_(posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)), pid_(-1) {
  grantpt(fd_);
  unlockpt(fd_);
  const winsize size{24, 80, 0, 0};
  ioctl(fd_, TIOCSWINSZ, &size);
  std::array<char, 64> name{};
  ptsname_r(fd_, name.data(), name.size());
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, name.data(), O_RDWR, 0);
  posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDERR_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
  pid_ = Spawn(program.empty() ? TWOFOLD_PROGRAM : program, words, variables, actions, &attributes);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
}

TwofoldOnTerminal::~TwofoldOnTerminal() {
  if (pid_ > 0) {
    kill(pid_, SIGKILL);
    CodeOf(pid_);
  }
  close(fd_);
}

bool TwofoldOnTerminal::ReadMore() {
  pollfd watched{fd_, POLLIN, 0};
  if (poll(&watched, 1, kPatienceMs) <= 0) return false;
  std::array<char, 4096> buffer;
  const ssize_t got = read(fd_, buffer.data(), buffer.size());
  for (ssize_t i = 0; i < got; ++i) {
    if (buffer[static_cast<std::size_t>(i)] != '\r') {
      screen_ += buffer[static_cast<std::size_t>(i)];
    }
  }
  return got > 0;
}

bool TwofoldOnTerminal::Shows(const std::string& text) {
  for (;;) {
    const std::size_t at = screen_.find(text, seen_);
    if (at != std::string::npos) {
      seen_ = at + text.size();
      return true;
    }
    if (!ReadMore()) return false;
  }
}

void TwofoldOnTerminal::Type(const std::string& keys) {
  if (write(fd_, keys.data(), keys.size()) < 0) return;
}

int TwofoldOnTerminal::Wait() {
  while (ReadMore()) {
  }
  const int code = CodeOf(pid_);
  pid_ = -1;
  return code;
}

}  // namespace twofold
