// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The relay's own code behind simulated lines: its desk, its mailboxes and its logins on a
// simulated disk. Changes gather while the disk is busy, and are answered after their commit.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "daemon/courier/relay_calls.h"
#include "relay/desk.h"
#include "relay/group.h"
#include "tests/sim/agenda.h"
#include "tests/sim/sim_disk.h"
#include "tests/support/seeded_random.h"

namespace twofold::sim {

// The relay's clock; its time is the agenda's.
class AgendaClock final : public Clock {
 public:
  explicit AgendaClock(const Agenda& agenda) : agenda_(agenda) {}
  absl::Time Now() const override;
  absl::TimeZone Zone() const override { return absl::UTCTimeZone(); }
  // Somebody sets it.
  void Set(absl::Duration ahead) { ahead_ = ahead; }

 private:
  const Agenda& agenda_;
  absl::Duration ahead_;
};

// One thread at a time.
class SimRelay {
 public:
  using Answer = std::function<void(absl::StatusOr<RelayResponse>)>;
  using Listener = std::function<void(absl::StatusOr<std::uint64_t>)>;  // a head, or the end

  SimRelay(Agenda& agenda, SeededRandom& random, const std::string& name);

  // Takes a call; `answer` is called once, at once or after the commit, or never when the relay
  // goes down before.
  void Call(const RelayRequest& request, Answer answer);
  // Holds a stream; `tell` is called with every head, and with the error that ends it.
  void Subscribe(const std::string& token, std::uint64_t line, Listener tell);
  void Forget(std::uint64_t line) { streams_.erase(line); }
  // A sign of life on every stream.
  void Beat();

  // The process ends and starts again; streams end, what was being committed is not answered.
  void Restart();
  void LosePower();
  void Wipe();
  // The store as it is, and so again.
  SimDisk::Image Copy() const { return disk_.Copy(); }
  void GoBack(const SimDisk::Image& image);
  void BeHonest() { hidden_.clear(); }

  // A dishonest relay: for a while the newest envelopes do not exist for one slot.
  void HideNewestFor(const SlotId& slot, std::uint64_t after, Instant until);
  // Every body that was ever appended.
  const std::vector<std::string>& bodies() const { return bodies_; }

 private:
  struct Open {
    relay::Session session;
    Listener tell;
  };
  // A call with what it refers to.
  struct Pending;

  void Start();
  template <class Request>
  void Take(const Request& request, Answer answer);
  void Queue(std::shared_ptr<Pending> pending);
  void CommitQueued(std::uint64_t life);
  void Tell(const relay::News& news);
  void EndStreams(const absl::Status& why);
  void Hide(const relay::v1::FetchRequest& request, relay::v1::FetchResponse& response) const;

  Agenda& agenda_;
  SeededRandom& random_;
  const std::string name_;
  AgendaClock clock_;
  SimDisk disk_;
  struct Process;
  std::shared_ptr<Process> process_;
  std::uint64_t life_ = 0;  // how many times it was started
  std::vector<std::shared_ptr<Pending>> queue_;
  std::map<std::uint64_t, Open> streams_;  // by line
  struct Hidden {
    std::uint64_t after = 0;
    Instant until;
  };
  std::map<SlotId, Hidden> hidden_;
  std::vector<std::string> bodies_;
};

}  // namespace twofold::sim
