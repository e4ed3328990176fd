// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The config file, config.toml: every key optional, none unknown. Pure: text in, settings out.
//
//   [day]
//   ends_at = "04:00"              # 00:00 to 11:59
//   week_starts = "locale"         # or a weekday, such as "monday"
//   [look]
//   days_on_end = false            # show days kept on end, for your eyes only
//   [sync]
//   relay = "relay.example.org:443"
//   relay_ca = "/path/to/ca.pem"   # trust this authority instead of the system's
//   paused = false
//   delivery = "at once"           # or "quiet": what you write goes out 10 to 60 minutes later
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace twofold {

struct Config {
  int day_ends_at_minute = 4 * 60;  // minutes after midnight
  std::optional<int> week_start;    // 0 is Monday; nothing: as the locale has it
  bool days_on_end = false;
  std::string relay;     // empty: none named
  std::string relay_ca;  // path of a PEM file; empty: the system's authorities
  bool sync_paused = false;
  bool quiet_delivery = false;
};

// InvalidArgument, reason "bad_config": the sentence says "config.toml line 3, column 14: ..." and
// the accepted form.
absl::StatusOr<Config> ParseConfig(absl::string_view text);

}  // namespace twofold
