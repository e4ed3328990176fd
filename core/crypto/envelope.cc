// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/crypto/envelope.h"

#include <sodium.h>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/crypto/bytes.h"
#include "core/crypto/domains.h"
#include "core/crypto/padding.h"

namespace twofold {
namespace {

constexpr std::uint8_t kFormat = 1;
constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kKeyIdAt = 2;
constexpr std::size_t kNonceAt = kKeyIdAt + KeyId::kSize;
constexpr std::size_t kHeaderBytes = kNonceAt + kNonceBytes;

std::size_t MaxBodyBytes(EnvelopePurpose purpose) {
  return purpose == EnvelopePurpose::kStatus ? limits::kStatusBlobBytes
                                             : limits::kEnvelopeBodyBytes;
}

void DeriveKey(const SpaceKey& key, EnvelopePurpose purpose, Fleeting<32>& subkey) {
  switch (purpose) {
    case EnvelopePurpose::kOperations:
      return key.DeriveEnvelopeKey(subkey);
    case EnvelopePurpose::kStatus:
      return key.DeriveStatusKey(subkey);
  }
}

std::string AssociatedBytes(absl::string_view header, const EnvelopePlace& place) {
  return absl::StrCat(WithZero(domains::kEnvelope), header, place.mailbox.bytes(),
                      place.slot.bytes(), place.message.bytes());
}

absl::Status CheckHeader(const SpaceKey& key, EnvelopePurpose purpose, absl::string_view body) {
  if (body.size() < kHeaderBytes + kTagBytes || body.size() > MaxBodyBytes(purpose)) {
    return absl::InvalidArgumentError("an envelope of an impossible size");
  }
  if (static_cast<std::uint8_t>(body[0]) != kFormat) {
    return absl::UnimplementedError("an envelope of another format");
  }
  if (static_cast<std::uint8_t>(body[1]) != static_cast<std::uint8_t>(purpose)) {
    return absl::FailedPreconditionError("an envelope for another purpose");
  }
  if (body.substr(kKeyIdAt, KeyId::kSize) != key.id().bytes()) {
    return absl::NotFoundError("an envelope sealed with another key");
  }
  return absl::OkStatus();
}

}  // namespace

std::size_t MaxPlaintextBytes(EnvelopePurpose purpose) {
  std::size_t bytes = MaxBodyBytes(purpose) - kHeaderBytes - kTagBytes - 1;
  while (SealedBytes(bytes) > MaxBodyBytes(purpose)) --bytes;
  return bytes;
}

std::size_t SealedBytes(std::size_t plaintext_bytes) {
  return kHeaderBytes + PaddedBytes(plaintext_bytes) + kTagBytes;
}

absl::StatusOr<std::string> SealEnvelope(const SpaceKey& key, EnvelopePurpose purpose,
                                         const EnvelopePlace& place, absl::string_view plaintext,
                                         Random& random) {
  if (SealedBytes(plaintext.size()) > MaxBodyBytes(purpose)) {
    return absl::InvalidArgumentError(absl::StrCat("an envelope holds at most ",
                                                   MaxPlaintextBytes(purpose), " bytes, not ",
                                                   plaintext.size()));
  }
  std::string body(SealedBytes(plaintext.size()), '\0');
  body[0] = static_cast<char>(kFormat);
  body[1] = static_cast<char>(purpose);
  key.id().bytes().copy(body.data() + kKeyIdAt, KeyId::kSize);
  std::uint8_t* nonce = AsBytes(body) + kNonceAt;
  random.Fill({nonce, kNonceBytes});

  Fleeting<32> subkey;
  DeriveKey(key, purpose, subkey);
  const std::string associated =
      AssociatedBytes(absl::string_view(body).substr(0, kHeaderBytes), place);
  std::string padded = Pad(plaintext);
  crypto_aead_xchacha20poly1305_ietf_encrypt(AsBytes(body) + kHeaderBytes, nullptr, AsBytes(padded),
                                             padded.size(), AsBytes(absl::string_view(associated)),
                                             associated.size(), nullptr, nonce, subkey.data());
  Wipe(padded);
  return body;
}

absl::StatusOr<std::string> OpenEnvelope(const SpaceKey& key, EnvelopePurpose purpose,
                                         const EnvelopePlace& place, absl::string_view body) {
  if (absl::Status status = CheckHeader(key, purpose, body); !status.ok()) return status;
  const absl::string_view header = body.substr(0, kHeaderBytes);
  const absl::string_view sealed = body.substr(kHeaderBytes);
  Fleeting<32> subkey;
  DeriveKey(key, purpose, subkey);
  const std::string associated = AssociatedBytes(header, place);
  std::string plaintext(sealed.size() - kTagBytes, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(
          AsBytes(plaintext), nullptr, nullptr, AsBytes(sealed), sealed.size(),
          AsBytes(absl::string_view(associated)), associated.size(),
          AsBytes(header.substr(kNonceAt)), subkey.data()) != 0) {
    return absl::DataLossError("an envelope that was altered or is out of place");
  }
  if (!Unpad(plaintext)) return absl::DataLossError("an envelope with impossible padding");
  return plaintext;
}

std::optional<KeyId> EnvelopeKeyId(absl::string_view body) {
  if (body.size() < kHeaderBytes + kTagBytes) return std::nullopt;
  if (static_cast<std::uint8_t>(body[0]) != kFormat) return std::nullopt;
  return KeyId::FromBytes(body.substr(kKeyIdAt, KeyId::kSize));
}

}  // namespace twofold
