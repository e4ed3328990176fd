// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Padding, so that a size tells next to nothing: steps of 1 KiB up to 16 KiB, then Padmé's, which
// cost at most a sixteenth there and leave few sizes apart.
#pragma once

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace twofold {

inline constexpr std::size_t kPaddingStep = 1024;
inline constexpr std::size_t kEvenPaddingBytes = 16 * 1024;

// Returns the padded size of so many bytes; always larger than them, because the padding has a
// first byte of its own.
std::size_t PaddedBytes(std::size_t bytes);

// Returns the bytes followed by 0x80 and zeros up to PaddedBytes().
std::string Pad(absl::string_view bytes);

// Takes the padding off in place; false if it is not exactly what Pad() makes. The time depends on
// the padded size only, as far as it can.
bool Unpad(std::string& padded);

}  // namespace twofold
