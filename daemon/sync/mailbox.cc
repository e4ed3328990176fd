// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/sync/mailbox.h"

#include <algorithm>
#include <array>

#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/crypto/envelope.h"
#include "core/crypto/rolling_hash.h"
#include "twofold/sync/v1/operation.pb.h"

namespace twofold {
namespace {

namespace pb = relay::v1;

constexpr absl::Duration kCall = absl::Seconds(10);
constexpr absl::Duration kGreeting = absl::Seconds(5);
constexpr std::size_t kNonceBytes = 16;
constexpr std::size_t kGenesisRoom = 2048;
constexpr std::size_t kFramingOfOperation = 8;
constexpr std::size_t kMostChainHead = 2 + ChainId::kSize + 2 + 11;  // in a HaveStatus

absl::Status Strange(const RelayChannel& channel) {
  return ReadableRelayStatus(absl::InternalError("strange"), channel.address());
}

std::string RandomBytes(Random& random, std::size_t size) {
  std::string bytes(size, '\0');
  random.Fill({reinterpret_cast<std::uint8_t*>(bytes.data()), bytes.size()});
  return bytes;
}

RollingHash HashOf(const MailboxPosition& position) {
  return RollingHash::FromBytes(position.rolling_hash).value_or(RollingHash());
}

}  // namespace

std::size_t MostOutgoingBytes() {
  return MaxPlaintextBytes(EnvelopePurpose::kOperations) - kGenesisRoom -
         limits::kOperationsPerEnvelope * kFramingOfOperation;
}

Mailbox::Mailbox(RelayChannel& channel, const SpaceKey& key, const DeviceId& device, Random& random)
    : channel_(channel),
      key_(key),
      login_(key.Login()),
      slot_(login_.SlotOf(device)),
      random_(random) {}

absl::Status Mailbox::Open() {
  pb::HelloResponse hello;
  TF_RETURN_IF_ERROR(
      channel_.Call(&RelayChannel::Stub::Hello, pb::HelloRequest(), &hello, kGreeting));
  const auto generation = Generation::FromBytes(hello.generation());
  if (!generation || hello.nonce().size() != kNonceBytes || hello.heartbeat_seconds() == 0 ||
      hello.heartbeat_seconds() > 3600) {
    return Strange(channel_);
  }
  generation_ = *generation;
  heartbeat_ = absl::Seconds(hello.heartbeat_seconds());
  // A device signs the name that it dialled, so that a login cannot be passed on to another relay.
  pb::LoginRequest request;
  request.set_login_key(login_.public_key().str());
  request.set_slot(slot_.str());
  request.set_relay_name(channel_.address());
  request.set_relay_nonce(hello.nonce());
  request.set_device_nonce(RandomBytes(random_, kNonceBytes));
  request.set_signature(login_
                            .Sign({channel_.address(), generation_, slot_, request.relay_nonce(),
                                   request.device_nonce()})
                            .str());
  pb::LoginResponse login;
  TF_RETURN_IF_ERROR(channel_.Call(&RelayChannel::Stub::Login, request, &login, kGreeting));
  token_ = login.token();
  pb::CreateMailboxRequest create;
  create.set_token(token_);
  pb::CreateMailboxResponse created;
  return channel_.Call(&RelayChannel::Stub::CreateMailbox, create, &created, kCall);
}

absl::Status Mailbox::OpenEnvelopes(const pb::FetchResponse& response, Fetched& fetched) const {
  RollingHash hash = HashOf(fetched.position);
  for (const pb::Envelope& envelope : response.envelopes()) {
    const auto slot = SlotId::FromBytes(envelope.slot());
    const auto message = MessageId::FromBytes(envelope.message_id());
    if (!slot || !message || envelope.sequence() != fetched.position.sequence + 1) {
      return Strange(channel_);
    }
    hash = NextRollingHash(hash, envelope.sequence(), *slot, *message, envelope.body());
    fetched.position.sequence = envelope.sequence();
    fetched.position.rolling_hash = hash.str();
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

absl::StatusOr<Fetched> Mailbox::Fetch(const MailboxPosition& position) {
  pb::FetchRequest request;
  request.set_token(token_);
  request.set_after_sequence(position.sequence);
  pb::FetchResponse response;
  TF_RETURN_IF_ERROR(channel_.Call(&RelayChannel::Stub::Fetch, request, &response, kCall));
  Fetched fetched;
  fetched.position = position;
  fetched.head = response.head().sequence();
  if (response.head().generation() != position.generation.bytes() ||
      fetched.head < position.sequence) {
    fetched.other_history = true;
    return fetched;
  }
  const std::string& known = response.rolling_hash_at_cursor();
  if (!known.empty() && position.sequence > 0 && known != position.rolling_hash) {
    fetched.other_history = true;
    return fetched;
  }
  if (known.empty() && position.sequence + 1 < response.lowest_kept()) {
    // What lies between was trimmed: every slot, this one included, had it.
    request.set_after_sequence(response.lowest_kept() - 1);
    TF_RETURN_IF_ERROR(channel_.Call(&RelayChannel::Stub::Fetch, request, &response, kCall));
    if (response.rolling_hash_at_cursor().size() != RollingHash::kSize) return Strange(channel_);
    fetched.head = response.head().sequence();
    fetched.position.sequence = request.after_sequence();
    fetched.position.rolling_hash = response.rolling_hash_at_cursor();
  }
  if (response.envelopes().empty() && fetched.position.sequence < fetched.head) {
    return Strange(channel_);
  }
  TF_RETURN_IF_ERROR(OpenEnvelopes(response, fetched));
  return fetched;
}

absl::StatusOr<MailboxPosition> Mailbox::Append(const MailboxPosition& position,
                                                const Outgoing& outgoing,
                                                absl::string_view genesis) {
  sync::v1::OperationBatch batch;
  std::vector<OperationId> ids;
  for (std::size_t i = 0; i < outgoing.operations.size(); ++i) {
    batch.add_operations(outgoing.operations[i]);
    ids.push_back(outgoing.places[i].id);
  }
  batch.set_genesis(std::string(genesis));
  const MessageId message = login_.MessageIdOf(ids);
  TF_ASSIGN_OR_RETURN(const std::string body, SealEnvelope(key_, EnvelopePurpose::kOperations,
                                                           {login_.mailbox(), slot_, message},
                                                           batch.SerializeAsString(), random_));
  pb::AppendRequest request;
  request.set_token(token_);
  pb::Envelope* envelope = request.add_envelopes();
  envelope->set_message_id(message.str());
  envelope->set_body(body);
  pb::AppendResponse response;
  TF_RETURN_IF_ERROR(channel_.Call(&RelayChannel::Stub::Append, request, &response, kCall));
  if (response.sequences_size() != 1) return Strange(channel_);
  MailboxPosition after = position;
  // Only when it is the newest, right behind what is known here, and with these bytes: not when
  // another envelope came between, nor when an earlier try had arrived after all.
  const std::uint64_t next = position.sequence + 1;
  const RollingHash hash = NextRollingHash(HashOf(position), next, slot_, message, body);
  if (response.sequences(0) == next && response.head().sequence() == next &&
      response.head().rolling_hash() == hash.bytes()) {
    after.sequence = next;
    after.rolling_hash = hash.str();
  }
  return after;
}

absl::Status Mailbox::Ack(const MailboxPosition& position, const VersionVector& have) {
  sync::v1::HaveStatus status;
  // A partner may begin as many chains as they like; the word says what fits of them.
  const std::size_t most = MaxPlaintextBytes(EnvelopePurpose::kStatus) - kMostChainHead;
  for (const auto& [chain, sequence] : have) {
    if (status.ByteSizeLong() > most) break;
    sync::v1::ChainHead* head = status.add_heads();
    head->set_chain(chain.str());
    head->set_sequence(sequence);
  }
  TF_ASSIGN_OR_RETURN(const std::string blob, SealEnvelope(key_, EnvelopePurpose::kStatus,
                                                           {login_.mailbox(), slot_, MessageId()},
                                                           status.SerializeAsString(), random_));
  pb::AckRequest request;
  request.set_token(token_);
  request.set_sequence(position.sequence);
  request.set_blob(blob);
  pb::AckResponse response;
  return channel_.Call(&RelayChannel::Stub::Ack, request, &response, kCall);
}

absl::Status Mailbox::Listen(const std::function<void(std::uint64_t head)>& news) {
  grpc::ClientContext context;
  if (!channel_.Begin(context)) return absl::CancelledError();
  pb::SubscribeRequest request;
  request.set_token(token_);
  const auto reader = channel_.stub().Subscribe(&context, request);
  pb::SubscribeResponse response;
  while (reader->Read(&response)) news(response.head_sequence());
  const absl::Status status = channel_.End(context, reader->Finish());
  if (status.ok()) return ReadableRelayStatus(absl::UnavailableError("ended"), channel_.address());
  return status;
}

}  // namespace twofold
