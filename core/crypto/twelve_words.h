// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A secret that a person can write down, say and type: twelve words of a fixed list, 132 random
// bits. Invitations and recovery codes are made of it (invitation.h, recovery_code.h).
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/base/random.h"
#include "core/crypto/secret.h"

namespace twofold {

// The fixed list, sorted: 2,048 lower-case ASCII words of 3 to 8 letters, each told apart by its
// first four. A word's place in it is for ever.
std::span<const absl::string_view> TwelveWordsList();

// How a mistyped secret is refused. Views must outlive the call.
struct TwelveWordsUse {
  absl::string_view noun;            // "an invitation"
  absl::string_view owner;           // "the invitation's"
  absl::string_view unknown_reason;  // machine reasons
  absl::string_view incomplete_reason;
  absl::string_view aftermath;
};

// A secret. Thread-safe once made.
class TwelveWords {
 public:
  static constexpr std::size_t kWords = 12;

  static TwelveWords Make(Random& random);

  // Returns what a person typed or pasted: any white space, any case; a word may be cut after its
  // fourth letter or later.
  // Refusals (InvalidArgument) with the reasons of `use`: unknown names the first word that is not
  // in the list and hints at the nearest; incomplete if there are not exactly kWords.
  static absl::StatusOr<TwelveWords> Parse(absl::string_view text, const TwelveWordsUse& use);

  TwelveWords Clone() const;

  // To be shown to one person once. The views are valid for ever.
  std::vector<absl::string_view> Words() const;

  // The words' places in the list, 11 bits each, first word in the highest bits; the last four
  // bits are zero. The secret itself; valid as long as this object.
  absl::string_view packed() const { return packed_.bytes(); }

 private:
  static constexpr std::size_t kPackedBytes = 17;
  explicit TwelveWords(Secret<kPackedBytes> packed) : packed_(std::move(packed)) {}

  Secret<kPackedBytes> packed_;
};

}  // namespace twofold
