// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What changed lately about the devices that read along, so that none is added or removed silently.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "daemon/engine/change.h"

namespace twofold {

struct DeviceNews {
  std::string name;         // of an own device; empty where it has none, and of the partner's
  bool of_partner = false;  // one of theirs, in the shared space
  bool removed = false;     // else added
  std::int32_t day = 0;     // day number
};

// Of the seven days up to `today`, other devices than `here`; own ones first. Errors as StoreView.
absl::StatusOr<std::vector<DeviceNews>> NewsOfDevices(const StoreView& view,
                                                      const LedgerState& state,
                                                      const DeviceId& here, std::int32_t today);

}  // namespace twofold
