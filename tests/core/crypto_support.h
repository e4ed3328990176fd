// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Randomness that repeats, and hex, for the tests of crypto and pairing.
#pragma once

#include <cstdint>
#include <fstream>
#include <map>
#include <random>
#include <span>
#include <sstream>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/base/random.h"

namespace twofold {

class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}
  void Fill(std::span<std::uint8_t> bytes) override {
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(engine_());
  }
  std::uint64_t Below(std::uint64_t bound) { return engine_() % bound; }

 private:
  std::mt19937_64 engine_;
};

// Gives 00 01 02 ... for as long as it is asked, for examples that a person can redo by hand.
class CountingRandom final : public Random {
 public:
  explicit CountingRandom(std::uint8_t first) : next_(first) {}
  void Fill(std::span<std::uint8_t> bytes) override {
    for (std::uint8_t& byte : bytes) byte = next_++;
  }

 private:
  std::uint8_t next_;
};

inline std::string Counted(std::size_t size, std::uint8_t first = 0) {
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(first++);
  return bytes;
}

inline std::string ReadWhole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// One named value in the form of the golden files: a name, then its hex, 32 bytes a line.
inline std::string GoldenLine(absl::string_view name, absl::string_view bytes) {
  std::string text = absl::StrCat(name, "\n");
  for (std::size_t at = 0; at < bytes.size(); at += 32) {
    absl::StrAppend(&text, "  ", absl::BytesToHexString(bytes.substr(at, 32)), "\n");
  }
  return text;
}

}  // namespace twofold
