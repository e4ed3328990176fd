// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The seam between our views and libsodium's pointers, and fixed-width little-endian numbers.
#pragma once

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace twofold {

inline const std::uint8_t* AsBytes(absl::string_view bytes) {
  return reinterpret_cast<const std::uint8_t*>(bytes.data());
}
inline std::uint8_t* AsBytes(std::string& bytes) {
  return reinterpret_cast<std::uint8_t*>(bytes.data());
}

// Returns `value` in `width` bytes, lowest first.
inline std::string LittleEndian(std::uint64_t value, int width) {
  std::string bytes(static_cast<std::size_t>(width), '\0');
  for (char& byte : bytes) {
    byte = static_cast<char>(value & 0xff);
    value >>= 8;
  }
  return bytes;
}

// Returns a domain with the zero byte that ends it.
inline std::string WithZero(absl::string_view domain) {
  return std::string(domain.data(), domain.size()) + '\0';
}

}  // namespace twofold
