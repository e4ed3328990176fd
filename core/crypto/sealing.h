// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The one way in which this program seals bytes: XChaCha20-Poly1305 with a random nonce, padded,
// and bound to a domain, a prefix in clear and a place that both sides know. Envelopes and room
// messages are made of it.
//
//   body       = prefix nonce(24) sealed tag(16)
//   associated = domain 00 prefix nonce place            (not sent)
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "core/base/ids.h"
#include "core/base/random.h"
#include "core/crypto/secret.h"

namespace twofold {

inline constexpr std::size_t kSealNonceBytes = 24;
inline constexpr std::size_t kSealTagBytes = 16;

// What a sealed body is bound to. Views must outlive the call.
struct SealBinding {
  absl::string_view domain;
  absl::string_view prefix;
  absl::string_view place;  // of fixed length within a domain
};

// Returns the sealed body. Every call draws another nonce.
std::string Seal(const Fleeting<32>& key, const SealBinding& binding, absl::string_view plaintext,
                 Random& random);

// Returns what was sealed, or nothing if the body is not what Seal() made under this very key and
// binding. REQUIRES: `body` begins with the binding's prefix.
std::optional<std::string> Unseal(const Fleeting<32>& key, const SealBinding& binding,
                                  absl::string_view body);

// Derives the numbered subkey of a key. `context` has exactly eight characters.
void DeriveSubkey(const Secret<32>& key, const char* context, std::uint64_t number,
                  Fleeting<32>& subkey);

// Returns the X25519 public key of a secret.
BoxPublicKey ExchangePublicKey(const Secret<32>& secret);

// Derives what the holders of both secrets share; false if `partner` is no usable key. Hash it
// before use.
bool ExchangeSecret(const Secret<32>& secret, const BoxPublicKey& partner, Fleeting<32>& shared);

}  // namespace twofold
