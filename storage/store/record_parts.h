// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What several codecs of records are made of: ids that may be absent, registers, terms.
#pragma once

#include <set>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/goals/register.h"
#include "core/sync/terms_codec.h"
#include "core/together/roster.h"
#include "twofold/store/v1/records.pb.h"

namespace twofold::record_parts {

inline absl::Status Damaged() {
  return absl::DataLossError("a record of the store cannot be read");
}

template <class Message>
absl::StatusOr<Message> Parse(absl::string_view bytes) {
  Message message;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return Damaged();
  return message;
}

// An id that may be absent (empty bytes).
template <class Id>
bool Take(absl::string_view bytes, Id& out) {
  if (bytes.empty()) return true;
  const auto id = Id::FromBytes(bytes);
  if (id) out = *id;
  return id.has_value();
}

template <class Id>
std::string Give(const Id& id) {
  return id.empty() ? std::string() : id.str();
}

template <class Id, class List>
void EncodeIds(const std::set<Id>& ids, List* out) {
  for (const Id& id : ids) *out->Add() = id.str();
}

template <class Id, class List>
bool DecodeIds(const List& in, std::set<Id>& out) {
  for (const std::string& bytes : in) {
    const auto id = Id::FromBytes(bytes);
    if (!id) return false;
    out.insert(*id);
  }
  return true;
}

inline void EncodeOrder(const WriteOrder& order, store::v1::OrderRecord* out) {
  out->set_stamp(order.stamp);
  out->set_chain(Give(order.chain));
  out->set_id(Give(order.id));
}

inline bool DecodeOrder(const store::v1::OrderRecord& in, WriteOrder& out) {
  out.stamp = in.stamp();
  return Take(in.chain(), out.chain) && Take(in.id(), out.id);
}

// Calls `mutable_record` only for a register that was written.
template <class T, class Mutable>
void EncodeRegister(const Register<T>& in, Mutable mutable_record) {
  if (in.order == WriteOrder()) return;
  auto* out = mutable_record();
  out->set_value(in.value);
  EncodeOrder(in.order, out->mutable_order());
}

template <class Record, class T>
bool DecodeRegister(const Record& in, Register<T>& out) {
  out.value = in.value();
  return DecodeOrder(in.order(), out.order);
}

inline std::string EncodeTerms(const GoalTerms& terms) {
  sync::v1::GoalTerms out;
  ::twofold::Encode(terms, &out);
  return out.SerializeAsString();
}

inline bool DecodeTerms(absl::string_view bytes, GoalTerms& out) {
  sync::v1::GoalTerms in;
  if (!in.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return false;
  auto terms = ::twofold::Decode(in);
  if (terms) out = *std::move(terms);
  return terms.has_value();
}

// What an operation had seen; `without` is a chain to leave out, or nullptr.
template <class List>
void EncodeSeen(const VersionVector& seen, const ChainId* without, List* out) {
  for (const auto& [chain, sequence] : seen) {
    if (without != nullptr && chain == *without) continue;
    store::v1::SeenRecord* record = out->Add();
    record->set_chain(chain.str());
    record->set_sequence(sequence);
  }
}

template <class List>
bool DecodeSeen(const List& in, VersionVector& out) {
  for (const store::v1::SeenRecord& record : in) {
    ChainId chain;
    if (!Take(record.chain(), chain)) return false;
    out[chain] = record.sequence();
  }
  return true;
}

inline void EncodePlace(const Place& place, store::v1::PlaceRecord* out) {
  out->set_id(place.id.str());
  out->set_chain(place.chain.str());
  out->set_sequence(place.sequence);
  out->set_stamp(place.stamp);
  EncodeSeen(place.seen, nullptr, out->mutable_seen());
}

inline bool DecodePlace(const store::v1::PlaceRecord& in, Place& out) {
  out.sequence = in.sequence();
  out.stamp = in.stamp();
  return Take(in.id(), out.id) && Take(in.chain(), out.chain) && DecodeSeen(in.seen(), out.seen);
}

inline void EncodeDevice(const MemberDevice& device, store::v1::MemberDeviceRecord* out) {
  out->set_device(device.device.str());
  out->set_sign_key(device.sign_key.str());
  out->set_box_key(Give(device.box_key));
}

inline bool DecodeDevice(const store::v1::MemberDeviceRecord& in, MemberDevice& out) {
  return Take(in.device(), out.device) && Take(in.sign_key(), out.sign_key) &&
         Take(in.box_key(), out.box_key);
}

}  // namespace twofold::record_parts
