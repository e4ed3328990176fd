// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// How the process is asked to stop.
#pragma once

#include "proto/wire/unique_fd.h"

namespace twofold {

// Takes SIGTERM, SIGINT and SIGHUP away from their usual effect, for this thread and all made
// after it; a broken pipe or a file over its limit becomes an error of the call instead of a
// signal. Make it before any thread.
class StopSignal {
 public:
  StopSignal();
  // Blocks until one of them came, or `other` can be read; whether it was one of them.
  bool WaitOr(int other) const;

 private:
  UniqueFd fd_;
};

}  // namespace twofold
