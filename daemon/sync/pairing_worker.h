// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Carries a pairing through the relay's room, step by step, each step on disk before it is said.
// Thread "tf-pair" makes every call; it exists while a pairing is under way.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "core/base/clock.h"
#include "core/base/event_log.h"
#include "core/base/random.h"
#include "core/crypto/device_keys.h"
#include "core/pairing/pairing.h"
#include "daemon/courier/mailbox.h"
#include "daemon/engine/device_engine.h"
#include "daemon/engine/ledger.h"
#include "daemon/engine/pairing_engine.h"
#include "daemon/engine/pairing_talk.h"
#include "daemon/sync/relay_channel.h"

namespace twofold {

struct PairingParts {
  Ledger& ledger;
  PairingEngine& pairings;
  DeviceEngine& devices;
  const DeviceKeys& keys;
  const Clock& clock;
  Random& random;
  EventLog& log;
  std::string ca_pem;
  std::function<void()> on_paired;  // called once there is something to sync
};

// Thread-safe.
class PairingWorker final : public PairingTalk {
 public:
  // Takes up a pairing that was under way when the daemon stopped.
  explicit PairingWorker(PairingParts parts);
  // Keeps what is under way for the next start.
  ~PairingWorker() override;

  // Ends calls under way, Watch too, and makes no further ones. Idempotent.
  void Stop();

  absl::StatusOr<std::vector<std::string>> Invite(const std::string& relay,
                                                  const Meeting& meeting) override;
  absl::Status Join(const std::string& relay, const std::string& words,
                    const Meeting& meeting) override;
  PairingStanding Watch(std::uint64_t seen, absl::Duration wait) const override;
  absl::Status Confirm(absl::string_view number) override;
  void Cancel(NumberCheck check) override;

 private:
  using Lock = std::unique_lock<std::mutex>;

  absl::Status CheckFree() const;
  absl::Status Begin(const std::string& relay, Pairing pairing, const std::string& device_name);
  SideId SideFor(const RoomId& room);
  absl::Status Enter(RelayChannel& channel, const RoomId& room, const SideId& side,
                     PairingRole role) const;
  void StartThread();
  void StopThread();
  void Run();
  // One round of the room: settles, posts, reads. False when the work is over.
  absl::StatusOr<bool> Round();
  absl::Status Post();
  absl::Status Read();
  // The first envelopes of a space's mailbox.
  absl::StatusOr<Fetched> ReadBeginning(RelayChannel& channel, const SpaceKey& key) const;
  // Whether the other side is found to have finished.
  bool LookForGenesis();
  // Makes the space once the pairing is through.
  absl::Status AdoptIfPaired();
  void CloseRoom();
  // Waits unless somebody acts. Needs the lock.
  void Pause(Lock& lock, absl::Duration wait);
  PairingStanding Standing() const;
  // Puts what the pairing has come to on disk. Needs the lock.
  absl::Status Keep();
  absl::Status Adopt();
  // What an inviter's yes says to a new device; empty for a couple. Needs the lock.
  absl::StatusOr<std::string> Greeting();
  // Ends the pairing for what the relay said of its room, where it said so. Needs the lock.
  void EndFor(const absl::Status& status);
  // Whether nothing is left to do. Needs the lock.
  bool IsOver() const;
  // Forgets what is not needed any more, keys first. Needs the lock.
  void Retire();
  void Changed();

  const PairingParts parts_;

  mutable std::mutex mutex_;  // guards all below
  mutable std::condition_variable changed_;
  bool stopping_ = false;
  bool closed_ = false;  // stopping for good
  bool acted_ = false;   // a person said something; the round is to be cut short
  std::optional<Pairing> pairing_;
  std::string relay_;
  std::string device_name_;
  absl::Time expires_at_;
  SideId side_;
  std::uint32_t posted_ = 0;  // own messages that the relay has
  bool adopted_ = false;
  bool kept_ = true;         // what the pairing has come to is on disk
  absl::Duration patience_;  // how long a joiner that is finishing waits before it looks again
  std::optional<PairingStanding> over_;  // how the last one went, once all else of it is gone
  std::uint64_t revision_ = 1;
  bool relay_answers_ = false;
  std::shared_ptr<RelayChannel> channel_;

  std::mutex beginning_;  // one Begin or Cancel at a time; guards all below
  std::thread thread_;
  // A room of which the relay has not said whether we are in: another try is no third side.
  RoomId doubtful_room_;
  SideId doubtful_side_;
};

}  // namespace twofold
