// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What can be typed at a check-in's question, by the kind of the goal. Pure.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "twofold/daemon/v1/entries.pb.h"

namespace twofold {

// The day with what a check-in asks about alone, in the order of asking: what is open, then what no
// day asks for and is only offered (observe, explore, edge).
daemon::v1::TodayResponse AskedOn(const daemon::v1::TodayResponse& day);

// "[y]es [n]ot today [r]esting", or what that goal takes instead.
std::string KeysFor(const daemon::v1::Goal& goal);

struct Reply {
  enum class Kind {
    kSkip,     // leave it open
    kAnswer,   // `what` is a word or an amount of Answer.what
    kStep,     // step `step` of the milestone is done
    kRest,     // let it rest
    kNote,     // a note goes with the answer, which is still to be typed
    kUnclear,  // none of these
  };
  Kind kind = Kind::kUnclear;
  std::string what;
  unsigned step = 0;
  bool with_note = false;  // "+" stood behind it
};

Reply ReadReply(const daemon::v1::Goal& goal, absl::string_view typed);

}  // namespace twofold
