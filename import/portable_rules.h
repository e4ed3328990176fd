// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What a goal of our own export may hold: a file can have been edited. Pure.
#pragma once

#include "import/bounds.h"
#include "import/remarks.h"
#include "twofold/portable/v1/portable.pb.h"

namespace twofold::importing {

// Takes away from the goal what no goal of ours can hold (days that are none, unknown marks,
// amounts out of range, schedules that are not understood, more steps or tags than allowed ...) and
// cleans its texts; all of it is counted. Returns false when nothing of the goal is left to be
// kept: no valid version.
bool TidyGoal(portable::v1::Goal& goal, Remarks& remarks);

// Whether a rest has a first day, and a last one that does not lie before it.
bool IsRest(const portable::v1::Rest& rest);

}  // namespace twofold::importing
