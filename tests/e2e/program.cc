// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/program.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace twofold::e2e {
namespace {

using Clock = std::chrono::steady_clock;

struct Pipe {
  Pipe() {
    if (pipe2(ends, O_CLOEXEC) != 0) std::abort();
  }
  ~Pipe() {
    CloseRead();
    CloseWrite();
  }
  void CloseRead() { Close(ends[0]); }
  void CloseWrite() { Close(ends[1]); }
  static void Close(int& end) {
    if (end >= 0) close(end);
    end = -1;
  }
  int ends[2];
};

int MillisUntil(Clock::time_point deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
  return static_cast<int>(std::max<long>(left.count(), 0));
}

// Waits for the end of any process. Does not collect it.
bool AwaitEnd(pid_t pid, Clock::time_point deadline) {
  const int handle = static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
  if (handle < 0) return true;
  pollfd waiting = {handle, POLLIN, 0};
  const bool ended = poll(&waiting, 1, MillisUntil(deadline)) == 1;
  close(handle);
  return ended;
}

pid_t Spawn(const std::vector<std::string>& words, const Environment& environment,
            posix_spawn_file_actions_t* files) {
  std::vector<std::string> assignments;
  for (const auto& [name, value] : environment) {
    assignments.push_back(absl::StrCat(name, "=", value));
  }
  std::vector<char*> word_pointers;
  for (const std::string& word : words) word_pointers.push_back(const_cast<char*>(word.c_str()));
  word_pointers.push_back(nullptr);
  std::vector<char*> assignment_pointers;
  for (std::string& assignment : assignments) assignment_pointers.push_back(assignment.data());
  assignment_pointers.push_back(nullptr);
  pid_t pid = -1;
  const int failed = posix_spawn(&pid, words[0].c_str(), files, nullptr, word_pointers.data(),
                                 assignment_pointers.data());
  return failed == 0 ? pid : -1;
}

// Reads what is there; closes the end when nothing more can come.
void Drain(Pipe& pipe, std::string& into) {
  char bytes[4096];
  const ssize_t got = read(pipe.ends[0], bytes, sizeof bytes);
  if (got > 0) {
    into.append(bytes, static_cast<std::size_t>(got));
  } else {
    pipe.CloseRead();
  }
}

void Feed(Pipe& pipe, absl::string_view& input) {
  const ssize_t put = input.empty() ? -1 : write(pipe.ends[1], input.data(), input.size());
  if (put > 0) input.remove_prefix(static_cast<std::size_t>(put));
  if (put <= 0 || input.empty()) pipe.CloseWrite();
}

// Carries input and output until both outputs are closed. False when the deadline came first.
bool Carry(Pipe& in, absl::string_view input, Pipe& out, Pipe& err, Ended& ended,
           Clock::time_point deadline) {
  while (out.ends[0] >= 0 || err.ends[0] >= 0) {
    pollfd waiting[] = {
        {out.ends[0], POLLIN, 0}, {err.ends[0], POLLIN, 0}, {in.ends[1], POLLOUT, 0}};
    if (poll(waiting, 3, MillisUntil(deadline)) <= 0) return false;
    if (waiting[0].revents != 0) Drain(out, ended.out);
    if (waiting[1].revents != 0) Drain(err, ended.err);
    if (waiting[2].revents != 0) Feed(in, input);
  }
  return true;
}

}  // namespace

Ended RunProgram(const std::vector<std::string>& words, const Environment& environment,
                 absl::string_view input, std::chrono::milliseconds deadline) {
  const Clock::time_point until = Clock::now() + deadline;
  signal(SIGPIPE, SIG_IGN);
  Pipe in, out, err;
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, in.ends[0], 0);
  posix_spawn_file_actions_adddup2(&files, out.ends[1], 1);
  posix_spawn_file_actions_adddup2(&files, err.ends[1], 2);
  const pid_t pid = Spawn(words, environment, &files);
  posix_spawn_file_actions_destroy(&files);
  Ended ended;
  if (pid < 0) {
    ended.exit_code = 127;
    return ended;
  }
  in.CloseRead();
  out.CloseWrite();
  err.CloseWrite();
  fcntl(in.ends[1], F_SETFL, O_NONBLOCK);
  const bool in_time = Carry(in, input, out, err, ended, until) && AwaitEnd(pid, until);
  if (!in_time) kill(pid, SIGKILL);
  int status = 0;
  waitpid(pid, &status, 0);
  ended.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  if (!in_time) ended.exit_code = -1;
  return ended;
}

Background::Background(std::vector<std::string> words, const Environment& environment,
                       const std::string& log) {
  constexpr int kReadyFd = 9;
  Pipe ready;
  words.insert(words.end(), {"--ready-fd", absl::StrCat(kReadyFd)});
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, 1, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  posix_spawn_file_actions_adddup2(&files, 1, 2);
  posix_spawn_file_actions_adddup2(&files, ready.ends[1], kReadyFd);
  pid_ = Spawn(words, environment, &files);
  posix_spawn_file_actions_destroy(&files);
  ready.CloseWrite();
  const Clock::time_point until = Clock::now() + std::chrono::seconds(20);
  std::string line;
  pollfd waiting = {ready.ends[0], POLLIN, 0};
  while (line.find('\n') == std::string::npos && ready.ends[0] >= 0 &&
         poll(&waiting, 1, MillisUntil(until)) == 1) {
    Drain(ready, line);
  }
  if (line.find('\n') != std::string::npos) ready_ = line.substr(0, line.find('\n'));
}

Background::~Background() {
  if (pid_ > 0) End(SIGKILL);
}

bool Background::End(int signal) {
  if (pid_ <= 0) return true;
  kill(pid_, signal);
  if (!AwaitEnd(pid_, Clock::now() + std::chrono::seconds(10))) return false;
  waitpid(pid_, nullptr, 0);
  pid_ = -1;
  return true;
}

bool Eventually(const std::function<bool()>& so, std::chrono::milliseconds deadline) {
  constexpr int kBreathMs = 10;
  const Clock::time_point until = Clock::now() + deadline;
  while (!so()) {
    if (Clock::now() >= until) return false;
    poll(nullptr, 0, kBreathMs);
  }
  return true;
}

bool EndProcess(pid_t pid, int signal) {
  if (kill(pid, signal) != 0) return true;
  return AwaitEnd(pid, Clock::now() + std::chrono::seconds(10));
}

}  // namespace twofold::e2e
