// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// How an us space begins: a genesis that both persons' devices signed. The space's id is its hash,
// so whoever knows the id can check everything in it.
#pragma once

#include <array>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/base/ids.h"
#include "core/crypto/digest.h"
#include "core/crypto/space_key.h"

namespace twofold {

// A person in a space, with the device that the person paired.
struct SpaceMember {
  PersonId person;
  std::string name;  // passed CheckPersonName
  SignPublicKey sign_key;
  BoxPublicKey box_key;
  DeviceId device;  // follows from sign_key

  friend bool operator==(const SpaceMember&, const SpaceMember&) = default;
};

struct SpaceGenesis {
  SpaceId space;
  std::array<SpaceMember, 2> members;  // the inviter, then the joiner
  KeyId key_id;                        // of the first epoch key
  Digest32 transcript;                 // of the pairing
};

// Whether a name can be a person's: UTF-8, 1 to limits::kPersonNameLength code points, no control
// characters or direction marks, not blank.
// Refusal (InvalidArgument): "bad_person_name".
absl::Status CheckPersonName(absl::string_view name);

// Returns what a serialized Genesis says, whoever signed it: two members with one device each,
// distinct persons and distinct keys, well-formed names, and not a byte more.
// Errors: InvalidArgument; the message says which part is wrong, never its bytes.
absl::StatusOr<SpaceGenesis> ReadGenesis(absl::string_view genesis);

// Returns the id of the space that a serialized Genesis begins.
SpaceId SpaceOf(absl::string_view genesis);

// Returns what a serialized SignedGenesis says, after checking that it begins `space`, that
// ReadGenesis takes it, and that both devices signed it.
// Errors: InvalidArgument; the message says which part is wrong, never its bytes.
absl::StatusOr<SpaceGenesis> OpenGenesis(const SpaceId& space, absl::string_view signed_genesis);

}  // namespace twofold
