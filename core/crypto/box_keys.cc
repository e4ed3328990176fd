// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/crypto/box_keys.h"

#include <sodium.h>

#include <array>
#include <utility>

#include "core/crypto/bytes.h"
#include "core/crypto/sealing.h"

namespace twofold {
namespace {

static_assert(kBoxOverheadBytes == crypto_box_SEALBYTES);
static_assert(kSealedSpaceKeyBytes == crypto_box_SEALBYTES + SpaceKey::kBytes);

}  // namespace

BoxKeys::BoxKeys(Secret<32> secret)
    : secret_(std::move(secret)), public_key_(ExchangePublicKey(secret_)) {}

std::optional<SpaceKey> BoxKeys::OpenSpaceKey(absl::string_view sealed) const {
  if (sealed.size() != kSealedSpaceKeyBytes) return std::nullopt;
  Fleeting<SpaceKey::kBytes> key;
  if (crypto_box_seal_open(key.data(), AsBytes(sealed), sealed.size(), AsBytes(public_key_.bytes()),
                           secret_.data()) != 0) {
    return std::nullopt;
  }
  return SpaceKey::FromBytes(key.bytes());
}

std::optional<std::string> BoxKeys::Open(absl::string_view sealed) const {
  if (sealed.size() < kBoxOverheadBytes) return std::nullopt;
  std::string bytes(sealed.size() - kBoxOverheadBytes, '\0');
  if (crypto_box_seal_open(AsBytes(bytes), AsBytes(sealed), sealed.size(),
                           AsBytes(public_key_.bytes()), secret_.data()) != 0) {
    return std::nullopt;
  }
  return bytes;
}

std::optional<std::string> SealSpaceKey(const SpaceKey& key, const BoxPublicKey& device,
                                        Random& random) {
  return SealToDevice(key.bytes(), device, random);
}

// As crypto_box_seal does it, which would draw the fresh pair from a source of its own.
std::optional<std::string> SealToDevice(absl::string_view bytes, const BoxPublicKey& device,
                                        Random& random) {
  const Secret<32> fresh = Secret<32>::Make(random);
  const BoxPublicKey fresh_public = ExchangePublicKey(fresh);
  std::array<std::uint8_t, crypto_box_NONCEBYTES> nonce;
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, nonce.size());
  crypto_generichash_update(&state, AsBytes(fresh_public.bytes()), BoxPublicKey::kSize);
  crypto_generichash_update(&state, AsBytes(device.bytes()), BoxPublicKey::kSize);
  crypto_generichash_final(&state, nonce.data(), nonce.size());
  std::string sealed = fresh_public.str();
  sealed.resize(kBoxOverheadBytes + bytes.size());
  if (crypto_box_easy(AsBytes(sealed) + BoxPublicKey::kSize, AsBytes(bytes), bytes.size(),
                      nonce.data(), AsBytes(device.bytes()), fresh.data()) != 0) {
    return std::nullopt;
  }
  return sealed;
}

}  // namespace twofold
