// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The stamp: a hybrid logical clock with day precision. Order is (stamp, chain, id). Pure.
#pragma once

#include <algorithm>
#include <cstdint>

namespace twofold {

// Stamps of valid operations are below this.
inline constexpr std::uint64_t kStampEnd = std::uint64_t{1} << 63;
// A clock follows the stamps of others up to here only, so that nobody's claim can drive it to the
// end, where its own operations would no longer be valid.
inline constexpr std::uint64_t kStampFollowed = std::uint64_t{1} << 62;
// The day number sits above a counter of this many bits.
inline constexpr int kStampDayShift = 40;

// The stamp of the next own operation: above every stamp seen, and telling no more of the time
// than the day. A `day_number` below 0 counts as 0.
inline std::uint64_t NextStamp(std::uint64_t newest_seen, std::int32_t day_number) {
  const std::uint64_t today = static_cast<std::uint64_t>(std::max(day_number, 0)) << kStampDayShift;
  return std::max(today, newest_seen + 1);
}

}  // namespace twofold
