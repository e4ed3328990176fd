// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The "same state" number of a space: six digits that two people read to each other.
// docs/formats/same-state.md is the format.
#pragma once

#include <span>
#include <string>

#include "core/base/ids.h"
#include "core/crypto/digest.h"

namespace twofold {

// Returns the hash of a space and its operations' ids. The ids are given in the order of (chain,
// sequence, id), whenever they arrived.
Digest32 HashOfState(const SpaceId& space, std::span<const OperationId> operations);

// Returns a state's number as "482 913". Each number is equally likely.
std::string SameStateNumber(const Digest32& state);

}  // namespace twofold
