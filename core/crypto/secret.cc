// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/crypto/secret.h"

#include <sodium.h>

#include <cstdlib>

namespace twofold {

void Wipe(std::span<std::uint8_t> bytes) { sodium_memzero(bytes.data(), bytes.size()); }

void Wipe(std::string& bytes) {
  // The whole buffer: a string that shrank still holds what it held.
  bytes.resize(bytes.capacity());
  sodium_memzero(bytes.data(), bytes.size());
  bytes.clear();
}

bool EqualSecrets(absl::string_view a, absl::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::uint8_t* AllocateGuarded(std::size_t size) {
  // Guarded memory needs a started libsodium; starting it again costs next to nothing.
  if (sodium_init() < 0) std::abort();
  auto* bytes = static_cast<std::uint8_t*>(sodium_malloc(size));
  if (bytes == nullptr) std::abort();
  sodium_memzero(bytes, size);
  return bytes;
}

void FreeGuarded(std::uint8_t* bytes) { sodium_free(bytes); }

}  // namespace twofold
