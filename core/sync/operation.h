// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Operations: the unit of truth and of sync. docs/formats/operation.md is the format.
//
// An operation is known by the hash of its header's exact bytes, signed by its author's device,
// and linked to the previous operation of its chain and to the heads of other chains that the
// author had seen. Nothing is ever serialized a second time: `bytes` is kept and passed on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/base/ids.h"
#include "core/base/notary.h"
#include "core/base/random.h"
#include "core/goals/goal.h"
#include "core/together/consent.h"

namespace twofold {

// ---- What an operation says. Numbers of kinds are those of sync/v1 OperationKind. ----

struct GoalSetPayload {
  std::optional<std::string> title;
  std::optional<std::string> handle;
  std::optional<bool> archived;
  std::optional<bool> removed;
};
struct GoalVersionPayload {
  std::int32_t valid_from = 0;
  GoalTerms terms;
};
struct EntrySetPayload {
  std::int32_t day = 0;
  Mark mark = Mark::kNone;
};
struct AmountAddPayload {
  std::int32_t day = 0;
  std::int64_t micros = 0;
};
struct OfferPayload {
  OfferTerms terms;
  TermsHash terms_hash;  // of the terms' exact bytes; computed, never taken from the payload
  std::uint32_t number = 0;
};
struct AcceptPayload {
  OperationId offer;
  TermsHash terms_hash;
  std::int32_t valid_from = 0;
};
struct DeclinePayload {
  OperationId offer;
};
struct WithdrawPayload {
  OperationId offer;
};
struct StepOutPayload {};
// A kind of a later version: kept as bytes.
struct UnknownPayload {};
// A known kind whose payload is not allowed: no effect, the same on every device.
struct InvalidPayload {};

using Payload = std::variant<GoalSetPayload, GoalVersionPayload, EntrySetPayload, AmountAddPayload,
                             OfferPayload, AcceptPayload, DeclinePayload, WithdrawPayload,
                             StepOutPayload, UnknownPayload, InvalidPayload>;

struct ChainPosition {
  ChainId chain;
  std::uint64_t sequence = 0;
  OperationId id;
  bool operator==(const ChainPosition&) const = default;
};

struct Operation {
  std::string bytes;  // the serialized SignedOperation, as made or received
  OperationId id;
  SpaceId space;
  DeviceId device;
  ChainId chain;
  std::uint64_t sequence = 0;
  OperationId previous;  // empty at sequence 1
  std::vector<ChainPosition> dependencies;
  std::uint64_t stamp = 0;
  EntityId entity;
  std::uint32_t compat = 0;  // sync/v1 CompatClass
  Payload payload;
};

// Begins a chain of this device: the first half of its id is the first half of the device's, so
// that nobody can write on the chain of another.
ChainId BeginChain(const DeviceId& device, Random& random);
bool BelongsTo(const ChainId& chain, const DeviceId& device);

// Where a new operation goes.
struct OperationDraft {
  SpaceId space;
  DeviceId device;
  ChainId chain;
  std::uint64_t sequence = 0;
  OperationId previous;
  std::vector<ChainPosition> dependencies;  // sorted by chain
  std::uint64_t stamp = 0;
  EntityId entity;
  Payload payload;  // neither Unknown nor Invalid
};

// Makes and signs an operation. InvalidArgument when it would be larger than the limit.
absl::StatusOr<Operation> MakeOperation(const OperationDraft& draft, const Notary& notary,
                                        Random& random);

// Reads an operation's exact bytes. InvalidArgument when they are no operation of this format
// (sizes, required fields, a chain of its device, digest of the payload). Does not look at the
// signature: see VerifiedBy. A payload that is not allowed, or an unknown kind, is no error: see
// Payload.
absl::StatusOr<Operation> ReadOperation(absl::string_view bytes, const Notary& notary);

// Whether the device with this signing key signed the operation.
bool VerifiedBy(const Operation& operation, const SignPublicKey& key, const Notary& notary);

}  // namespace twofold
