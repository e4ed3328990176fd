// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Days and schedules as people say them. Days come as ISO dates of the owner's civil calendar; a
// text that is none is shown as it came, made harmless.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "client/render/look.h"
#include "twofold/daemon/v1/goals.pb.h"

namespace twofold {

// "Sat 21 Nov", with its year unless that is look.year.
std::string DayText(const Look& look, absl::string_view day);
// "Sunday 22 November", likewise.
std::string LongDayText(const Look& look, absl::string_view day);

// "Sat 21 Nov to Mon 23 Nov", "from Sat 21 Nov", "until Mon 23 Nov"; one day alone is just that.
std::string SpanText(const Look& look, absl::string_view first, absl::string_view last);

// "every day", "Mon, Wed and Fri at 20:00", "3 times a week", "every 3 days", "Mon every 2 weeks",
// "on the 1st and the last day of the month", "last Friday of the month", "3 times in 10 days",
// "again after 2 to 4 days". Without the first and the last day.
std::string ScheduleText(const Look& look, const daemon::v1::Schedule& schedule);
// The same as short as it can be compared: "Mon, Wed, Fri".
std::string ShortScheduleText(const Look& look, const daemon::v1::Schedule& schedule);
// Whether it asks for so many days, whichever they are.
bool HasAnyDays(const daemon::v1::Schedule& schedule);

// "30 min"; a missing unit leaves the number.
std::string AmountText(const Look& look, absl::string_view amount, absl::string_view unit);

// "1 day", "2 days".
std::string Count(unsigned long count, absl::string_view one, absl::string_view many);

}  // namespace twofold
