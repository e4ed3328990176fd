// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "import/remarks.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace twofold::importing {
namespace {

struct Sentence {
  const char* one;   // after "1 "
  const char* many;  // after the number
};

constexpr std::array<Sentence, static_cast<std::size_t>(Loss::kCount)> kSentences = {{
    {"automatic day was left out.", "automatic days were left out."},
    {"day without a check was left out: the file does not tell a no from nothing said.",
     "days without a check were left out: the file does not tell a no from nothing said."},
    {"repeated day was left out; the first one counts.",
     "repeated days were left out; the first one of each counts."},
    {"line was replaced by a later one for the same day.",
     "lines were replaced by later ones for the same day."},
    {"row could not be read and was left out.", "rows could not be read and were left out."},
    {"row had too few or too many fields.", "rows had too few or too many fields."},
    {"row without a day from 1970-01-01 on was left out.",
     "rows without a day from 1970-01-01 on were left out."},
    {"value that is no state of a day was left out.",
     "values that are no state of a day were left out."},
    {"amount that is no number was left out.", "amounts that are no numbers were left out."},
    {"amount below zero was left out.", "amounts below zero were left out."},
    {"amount above 1000000000 was left out.", "amounts above 1000000000 were left out."},
    {"amount was rounded to six decimals.", "amounts were rounded to six decimals."},
    {"amount in another unit was left out.", "amounts in other units were left out."},
    {"amount was put in front of the day's note, because other days have none.",
     "amounts were put in front of the day's note, because other days have none."},
    {"day without observation was left out: a goal that is only observed has none.",
     "days without observation were left out: a goal that is only observed has none."},
    {"entry had a time of day; its day counts.", "entries had a time of day; their day counts."},
    {"note was shortened.", "notes were shortened."},
    {"text lost control characters or line breaks.",
     "texts lost control characters or line breaks."},
    {"long text was shortened.", "long texts were shortened."},
    {"field that this version does not know was left out.",
     "fields that this version does not know were left out."},
    {"part that is not allowed was left out.", "parts that are not allowed were left out."},
    {"entry of a goal that is not in the file was left out.",
     "entries of goals that are not in the file were left out."},
    {"deleted goal was left out.", "deleted goals were left out."},
    {"shared goal was left out, because what is shared begins with two yeses.",
     "shared goals were left out, because what is shared begins with two yeses."},
}};

}  // namespace

void Remarks::Say(absl::string_view sentence) {
  if (std::find(said_.begin(), said_.end(), sentence) != said_.end()) return;
  said_.emplace_back(sentence);
}

void Remarks::Add(const Remarks& other) {
  for (const std::string& sentence : other.said_) Say(sentence);
  for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
}

std::vector<std::string> Remarks::Sentences() const {
  std::vector<std::string> sentences = said_;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    if (counts_[i] == 0) continue;
    sentences.push_back(
        absl::StrCat(counts_[i], " ", counts_[i] == 1 ? kSentences[i].one : kSentences[i].many));
  }
  return sentences;
}

}  // namespace twofold::importing
