// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Sees what anybody on the machine sees: the arguments of every process.
#pragma once

#include <atomic>
#include <filesystem>
#include <string>
#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/e2e/scene.h"

namespace twofold::e2e {

// Collects the arguments of all processes as long as it lives.
class ArgumentWatch {
 public:
  ArgumentWatch() : thread_([this] { Run(); }) {}
  ~ArgumentWatch() {
    stop_ = true;
    if (thread_.joinable()) thread_.join();
  }
  std::string Seen() {
    stop_ = true;
    thread_.join();
    return seen_;
  }

 private:
  void Run() {
    while (!stop_) {
      for (const std::filesystem::directory_entry& entry :
           std::filesystem::directory_iterator("/proc")) {
        const std::string name = entry.path().filename();
        if (name.find_first_not_of("0123456789") != std::string::npos) continue;
        const std::string arguments = FileText(entry.path() / "cmdline");
        if (!absl::StrContains(seen_, arguments)) absl::StrAppend(&seen_, arguments, "\n");
      }
    }
  }

  std::atomic<bool> stop_ = false;
  std::string seen_;
  std::thread thread_;
};

}  // namespace twofold::e2e
