// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// How far a store has come, remembered outside it, so that an older copy of it that comes back, or
// a part of it that is lost, is noticed.
#pragma once

#include <cstdint>

#include "absl/status/status.h"
#include "core/base/ids.h"

namespace twofold {

struct AnchorPoint {
  StoreId store;  // none: nothing was ever written
  // Grows by one with each durable commit, also across incarnations.
  std::uint64_t counter = 0;
  // Grows with each new beginning of the device's chains after an older copy came back.
  std::uint64_t incarnation = 0;
  bool operator==(const AnchorPoint&) const = default;
};

// Whether a store that stands at `store` lacks something that was there at `anchor`. A store with
// another id is another store and lacks nothing; one that has no id has lost all.
inline bool IsBehind(const AnchorPoint& store, const AnchorPoint& anchor) {
  if (anchor.store == StoreId()) return false;
  if (store.store == StoreId()) return true;
  return store.store == anchor.store &&
         (store.counter < anchor.counter || store.incarnation < anchor.incarnation);
}

// Thread-safe.
class Anchor {
 public:
  virtual ~Anchor() = default;

  // The store has come so far, durably. Never blocks on a disk; what is told here is remembered
  // within a minute.
  virtual void Advance(const AnchorPoint& point) = 0;
  // The same, remembered when this returns. ResourceExhausted "disk_full"; Unavailable
  // "disk_trouble".
  virtual absl::Status Raise(const AnchorPoint& point) = 0;
};

}  // namespace twofold
