// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tools/bench/process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace twofold::bench {
namespace {

std::vector<char*> Pointers(const std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (const std::string& word : words) pointers.push_back(const_cast<char*>(word.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

absl::StatusOr<Nanoseconds> TimeOf(const Command& command) {
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, command.input.c_str(), O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
  std::vector<char*> words = Pointers(command.words);
  std::vector<char*> environment = Pointers(command.environment);
  pid_t pid = 0;
  int ended = 0;
  const Nanoseconds start = Now();
  const int failed = posix_spawn(&pid, words[0], &files, nullptr, words.data(), environment.data());
  if (failed == 0) waitpid(pid, &ended, 0);
  const Nanoseconds end = Now();
  posix_spawn_file_actions_destroy(&files);
  if (failed != 0 || !WIFEXITED(ended) || WEXITSTATUS(ended) != 0) {
    return absl::FailedPreconditionError(
        absl::StrCat("did not succeed: ", absl::StrJoin(command.words, " "),
                     failed == 0 ? absl::StrCat(" (status ", ended, ")") : " (could not start)"));
  }
  return end - start;
}

}  // namespace twofold::bench
