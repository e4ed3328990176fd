// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/base/relay_address.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/base/text.h"

namespace twofold {
namespace {

// Splits "host:port" and "[::1]:port"; an empty host when it is neither.
std::pair<absl::string_view, absl::string_view> SplitHostPort(absl::string_view address) {
  const std::size_t colon = address.rfind(':');
  if (colon == absl::string_view::npos) return {};
  absl::string_view host = address.substr(0, colon);
  if (absl::StartsWith(host, "[") && absl::EndsWith(host, "]")) {
    host = host.substr(1, host.size() - 2);
  } else if (absl::StrContains(host, ':')) {
    return {};
  }
  return {host, address.substr(colon + 1)};
}

}  // namespace

absl::Status CheckRelayAddress(absl::string_view address) {
  int port = 0;
  const auto [host, port_text] = SplitHostPort(address);
  const bool clean = CodePoints(address).has_value() && !HasControl(address) &&
                     !absl::StrContains(address, ' ') &&
                     address.size() <= limits::kRelayAddressBytes;
  const bool local = absl::StartsWith(address, "unix:/");
  const bool remote = !absl::StartsWith(address, "unix:") && !host.empty() &&
                      absl::SimpleAtoi(port_text, &port) && port > 0 && port < 65536;
  if (clean && (local || remote)) return absl::OkStatus();
  return Refusal(absl::StatusCode::kInvalidArgument, "bad_relay_address",
                 absl::StrCat("\"", CleanForDisplay(address, 60),
                              "\" is not where a relay can be. Try relay.example.org:443."))
      .Aftermath("Nothing was contacted.");
}

}  // namespace twofold
