// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/crypto/sealing.h"

#include <sodium.h>

#include <array>

#include "absl/strings/str_cat.h"
#include "core/crypto/bytes.h"
#include "core/crypto/padding.h"

namespace twofold {
namespace {

static_assert(kSealNonceBytes == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(kSealTagBytes == crypto_aead_xchacha20poly1305_ietf_ABYTES);

std::string AssociatedBytes(const SealBinding& binding, absl::string_view nonce) {
  return absl::StrCat(WithZero(binding.domain), binding.prefix, nonce, binding.place);
}

}  // namespace

std::string Seal(const Fleeting<32>& key, const SealBinding& binding, absl::string_view plaintext,
                 Random& random) {
  std::string padded = Pad(plaintext);
  const std::size_t nonce_at = binding.prefix.size();
  const std::size_t sealed_at = nonce_at + kSealNonceBytes;
  std::string body(sealed_at + padded.size() + kSealTagBytes, '\0');
  binding.prefix.copy(body.data(), nonce_at);
  random.Fill({AsBytes(body) + nonce_at, kSealNonceBytes});
  const std::string associated =
      AssociatedBytes(binding, absl::string_view(body).substr(nonce_at, kSealNonceBytes));
  crypto_aead_xchacha20poly1305_ietf_encrypt(AsBytes(body) + sealed_at, nullptr, AsBytes(padded),
                                             padded.size(), AsBytes(absl::string_view(associated)),
                                             associated.size(), nullptr, AsBytes(body) + nonce_at,
                                             key.data());
  Wipe(padded);
  return body;
}

std::optional<std::string> Unseal(const Fleeting<32>& key, const SealBinding& binding,
                                  absl::string_view body) {
  const std::size_t nonce_at = binding.prefix.size();
  const std::size_t sealed_at = nonce_at + kSealNonceBytes;
  if (body.size() < sealed_at + kSealTagBytes) return std::nullopt;
  const absl::string_view nonce = body.substr(nonce_at, kSealNonceBytes);
  const absl::string_view sealed = body.substr(sealed_at);
  const std::string associated = AssociatedBytes(binding, nonce);
  std::string plaintext(sealed.size() - kSealTagBytes, '\0');
  const bool opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
                          AsBytes(plaintext), nullptr, nullptr, AsBytes(sealed), sealed.size(),
                          AsBytes(absl::string_view(associated)), associated.size(), AsBytes(nonce),
                          key.data()) == 0;
  if (!opened || !Unpad(plaintext)) return std::nullopt;
  return plaintext;
}

void DeriveSubkey(const Secret<32>& key, const char* context, std::uint64_t number,
                  Fleeting<32>& subkey) {
  crypto_kdf_derive_from_key(subkey.data(), 32, number, context, key.data());
}

BoxPublicKey ExchangePublicKey(const Secret<32>& secret) {
  std::array<char, BoxPublicKey::kSize> key;
  crypto_scalarmult_base(reinterpret_cast<std::uint8_t*>(key.data()), secret.data());
  return BoxPublicKey::Prefix({key.data(), key.size()});
}

bool ExchangeSecret(const Secret<32>& secret, const BoxPublicKey& partner, Fleeting<32>& shared) {
  return crypto_scalarmult(shared.data(), secret.data(), AsBytes(partner.bytes())) == 0;
}

}  // namespace twofold
