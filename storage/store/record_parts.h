// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What several codecs of records are made of: ids that may be absent, registers, terms.
#pragma once

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/goals/register.h"
#include "core/sync/terms_codec.h"
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

}  // namespace twofold::record_parts
