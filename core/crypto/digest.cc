// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/crypto/digest.h"

#include <sodium.h>

#include <array>
#include <cstdint>

#include "absl/strings/str_format.h"
#include "core/crypto/bytes.h"
#include "core/crypto/domains.h"
#include "core/crypto/secret.h"

namespace twofold {
namespace {

// The hash state remembers what it has seen, so it is overwritten at its end.
class Blake2bHash {
 public:
  explicit Blake2bHash(absl::string_view key) {
    crypto_generichash_init(&state_, key.empty() ? nullptr : AsBytes(key), key.size(),
                            Digest32::kSize);
  }
  Blake2bHash(const Blake2bHash&) = delete;
  Blake2bHash& operator=(const Blake2bHash&) = delete;
  ~Blake2bHash() { sodium_memzero(&state_, sizeof(state_)); }

  void Add(absl::string_view bytes) {
    crypto_generichash_update(&state_, AsBytes(bytes), bytes.size());
  }

  Digest32 Finish() {
    Fleeting<Digest32::kSize> digest;
    crypto_generichash_final(&state_, digest.data(), Digest32::kSize);
    return *Digest32::FromBytes(digest.bytes());
  }

 private:
  crypto_generichash_state state_;
};

}  // namespace

Digest32 Blake2b(absl::string_view domain, std::initializer_list<absl::string_view> parts) {
  return KeyedBlake2b({}, domain, parts);
}

Digest32 KeyedBlake2b(absl::string_view key, absl::string_view domain,
                      std::initializer_list<absl::string_view> parts) {
  Blake2bHash hash(key);
  hash.Add(domain);
  hash.Add(absl::string_view("\0", 1));
  for (absl::string_view part : parts) hash.Add(part);
  return hash.Finish();
}

Digest32 PlainBlake2b(absl::string_view bytes) {
  Blake2bHash hash({});
  hash.Add(bytes);
  return hash.Finish();
}

OperationId IdentifyOperation(absl::string_view header) {
  return OperationId::Prefix(Blake2b(domains::kOperationId, {header}).bytes());
}

Digest32 PayloadDigest(absl::string_view salt, absl::string_view payload) {
  Blake2bHash hash(salt);
  hash.Add(payload);
  return hash.Finish();
}

std::optional<std::string> SixDigits(const Digest32& digest) {
  constexpr std::uint32_t kNumbers = 1'000'000;
  // A draw from the incomplete last million would make its numbers likelier.
  constexpr std::uint32_t kEnd = 0xffffffffu / kNumbers * kNumbers;
  std::uint32_t draw = 0;
  for (int at = 3; at >= 0; --at) draw = draw << 8 | AsBytes(digest.bytes())[at];
  if (draw >= kEnd) return std::nullopt;
  return absl::StrFormat("%03d %03d", draw % kNumbers / 1000, draw % 1000);
}

}  // namespace twofold
