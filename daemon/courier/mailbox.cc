// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/courier/mailbox.h"

#include <algorithm>
#include <array>

#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/crypto/digest.h"
#include "core/crypto/envelope.h"
#include "core/crypto/rolling_hash.h"
#include "daemon/courier/relay_words.h"
#include "twofold/sync/v1/operation.pb.h"

namespace twofold {
namespace {

namespace pb = relay::v1;

constexpr std::size_t kNonceBytes = 16;
constexpr std::size_t kGenesisRoom = 2048;
constexpr std::size_t kFramingOfOperation = 8;
constexpr std::uint32_t kMostHeartbeat = 3600;
constexpr std::size_t kMostChainHead = 2 + 2 + ChainId::kSize + 2 + 11 + 9;  // in a HaveStatus
constexpr std::size_t kReadOfWord = 1 + 10;
constexpr std::size_t kFramingOfPiece = 16 * 1024;
constexpr std::size_t kHaveOfPiece = 64 * 1024;

std::string RandomBytes(Random& random, std::size_t size) {
  std::string bytes(size, '\0');
  random.Fill({reinterpret_cast<std::uint8_t*>(bytes.data()), bytes.size()});
  return bytes;
}

void ForgetPassedPromise(MailboxPosition& position) {
  if (position.sequence < position.promised_sequence) return;
  position.promised_sequence = 0;
  position.promised_hash.clear();
}

RollingHash HashOf(const MailboxPosition& position) {
  return RollingHash::FromBytes(position.rolling_hash).value_or(RollingHash());
}

// A partner may begin as many chains as they like; the word says what fits of them.
sync::v1::HaveStatus Encode(const Have& have, std::size_t most_bytes) {
  sync::v1::HaveStatus status;
  for (const auto& [chain, here] : have) {
    if (status.ByteSizeLong() + kMostChainHead > most_bytes) {
      status.set_partial(true);
      break;
    }
    sync::v1::ChainHead* head = status.add_heads();
    head->set_chain(chain.str());
    head->set_sequence(here.sequence);
    head->set_digest(here.digest);
  }
  return status;
}

Have Decode(const sync::v1::HaveStatus& status) {
  Have have;
  for (const sync::v1::ChainHead& head : status.heads()) {
    const auto chain = ChainId::FromBytes(head.chain());
    if (chain) have[*chain] = {head.sequence(), head.digest()};
  }
  return have;
}

}  // namespace

std::size_t MostPieceBytes(const Have& have) {
  return MaxPlaintextBytes(EnvelopePurpose::kSnapshot) - kFramingOfPiece -
         std::min(kHaveOfPiece, (have.size() + 1) * kMostChainHead);
}

std::size_t MostOutgoingBytes() {
  return MaxPlaintextBytes(EnvelopePurpose::kOperations) - kGenesisRoom -
         limits::kOperationsPerEnvelope * kFramingOfOperation;
}

Mailbox::Mailbox(const std::string& address, const SpaceKey& key, const DeviceId& device,
                 Random& random)
    : address_(address),
      key_(key),
      login_(key.Login()),
      slot_(login_.SlotOf(device)),
      random_(random) {}

absl::StatusOr<pb::LoginRequest> Mailbox::Login(const pb::HelloResponse& hello) {
  const auto generation = Generation::FromBytes(hello.generation());
  if (!generation || hello.nonce().size() != kNonceBytes || hello.heartbeat_seconds() == 0 ||
      hello.heartbeat_seconds() > kMostHeartbeat) {
    return StrangeRelay(address_);
  }
  generation_ = *generation;
  heartbeat_ = absl::Seconds(hello.heartbeat_seconds());
  // A device signs the name that it dialled, so that a login cannot be passed on to another relay.
  pb::LoginRequest request;
  request.set_login_key(login_.public_key().str());
  request.set_slot(slot_.str());
  request.set_relay_name(address_);
  request.set_relay_nonce(hello.nonce());
  request.set_device_nonce(RandomBytes(random_, kNonceBytes));
  request.set_signature(
      login_.Sign({address_, generation_, slot_, request.relay_nonce(), request.device_nonce()})
          .str());
  return request;
}

pb::CreateMailboxRequest Mailbox::Enter(const pb::LoginResponse& login) {
  token_ = login.token();
  pb::CreateMailboxRequest request;
  request.set_token(token_);
  return request;
}

std::vector<SlotWord> Mailbox::OpenWords(const pb::FetchResponse& response) const {
  std::vector<SlotWord> words;
  for (const pb::SlotStatus& status : response.statuses()) {
    const auto slot = SlotId::FromBytes(status.slot());
    if (!slot || status.blob().empty()) continue;
    const absl::StatusOr<std::string> plain = OpenEnvelope(
        key_, EnvelopePurpose::kStatus, {login_.mailbox(), *slot, MessageId()}, status.blob());
    sync::v1::HaveStatus have;
    if (!plain.ok() || !have.ParseFromString(*plain)) continue;
    words.push_back(
        {*slot, std::max(status.acknowledged(), have.read()), Decode(have), have.partial()});
  }
  return words;
}

absl::Status Mailbox::OpenEnvelopes(const pb::FetchResponse& response, Fetched& fetched) const {
  RollingHash hash = HashOf(fetched.position);
  for (const pb::Envelope& envelope : response.envelopes()) {
    const auto slot = SlotId::FromBytes(envelope.slot());
    const auto message = MessageId::FromBytes(envelope.message_id());
    if (!slot || !message || envelope.sequence() != fetched.position.sequence + 1) {
      return StrangeRelay(address_);
    }
    hash = NextRollingHash(hash, envelope.sequence(), *slot, *message, envelope.body());
    if (envelope.sequence() == fetched.position.promised_sequence &&
        hash.bytes() != fetched.position.promised_hash) {
      fetched.other_history = true;
      return absl::OkStatus();
    }
    fetched.position.sequence = envelope.sequence();
    fetched.position.rolling_hash = hash.str();
    ForgetPassedPromise(fetched.position);
    const absl::StatusOr<std::string> plain = OpenEnvelope(
        key_, EnvelopePurpose::kOperations, {login_.mailbox(), *slot, *message}, envelope.body());
    sync::v1::OperationBatch batch;
    if (!plain.ok() || !batch.ParseFromString(*plain) ||
        static_cast<std::size_t>(batch.operations_size()) > limits::kOperationsPerEnvelope) {
      ++fetched.unreadable;
      continue;
    }
    for (const std::string& operation : batch.operations()) fetched.operations.push_back(operation);
    if (!batch.genesis().empty()) fetched.geneses.push_back(batch.genesis());
  }
  const bool at_head = fetched.position.sequence == fetched.head;
  if (at_head && fetched.head > 0 && response.head().rolling_hash() != hash.bytes()) {
    fetched.other_history = true;
  }
  return absl::OkStatus();
}

pb::FetchRequest Mailbox::FetchAfter(std::uint64_t sequence) const {
  pb::FetchRequest request;
  request.set_token(token_);
  request.set_after_sequence(sequence);
  return request;
}

absl::StatusOr<Fetched> Mailbox::Read(const MailboxPosition& position,
                                      const pb::FetchRequest& request,
                                      const pb::FetchResponse& response) const {
  Fetched fetched;
  fetched.position = position;
  fetched.head = response.head().sequence();
  fetched.lowest_kept = response.lowest_kept();
  const auto snapshot = SnapshotId::FromBytes(response.snapshot().id());
  const auto giver = SlotId::FromBytes(response.snapshot().slot());
  if (snapshot && giver) {
    fetched.snapshot = SnapshotMark{*snapshot, *giver, response.snapshot().pieces(),
                                    response.snapshot().covers_sequence()};
  }
  const std::string& known = response.rolling_hash_at_cursor();
  const bool jumped = request.after_sequence() != position.sequence;
  fetched.other_history =
      response.head().generation() != position.generation.bytes() ||
      fetched.head < std::max(position.sequence, position.promised_sequence) ||
      (!jumped && !known.empty() && position.sequence > 0 && known != position.rolling_hash);
  if (fetched.other_history) return fetched;
  if (jumped) {
    if (known.size() != RollingHash::kSize) return StrangeRelay(address_);
    fetched.position.sequence = request.after_sequence();
    fetched.position.rolling_hash = known;
    ForgetPassedPromise(fetched.position);
  } else if (known.empty() && position.sequence + 1 < response.lowest_kept()) {
    fetched.ask_after = response.lowest_kept() - 1;
    return fetched;
  }
  if (response.envelopes().empty() && fetched.position.sequence < fetched.head) {
    return StrangeRelay(address_);
  }
  TF_RETURN_IF_ERROR(OpenEnvelopes(response, fetched));
  fetched.words = OpenWords(response);
  return fetched;
}

absl::StatusOr<pb::AppendRequest> Mailbox::SealMarker(const SnapshotId& snapshot) const {
  return SealBatch(sync::v1::OperationBatch(), MessageId::Prefix(snapshot.bytes()));
}

pb::GetSnapshotRequest Mailbox::GetPiece(const SnapshotId& snapshot, std::uint32_t index) const {
  pb::GetSnapshotRequest request;
  request.set_token(token_);
  request.set_id(snapshot.str());
  request.set_index(index);
  return request;
}

std::optional<SnapshotPiece> Mailbox::OpenPiece(const SnapshotMark& snapshot, std::uint32_t index,
                                                absl::string_view body) const {
  const absl::StatusOr<std::string> plain =
      OpenEnvelope(key_, EnvelopePurpose::kSnapshot,
                   {login_.mailbox(), snapshot.slot, MessageId::Prefix(snapshot.id.bytes())}, body);
  sync::v1::SnapshotPiece read;
  if (!plain.ok() || !read.ParseFromString(*plain) || read.index() != index) return std::nullopt;
  SnapshotPiece piece{{}, read.last(), Decode(read.have()), read.have().partial()};
  for (std::string& operation : *read.mutable_operations()) {
    piece.operations.push_back(std::move(operation));
  }
  return piece;
}

absl::StatusOr<pb::PutSnapshotRequest> Mailbox::SealPiece(
    const SnapshotId& snapshot, std::uint32_t index, std::uint64_t covers, const Packing& packing,
    std::span<const std::string> operations) const {
  sync::v1::SnapshotPiece piece;
  piece.set_index(index);
  piece.set_last(packing.done());
  for (const std::string& operation : operations) piece.add_operations(operation);
  if (index == 0) *piece.mutable_have() = Encode(packing.have(), kHaveOfPiece);
  pb::PutSnapshotRequest request;
  TF_ASSIGN_OR_RETURN(*request.mutable_body(),
                      SealEnvelope(key_, EnvelopePurpose::kSnapshot,
                                   {login_.mailbox(), slot_, MessageId::Prefix(snapshot.bytes())},
                                   piece.SerializeAsString(), random_));
  request.set_token(token_);
  request.set_id(snapshot.str());
  request.set_index(index);
  request.set_last(piece.last());
  request.set_covers_sequence(covers);
  return request;
}

absl::StatusOr<pb::AppendRequest> Mailbox::SealBatch(const sync::v1::OperationBatch& batch,
                                                     const MessageId& message) const {
  TF_ASSIGN_OR_RETURN(std::string body, SealEnvelope(key_, EnvelopePurpose::kOperations,
                                                     {login_.mailbox(), slot_, message},
                                                     batch.SerializeAsString(), random_));
  pb::AppendRequest request;
  request.set_token(token_);
  pb::Envelope* envelope = request.add_envelopes();
  envelope->set_message_id(message.str());
  envelope->set_body(std::move(body));
  return request;
}

absl::StatusOr<pb::AppendRequest> Mailbox::Seal(const Outgoing& outgoing,
                                                absl::string_view genesis) const {
  sync::v1::OperationBatch batch;
  std::vector<OperationId> ids;
  for (std::size_t i = 0; i < outgoing.operations.size(); ++i) {
    batch.add_operations(outgoing.operations[i]);
    ids.push_back(outgoing.places[i].id);
  }
  batch.set_genesis(std::string(genesis));
  return SealBatch(batch, login_.MessageIdOf(ids));
}

absl::StatusOr<pb::AppendRequest> Mailbox::SealAgain(
    std::span<const std::string> operations) const {
  sync::v1::OperationBatch batch;
  std::vector<OperationId> ids;
  for (const std::string& operation : operations) {
    batch.add_operations(operation);
    ids.push_back(*OperationId::FromBytes(PlainBlake2b(operation).bytes()));
  }
  return SealBatch(batch, login_.MessageIdOf(ids));
}

absl::StatusOr<MailboxPosition> Mailbox::After(const MailboxPosition& position,
                                               const pb::AppendRequest& request,
                                               const pb::AppendResponse& response) const {
  if (response.sequences_size() != 1) return StrangeRelay(address_);
  MailboxPosition after = position;
  // Only when it is the newest, right behind what is known here, and with these bytes: not when
  // another envelope came between, nor when an earlier try had arrived after all.
  const pb::Envelope& envelope = request.envelopes(0);
  const std::uint64_t next = position.sequence + 1;
  const RollingHash hash = NextRollingHash(
      HashOf(position), next, slot_, *MessageId::FromBytes(envelope.message_id()), envelope.body());
  if (response.sequences(0) == next && response.head().sequence() == next &&
      response.head().rolling_hash() == hash.bytes()) {
    after.sequence = next;
    after.rolling_hash = hash.str();
    return after;
  }
  if (response.head().sequence() > std::max(position.sequence, position.promised_sequence) &&
      response.head().rolling_hash().size() == RollingHash::kSize) {
    after.promised_sequence = response.head().sequence();
    after.promised_hash = response.head().rolling_hash();
  }
  return after;
}

absl::StatusOr<pb::AckRequest> Mailbox::Acknowledge(const MailboxPosition& position,
                                                    const Have& have, Audience audience) const {
  sync::v1::HaveStatus status =
      Encode(have, MaxPlaintextBytes(EnvelopePurpose::kStatus) - kReadOfWord);
  if (audience == Audience::kDevices) status.set_read(position.sequence);
  TF_ASSIGN_OR_RETURN(const std::string blob, SealEnvelope(key_, EnvelopePurpose::kStatus,
                                                           {login_.mailbox(), slot_, MessageId()},
                                                           status.SerializeAsString(), random_));
  pb::AckRequest request;
  request.set_token(token_);
  request.set_sequence(audience == Audience::kEverybody ? position.sequence : 0);
  request.set_blob(blob);
  return request;
}

}  // namespace twofold
