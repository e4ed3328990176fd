// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/interrupt.h"

#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace twofold {
namespace {

sigset_t OnlyInterrupt() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  return set;
}

}  // namespace

Interrupt::Interrupt() : fd_(-1) {
  const sigset_t set = OnlyInterrupt();
  sigprocmask(SIG_BLOCK, &set, nullptr);
  fd_ = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
  if (fd_ < 0) sigprocmask(SIG_UNBLOCK, &set, nullptr);
}

Interrupt::~Interrupt() {
  if (fd_ < 0) return;
  Acknowledge();
  close(fd_);
}

void Interrupt::Acknowledge() {
  signalfd_siginfo taken{};
  const sigset_t set = OnlyInterrupt();
  if (read(fd_, &taken, sizeof taken) < 0) {
    // None had come.
  }
  sigprocmask(SIG_UNBLOCK, &set, nullptr);
}

}  // namespace twofold
