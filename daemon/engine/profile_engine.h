// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The person's own side: setting it up.
#pragma once

#include <string>

#include "daemon/engine/ledger.h"

namespace twofold {

// Thread-safe.
class ProfileEngine {
 public:
  explicit ProfileEngine(Ledger& ledger) : ledger_(ledger) {}

  struct Started {
    Self self;
    bool already = false;
  };
  // Makes the person and the me space. When there is one already, nothing changes.
  // `checkin_at` is a time such as "21:00", or empty. InvalidArgument for a name or time that is
  // none.
  absl::StatusOr<Started> Start(const RequestId& request, absl::string_view name,
                                absl::string_view checkin_at);

 private:
  Ledger& ledger_;
};

}  // namespace twofold
