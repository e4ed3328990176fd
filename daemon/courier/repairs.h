// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// For whom what they lack was sent again, and when the same may be done once more: a device whose
// word does not change, whatever it is sent, gets no storm of answers.
#pragma once

#include <algorithm>
#include <map>

#include "absl/time/time.h"
#include "core/base/ids.h"
#include "daemon/engine/exchange.h"

namespace twofold {

// One thread at a time.
class Repairs {
 public:
  // Whether this word of a device may be answered at `now`, given as the time since some beginning.
  bool IsDue(const SlotId& slot, const Have& have, absl::Duration now) const {
    const auto found = answered_.find(slot);
    return found == answered_.end() || found->second.have != have || now >= found->second.again;
  }
  // It was answered. The same word is due after five minutes, and then each time after twice as
  // long, up to a day: it may be a disk that was put back once more to where it had been.
  void Note(const SlotId& slot, const Have& have, absl::Duration now) {
    Answered& answered = answered_[slot];
    answered.wait = answered.have == have ? std::min(answered.wait * 2, kMostWait) : kFirstWait;
    answered.have = have;
    answered.again = now + answered.wait;
  }

 private:
  static constexpr absl::Duration kFirstWait = absl::Minutes(5);
  static constexpr absl::Duration kMostWait = absl::Hours(24);
  struct Answered {
    Have have;
    absl::Duration again;
    absl::Duration wait = kFirstWait;
  };
  std::map<SlotId, Answered> answered_;
};

}  // namespace twofold
