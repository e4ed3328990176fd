// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/importer.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <optional>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "client/spawn.h"
#include "client/transport/poll_time.h"
#include "client/transport/refusals.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"
#include "core/base/text.h"

namespace twofold {
namespace {

constexpr char kProgram[] = "twofold-import";
constexpr std::size_t kComplaintBytes = 16 * 1024;
constexpr std::size_t kSentenceLength = 300;

absl::Status Ended() {
  return Refusal(absl::StatusCode::kUnavailable, "importer_ended",
                 "twofold-import ended before it had read everything.");
}

absl::Status Garbled() {
  return Refusal(absl::StatusCode::kInternal, "importer_garbled",
                 "what twofold-import says cannot be understood.")
      .Hint("Its version", "it has to be the one that came with this twofold");
}

struct Pipe {
  int read_end = -1;
  int write_end = -1;
  Pipe() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) return;
    read_end = ends[0];
    write_end = ends[1];
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    if (read_end >= 0) close(read_end);
    CloseWriteEnd();
  }
  void CloseWriteEnd() {
    if (write_end >= 0) close(write_end);
    write_end = -1;
  }
};

// The new process, from fork to exec. Never returns.
[[noreturn]] void BecomeImporter(char* const* arguments, pid_t parent, int out, int err) {
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(1);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  // What it reads is somebody's diary; no picture of its memory may stay behind.
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  const int null_fd = open("/dev/null", O_RDONLY);
  // Above the standard streams, which this process may have been started without.
  out = fcntl(out, F_DUPFD, STDERR_FILENO + 1);
  err = fcntl(err, F_DUPFD, STDERR_FILENO + 1);
  if (dup2(null_fd, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 ||
      dup2(err, STDERR_FILENO) < 0) {
    _exit(1);
  }
  close_range(STDERR_FILENO + 1, ~0U, 0);
  execv(arguments[0], arguments);
  _exit(1);
}

// A running importer; ended with everything it started when this goes.
class Child {
 public:
  Child(const std::string& program, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), program);
    std::vector<char*> pointers;
    for (std::string& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    if (out_.read_end < 0 || err_.read_end < 0) return;
    const pid_t parent = getpid();
    pid_ = fork();
    if (pid_ == 0) BecomeImporter(pointers.data(), parent, out_.write_end, err_.write_end);
    if (pid_ < 0) return;
    // Both sides do it, so that it is done whoever runs first.
    setpgid(pid_, pid_);
    end_ = static_cast<int>(syscall(SYS_pidfd_open, pid_, 0));
    out_.CloseWriteEnd();
    err_.CloseWriteEnd();
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (end_ >= 0) close(end_);
    if (pid_ <= 0) return;
    EndGroup();
    Reap();
  }

  bool running() const { return pid_ > 0 && end_ >= 0; }
  int out() const { return out_.read_end; }
  int err() const { return err_.read_end; }
  // Readable as soon as it has ended.
  int end() const { return end_; }

  // Ends whatever is left of it and of what it started.
  void EndGroup() const { kill(-pid_, SIGKILL); }

  // REQUIRES: it has ended. Returns the exit code, or nothing when a signal ended it.
  std::optional<int> ExitCode() {
    const int status = Reap();
    pid_ = -1;
    if (!WIFEXITED(status)) return std::nullopt;
    return WEXITSTATUS(status);
  }

 private:
  int Reap() const {
    int status = 0;
    while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
  }

  Pipe out_;
  Pipe err_;
  pid_t pid_ = -1;
  int end_ = -1;
};

struct Said {
  std::string out;
  std::string err;
};

// Reads once from `fd`; sets it to -1 at its end.
void ReadSome(int& fd, std::string& into, std::size_t keep) {
  std::array<char, 64 * 1024> buffer;
  const ssize_t got = read(fd, buffer.data(), buffer.size());
  if (got < 0 && errno == EINTR) return;
  if (got <= 0) {
    fd = -1;
    return;
  }
  const std::size_t room = into.size() < keep ? keep - into.size() : 0;
  into.append(buffer.data(), std::min(room, static_cast<std::size_t>(got)));
}

