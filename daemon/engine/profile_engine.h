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

  struct RelayMove {
    std::string from;
    std::string to;       // may be the same: then nothing was changed
    std::string partner;  // empty without a shared space
    bool others = false;  // this person has other computers
  };
  // Both spaces are kept in step through the relay at `address` from now on; what it lacks is sent
  // there. The other devices stay where they are. InvalidArgument "bad_relay_address";
  // FailedPrecondition "not_started", "no_relay_used" where nothing is kept in step.
  absl::StatusOr<RelayMove> MoveRelay(const RequestId& request, absl::string_view address);

 private:
  Ledger& ledger_;
};

}  // namespace twofold
