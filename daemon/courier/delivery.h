// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// When what a person wrote goes out: at once, or, so that nobody sees at what time they write, in
// one go some time later. A state machine without clock and threads.
#pragma once

#include <optional>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "core/base/random.h"
#include "daemon/engine/exchange.h"

namespace twofold {

// Time since some beginning, on a clock that nobody sets.
using Instant = absl::Duration;

enum class Delivery {
  kAtOnce,
  // Between limits::kQuietLeastMinutes and limits::kQuietMostMinutes after the first that waits,
  // all of it. What is said of devices and keys, and what is sent again, does not wait.
  kQuiet,
};

// One thread at a time.
class DeliveryGate {
 public:
  // The other two must outlive it.
  DeliveryGate(Delivery delivery, Exchange& exchange, Random& random)
      : delivery_(delivery), exchange_(exchange), random_(random) {}

  bool quiet() const { return delivery_ == Delivery::kQuiet; }

  // Looks at what waits in this space; to be called before the others are asked. `wall` is the
  // clock on the wall, for what has to survive a restart and a sleep of the computer. Errors as
  // Exchange::PlanDelivery.
  absl::Status Look(const SpaceId& space, Instant now, absl::Time wall);

  // There is no space any more.
  void Forget();

  // Whether something waits and is to go out now. Never where nothing waits on purpose.
  bool IsOpen() const { return open_; }
  // When it is to go out; nothing where nothing waits for that.
  std::optional<Instant> due() const { return open_ ? std::nullopt : due_; }
  // The same on the wall.
  std::optional<absl::Time> due_at() const { return due() ? due_at_ : std::nullopt; }

 private:
  const Delivery delivery_;
  Exchange& exchange_;
  Random& random_;
  SpaceId space_;
  bool open_ = false;
  std::optional<Instant> due_;
  std::optional<absl::Time> due_at_;
};

}  // namespace twofold
