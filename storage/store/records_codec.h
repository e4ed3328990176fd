// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Records to and from the bytes of store/v1. Encoding is deterministic: equal records give equal
// bytes. Decoding fails with DataLoss on bytes that are no such record.
#pragma once

#include <memory>
#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/goals/entry.h"
#include "core/goals/goal.h"
#include "core/together/consent.h"
#include "core/together/roster.h"
#include "storage/store/records.h"

namespace twofold::store::v1 {
class EntryRecord;
}

namespace twofold {

std::string Encode(const Self& self);
std::string Encode(const Space& space);
std::string Encode(const SpaceClock& clock);
std::string Encode(const ChainPosition& head);
std::string Encode(const StoredOperation& operation, const ChainId& own_chain);
std::string Encode(const Goal& goal);
std::string Encode(const DayEntry& entry);
std::string Encode(const Register<Rest>& rest);
std::string Encode(const Register<int>& ease);
std::string Encode(const Subject& subject);
std::string Encode(const Roster& roster);
std::string Encode(const Act& act);
std::string Encode(const RememberedRequest& request);
std::string Encode(const Alias& alias);
std::string Encode(const MailboxPosition& position);
std::string Encode(const DeliveryPlan& plan);
std::string Encode(const PendingPairing& pairing);
std::string Encode(const Tally& tally);
std::string Encode(const Folding& folding);
std::string EncodeLater(const std::set<DeviceId>& devices);

absl::StatusOr<Self> DecodeSelf(absl::string_view bytes);
absl::StatusOr<Space> DecodeSpace(const SpaceId& id, absl::string_view bytes);
absl::StatusOr<SpaceClock> DecodeClock(absl::string_view bytes);
absl::StatusOr<Tally> DecodeTally(absl::string_view bytes);
absl::StatusOr<Folding> DecodeFolding(absl::string_view bytes);
absl::StatusOr<std::set<DeviceId>> DecodeLater(absl::string_view bytes);
absl::StatusOr<ChainPosition> DecodeHead(absl::string_view bytes);
absl::StatusOr<StoredOperation> DecodeOperation(const ChainId& own_chain, std::uint64_t sequence,
                                                absl::string_view bytes);
absl::StatusOr<Goal> DecodeGoal(const EntityId& id, absl::string_view bytes);
absl::StatusOr<DayEntry> DecodeEntry(absl::string_view bytes);

// Reads one entry after another in room that it keeps: nearly all that is ever read is entries.
class EntryDecoder {
 public:
  EntryDecoder();
  ~EntryDecoder();
  absl::StatusOr<DayEntry> Decode(absl::string_view bytes);

 private:
  std::unique_ptr<store::v1::EntryRecord> record_;
};

absl::StatusOr<Register<Rest>> DecodeRest(absl::string_view bytes);
absl::StatusOr<Register<int>> DecodeEase(absl::string_view bytes);
absl::StatusOr<Subject> DecodeSubject(const EntityId& id, absl::string_view bytes);
absl::StatusOr<Roster> DecodeRoster(absl::string_view bytes);
absl::StatusOr<Act> DecodeAct(absl::string_view bytes);
absl::StatusOr<RememberedRequest> DecodeRequest(absl::string_view bytes);
absl::StatusOr<Alias> DecodeAlias(absl::string_view bytes);
absl::StatusOr<MailboxPosition> DecodeMailbox(absl::string_view bytes);
absl::StatusOr<DeliveryPlan> DecodeDelivery(absl::string_view bytes);
absl::StatusOr<PendingPairing> DecodePairing(absl::string_view bytes);

}  // namespace twofold
