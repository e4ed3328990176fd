// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// One space's mailbox at a relay, as this device meets it: requests are sealed here, answers are
// opened here, and no call is made. The relay is trusted with nothing but keeping bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "core/base/ids.h"
#include "core/base/random.h"
#include "core/crypto/space_key.h"
#include "daemon/engine/exchange.h"
#include "twofold/relay/v1/relay.pb.h"
#include "twofold/sync/v1/operation.pb.h"

namespace twofold {

// What another device says that it has.
struct SlotWord {
  SlotId slot;
  std::uint64_t read = 0;  // up to where
  Have have;
  bool partial = false;  // it has more than had room
};

// A snapshot that lies in the mailbox.
struct SnapshotMark {
  SnapshotId id;
  SlotId slot;  // of whoever gave it
  std::uint32_t pieces = 0;
  std::uint64_t covers = 0;  // every envelope up to this sequence
};

struct SnapshotPiece {
  std::vector<std::string> operations;  // exact bytes
  bool last = false;
  Have have;             // of the first piece: what is in all of them
  bool partial = false;  // and more than had room there
};

// What a fetch brought.
struct Fetched {
  std::vector<std::string> operations;  // exact bytes
  std::vector<std::string> geneses;     // serialized SignedGenesis
  MailboxPosition position;             // where this device stands after it
  std::uint64_t head = 0;               // the newest sequence
  std::vector<SlotWord> words;          // of the other slots that have said anything
  std::optional<SnapshotMark> snapshot;
  std::uint64_t lowest_kept = 1;
  int unreadable = 0;  // envelopes that were not sealed for this place and key
  // The relay tells another history than the one known here: wiped, rolled back or forked.
  bool other_history = false;
  // What lay behind the position is not kept any more, because every slot, this one included, had
  // it: fetch again after this sequence. Nothing else is set then.
  std::optional<std::uint64_t> ask_after;
};

// One thread at a time. Errors are Unavailable "relay_strange": what answered is no relay of ours.
class Mailbox {
 public:
  // `random` must outlive it.
  Mailbox(const std::string& address, const SpaceKey& key, const DeviceId& device, Random& random);

  // What follows on the answers to a Hello, and to the Login.
  absl::StatusOr<relay::v1::LoginRequest> Login(const relay::v1::HelloResponse& hello);
  relay::v1::CreateMailboxRequest Enter(const relay::v1::LoginResponse& login);

  // Of the relay's storage, and how often it gives a sign of life; known after its Hello.
  const Generation& generation() const { return generation_; }
  absl::Duration heartbeat() const { return heartbeat_; }
  // Known after its Login.
  const std::string& token() const { return token_; }

  relay::v1::FetchRequest FetchAfter(std::uint64_t sequence) const;
  // Reads the answer to such a request, sent where this device stood at `position`.
  absl::StatusOr<Fetched> Read(const MailboxPosition& position,
                               const relay::v1::FetchRequest& request,
                               const relay::v1::FetchResponse& response) const;

  // One envelope with these operations, and the genesis when it is not empty. Errors as
  // SealEnvelope.
  absl::StatusOr<relay::v1::AppendRequest> Seal(const Outgoing& outgoing,
                                                absl::string_view genesis) const;
  // The same for what others may have sent before: once in a mailbox, however often it is sent.
  absl::StatusOr<relay::v1::AppendRequest> SealAgain(std::span<const std::string> operations) const;
  // The position after it when nobody else's envelope came between, else `position` unchanged.
  absl::StatusOr<MailboxPosition> After(const MailboxPosition& position,
                                        const relay::v1::AppendRequest& request,
                                        const relay::v1::AppendResponse& response) const;

  // An envelope with nothing in it, so that others look: there is a new snapshot.
  absl::StatusOr<relay::v1::AppendRequest> SealMarker(const SnapshotId& snapshot) const;

  relay::v1::GetSnapshotRequest GetPiece(const SnapshotId& snapshot, std::uint32_t index) const;
  // Nothing when it was not sealed for this place and key.
  std::optional<SnapshotPiece> OpenPiece(const SnapshotMark& snapshot, std::uint32_t index,
                                         absl::string_view body) const;
  // The piece with these operations, the last one if the packing is done. Errors as SealEnvelope.
  absl::StatusOr<relay::v1::PutSnapshotRequest> SealPiece(
      const SnapshotId& snapshot, std::uint32_t index, std::uint64_t covers, const Packing& packing,
      std::span<const std::string> operations) const;

  // Tells the relay, and sealed the other devices, how far this device has come; or them alone,
  // where the relay is to keep it all.
  enum class Audience { kEverybody, kDevices };
  absl::StatusOr<relay::v1::AckRequest> Acknowledge(const MailboxPosition& position,
                                                    const Have& have, Audience audience) const;
  // Where a device writes in this mailbox.
  SlotId SlotOf(const DeviceId& device) const { return login_.SlotOf(device); }

 private:
  std::vector<SlotWord> OpenWords(const relay::v1::FetchResponse& response) const;
  absl::StatusOr<relay::v1::AppendRequest> SealBatch(const sync::v1::OperationBatch& batch,
                                                     const MessageId& message) const;
  absl::Status OpenEnvelopes(const relay::v1::FetchResponse& response, Fetched& fetched) const;

  const std::string address_;
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
// The most that fit into one piece of a snapshot of so much.
std::size_t MostPieceBytes(const Have& have);

}  // namespace twofold
