// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What of a later version of the program is here, as a person is told of it.
#pragma once

#include <span>

#include "daemon/engine/change.h"
#include "daemon/engine/views.h"

namespace twofold {

// `of_us` are the subjects of the shared space in force; none where there is no such space.
Unread WhatIsUnread(const LedgerState& state, std::span<const Subject> of_us);

}  // namespace twofold
