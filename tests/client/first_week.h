// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Messages of the first week of two people, Noa and Sam, for tests and for trying the client.
#pragma once

#include <string>

#include "tests/client/fake_daemon.h"
#include "twofold/daemon/v1/couple.pb.h"
#include "twofold/daemon/v1/daemon.pb.h"
#include "twofold/daemon/v1/entries.pb.h"
#include "twofold/daemon/v1/goals.pb.h"
#include "twofold/daemon/v1/numbers.pb.h"
#include "twofold/daemon/v1/pairing.pb.h"

namespace twofold {

daemon::v1::Schedule EveryDay();
daemon::v1::Schedule TimesPerWeek(unsigned times);
// `days` such as "mon,wed"; `at` may be empty.
daemon::v1::Schedule Weekdays(const std::string& days, const std::string& at);

daemon::v1::Goal ReadGoal();
daemon::v1::Goal CelloGoal();
daemon::v1::Goal WalkGoal();
// A milestone with one step.
daemon::v1::Goal MoveGoal();
daemon::v1::DayLine Line(const daemon::v1::Goal& goal, const std::string& state);
daemon::v1::OpenProposal WalkProposal(const std::string& from);
daemon::v1::WatchResponse Step(unsigned revision, const std::string& step);

// Lets `fake` answer every method as on the first week.
void LiveTheFirstWeek(FakeDaemon& fake);

}  // namespace twofold
