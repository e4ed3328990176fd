// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// How a space's key is handed to one device through operations that all devices can read: sealed
// to that device's X25519 key (libsodium's sealed box: a fresh key pair for each, XSalsa20 and
// Poly1305), so that nobody else, its sender included, can open it.
//
//   std::string sealed = SealSpaceKey(key, device.public_key(), random);
//   std::optional<SpaceKey> key = device.OpenSpaceKey(sealed);
#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "core/base/ids.h"
#include "core/base/random.h"
#include "core/crypto/secret.h"
#include "core/crypto/space_key.h"

namespace twofold {

inline constexpr std::size_t kSealedSpaceKeyBytes = 32 + 16 + SpaceKey::kBytes;

// The X25519 pair of one device. Thread-safe once made.
class BoxKeys {
 public:
  explicit BoxKeys(Secret<32> secret);
  static BoxKeys Make(Random& random) { return BoxKeys(Secret<32>::Make(random)); }

  const BoxPublicKey& public_key() const { return public_key_; }

  // Returns nothing unless it was sealed to this very key and has come unaltered.
  std::optional<SpaceKey> OpenSpaceKey(absl::string_view sealed) const;
  // The same of bytes of any length, by SealToDevice.
  std::optional<std::string> Open(absl::string_view sealed) const;

 private:
  Secret<32> secret_;
  BoxPublicKey public_key_;
};

// Returns kSealedSpaceKeyBytes bytes, others each time; nothing if `device` is no usable key.
std::optional<std::string> SealSpaceKey(const SpaceKey& key, const BoxPublicKey& device,
                                        Random& random);

// Seals bytes to one device: kBoxOverheadBytes more than there are, others each time; nothing if
// `device` is no usable key.
inline constexpr std::size_t kBoxOverheadBytes = 32 + 16;
std::optional<std::string> SealToDevice(absl::string_view bytes, const BoxPublicKey& device,
                                        Random& random);

}  // namespace twofold
