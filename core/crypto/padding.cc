// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/crypto/padding.h"

#include <sodium.h>

#include <bit>

#include "core/crypto/bytes.h"

namespace twofold {
namespace {

// The step in which sizes near `bytes` grow. REQUIRES: bytes > 0.
std::size_t StepAt(std::size_t bytes) {
  if (bytes <= kEvenPaddingBytes) return kPaddingStep;
  const int exponent = std::bit_width(bytes) - 1;
  const int mantissa = std::bit_width(static_cast<unsigned>(exponent));
  return std::size_t{1} << (exponent - mantissa);
}

}  // namespace

std::size_t PaddedBytes(std::size_t bytes) {
  const std::size_t least = bytes + 1;
  const std::size_t step = StepAt(least);
  return (least + step - 1) / step * step;
}

std::string Pad(absl::string_view bytes) {
  std::string padded(PaddedBytes(bytes.size()), '\0');
  bytes.copy(padded.data(), bytes.size());
  std::size_t length = 0;
  sodium_pad(&length, AsBytes(padded), bytes.size(), StepAt(bytes.size() + 1), padded.size());
  return padded;
}

bool Unpad(std::string& padded) {
  if (padded.empty()) return false;
  // At an exact power of two the step above is the larger one; looking further back is harmless,
  // because the size is checked afterwards.
  std::size_t length = 0;
  if (sodium_unpad(&length, AsBytes(absl::string_view(padded)), padded.size(),
                   StepAt(padded.size())) != 0) {
    return false;
  }
  if (PaddedBytes(length) != padded.size()) return false;
  padded.resize(length);
  return true;
}

}  // namespace twofold
