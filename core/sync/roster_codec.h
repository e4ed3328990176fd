// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Payloads about devices and keys, to and from the messages of sync/v1. Only for the codec.
#pragma once

#include "core/base/notary.h"
#include "core/sync/operation.h"
#include "twofold/sync/v1/operation.pb.h"

namespace twofold {

sync::v1::DeviceAdd Message(const DeviceAddPayload& payload);
sync::v1::KeyRotate Message(const KeyRotatePayload& payload);
sync::v1::DeviceName Message(const DeviceNamePayload& payload);
sync::v1::SharedSpaceSet Message(const SharedSpacePayload& payload);
sync::v1::RecoverySet Message(const RecoveryPayload& payload);

// InvalidPayload for anything not allowed. Whether an added device wishes it is not looked at.
Payload Validated(const sync::v1::DeviceAdd& in, const Notary& notary);
Payload Validated(const sync::v1::KeyRotate& in);
Payload Validated(const sync::v1::DeviceName& in);
Payload Validated(const sync::v1::SharedSpaceSet& in);
Payload Validated(const sync::v1::RecoverySet& in);

}  // namespace twofold