// Returns what it said until it ended.
absl::StatusOr<Said> Listen(const Child& child, const ReadingBounds& bounds, const Clock& clock) {
  const absl::Time latest = clock.Now() + bounds.patience;
  Said said;
  int out = child.out(), err = child.err(), end = child.end();
  while (out >= 0 || err >= 0 || end >= 0) {
    const absl::Duration left = latest - clock.Now();
    if (left <= absl::ZeroDuration()) {
      return Refusal(absl::StatusCode::kDeadlineExceeded, "importer_slow",
                     absl::StrCat("twofold-import was not done within ",
                                  absl::ToInt64Seconds(bounds.patience), " s."));
    }
    std::array<pollfd, 4> watched{
        {{out, POLLIN, 0}, {err, POLLIN, 0}, {end, POLLIN, 0}, {bounds.interrupt_fd, POLLIN, 0}}};
    const int ms = PollMilliseconds(left);
    const int ready = poll(watched.data(), watched.size(), ms);
    if (ready < 0 && errno != EINTR) return Ended();
    if (ready <= 0) continue;
    if (watched[3].revents != 0) return Interrupted();
    if (watched[0].revents != 0) ReadSome(out, said.out, bounds.bytes + 1);
    if (watched[1].revents != 0) ReadSome(err, said.err, kComplaintBytes);
    if (watched[2].revents != 0) {
      // Nobody whom it started may hold the streams open.
      child.EndGroup();
      end = -1;
    }
    if (said.out.size() > bounds.bytes) return ImportTooLarge(bounds.bytes);
  }
  return said;
}

bool IsReason(absl::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
    return absl::ascii_islower(static_cast<unsigned char>(c)) ||
           absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '_';
  });
}

// The first line that is a reason, a tab and a sentence.
absl::Status Complaint(absl::string_view err) {
  for (absl::string_view line : absl::StrSplit(err, '\n', absl::SkipEmpty())) {
    const std::size_t tab = line.find('\t');
    if (tab == absl::string_view::npos || !IsReason(line.substr(0, tab))) continue;
    const absl::string_view reason = line.substr(0, tab);
    const std::string sentence = CleanForDisplay(line.substr(tab + 1), kSentenceLength);
    if (sentence.empty()) continue;
    const bool absent = reason == "import_no_file";
    return Refusal(absent ? absl::StatusCode::kNotFound : absl::StatusCode::kInvalidArgument,
                   reason, sentence);
  }
  return Ended();
}

}  // namespace

absl::Status ImportTooLarge(std::size_t bytes) {
  constexpr std::size_t kMebibyte = 1024 * 1024;
  const std::string size =
      bytes >= kMebibyte ? absl::StrCat(bytes / kMebibyte, " MiB") : absl::StrCat(bytes, " bytes");
  return Refusal(absl::StatusCode::kResourceExhausted, "import_too_large",
                 absl::StrCat("what is in there takes more than ", size, "."));
}

std::string FindImporter() {
  const std::string folder = FolderOfThisProgram();
  if (folder.empty()) return {};
  for (absl::string_view place : {"", TWOFOLD_BIN_TO_LIBEXEC}) {
    std::string candidate = absl::StrCat(folder, "/", place, place.empty() ? "" : "/", kProgram);
    if (access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  return {};
}

absl::StatusOr<portable::v1::ImportFile> ReadWithImporter(const std::string& program,
                                                          absl::string_view path,
                                                          absl::string_view format,
                                                          const ReadingBounds& bounds,
                                                          const Clock& clock) {
  if (program.empty()) {
    return Refusal(absl::StatusCode::kUnimplemented, "importer_absent",
                   "twofold-import, which reads other programs' files, is not to be found.")
        .Hint("It belongs", "beside the program twofold");
  }
  std::vector<std::string> arguments;
  if (!format.empty()) {
    arguments.emplace_back("--format");
    arguments.emplace_back(format);
  }
  arguments.emplace_back("--");  // a path is never taken for an option
  arguments.emplace_back(path);
  Child child(program, std::move(arguments));
  if (!child.running()) return Ended();
  TF_ASSIGN_OR_RETURN(const Said said, Listen(child, bounds, clock));
  const std::optional<int> code = child.ExitCode();
  if (!code) return Ended();
  if (*code != 0) return Complaint(said.err);
  portable::v1::ImportFile file;
  if (!file.ParseFromString(said.out) || file.format().empty()) return Garbled();
  return file;
}

}  // namespace twofold
