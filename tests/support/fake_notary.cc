// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/support/fake_notary.h"

#include <cstdint>
#include <initializer_list>

namespace twofold {
namespace {

// FNV-1a over the parts with their lengths, then a mixing step; the same on every machine.
std::uint64_t Hash(std::uint64_t lane, std::initializer_list<absl::string_view> parts) {
  std::uint64_t hash = 0xcbf29ce484222325u ^ (lane * 0x9e3779b97f4a7c15u);
  const auto take = [&](std::uint8_t byte) { hash = (hash ^ byte) * 0x100000001b3u; };
  for (absl::string_view part : parts) {
    for (std::uint64_t size = part.size(), i = 0; i < 8; ++i, size >>= 8) {
      take(static_cast<std::uint8_t>(size));
    }
    for (char c : part) take(static_cast<std::uint8_t>(c));
  }
  hash ^= hash >> 31;
  hash *= 0xbf58476d1ce4e5b9u;
  return hash ^ (hash >> 29);
}

std::string Bytes(std::size_t size, std::initializer_list<absl::string_view> parts) {
  std::string out;
  for (std::uint64_t lane = 1; out.size() < size; ++lane) {
    for (std::uint64_t hash = Hash(lane, parts), i = 0; i < 8; ++i, hash >>= 8) {
      out.push_back(static_cast<char>(hash & 0xFF));
    }
  }
  out.resize(size);
  return out;
}

Signature SignatureOf(const SignPublicKey& key, absl::string_view header) {
  return Signature::Prefix(Bytes(Signature::kSize, {"signature", key.bytes(), header}));
}

}  // namespace

OperationId FakeNotary::Identify(absl::string_view header) const {
  return OperationId::Prefix(Bytes(OperationId::kSize, {"id", header}));
}

std::string FakeNotary::PayloadDigest(absl::string_view salt, absl::string_view payload) const {
  return Bytes(32, {"payload", salt, payload});
}

Signature FakeNotary::Sign(absl::string_view header) const { return SignatureOf(key_, header); }

bool FakeNotary::Verify(const SignPublicKey& author, absl::string_view header,
                        const Signature& signature) const {
  return signature == SignatureOf(author, header);
}

}  // namespace twofold
