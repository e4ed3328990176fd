// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/courier/delivery.h"

#include <algorithm>
#include <cstdint>

#include "core/base/limits.h"
#include "core/base/status_macros.h"

namespace twofold {
namespace {

constexpr absl::Duration kLeast = absl::Minutes(limits::kQuietLeastMinutes);
constexpr absl::Duration kMost = absl::Minutes(limits::kQuietMostMinutes);

// Each whole second between the two, both included, about equally likely.
absl::Duration Draw(Random& random) {
  std::uint8_t bytes[4];
  random.Fill(bytes);
  std::uint64_t number = 0;
  for (const std::uint8_t byte : bytes) number = number << 8 | byte;
  const auto span = static_cast<std::uint64_t>(absl::ToInt64Seconds(kMost - kLeast));
  return kLeast + absl::Seconds(static_cast<std::int64_t>(number * (span + 1) >> 32));
}

}  // namespace

void DeliveryGate::Forget() {
  space_ = SpaceId();
  open_ = false;
  due_.reset();
}

absl::Status DeliveryGate::Look(const SpaceId& space, Instant now, absl::Time wall) {
  if (!quiet()) return absl::OkStatus();
  if (space != space_) Forget();
  space_ = space;
  TF_ASSIGN_OR_RETURN(const Exchange::Hurry hurry, exchange_.HurryOf(space));
  if (hurry == Exchange::Hurry::kNothing) {
    open_ = false;
    due_.reset();
    return absl::OkStatus();
  }
  // Once it goes out, all of it does.
  open_ = open_ || hurry == Exchange::Hurry::kNow;
  if (open_) return absl::OkStatus();
  if (!due_) {
    TF_ASSIGN_OR_RETURN(const std::optional<absl::Time> planned, exchange_.PlannedDelivery(space));
    // A clock that was set back makes nobody wait for longer.
    const absl::Duration wait =
        planned ? std::clamp(*planned - wall, absl::ZeroDuration(), kMost) : Draw(random_);
    due_ = now + wait;
    due_at_ = wall + wait;
    if (!planned) TF_RETURN_IF_ERROR(exchange_.PlanDelivery(space, *due_at_));
  }
  // While the computer sleeps, the one clock stands and the other goes on.
  open_ = now >= *due_ || wall >= *due_at_;
  return absl::OkStatus();
}

}  // namespace twofold
