// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What linking a computer and making a recovery code have in common: how one more device becomes
// one of a person's. For the engines alone.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/engine/change.h"
#include "daemon/engine/device_engine.h"

namespace twofold {

EntityId EntityOf(const DeviceId& device);

// Whether the person can have one more device: FailedPrecondition "not_started", "device_removed",
// "too_many_devices". `self` is this device.
absl::Status CheckRoom(const LedgerState& state, const StoreView& view, const DeviceId& self);

// What a new device is told now. REQUIRES: the me space has a key.
Welcome WelcomeFrom(const LedgerState& state);

// Gives the me space what it needs once there is more than one device: a mailbox and a key, and for
// this device a name and the wish by which others can add it elsewhere.
absl::Status OpenToOwn(Change& change, const std::string& relay, const std::string& own_name);

// Adds a device that was given the key of `rotation`. False, and nothing, where it is there
// already.
absl::StatusOr<bool> AddTo(Change& change, SpaceKind kind, const NewDevice& device,
                           const OperationId& rotation);

}  // namespace twofold
