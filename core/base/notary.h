// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What vouches for an operation: its id, the digest of its payload and its author's signature.
// An interface, so that a simulation can run millions of operations without real signatures.
#pragma once

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "core/base/ids.h"

namespace twofold {

// Returns what a device signs, as it signs operations, to say that it is this person's. No
// serialized OperationHeader begins like that. Without the signature nobody can add the device to a
// space.
inline std::string DeviceWish(const PersonId& person, const DeviceId& device) {
  return absl::StrCat("device wish", person.bytes(), device.bytes());
}

// Speaks for one device. `header` is always the exact bytes of a serialized OperationHeader; they
// are never parsed here. Pure: the same question gets the same answer. Thread-safe.
class Notary {
 public:
  virtual ~Notary() = default;

  // Returns the hash that names the operation for ever.
  virtual OperationId Identify(absl::string_view header) const = 0;

  // Returns the 32-byte digest of `payload`, keyed with `salt` (16 bytes), so that without the
  // salt a short payload cannot be guessed. An empty salt gives the unkeyed digest.
  virtual std::string PayloadDigest(absl::string_view salt, absl::string_view payload) const = 0;

  // Returns this device's signature over the header.
  virtual Signature Sign(absl::string_view header) const = 0;

  // Whether `signature` is what the holder of `author` signed over `header`.
  virtual bool Verify(const SignPublicKey& author, absl::string_view header,
                      const Signature& signature) const = 0;

  // Returns the device that signs with this key.
  DeviceId DeviceOf(const SignPublicKey& key) const {
    return DeviceId::Prefix(PayloadDigest({}, key.bytes()));
  }

  // Returns the unkeyed digest of a serialized OfferTerms.
  TermsHash HashTerms(absl::string_view terms) const {
    return TermsHash::Prefix(PayloadDigest({}, terms));
  }
};

}  // namespace twofold
