// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What could not be taken over as it was: counted while reading, said as sentences afterwards. A
// remark never holds a word of the file, because remarks may be shown anywhere.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace twofold::importing {

// What is counted. The sentence of each is in remarks.cc, in this order.
enum class Loss {
  kAutomatic,      // days that the other program filled in by itself
  kUnchecked,      // zeros that do not tell a no from nothing said
  kRepeated,       // a second row for a day
  kReplaced,       // an earlier line for a day
  kUnreadableRow,  // rows that are none
  kRaggedRow,      // too few or too many fields
  kBadDay,         // no day, or none that is kept
  kUnknownState,   // a word or number that is no state
  kNotANumber,     // amounts
  kNegative,       //
  kTooLarge,       //
  kRounded,        //
  kForeignUnit,    // amounts in another unit than the first
  kAmountInNote,   // amounts of a goal that takes none
  kNotObserved,    // of an observed goal
  kTimeOfDay,      // moments taken as their day
  kNoteShortened,  //
  kTextCleaned,    // control characters and line breaks where none can be
  kTextShortened,  // why, meaning, reason, group
  kUnknownField,   // of our own export
  kNotAllowed,     // parts of our own export that break its rules
  kOrphan,         // entries of a goal that is not in the file
  kDeletedGoal,    // goals that were deleted there
  kSharedGoal,     // goals of a shared space
  kCount,
};

// Sentences of several readers.
inline constexpr char kRhythmUnread[] =
    "How often it is due could not be read; every day was taken.";
inline constexpr char kRhythmUnsaid[] =
    "Its file does not say how often it is due; every day was taken.";

// One thread at a time.
class Remarks {
 public:
  void Count(Loss loss, std::size_t times = 1) { counts_[static_cast<std::size_t>(loss)] += times; }
  std::size_t count(Loss loss) const { return counts_[static_cast<std::size_t>(loss)]; }
  // Adds a sentence, once.
  void Say(absl::string_view sentence);
  // Adds all that another one has.
  void Add(const Remarks& other);
  // The sentences that were added, then those of what was counted.
  std::vector<std::string> Sentences() const;

 private:
  std::array<std::size_t, static_cast<std::size_t>(Loss::kCount)> counts_ = {};
  std::vector<std::string> said_;
};

}  // namespace twofold::importing
