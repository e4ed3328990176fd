// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What a check-in asks and says. Pure.
#pragma once

#include <string>
#include <vector>

#include "client/render/look.h"
#include "twofold/daemon/v1/entries.pb.h"

namespace twofold {

// "Monday 23 November. Enter skips one, Ctrl-D ends, nothing is lost."
std::string CheckinHeading(const Look& look, absl::string_view day);

// The question about one goal, up to where the answer is typed: its handle, its title, where it
// stands, and `keys`.
std::string CheckinQuestion(const Look& look, const daemon::v1::DayLine& line,
                            absl::string_view keys);

// A further question under the one before.
std::string FurtherQuestion(absl::string_view question);

// "Kept.", and exactly what the partner receives of it.
std::string CheckedInText(const Look& look, const std::vector<daemon::v1::Logged>& logged);

}  // namespace twofold
