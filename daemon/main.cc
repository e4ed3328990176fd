// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// twofoldd: the daemon on a partner's computer.
#include <grpc/support/log.h>
#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "core/base/refusal.h"
#include "core/base/version.h"
#include "daemon/daemon.h"
#include "daemon/os/stream_log.h"

namespace {

constexpr int kWrongUse = 2;
constexpr char kUsage[] =
    "twofoldd keeps your goals and serves the command twofold.\n"
    "\n"
    "  twofoldd [--ready-fd N]\n"
    "\n"
    "It runs in the foreground until it is told to stop (SIGTERM). \"twofold\" starts\n"
    "it by itself when none runs.\n"
    "\n"
    "  --ready-fd N   write \"ready\" to descriptor N once calls are answered, or\n"
    "                 \"error: ...\" when it cannot start\n"
    "  --help         this text\n"
    "  --version      the version\n";

void Say(int fd, const std::string& text) {
  if (write(fd, text.data(), text.size()) < 0) return;
}

// A refusal as a person reads it on a terminal.
std::string ForPerson(const absl::Status& status) {
  std::string text = absl::StrCat("twofoldd: ", std::string(status.message()), "\n");
  for (const twofold::RefusalHint& hint : twofold::RefusalHints(status)) {
    absl::StrAppend(&text, "  ", hint.label, "   ", hint.text, "\n");
  }
  const std::string aftermath = twofold::RefusalAftermath(status);
  if (!aftermath.empty()) absl::StrAppend(&text, aftermath, "\n");
  return text;
}

// The same for the client that started this process: one part a line.
std::string ForClient(const absl::Status& status) {
  std::string text = absl::StrCat("error: ", std::string(status.message()), "\n");
  for (const twofold::RefusalHint& hint : twofold::RefusalHints(status)) {
    absl::StrAppend(&text, "hint: ", hint.label, "\t", hint.text, "\n");
  }
  const std::string aftermath = twofold::RefusalAftermath(status);
  if (!aftermath.empty()) absl::StrAppend(&text, "aftermath: ", aftermath, "\n");
  return text;
}

// One pool of memory for all threads, which mostly wait, instead of one for each; and no search for
// deadlocks at every lock that gRPC takes, which Debian's Abseil makes by default.
void StaySmall() {
  mallopt(M_ARENA_MAX, 1);
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
}

// No private text in core files, none readable by other processes, files for the owner alone.
void Harden() {
  umask(077);
  prctl(PR_SET_DUMPABLE, 0);
  const rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  gpr_set_log_function([](gpr_log_func_args*) {});
}

}  // namespace

int main(int argc, char** argv) {
  int ready_fd = -1;
  for (int i = 1; i < argc; ++i) {
    const absl::string_view argument = argv[i];
    if (argument == "--help" || argument == "-h") {
      std::fputs(kUsage, stdout);
      return 0;
    }
    if (argument == "--version") {
      std::printf("twofoldd %s\n", twofold::kVersion);
      return 0;
    }
    if (argument == "--ready-fd" && i + 1 < argc && absl::SimpleAtoi(argv[i + 1], &ready_fd) &&
        ready_fd >= 0) {
      ++i;
      continue;
    }
    std::fprintf(stderr, "twofoldd: there is no option \"%s\".\n  Help   twofoldd --help\n",
                 argv[i]);
    return kWrongUse;
  }
  StaySmall();
  Harden();
  const twofold::StopSignal stop;
  twofold::StreamLog log(STDERR_FILENO);
  const absl::Status status = twofold::RunDaemon(stop, log, [&] {
    if (ready_fd < 0) return;
    Say(ready_fd, "ready\n");
    close(ready_fd);
  });
  if (status.ok()) return 0;
  if (ready_fd >= 0) Say(ready_fd, ForClient(status));
  Say(STDERR_FILENO, ForPerson(status));
  return 1;
}
