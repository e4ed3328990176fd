// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Randomness as an interface, so that a simulation can replay it.
#pragma once

#include <cstdint>
#include <span>

namespace twofold {

// A source of random bytes. Thread-safe.
class Random {
 public:
  virtual ~Random() = default;
  virtual void Fill(std::span<std::uint8_t> bytes) = 0;
};

// The kernel's generator; fit for keys. Ends the process if the kernel has none.
class SystemRandom final : public Random {
 public:
  void Fill(std::span<std::uint8_t> bytes) override;
};

}  // namespace twofold
