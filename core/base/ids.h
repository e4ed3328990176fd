// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Identifiers of fixed size, one type for each meaning, so that a person can never be passed
// where a device is wanted. All are plain values; the all-zero value stands for "none".
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/string_view.h"
#include "core/base/random.h"

namespace twofold {

template <class Tag, std::size_t kBytes>
class FixedId {
 public:
  static constexpr std::size_t kSize = kBytes;

  constexpr FixedId() = default;

  // Returns nothing unless `bytes` has exactly kSize bytes.
  static std::optional<FixedId> FromBytes(absl::string_view bytes) {
    if (bytes.size() != kBytes) return std::nullopt;
    FixedId id;
    std::memcpy(id.bytes_.data(), bytes.data(), kBytes);
    return id;
  }

  // Takes the first kSize bytes of a longer value, such as a hash.
  // REQUIRES: bytes.size() >= kSize.
  static FixedId Prefix(absl::string_view bytes) { return *FromBytes(bytes.substr(0, kBytes)); }

  static FixedId Make(Random& random) {
    FixedId id;
    random.Fill(id.bytes_);
    return id;
  }

  // The raw bytes; valid as long as this object.
  absl::string_view bytes() const {
    return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
  }
  std::string str() const { return std::string(bytes().data(), kBytes); }
  std::string hex() const { return absl::BytesToHexString(bytes()); }
  bool empty() const { return *this == FixedId(); }

  friend bool operator==(const FixedId& a, const FixedId& b) { return a.bytes_ == b.bytes_; }
  friend std::strong_ordering operator<=>(const FixedId& a, const FixedId& b) {
    return std::memcmp(a.bytes_.data(), b.bytes_.data(), kBytes) <=> 0;
  }
  template <class H>
  friend H AbslHashValue(H state, const FixedId& id) {
    return H::combine_contiguous(std::move(state), id.bytes_.data(), kBytes);
  }

 private:
  std::array<std::uint8_t, kBytes> bytes_{};
};

using PersonId = FixedId<struct PersonTag, 16>;
using DeviceId = FixedId<struct DeviceTag, 16>;
using SpaceId = FixedId<struct SpaceTag, 16>;
using ChainId = FixedId<struct ChainTag, 16>;          // one unbroken run of operations of a device
using EntityId = FixedId<struct EntityTag, 16>;        // a goal or a proposal
using StepId = FixedId<struct StepTag, 16>;            // a step of a milestone
using OperationId = FixedId<struct OperationTag, 32>;  // hash of the operation's header
using RequestId = FixedId<struct RequestTag, 16>;  // one act of a person; a repeat has one effect
using MailboxId = FixedId<struct MailboxTag, 16>;
using SlotId = FixedId<struct SlotTag, 8>;
using MessageId = FixedId<struct MessageTag, 16>;
using SnapshotId = FixedId<struct SnapshotTag, 16>;
using RoomId = FixedId<struct RoomTag, 16>;
using SideId = FixedId<struct SideTag, 16>;
using Generation = FixedId<struct GenerationTag, 16>;
using SignPublicKey = FixedId<struct SignPublicKeyTag, 32>;  // Ed25519
using BoxPublicKey = FixedId<struct BoxPublicKeyTag, 32>;    // X25519
using Signature = FixedId<struct SignatureTag, 64>;          // Ed25519, detached
using TermsHash = FixedId<struct TermsHashTag, 32>;
using StoreId = FixedId<struct StoreTag, 16>;  // one store, made once on one disk

}  // namespace twofold
