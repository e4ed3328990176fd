// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/crypto/twelve_words.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "core/base/refusal.h"
#include "core/base/text.h"

namespace twofold {
namespace {

constexpr int kBitsPerWord = 11;
constexpr std::size_t kListWords = 1 << kBitsPerWord;
constexpr std::size_t kShortestBeginning = 4;
constexpr std::size_t kQuotedCodePoints = 20;  // of what a person typed
constexpr std::size_t kSuggestions = 3;

constexpr std::array<absl::string_view, kListWords> kWordList = {
#include "core/crypto/words.inc"
};

// Returns the place of the list's word that `word` is or begins.
std::optional<std::size_t> PlaceOf(absl::string_view word) {
  const auto at = std::lower_bound(kWordList.begin(), kWordList.end(), word);
  if (at == kWordList.end()) return std::nullopt;
  const bool beginning = word.size() >= kShortestBeginning && absl::StartsWith(*at, word);
  if (*at != word && !beginning) return std::nullopt;
  return static_cast<std::size_t>(at - kWordList.begin());
}

// Returns the nearest words of the list, at most kSuggestions; none if nothing is near.
std::vector<absl::string_view> Nearest(absl::string_view word) {
  std::size_t nearest = 3;  // farther than this is no suggestion
  std::vector<absl::string_view> words;
  for (absl::string_view candidate : kWordList) {
    const std::size_t distance = EditDistance(word, candidate);
    if (distance >= word.size() || distance > nearest) continue;
    if (distance < nearest) words.clear();
    nearest = distance;
    if (words.size() < kSuggestions) words.push_back(candidate);
  }
  return words;
}

absl::Status UnknownWord(absl::string_view word, const TwelveWordsUse& use) {
  Refusal refusal(absl::StatusCode::kInvalidArgument, use.unknown_reason,
                  absl::StrCat("\"", CleanForDisplay(word, kQuotedCodePoints), "\" is not one of ",
                               use.owner, " words."));
  if (word.size() <= kQuotedCodePoints) {
    const auto nearest = Nearest(word);
    if (!nearest.empty()) refusal.Hint("Did you mean", absl::StrJoin(nearest, " or "));
  }
  return refusal.Aftermath(use.aftermath);
}

// Turns the white space beyond ASCII that pasted text brings along into plain spaces.
std::string PlainSpaces(absl::string_view text) {
  return absl::StrReplaceAll(text, {{"\u00a0", " "},
                                    {"\u2003", " "},
                                    {"\u2007", " "},
                                    {"\u2009", " "},
                                    {"\u2028", " "},
                                    {"\u202f", " "},
                                    {"\u3000", " "},
                                    {"\ufeff", " "}});
}

}  // namespace

std::span<const absl::string_view> TwelveWordsList() { return kWordList; }

TwelveWords TwelveWords::Make(Random& random) {
  auto packed = Secret<kPackedBytes>::Make(random);
  packed.data()[kPackedBytes - 1] &= 0xf0;
  return TwelveWords(std::move(packed));
}

absl::StatusOr<TwelveWords> TwelveWords::Parse(absl::string_view text, const TwelveWordsUse& use) {
  std::string plain = absl::AsciiStrToLower(PlainSpaces(text));
  Secret<kPackedBytes> packed;
  std::size_t count = 0;
  for (absl::string_view word :
       absl::StrSplit(plain, absl::ByAnyChar(" \t\n\v\f\r"), absl::SkipEmpty())) {
    const auto place = PlaceOf(word);
    if (!place) {
      absl::Status unknown = UnknownWord(word, use);
      Wipe(plain);
      return unknown;
    }
    for (int bit = 0; bit < kBitsPerWord && count < kWords; ++bit) {
      const std::size_t at = count * kBitsPerWord + bit;
      const unsigned value = (*place >> (kBitsPerWord - 1 - bit)) & 1;
      packed.data()[at / 8] |= static_cast<std::uint8_t>(value << (7 - at % 8));
    }
    ++count;
  }
  Wipe(plain);
  if (count != kWords) {
    return Refusal(absl::StatusCode::kInvalidArgument, use.incomplete_reason,
                   absl::StrCat(use.noun, " has twelve words; ",
                                count == 1 ? "this is " : "these are ", count, "."))
        .Aftermath(use.aftermath);
  }
  return TwelveWords(std::move(packed));
}

TwelveWords TwelveWords::Clone() const { return TwelveWords(packed_.Clone()); }

std::vector<absl::string_view> TwelveWords::Words() const {
  std::vector<absl::string_view> words;
  for (std::size_t word = 0; word < kWords; ++word) {
    std::size_t place = 0;
    for (int bit = 0; bit < kBitsPerWord; ++bit) {
      const std::size_t at = word * kBitsPerWord + bit;
      place = place << 1 | (packed_.data()[at / 8] >> (7 - at % 8) & 1u);
    }
    words.push_back(kWordList[place]);
  }
  return words;
}

}  // namespace twofold
