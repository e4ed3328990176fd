// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// fake_twofoldd --ready-fd N: serves the first week on TWOFOLD_SOCKET until SIGTERM. With
// FAKE_REFUSAL set it reports that sentence instead and ends.
#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <string>

#include "tests/client/first_week.h"

int main(int argc, char** argv) {
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTERM);
  sigprocmask(SIG_BLOCK, &stop, nullptr);
  const char* socket = std::getenv("TWOFOLD_SOCKET");
  if (argc != 3 || std::strcmp(argv[1], "--ready-fd") != 0 || socket == nullptr) return 2;
  const int ready_fd = std::atoi(argv[2]);
  const auto report = [&](const std::string& line) {
    return write(ready_fd, line.data(), line.size()) == static_cast<ssize_t>(line.size());
  };
  if (const char* refusal = std::getenv("FAKE_REFUSAL"); refusal != nullptr) {
    return report("error: " + std::string(refusal) + "\n") ? 1 : 3;
  }
  twofold::FakeDaemon fake(socket);
  twofold::LiveTheFirstWeek(fake);
  if (!report("ready\n")) return 3;
  close(ready_fd);
  int taken = 0;
  sigwait(&stop, &taken);
  return 0;
}
