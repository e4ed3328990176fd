// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What this process gives up before it looks at a stranger's bytes.
#pragma once

#include "absl/status/status.h"

namespace twofold::importing {

// Before anything is opened: no core dumps, no debugger, no new privileges, no other process, no
// file that grows, few descriptors, bounded memory and time. Internal when the kernel refuses.
absl::Status LimitProcess();

// After everything is read: from now on this process may use memory, write to what is open, and
// end. All other system calls fail with EPERM. Internal when the kernel refuses.
absl::Status GiveUpSystemCalls();

}  // namespace twofold::importing
