// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The codec of operation.h.
#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/sync/operation.h"
#include "core/sync/payload_codec.h"
#include "twofold/sync/v1/operation.pb.h"

namespace twofold {
namespace {

namespace pb = sync::v1;

constexpr std::size_t kSaltBytes = 16;
constexpr std::size_t kChainOwnerBytes = 8;

absl::Status NoOperation(absl::string_view what) { return absl::InvalidArgumentError(what); }

template <class Id>
bool Take(absl::string_view bytes, Id& out) {
  const auto id = Id::FromBytes(bytes);
  if (id) out = *id;
  return id.has_value();
}

absl::Status ReadDependencies(const pb::OperationHeader& header, Operation& operation) {
  if (static_cast<std::size_t>(header.dependencies_size()) > limits::kDependencies) {
    return NoOperation("too many dependencies");
  }
  for (const pb::Dependency& in : header.dependencies()) {
    ChainPosition& out = operation.dependencies.emplace_back();
    if (!Take(in.chain(), out.chain) || !Take(in.id(), out.id) || in.sequence() == 0) {
      return NoOperation("a dependency of the wrong shape");
    }
    out.sequence = in.sequence();
    if (out.chain == operation.chain) return NoOperation("a dependency on its own chain");
  }
  const auto unsorted = [](const ChainPosition& a, const ChainPosition& b) {
    return !(a.chain < b.chain);
  };
  if (std::adjacent_find(operation.dependencies.begin(), operation.dependencies.end(), unsorted) !=
      operation.dependencies.end()) {
    return NoOperation("dependencies out of order");
  }
  return absl::OkStatus();
}

CompatClass ClassOf(pb::CompatClass compat) {
  switch (compat) {
    case pb::COMPAT_CLASS_IGNORABLE:
      return CompatClass::kIgnorable;
    case pb::COMPAT_CLASS_ENTITY_READ_ONLY:
      return CompatClass::kEntityReadOnly;
    case pb::COMPAT_CLASS_NOT_SHARED:
      return CompatClass::kNotShared;
    default:
      return CompatClass::kSpaceReadOnly;
  }
}

absl::Status ReadHeader(absl::string_view bytes, Operation& operation,
                        pb::OperationHeader& header) {
  if (!header.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return NoOperation("a header that is none");
  }
  if (header.format() == 0) return NoOperation("a header without a format");
  if (!Take(header.space(), operation.space) || !Take(header.device(), operation.device) ||
      !Take(header.chain(), operation.chain) || !Take(header.entity(), operation.entity)) {
    return NoOperation("a header with an id of the wrong size");
  }
  if (!BelongsTo(operation.chain, operation.device)) {
    return NoOperation("a chain of another device");
  }
  if (header.compat() == pb::COMPAT_CLASS_UNSPECIFIED) {
    return NoOperation("a header without a compat class");
  }
  operation.sequence = header.sequence();
  const bool first = operation.sequence == 1;
  if (operation.sequence == 0 || (first != header.previous().empty()) ||
      (!first && !Take(header.previous(), operation.previous))) {
    return NoOperation("a header whose place in its chain is unclear");
  }
  operation.stamp = header.stamp();
  operation.compat = ClassOf(header.compat());
  return ReadDependencies(header, operation);
}

// Whether a device that is added is the one that its entity names, and wishes it.
bool IsWished(const Operation& operation, const Notary& notary) {
  const auto* add = std::get_if<DeviceAddPayload>(&operation.payload);
  if (add == nullptr) return true;
  const MemberDevice& device = add->device;
  return device.device.bytes() == operation.entity.bytes() &&
         notary.DeviceOf(device.sign_key) == device.device &&
         notary.Verify(device.sign_key, DeviceWish(add->person, device.device), add->wish);
}

}  // namespace

ChainId BeginChain(const DeviceId& device, Random& random) {
  const ChainId tail = ChainId::Make(random);
  std::string bytes(device.bytes().substr(0, kChainOwnerBytes));
  absl::StrAppend(&bytes, tail.bytes().substr(kChainOwnerBytes));
  return ChainId::Prefix(bytes);
}

bool BelongsTo(const ChainId& chain, const DeviceId& device) {
  return chain.bytes().substr(0, kChainOwnerBytes) == device.bytes().substr(0, kChainOwnerBytes);
}

absl::StatusOr<Operation> MakeOperation(const OperationDraft& draft, const Notary& notary,
                                        Random& random) {
  std::array<std::uint8_t, kSaltBytes> salt_bytes;
  random.Fill(salt_bytes);
  const std::string salt(salt_bytes.begin(), salt_bytes.end());
  const std::string payload = EncodePayload(draft.payload);

  pb::OperationHeader header;
  header.set_format(kOperationFormat);
  header.set_space(draft.space.str());
  header.set_kind(KindOf(draft.payload));
  header.set_compat(CompatOf(draft.payload));
  header.set_device(draft.device.str());
  header.set_chain(draft.chain.str());
  header.set_sequence(draft.sequence);
  if (draft.sequence > 1) header.set_previous(draft.previous.str());
  for (const ChainPosition& position : draft.dependencies) {
    pb::Dependency* out = header.add_dependencies();
    out->set_chain(position.chain.str());
    out->set_sequence(position.sequence);
    out->set_id(position.id.str());
  }
  header.set_stamp(draft.stamp);
  header.set_entity(draft.entity.str());
  header.set_payload_digest(notary.PayloadDigest(salt, payload));

  pb::SignedOperation signed_operation;
  header.SerializeToString(signed_operation.mutable_header());
  signed_operation.set_signature(notary.Sign(signed_operation.header()).str());
  signed_operation.set_salt(salt);
  signed_operation.set_payload(payload);
  return ReadOperation(signed_operation.SerializeAsString(), notary);
}

absl::StatusOr<Operation> ReadOperation(absl::string_view bytes, const Notary& notary,
                                        const Vocabulary& vocabulary) {
  if (bytes.size() > limits::kOperationBytes) return NoOperation("an operation over the limit");
  pb::SignedOperation signed_operation;
  if (!signed_operation.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return NoOperation("bytes that are no operation");
  }
  if (signed_operation.signature().size() != Signature::kSize ||
      signed_operation.salt().size() != kSaltBytes) {
    return NoOperation("a signature or salt of the wrong size");
  }
  Operation operation;
  pb::OperationHeader header;
  const absl::Status status = ReadHeader(signed_operation.header(), operation, header);
  if (!status.ok()) return status;
  if (notary.PayloadDigest(signed_operation.salt(), signed_operation.payload()) !=
      header.payload_digest()) {
    return NoOperation("a payload that is not the one signed");
  }
  operation.bytes = std::string(bytes);
  operation.id = notary.Identify(signed_operation.header());
  operation.payload =
      vocabulary.Read(header.format(), header.kind(), signed_operation.payload(), notary);
  if (!IsWished(operation, notary)) operation.payload = InvalidPayload{};
  return operation;
}

bool VerifiedBy(const Operation& operation, const SignPublicKey& key, const Notary& notary) {
  pb::SignedOperation signed_operation;
  if (!signed_operation.ParseFromString(operation.bytes)) return false;
  const auto signature = Signature::FromBytes(signed_operation.signature());
  return signature && notary.Verify(key, signed_operation.header(), *signature);
}

}  // namespace twofold
