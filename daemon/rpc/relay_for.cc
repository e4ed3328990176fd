// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/rpc/relay_for.h"

#include "core/base/refusal.h"

namespace twofold {

absl::StatusOr<std::string> RelayFor(const std::string& asked, const std::string& config_relay,
                                     const Ledger& ledger) {
  if (!asked.empty()) return asked;
  if (!config_relay.empty()) return config_relay;
  const Ledger::Look look = ledger.LookAt();
  if (look.state.self && !look.state.self->relay.empty()) return look.state.self->relay;
  return Refusal(absl::StatusCode::kInvalidArgument, "no_relay",
                 "no relay is named yet; two computers meet at one.")
      .Hint("Name one", "twofold pair --relay relay.example.org:443")
      .Aftermath("Nothing was contacted.");
}

}  // namespace twofold
