// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What sanitizers were told by whoever runs the tests: a program that a test starts with an
// environment of its own is to be told the same.
#pragma once

#include <cstdlib>
#include <map>
#include <string>

namespace twofold {

// Those that are set, by name.
inline std::map<std::string, std::string> SanitizerEnvironment() {
  std::map<std::string, std::string> variables;
  for (const char* name : {"ASAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS"}) {
    if (const char* value = std::getenv(name)) variables[name] = value;
  }
  return variables;
}

}  // namespace twofold
