// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Messages about a few goals over some weeks, for tests and for trying the client.
#pragma once

#include <string>

#include "tests/client/fake_daemon.h"
#include "twofold/daemon/v1/numbers.pb.h"
#include "twofold/daemon/v1/transfer.pb.h"
#include "twofold/portable/v1/portable.pb.h"

namespace twofold {

// A goal with a schedule of the shape.
daemon::v1::Goal GoalWith(const std::string& handle, const std::string& side,
                          const std::string& title, const std::string& shape);

// Days from `first` on, one a letter: "k" kept, "n" not today, "b" blank, "r" resting, "s" skipped,
// "o" open, and "." not due, which leaves the day out.
void AddDays(google::protobuf::RepeatedPtrField<daemon::v1::DayState>& days,
             const std::string& first, const std::string& letters);

// Reading every day since September 2026, seen on Fri 27 Nov 2026.
daemon::v1::ShowGoalResponse ReadShown();
// The week of the transcript, Sat 21 to Fri 27 Nov 2026.
daemon::v1::LookBackResponse TheWeek();
daemon::v1::LookBackResponse TheMonth();
daemon::v1::LookBackResponse TheYear();

// What a file of Loop would bring.
daemon::v1::ImportResponse LoopReport();
// The example of docs/formats/export.md.
portable::v1::Portable ExamplePortable();

// Lets `fake` answer the methods that look back and carry over.
void LookBackToo(FakeDaemon& fake);

}  // namespace twofold
