// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Signatures that cost next to nothing in place of libsodium's, for simulated runs that are many:
// everybody could forge them, but nobody does by accident. Programs that run with real signatures
// are linked without this file.
#include <sodium.h>

#include <cstring>

namespace {

void Hash(unsigned char* out, std::size_t size, const unsigned char* key, const unsigned char* text,
          unsigned long long length) {
  crypto_generichash(out, size, text, length, key, crypto_sign_PUBLICKEYBYTES);
}

}  // namespace

extern "C" {

int crypto_sign_seed_keypair(unsigned char* public_key, unsigned char* secret_key,
                             const unsigned char* seed) {
  Hash(public_key, crypto_sign_PUBLICKEYBYTES, seed, seed, crypto_sign_SEEDBYTES);
  std::memcpy(secret_key, seed, crypto_sign_SEEDBYTES);
  std::memcpy(secret_key + crypto_sign_SEEDBYTES, public_key, crypto_sign_PUBLICKEYBYTES);
  return 0;
}

int crypto_sign_detached(unsigned char* signature, unsigned long long* size,
                         const unsigned char* text, unsigned long long length,
                         const unsigned char* secret_key) {
  Hash(signature, crypto_sign_BYTES, secret_key + crypto_sign_SEEDBYTES, text, length);
  if (size != nullptr) *size = crypto_sign_BYTES;
  return 0;
}

int crypto_sign_verify_detached(const unsigned char* signature, const unsigned char* text,
                                unsigned long long length, const unsigned char* public_key) {
  unsigned char expected[crypto_sign_BYTES];
  Hash(expected, sizeof(expected), public_key, text, length);
  return std::memcmp(signature, expected, sizeof(expected)) == 0 ? 0 : -1;
}

}  // extern "C"
