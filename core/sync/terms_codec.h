// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Goal terms to and from the messages of sync/v1; operations carry them, and the store keeps them.
#pragma once

#include <optional>

#include "core/goals/terms.h"
#include "twofold/sync/v1/operation.pb.h"

namespace twofold {

void Encode(const GoalTerms& terms, sync::v1::GoalTerms* out);
// Returns nothing when the terms are not allowed.
std::optional<GoalTerms> Decode(const sync::v1::GoalTerms& in);

// Whether a later version wrote something into the terms that is not known here.
bool HasUnknownParts(const sync::v1::GoalTerms& in);

}  // namespace twofold
