// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Days and steps of a goal being written, however many they are.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "daemon/engine/change.h"

namespace twofold {

// What one operation adds so that a day's `now` becomes `wanted`. Several devices may have brought
// it out of one operation's reach: then the most that brings it nearer, and saying it again goes
// on. REQUIRES: `wanted` is an amount that a day can hold, or `now`.
std::int64_t AmountToAdd(std::int64_t wanted, std::int64_t now);

// What has to be written so that `now` holds the mark, the amount in millionths and, where one is
// given, the note; nothing when it does so already. The amount as for AmountToAdd.
std::optional<DayWrite> WriteFor(std::int32_t day, const DayEntry& now, const DayMark& mark,
                                 std::int64_t amount, const std::optional<std::string>& note);

// Emits the days, which rise strictly, in as few operations as hold them. `written` is kept in the
// me space alone.
absl::Status EmitDays(Change& change, const Space& space, const EntityId& goal,
                      std::vector<DayWrite> days, const WrittenAt& written);

// Emits the steps likewise.
absl::Status EmitSteps(Change& change, const Space& space, const EntityId& goal,
                       std::vector<StepWrite> steps);

}  // namespace twofold
