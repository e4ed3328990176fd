// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// twofold-relay from its first instruction to its exit code.
#pragma once

namespace twofold::relay {

// Serves until SIGTERM or SIGINT. Returns the exit code: 0, 2 for wrong use, 1 when it could not.
int RunRelay(int argc, const char* const* argv);

}  // namespace twofold::relay
