// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The little that the floors need: loopback TCP, whole messages, children that end with us. Every
// function ends the process, with a line on standard error, when the machine refuses.
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>

#include "tools/bench/samples.h"

namespace twofold::bench {

struct Listener {
  int socket = -1;
  int port = 0;
};
Listener ListenOnLoopback();
int Accept(int listener);
// Without Nagle's delay.
int ConnectToLoopback(int port);

// Reads or writes all bytes. False when the other end is gone.
bool ReadAll(int file, void* bytes, std::size_t size);
bool WriteAll(int file, const void* bytes, std::size_t size);

// A file that is appended to; each append is on the disk when it returns.
class DurableFile {
 public:
  explicit DurableFile(const std::string& path);
  void Append(const void* bytes, std::size_t size);

 private:
  int file_;
};

// Runs `work` in a child process. REQUIRES: this process has no second thread.
// The child ends when this process or the returned object does.
class Child {
 public:
  explicit Child(const std::function<void()>& work);
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child();

 private:
  pid_t pid_;
};

// Carries numbers from one process to another.
class Channel {
 public:
  Channel();
  void Send(Nanoseconds value);
  Nanoseconds Receive();

 private:
  int ends_[2];
};

}  // namespace twofold::bench
