// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/crypto/device_keys.h"

#include <sodium.h>

#include <cstdint>
#include <string>
#include <utility>

#include "core/crypto/bytes.h"
#include "core/crypto/digest.h"

namespace twofold {
namespace {

// crypto_kdf takes eight characters of context; subkeys are numbered within it.
constexpr char kContext[] = "tfdevice";
constexpr std::uint64_t kSignSubkey = 1;
constexpr std::uint64_t kBoxSubkey = 2;

// As crypto_box_seed_keypair makes it.
Secret<32> BoxSecretOf(const Secret<32>& seed) {
  Fleeting<32> subkey;
  crypto_kdf_derive_from_key(subkey.data(), 32, kBoxSubkey, kContext, seed.data());
  std::array<std::uint8_t, 32> public_key;
  Secret<32> secret;
  crypto_box_seed_keypair(public_key.data(), secret.data(), subkey.data());
  return secret;
}

}  // namespace

DeviceKeys::DeviceKeys(Secret<32> seed) : seed_(std::move(seed)), boxes_(BoxSecretOf(seed_)) {
  Fleeting<32> subkey;
  std::array<std::uint8_t, 32> public_key;
  crypto_kdf_derive_from_key(subkey.data(), 32, kSignSubkey, kContext, seed_.data());
  crypto_sign_seed_keypair(public_key.data(), sign_secret_.data(), subkey.data());
  sign_public_ = SignPublicKey::Prefix({reinterpret_cast<const char*>(public_key.data()), 32});
  device_ = DeviceOf(sign_public_);
}

DeviceKeys DeviceKeys::Make(Random& random) { return DeviceKeys(Secret<32>::Make(random)); }

std::optional<DeviceKeys> DeviceKeys::FromSeed(absl::string_view seed) {
  auto secret = Secret<32>::FromBytes(seed);
  if (!secret) return std::nullopt;
  return DeviceKeys(*std::move(secret));
}

DeviceKeys DeviceKeys::Clone() const { return DeviceKeys(seed_.Clone()); }

Signature DeviceKeys::Sign(absl::string_view domain, absl::string_view bytes) const {
  const std::string message = WithZero(domain).append(bytes.data(), bytes.size());
  std::array<char, Signature::kSize> signature;
  crypto_sign_detached(reinterpret_cast<std::uint8_t*>(signature.data()), nullptr,
                       AsBytes(absl::string_view(message)), message.size(), sign_secret_.data());
  return Signature::Prefix({signature.data(), signature.size()});
}

DeviceId DeviceOf(const SignPublicKey& key) {
  return DeviceId::Prefix(PlainBlake2b(key.bytes()).bytes());
}

bool Verify(const SignPublicKey& key, absl::string_view domain, absl::string_view bytes,
            const Signature& signature) {
  const std::string message = WithZero(domain).append(bytes.data(), bytes.size());
  return crypto_sign_verify_detached(AsBytes(signature.bytes()),
                                     AsBytes(absl::string_view(message)), message.size(),
                                     AsBytes(key.bytes())) == 0;
}

}  // namespace twofold
