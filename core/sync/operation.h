// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Operations: the unit of truth and of sync. docs/formats/operation.md is the format.
//
// An operation is known by the hash of its header's exact bytes, signed by its author's device,
// and linked to the previous operation of its chain and to the heads of other chains that the
// author had seen. Nothing is ever serialized a second time: `bytes` is kept and passed on.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/base/ids.h"
#include "core/base/notary.h"
#include "core/base/random.h"
#include "core/goals/entry.h"
#include "core/goals/goal.h"
#include "core/together/consent.h"
#include "core/together/roster.h"

namespace twofold {

// ---- What an operation says. Numbers of kinds are those of sync/v1 OperationKind. ----

struct StepWrite {
  StepId step;
  std::optional<Step::Words> words;
  // Present: the day it was done on, or not done.
  std::optional<std::optional<std::int32_t>> done_on;
  std::optional<bool> removed;
  bool operator==(const StepWrite&) const = default;
};
// What is present is written.
struct GoalSetPayload {
  std::optional<std::string> title;
  std::optional<std::string> handle;
  std::optional<bool> archived;
  std::optional<bool> removed;
  std::optional<std::string> why;
  std::optional<std::string> cue;
  std::optional<std::string> smallest;
  std::optional<std::string> group;
  std::optional<std::int64_t> position;
  std::optional<std::string> source;
  std::optional<bool> asks_ease;
  std::map<std::string, bool> tags;
  std::vector<StepWrite> steps;
  bool operator==(const GoalSetPayload&) const = default;
};
struct GoalVersionPayload {
  std::int32_t valid_from = 0;
  GoalVersion version;
  bool operator==(const GoalVersionPayload&) const = default;
};
struct DayWrite {
  std::int32_t day = 0;
  std::optional<DayMark> mark;
  std::int64_t add_micros = 0;
  std::optional<std::string> note;
  bool operator==(const DayWrite&) const = default;
};
struct EntryWritePayload {
  std::vector<DayWrite> days;  // strictly rising by day, at least one
  WrittenAt written;           // in the me space alone
  bool operator==(const EntryWritePayload&) const = default;
};
struct RestSetPayload {
  Rest rest;
  bool operator==(const RestSetPayload&) const = default;
};
struct EaseSetPayload {
  std::int32_t day = 0;
  int ease = 0;  // 1 to 5; 0 takes the answer back
  bool operator==(const EaseSetPayload&) const = default;
};
struct OfferPayload {
  OfferTerms terms;
  TermsHash terms_hash;  // of the terms' exact bytes; computed, never taken from the payload
  std::uint32_t number = 0;
  bool operator==(const OfferPayload&) const = default;
};
struct AcceptPayload {
  OperationId offer;
  TermsHash terms_hash;
  std::int32_t valid_from = 0;
  bool operator==(const AcceptPayload&) const = default;
};
struct DeclinePayload {
  OperationId offer;
  bool operator==(const DeclinePayload&) const = default;
};
struct WithdrawPayload {
  OperationId offer;
  bool operator==(const WithdrawPayload&) const = default;
};
struct StepOutPayload {
  bool operator==(const StepOutPayload&) const = default;
};
struct DeviceAddPayload {
  PersonId person;
  MemberDevice device;
  Signature wish;   // the new device's; see DeviceWish
  OperationId key;  // of the rotation whose key it was given; empty: the first key
  bool operator==(const DeviceAddPayload&) const = default;
};
struct DeviceNamePayload {
  std::string name;
  bool operator==(const DeviceNamePayload&) const = default;
};
struct SharedSpacePayload {
  SharedNotice shared;
  bool operator==(const SharedSpacePayload&) const = default;
};
struct RecoveryPayload {
  RecoveryPaper paper;
  bool operator==(const RecoveryPayload&) const = default;
};
struct DeviceRemovePayload {
  bool operator==(const DeviceRemovePayload&) const = default;
};
struct KeyRotatePayload {
  std::uint32_t epoch = 0;
  std::map<DeviceId, std::string> sealed;
  bool operator==(const KeyRotatePayload&) const = default;
};
// Of a later version: kept as bytes.
struct UnknownPayload {
  bool operator==(const UnknownPayload&) const = default;
};
// A known kind whose payload is not allowed: no effect, the same on every device.
struct InvalidPayload {
  bool operator==(const InvalidPayload&) const = default;
};

using Payload = std::variant<GoalSetPayload, GoalVersionPayload, EntryWritePayload, RestSetPayload,
                             EaseSetPayload, OfferPayload, AcceptPayload, DeclinePayload,
                             WithdrawPayload, StepOutPayload, DeviceAddPayload, DeviceRemovePayload,
                             KeyRotatePayload, DeviceNamePayload, SharedSpacePayload,
                             RecoveryPayload, UnknownPayload, InvalidPayload>;

// What is to be done about an operation of a later version; as sync/v1 CompatClass.
enum class CompatClass { kIgnorable = 1, kEntityReadOnly = 2, kNotShared = 3, kSpaceReadOnly = 4 };

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
  CompatClass compat = CompatClass::kSpaceReadOnly;  // one that has no name here is the strictest
  Payload payload;
};

// Begins a chain of this device: the first half of its id is the first half of the device's, so
// that nobody can write on the chain of another.
ChainId BeginChain(const DeviceId& device, Random& random);
bool BelongsTo(const ChainId& chain, const DeviceId& device);

// What payloads a version of the program can read. One that can read more is derived from this.
class Vocabulary {
 public:
  virtual ~Vocabulary() = default;
  // What a store was folded with. Greater in each version that can read more.
  virtual std::uint32_t number() const;
  // Never fails: what is not known gives UnknownPayload, what is not allowed InvalidPayload. `kind`
  // is a sync/v1 OperationKind, `payload` serialized.
  virtual Payload Read(std::uint32_t format, int kind, absl::string_view payload,
                       const Notary& notary) const;
};

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

// Reads an operation's exact bytes. InvalidArgument when they are no operation (sizes, required
// fields, a chain of its device, digest of the payload). Does not look at the signature: see
// VerifiedBy. A payload that is not allowed, or an unknown kind or later format, is no error: see
// Payload.
absl::StatusOr<Operation> ReadOperation(absl::string_view bytes, const Notary& notary,
                                        const Vocabulary& vocabulary = Vocabulary());

// Whether the device with this signing key signed the operation.
bool VerifiedBy(const Operation& operation, const SignPublicKey& key, const Notary& notary);

}  // namespace twofold
