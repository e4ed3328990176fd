// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/crypto/envelope.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/status_macros.h"
#include "core/crypto/bytes.h"
#include "core/crypto/domains.h"
#include "core/crypto/padding.h"
#include "core/crypto/sealing.h"

namespace twofold {
namespace {

constexpr std::uint8_t kFormat = 1;
constexpr std::size_t kKeyIdAt = 2;
constexpr std::size_t kPrefixBytes = kKeyIdAt + KeyId::kSize;
constexpr std::size_t kOverheadBytes = kPrefixBytes + kSealNonceBytes + kSealTagBytes;

std::size_t MaxBodyBytes(EnvelopePurpose purpose) {
  switch (purpose) {
    case EnvelopePurpose::kOperations:
      return limits::kEnvelopeBodyBytes;
    case EnvelopePurpose::kStatus:
      return limits::kStatusBlobBytes;
    case EnvelopePurpose::kSnapshot:
    case EnvelopePurpose::kNote:
      return limits::kSnapshotPieceBytes;
  }
  return 0;
}

void DeriveKey(const SpaceKey& key, EnvelopePurpose purpose, Fleeting<32>& subkey) {
  switch (purpose) {
    case EnvelopePurpose::kOperations:
      return key.DeriveEnvelopeKey(subkey);
    case EnvelopePurpose::kStatus:
      return key.DeriveStatusKey(subkey);
    case EnvelopePurpose::kSnapshot:
      return key.DeriveSnapshotKey(subkey);
    case EnvelopePurpose::kNote:
      return key.DeriveNoteKey(subkey);
  }
}

std::string PlaceBytes(const EnvelopePlace& place) {
  return absl::StrCat(place.mailbox.bytes(), place.slot.bytes(), place.message.bytes());
}

absl::Status CheckHeader(const SpaceKey& key, EnvelopePurpose purpose, absl::string_view body) {
  if (body.size() < kOverheadBytes || body.size() > MaxBodyBytes(purpose)) {
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
  // Sizes never shrink when there is more to seal.
  std::size_t fits = 0, too_many = MaxBodyBytes(purpose);
  while (fits + 1 < too_many) {
    const std::size_t bytes = (fits + too_many) / 2;
    (SealedBytes(bytes) > MaxBodyBytes(purpose) ? too_many : fits) = bytes;
  }
  return fits;
}

std::size_t SealedBytes(std::size_t plaintext_bytes) {
  return kOverheadBytes + PaddedBytes(plaintext_bytes);
}

absl::StatusOr<std::string> SealEnvelope(const SpaceKey& key, EnvelopePurpose purpose,
                                         const EnvelopePlace& place, absl::string_view plaintext,
                                         Random& random) {
  if (SealedBytes(plaintext.size()) > MaxBodyBytes(purpose)) {
    return absl::InvalidArgumentError(absl::StrCat("an envelope holds at most ",
                                                   MaxPlaintextBytes(purpose), " bytes, not ",
                                                   plaintext.size()));
  }
  const std::string prefix =
      absl::StrCat(LittleEndian(kFormat, 1), LittleEndian(static_cast<std::uint8_t>(purpose), 1),
                   key.id().bytes());
  Fleeting<32> subkey;
  DeriveKey(key, purpose, subkey);
  return Seal(subkey, {domains::kEnvelope, prefix, PlaceBytes(place)}, plaintext, random);
}

absl::StatusOr<std::string> OpenEnvelope(const SpaceKey& key, EnvelopePurpose purpose,
                                         const EnvelopePlace& place, absl::string_view body) {
  TF_RETURN_IF_ERROR(CheckHeader(key, purpose, body));
  Fleeting<32> subkey;
  DeriveKey(key, purpose, subkey);
  auto plaintext =
      Unseal(subkey, {domains::kEnvelope, body.substr(0, kPrefixBytes), PlaceBytes(place)}, body);
  if (!plaintext) return absl::DataLossError("an envelope that was altered or is out of place");
  return *std::move(plaintext);
}

std::optional<KeyId> EnvelopeKeyId(absl::string_view body) {
  if (body.size() < kOverheadBytes) return std::nullopt;
  if (static_cast<std::uint8_t>(body[0]) != kFormat) return std::nullopt;
  return KeyId::FromBytes(body.substr(kKeyIdAt, KeyId::kSize));
}

}  // namespace twofold
