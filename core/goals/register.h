// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Last-writer-wins registers: how concurrent writes to one thing come to the same end everywhere.
#pragma once

#include <cstdint>
#include <utility>

#include "core/base/ids.h"

namespace twofold {

// Where a write stands among all writes to the same register: the later one wins, everywhere. The
// id decides between two branches of one chain, which a restored backup or a clone makes.
struct WriteOrder {
  std::uint64_t stamp = 0;
  ChainId chain;
  OperationId id;
  friend std::strong_ordering operator<=>(const WriteOrder&, const WriteOrder&) = default;
};

template <class T>
struct Register {
  T value{};
  WriteOrder order;

  // Takes the write if it is later than what is there.
  void Write(T written, const WriteOrder& at) {
    if (order < at) value = std::move(written), order = at;
  }
  bool operator==(const Register&) const = default;
};

}  // namespace twofold
