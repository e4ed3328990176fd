// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Bytes that nobody else shall read. Two types: `Secret` for what lives long, `Fleeting` for what
// a function derives and drops. Both overwrite themselves at their end and cannot be copied by
// accident.
//
//   Secret<32> key = Secret<32>::Make(random);
//   Secret<32> second = key.Clone();
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "absl/strings/string_view.h"
#include "core/base/random.h"

namespace twofold {

// Overwrites memory in a way that the compiler keeps.
void Wipe(std::span<std::uint8_t> bytes);
// Overwrites a string's bytes and empties it.
void Wipe(std::string& bytes);

// Compares in a time that depends on the lengths only.
bool EqualSecrets(absl::string_view a, absl::string_view b);

// Returns `size` zero bytes between guard pages, kept out of swap and core files where the system
// allows it. Ends the process when there is no memory.
std::uint8_t* AllocateGuarded(std::size_t size);
void FreeGuarded(std::uint8_t* bytes);  // overwrites first

// N secret bytes in guarded memory. Moving leaves the source empty: it may only be assigned to or
// destroyed. Costs a few pages and system calls each; meant for keys, not for messages.
// One thread at a time, like any value.
template <std::size_t N>
class Secret {
 public:
  // All zero.
  Secret() : bytes_(AllocateGuarded(N)) {}
  Secret(Secret&&) noexcept = default;
  Secret& operator=(Secret&&) noexcept = default;

  static Secret Make(Random& random) {
    Secret secret;
    random.Fill(secret.mutable_span());
    return secret;
  }

  // Returns nothing unless `bytes` has exactly N bytes.
  static std::optional<Secret> FromBytes(absl::string_view bytes) {
    if (bytes.size() != N) return std::nullopt;
    Secret secret;
    std::memcpy(secret.bytes_.get(), bytes.data(), N);
    return secret;
  }

  Secret Clone() const { return *FromBytes(bytes()); }

  // Valid as long as this object and not moved from.
  absl::string_view bytes() const { return {reinterpret_cast<const char*>(bytes_.get()), N}; }
  const std::uint8_t* data() const { return bytes_.get(); }
  std::uint8_t* data() { return bytes_.get(); }
  std::span<std::uint8_t, N> mutable_span() { return std::span<std::uint8_t, N>(bytes_.get(), N); }

 private:
  struct Free {
    void operator()(std::uint8_t* bytes) const { FreeGuarded(bytes); }
  };
  std::unique_ptr<std::uint8_t[], Free> bytes_;
};

// N secret bytes on the stack.
template <std::size_t N>
class Fleeting {
 public:
  Fleeting() = default;
  Fleeting(const Fleeting&) = delete;
  Fleeting& operator=(const Fleeting&) = delete;
  ~Fleeting() { Wipe(std::span<std::uint8_t>(bytes_)); }

  absl::string_view bytes() const { return {reinterpret_cast<const char*>(bytes_.data()), N}; }
  const std::uint8_t* data() const { return bytes_.data(); }
  std::uint8_t* data() { return bytes_.data(); }

 private:
  std::array<std::uint8_t, N> bytes_{};
};

}  // namespace twofold
