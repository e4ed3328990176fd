// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// bench_rest PID SECONDS WHOSE: what a process does that has nothing to do: how often its threads
// wake, and how much of the memory is its own. Waiting for the time to pass is what is measured
// here.
#include <poll.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace {

// The number behind a name in a status file of the kernel; 0 when it is not there.
std::int64_t Field(const std::string& path, const std::string& name) {
  std::ifstream in(path);
  std::string word;
  std::int64_t value = 0;
  while (in >> word) {
    if (word == name) {
      in >> value;
      return value;
    }
  }
  return 0;
}

// How often each thread gave up its processor of itself, by thread id.
std::map<std::string, std::int64_t> Waits(const std::string& process) {
  std::map<std::string, std::int64_t> waits;
  for (const auto& thread : std::filesystem::directory_iterator(process + "/task")) {
    waits[thread.path().filename()] = Field(thread.path() / "status", "voluntary_ctxt_switches:");
  }
  return waits;
}

int Rest(const std::string& process, int seconds, const std::string& whose) {
  const auto before = Waits(process);
  poll(nullptr, 0, seconds * 1000);
  std::int64_t woken = 0;
  for (const auto& [thread, waits] : Waits(process)) {
    const auto found = before.find(thread);
    woken += waits - (found == before.end() ? 0 : found->second);
  }
  const auto megabytes = [&](const char* name) {
    return static_cast<double>(Field(process + "/status", name)) / 1024;
  };
  std::cout << absl::StrFormat(
      "\na daemon at rest, %s, over %d s\n  wake-ups a second %25.1f\n  threads %35d\n"
      "  memory in use, MiB %24.1f\n    of its own %30.1f\n    programs and libraries %18.1f\n",
      whose, seconds, static_cast<double>(woken) / seconds, Field(process + "/status", "Threads:"),
      megabytes("VmRSS:"), megabytes("RssAnon:"), megabytes("RssFile:"));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  int pid = 0;
  int seconds = 0;
  if (argc != 4 || !absl::SimpleAtoi(argv[1], &pid) || !absl::SimpleAtoi(argv[2], &seconds) ||
      seconds < 1 || !std::filesystem::exists(absl::StrCat("/proc/", pid))) {
    std::cerr << "usage: bench_rest PID SECONDS WHOSE\n";
    return 2;
  }
  return Rest(absl::StrCat("/proc/", pid), seconds, argv[3]);
}
