// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The keys of one device. Made on it and never copied to another; everything comes of one seed of
// 32 bytes, which is what the key file holds.
//
//   DeviceKeys keys = DeviceKeys::Make(random);
//   Signature signature = keys.Sign(domains::kGenesisSignature, genesis);
//   bool right = Verify(keys.sign_public(), domains::kGenesisSignature, genesis, signature);
#pragma once

#include <cstddef>
#include <optional>

#include "absl/strings/string_view.h"
#include "core/base/ids.h"
#include "core/base/random.h"
#include "core/crypto/box_keys.h"
#include "core/crypto/secret.h"

namespace twofold {

// An Ed25519 pair for signatures and an X25519 pair for boxes. Thread-safe once made.
class DeviceKeys {
 public:
  static constexpr std::size_t kSeedBytes = 32;

  static DeviceKeys Make(Random& random);
  // The same seed gives the same keys for ever. Returns nothing unless it has kSeedBytes.
  static std::optional<DeviceKeys> FromSeed(absl::string_view seed);
  DeviceKeys Clone() const;

  // The secret for the key file; valid as long as this object.
  absl::string_view Seed() const { return seed_.bytes(); }

  const SignPublicKey& sign_public() const { return sign_public_; }
  const BoxPublicKey& box_public() const { return boxes_.public_key(); }
  // The pair itself, to open what was sealed to it; valid as long as this object.
  const BoxKeys& boxes() const { return boxes_; }
  // The first 16 bytes of the BLAKE2b-256 hash of sign_public().
  const DeviceId& device() const { return device_; }

  // Returns the signature over the domain, a zero byte and `bytes`. Deterministic.
  Signature Sign(absl::string_view domain, absl::string_view bytes) const;

 private:
  explicit DeviceKeys(Secret<32> seed);

  Secret<32> seed_;
  Secret<64> sign_secret_;
  SignPublicKey sign_public_;
  BoxKeys boxes_;
  DeviceId device_;
};

// Returns the device that signs with this key.
DeviceId DeviceOf(const SignPublicKey& key);

// Whether the holder of `key` signed `bytes` under `domain`.
bool Verify(const SignPublicKey& key, absl::string_view domain, absl::string_view bytes,
            const Signature& signature);

}  // namespace twofold
