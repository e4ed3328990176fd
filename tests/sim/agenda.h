// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Virtual time: what is to happen, in the order of its instants; of one instant in the order it was
// planned. Nothing else makes time pass.
#pragma once

#include <cstdint>
#include <functional>
#include <queue>
#include <utility>
#include <vector>

#include "absl/time/time.h"

namespace twofold::sim {

using Instant = absl::Duration;  // since the beginning of the run

// One thread at a time.
class Agenda {
 public:
  using Deed = std::function<void()>;

  Instant now() const { return now_; }
  void In(absl::Duration wait, Deed deed) {
    plans_.push({now_ + wait, ++number_, std::move(deed)});
  }
  // Does what is next, if that is not after `until`; then time stands at its instant, else at
  // `until`. Whether there was anything.
  bool Step(Instant until) {
    if (plans_.empty() || plans_.top().at > until) {
      now_ = until;
      return false;
    }
    Deed deed = std::move(const_cast<Plan&>(plans_.top()).deed);
    now_ = plans_.top().at;
    plans_.pop();
    deed();
    return true;
  }

 private:
  struct Plan {
    Instant at;
    std::uint64_t number;
    Deed deed;
    bool operator<(const Plan& other) const {
      return at != other.at ? at > other.at : number > other.number;
    }
  };
  Instant now_;
  std::uint64_t number_ = 0;
  std::priority_queue<Plan> plans_;
};

}  // namespace twofold::sim
