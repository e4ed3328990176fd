// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What a new device is told, to and from the bytes that go through the pairing room. All of it is
// secret.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "daemon/engine/device_engine.h"

namespace twofold {

// Returns a serialized Welcome.
std::string WriteWelcome(const Welcome& welcome);

// InvalidArgument when it is no Welcome of ours: an id or key of the wrong size, nobody that the me
// space began with, a shared space whose genesis does not name this person.
absl::StatusOr<Welcome> ReadWelcome(absl::string_view bytes);

}  // namespace twofold
