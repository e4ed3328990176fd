// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The daemon as a whole: everything constructed here, in order, and taken down in reverse.
#pragma once

#include <functional>

#include "absl/status/status.h"
#include "core/base/event_log.h"
#include "daemon/os/stop_signal.h"

namespace twofold {

// Serves until `stop` comes. `serving` is called once calls are answered.
// Errors: what keeps it from starting, as a refusal for a person.
absl::Status RunDaemon(const StopSignal& stop, EventLog& log, const std::function<void()>& serving);

}  // namespace twofold
