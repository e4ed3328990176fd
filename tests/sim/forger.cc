// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/sim/forger.h"

#include <gtest/gtest.h>

#include "core/sync/stamp.h"
#include "twofold/sync/v1/operation.pb.h"

namespace twofold::sim {
namespace {

namespace pb = sync::v1;

constexpr std::int32_t kLongAgo = 3;  // a day that no deed is about

// The same operation with another kind and payload, signed anew.
std::string Altered(const std::string& bytes, pb::OperationKind kind, const std::string& payload,
                    const Notary& notary) {
  pb::SignedOperation out;
  pb::OperationHeader header;
  EXPECT_TRUE(out.ParseFromString(bytes) && header.ParseFromString(out.header()));
  header.set_kind(kind);
  header.set_payload_digest(notary.PayloadDigest(out.salt(), payload));
  out.set_payload(payload);
  out.set_header(header.SerializeAsString());
  out.set_signature(notary.Sign(out.header()).str());
  return out.SerializeAsString();
}

std::string SignedBy(const std::string& bytes, const Notary& notary) {
  pb::SignedOperation out;
  EXPECT_TRUE(out.ParseFromString(bytes));
  out.set_signature(notary.Sign(out.header()).str());
  return out.SerializeAsString();
}

OperationDraft DraftOf(const ForgeryOrder& order, const DeviceId& device, Random& random) {
  OperationDraft draft;
  draft.space = order.space;
  draft.device = device;
  draft.chain = BeginChain(device, random);
  draft.sequence = 1;
  draft.stamp = 1;
  draft.entity = order.entity;
  draft.payload =
      EntryWritePayload{{DayWrite{.day = kLongAgo, .mark = DayMark{Mark::kKept, ""}}}, {}};
  if (order.oddity == Oddity::kStampAtEnd) draft.stamp = kStampEnd;
  if (order.oddity == Oddity::kStampNearEnd) draft.stamp = kStampEnd - 1;
  if (order.oddity == Oddity::kNotForBoth) {
    draft.payload = EntryWritePayload{
        {DayWrite{.day = kLongAgo, .mark = DayMark{Mark::kSkipped, "ill"}, .note = "alone"}}, {}};
  }
  if (order.offer) {
    draft.payload = AcceptPayload{order.offer_at.id, order.offer->terms_hash, 0};
    if (order.oddity == Oddity::kLateWithdrawal) {
      draft.payload = WithdrawPayload{order.offer_at.id};
    }
    draft.dependencies = order.seen;
  }
  if (order.oddity >= Oddity::kAddsForeign) draft.dependencies = order.seen;
  if (order.oddity == Oddity::kRemovesForeign) {
    draft.entity = EntityId::Prefix(order.foreign.bytes());
    draft.payload = DeviceRemovePayload{};
  }
  if (order.oddity == Oddity::kWrongEpoch) {
    draft.payload = KeyRotatePayload{100, {{device, std::string(kSealedSpaceKeyBytes, 'x')}}};
  }
  if (order.oddity == Oddity::kNoSuchCause) {
    draft.dependencies = {{ChainId::Make(random), 7, OperationId::Make(random)}};
  }
  return draft;
}

}  // namespace

Forgery Forge(const ForgeryOrder& order, const DeviceIdentity& device,
              const DeviceIdentity& stranger, Random& random) {
  const bool strange = order.oddity == Oddity::kStranger;
  const DeviceIdentity& author = strange ? stranger : device;
  OperationDraft draft = DraftOf(order, author.device, random);
  if (order.oddity == Oddity::kAddsForeign || order.oddity == Oddity::kUnwished) {
    const bool wished = order.oddity == Oddity::kAddsForeign;
    const Notary& signs = wished ? *stranger.notary : *author.notary;
    draft.entity = EntityId::Prefix(stranger.device.bytes());
    draft.payload =
        DeviceAddPayload{order.person,
                         {stranger.device, stranger.sign_key, stranger.keys->box_public()},
                         signs.Sign(DeviceWish(order.person, stranger.device)),
                         OperationId()};
  }
  const absl::StatusOr<Operation> made = MakeOperation(draft, *author.notary, random);
  EXPECT_TRUE(made.ok()) << made.status();
  std::string bytes = made->bytes;
  if (order.oddity == Oddity::kUnknownKind) {
    bytes = Altered(bytes, static_cast<pb::OperationKind>(999), "later", *author.notary);
  } else if (order.oddity == Oddity::kInvalid) {
    bytes = Altered(bytes, pb::OPERATION_KIND_ACCEPT, "\xff", *author.notary);
  } else if (order.oddity == Oddity::kWrongSignature) {
    bytes = SignedBy(bytes, *stranger.notary);
  }
  const absl::StatusOr<Operation> read = ReadOperation(bytes, *author.notary);
  EXPECT_TRUE(read.ok()) << read.status();
  return {bytes, {read->chain, read->sequence, read->id}};
}

}  // namespace twofold::sim
