// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Which relay is meant.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "daemon/engine/ledger.h"

namespace twofold {

// The one asked for, else that of the config, else the one used last. InvalidArgument "no_relay".
absl::StatusOr<std::string> RelayFor(const std::string& asked, const std::string& config_relay,
                                     const Ledger& ledger);

}  // namespace twofold
