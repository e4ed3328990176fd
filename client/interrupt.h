// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Ctrl-C as something to wait for, so that a command can tidy up before it ends.
#pragma once

namespace twofold {

// While one exists, the first Ctrl-C makes fd() readable instead of ending the process.
class Interrupt {
 public:
  Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;
  ~Interrupt();

  // -1 when the system gives none; Ctrl-C then ends the process at once.
  int fd() const { return fd_; }
  // Takes the Ctrl-C that came, if one did. From then on another one ends the process at once.
  void Acknowledge();

 private:
  int fd_;
};

}  // namespace twofold
