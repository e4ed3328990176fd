// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// libsodium has to be woken once before anything else in this room is called. A main() does it
// first, so that it can say what is wrong; later the only answer left is to end the process.
#pragma once

#include "absl/status/status.h"

namespace twofold {

// Wakes libsodium and checks that it is a version that we know. May be called again.
// Errors: Internal if libsodium cannot start; nothing of this room may be used then.
// Thread-safe.
absl::Status InitCrypto();

}  // namespace twofold
