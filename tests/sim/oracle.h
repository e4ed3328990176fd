// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What operations of a space amount to, said twice: by rules written down here once more,
// from the ids of operations alone; and by the program, from what a device has stored. Both say it
// in the same words, so that a difference can be read.
#pragma once

#include <map>
#include <string>

#include "storage/bytes/byte_store.h"
#include "tests/sim/history.h"

namespace twofold::sim {

using Sayings = std::map<std::string, std::string>;  // what of what

// Marks that stay though a later one had seen them, whatever the clocks said. Empty when all is
// well.
Sayings SayOvertaken(const History& history);
Sayings SayNaively(const History& history, SpaceKind kind);
Sayings SayAsShipped(const ByteReader& store, const Space& space);

}  // namespace twofold::sim
