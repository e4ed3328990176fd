// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/os/stop_signal.h"

#include <poll.h>
#include <sys/signalfd.h>

#include <cerrno>
#include <csignal>

namespace twofold {

StopSignal::StopSignal() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  fd_ = UniqueFd(signalfd(-1, &set, SFD_CLOEXEC));
}

bool StopSignal::WaitOr(int other) const {
  pollfd waiting[] = {{fd_.get(), POLLIN, 0}, {other, POLLIN, 0}};
  while (poll(waiting, 2, -1) < 0 && errno == EINTR) {
  }
  if ((waiting[0].revents & POLLIN) == 0) return false;
  signalfd_siginfo info;
  while (read(fd_.get(), &info, sizeof info) < 0 && errno == EINTR) {
  }
  return true;
}

}  // namespace twofold
