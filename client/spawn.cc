// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/spawn.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "client/transport/poll_time.h"
#include "client/transport/refusals.h"
#include "core/base/clock.h"
#include "core/base/refusal.h"
#include "core/base/text.h"

namespace twofold {
namespace {

constexpr char kProgram[] = "twofoldd";
constexpr std::size_t kSentenceLength = 300;
constexpr std::size_t kReportBytes = 4096;

absl::Status NotStarted(absl::string_view sentence) {
  return Refusal(absl::StatusCode::kUnavailable, "service_not_started", sentence)
      .Hint("Start it by hand", kProgram);
}

// The new process, from fork to exec. Never returns.
[[noreturn]] void BecomeDaemon(const std::string& program, int report_fd) {
  setsid();
  if (fork() != 0) _exit(0);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  // Above the standard streams, which this process may have been started without.
  const int ready_fd = fcntl(report_fd, F_DUPFD, STDERR_FILENO + 1);
  const int null_fd = open("/dev/null", O_RDWR);
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(null_fd, fd);
  if (chdir("/") != 0) _exit(1);
  const auto kept = static_cast<unsigned>(ready_fd);
  if (kept > 3) close_range(3, kept - 1, 0);
  close_range(kept + 1, ~0U, 0);
  std::string number = absl::StrCat(ready_fd);
  std::string name = program;
  std::string flag = "--ready-fd";
  std::array<char*, 4> arguments{name.data(), flag.data(), number.data(), nullptr};
  execv(program.c_str(), arguments.data());
  constexpr char kComplaint[] = "error: the background service could not be started.\n";
  if (write(ready_fd, kComplaint, sizeof kComplaint - 1) < 0) _exit(1);
  _exit(1);
}

// Returns what the daemon reports until it serves, ends or time is up.
absl::StatusOr<std::string> ReadReport(int fd, absl::Duration patience, int interrupt_fd) {
  const SystemClock clock;
  const absl::Time end = clock.Now() + patience;
  std::string report;
  while (report.size() < kReportBytes && !absl::StrContains(report, "ready\n")) {
    const absl::Duration left = end - clock.Now();
    if (left <= absl::ZeroDuration()) break;
    std::array<pollfd, 2> watched{{{fd, POLLIN, 0}, {interrupt_fd, POLLIN, 0}}};
    const int ms = PollMilliseconds(left);
    if (poll(watched.data(), interrupt_fd < 0 ? 1 : 2, ms) < 0 && errno != EINTR) break;
    if (watched[1].revents != 0) return Interrupted();
    if (watched[0].revents == 0) continue;
    std::array<char, 512> buffer;
    const ssize_t got = read(fd, buffer.data(), buffer.size());
    if (got <= 0) break;
    report.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return report;
}

// What the daemon reported: "ready", or one part of its refusal a line.
absl::Status Judge(absl::string_view report) {
  std::string sentence, aftermath;
  std::vector<RefusalHint> hints;
  for (absl::string_view line : absl::StrSplit(report, '\n', absl::SkipEmpty())) {
    if (line == "ready") return absl::OkStatus();
    if (absl::ConsumePrefix(&line, "error: ")) {
      sentence = CleanForDisplay(absl::StripPrefix(line, "twofoldd: "), kSentenceLength);
    } else if (absl::ConsumePrefix(&line, "hint: ")) {
      const std::pair<absl::string_view, absl::string_view> parts =
          absl::StrSplit(line, absl::MaxSplits('\t', 1));
      hints.push_back({CleanForDisplay(parts.first, kSentenceLength),
                       CleanForDisplay(parts.second, kSentenceLength)});
    } else if (absl::ConsumePrefix(&line, "aftermath: ")) {
      aftermath = CleanForDisplay(line, kSentenceLength);
    }
  }
  if (sentence.empty()) return NotStarted("the background service was started but does not serve.");
  Refusal refusal(absl::StatusCode::kUnavailable, "service_not_started", sentence);
  for (const RefusalHint& hint : hints) refusal.Hint(hint.label, hint.text);
  if (!aftermath.empty()) refusal.Aftermath(aftermath);
  return refusal;
}

}  // namespace

std::string FolderOfThisProgram() {
  std::array<char, PATH_MAX> buffer;
  const ssize_t size = readlink("/proc/self/exe", buffer.data(), buffer.size());
  if (size <= 0) return {};
  const absl::string_view self(buffer.data(), static_cast<std::size_t>(size));
  return std::string(self.substr(0, self.rfind('/')));
}

std::string FindDaemon(absl::string_view chosen, absl::string_view path) {
  if (!chosen.empty()) {
    std::array<char, PATH_MAX> buffer;
    const char* real = realpath(std::string(chosen).c_str(), buffer.data());
    return real == nullptr ? std::string() : std::string(real);
  }
  std::vector<std::string> folders;
  std::string own = FolderOfThisProgram();
  if (!own.empty()) folders.push_back(std::move(own));
  // A folder that is not absolute would mean another place after the daemon's change of folder.
  for (absl::string_view folder : absl::StrSplit(path, ':', absl::SkipEmpty())) {
    if (absl::StartsWith(folder, "/")) folders.emplace_back(folder);
  }
  for (const std::string& folder : folders) {
    const std::string candidate = absl::StrCat(folder, "/", kProgram);
    if (access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  return {};
}

absl::Status StartDaemon(const std::string& program, absl::Duration patience, int interrupt_fd) {
  if (program.empty()) {
    return Refusal(absl::StatusCode::kUnavailable, "service_not_started",
                   "the background service is not running, and twofoldd is not to be found.")
        .Hint("Say where it is", "TWOFOLD_DAEMON=/path/to/twofoldd");
  }
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) {
    return NotStarted("the background service could not be started.");
  }
  const pid_t child = fork();
  if (child == 0) BecomeDaemon(program, ends[1]);
  close(ends[1]);
  if (child < 0) {
    close(ends[0]);
    return NotStarted("the background service could not be started.");
  }
  while (waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
  const absl::StatusOr<std::string> report = ReadReport(ends[0], patience, interrupt_fd);
  close(ends[0]);
  return report.ok() ? Judge(*report) : report.status();
}

}  // namespace twofold
