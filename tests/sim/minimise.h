// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Makes a failing run as small as it still fails: fewer devices, fewer steps, fewer kinds of fault.
#pragma once

#include "tests/sim/world.h"

namespace twofold::sim {

// REQUIRES: Simulate(plan) violates something. So does the result.
Plan Minimise(Plan plan);

}  // namespace twofold::sim
