// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Days and stretches of days as single characters of one column each, with ASCII twins. Pure.
#pragma once

#include <map>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "client/render/look.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "twofold/daemon/v1/numbers.pb.h"

namespace twofold {

// Returns the mark of one day of `goal`: kept, part, resting or skipped, not due, and one and the
// same for a day that is blank and one that was said to be not kept. `day` may be nullptr: not due.
std::string DayGlyph(const Look& look, const daemon::v1::Goal& goal,
                     const daemon::v1::DayState* day);

// The days of a goal by date. Points into `days`, which must outlive it.
using DaysByDate = std::map<absl::CivilDay, const daemon::v1::DayState*>;
DaysByDate ByDate(const google::protobuf::RepeatedPtrField<daemon::v1::DayState>& days);

// Returns a goal's mark on a day of [first, last], and a blank where there is nothing to say:
// outside of that span, and before the goal began.
std::string GlyphOn(const Look& look, const daemon::v1::Goal& goal, const DaysByDate& days,
                    absl::CivilDay day, absl::CivilDay first, absl::CivilDay last);

// Returns a bar of 0 to 8 eighths, rounded up from nothing so that little is not nothing; in ASCII
// the digit. A middle dot is an empty bar.
std::string Bar(const Look& look, unsigned permille);

// The answer to how much it happens by itself, 1 to 5.
std::string EaseGlyph(const Look& look, unsigned ease);

// Returns `columns` of a lying bar.
std::string LyingBar(const Look& look, int columns);

// Returns what the marks of such a goal mean, in as many lines as it takes, behind `indent` blanks.
std::string Legend(const Look& look, const daemon::v1::Goal& goal, int indent);

}  // namespace twofold
