// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// An invitation: twelve words that one person tells another, 132 random bits, used once. Both
// devices derive from them the room in which they meet and the key under which they begin.
//
//   Invitation invitation = Invitation::Make(random);
//   absl::StrJoin(invitation.Words(), " ");  // "otter lamp river ..."
//   TF_ASSIGN_OR_RETURN(Invitation typed, Invitation::Parse(text));
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/base/ids.h"
#include "core/base/random.h"
#include "core/crypto/secret.h"
#include "core/crypto/twelve_words.h"

namespace twofold {

// As TwelveWordsList.
std::span<const absl::string_view> InvitationWordList();

// A secret. Thread-safe once made.
class Invitation {
 public:
  static constexpr std::size_t kWords = TwelveWords::kWords;

  static Invitation Make(Random& random);

  // Returns the invitation that a person typed or pasted: any white space, any case; a word may
  // be cut after its fourth letter or later.
  // Refusals (InvalidArgument): "unknown_invitation_word" names the first word that is not in the
  // list and hints at the nearest; "invitation_incomplete" if there are not exactly kWords.
  static absl::StatusOr<Invitation> Parse(absl::string_view text);

  Invitation Clone() const;

  // The twelve words, to be shown to one person once. The views are valid for ever.
  std::vector<absl::string_view> Words() const;

  // Where the two devices meet. Gives nothing of the words away.
  RoomId Room() const;
  // What they begin with. Room and key cannot be computed from each other.
  Secret<32> PairingKey() const;

 private:
  explicit Invitation(TwelveWords words) : words_(std::move(words)) {}

  TwelveWords words_;
};

}  // namespace twofold
