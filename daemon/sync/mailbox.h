// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// One space's mailbox at a relay, as this device meets it: logged in, sealing what goes out and
// opening what comes in. The relay is trusted with nothing but keeping bytes.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/base/ids.h"
#include "core/base/random.h"
#include "core/crypto/space_key.h"
#include "daemon/engine/exchange.h"
#include "daemon/sync/relay_channel.h"

namespace twofold {

// What a fetch brought.
struct Fetched {
  std::vector<std::string> operations;  // exact bytes
  std::vector<std::string> geneses;     // serialized SignedGenesis
  MailboxPosition position;             // where this device stands after it
  std::uint64_t head = 0;               // the newest sequence
  int unreadable = 0;                   // envelopes that were not sealed for this place and key
  // The relay tells another history than the one known here: wiped, rolled back or forked.
  bool other_history = false;
};

// One thread at a time, but for Listen, which may run beside on one other thread.
class Mailbox {
 public:
  // All must outlive it.
  Mailbox(RelayChannel& channel, const SpaceKey& key, const DeviceId& device, Random& random);

  // Says hello, logs in, and makes the mailbox and the own slot in it when they are missing. Errors
  // as RelayChannel::Call; Unauthenticated "login_refused".
  absl::Status Open();

  const std::string& address() const { return channel_.address(); }
  const Generation& generation() const { return generation_; }
  absl::Duration heartbeat() const { return heartbeat_; }

  // Reads on from `position`, at most one batch. NotFound when there is no mailbox.
  absl::StatusOr<Fetched> Fetch(const MailboxPosition& position);

  // Appends one envelope with these operations, and the genesis when it is not empty; returns
  // once the relay has it on disk. The result is the position after it when nobody else's
  // envelope came between, else `position` unchanged.
  absl::StatusOr<MailboxPosition> Append(const MailboxPosition& position, const Outgoing& outgoing,
                                         absl::string_view genesis);

  // Tells the relay, and sealed the other devices, how far this device has come.
  absl::Status Ack(const MailboxPosition& position, const VersionVector& have);

  // Listens for news until the stream ends; calls `news` for every sign of life with the newest
  // sequence. Never returns OK.
  absl::Status Listen(const std::function<void(std::uint64_t head)>& news);

 private:
  absl::Status OpenEnvelopes(const relay::v1::FetchResponse& response, Fetched& fetched) const;

  RelayChannel& channel_;
  const SpaceKey& key_;
  const LoginKey login_;
  const SlotId slot_;
  Random& random_;
  Generation generation_;
  std::string token_;
  absl::Duration heartbeat_ = absl::Seconds(30);
};

// The most bytes of operations that fit into one envelope beside its framing and a genesis.
std::size_t MostOutgoingBytes();

}  // namespace twofold
