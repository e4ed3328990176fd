// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The relay's own code behind simulated lines: its desk, its mailboxes and its logins on a
// simulated disk. Changes gather while the disk is busy, and are answered after their commit.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
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

  // Takes a call of a device; `answer` is called once, at once or after the commit, or never when
  // the relay goes down before.
  void Call(int from, const RelayRequest& request, Answer answer);
  // Holds a stream; `tell` is called with every head, and with the error that ends it.
  void Subscribe(int from, const std::string& token, std::uint64_t line, Listener tell);
  void Forget(std::uint64_t line) { streams_.erase(line); }
  // A sign of life on every stream.
  void Beat();

  // The process ends and starts again; streams end, what was being committed is not answered.
  void Restart();
  void LosePower();
  void Wipe();
  // The store as it is, and so again.
  SimDisk::Image Copy() const { return sides_[0].disk.Copy(); }
  void GoBack(const SimDisk::Image& image);

  // No room for anything new until then.
  void SetFullUntil(Instant until) { full_until_ = until; }

  // A dishonest relay: for a while the newest envelopes do not exist for one slot.
  void HideNewestFor(const SlotId& slot, std::uint64_t after, Instant until);
  // One reader is shown neighbours in the wrong order until then.
  void SwapFor(int reader, Instant until) { swapped_[reader] = until; }
  // It says that it took the next envelope, and did not.
  void ForgetNext() { forgets_ = true; }
  // The oldest `most` envelopes of all times come once more, as new ones.
  void Replay(std::size_t most);
  // These devices have a history of their own from now on.
  void Fork(std::set<int> readers);
  bool forked() const { return !apart_.empty(); }
  // One of the two histories is that of everybody again.
  enum class Survivor { kFirst, kSecond };
  void Join(Survivor survivor);
  void BeHonest();

  // An envelope that was appended at any time.
  struct Posted {
    MailboxId mailbox;
    SlotId slot;
    MessageId message;
    std::string body;
  };
  const std::vector<Posted>& posted() const { return posted_; }
  // What it did that no relay may: let go of what somebody had not acknowledged.
  const std::vector<std::string>& complaints() const { return complaints_; }
  // Of its store now.
  Generation generation() const;
  // How far each slot of a mailbox has acknowledged.
  std::map<SlotId, std::uint64_t> SlotsOf(const MailboxId& mailbox) const;
  // How often an envelope came that it kept already.
  std::uint64_t known_again() const { return known_again_; }
  // How many envelopes it let go of because all had them.
  std::uint64_t trimmed() const { return trimmed_; }

 private:
  // One history, with the process that keeps it.
  struct Process;
  struct Pending;
  struct Side {
    SimDisk disk;
    std::shared_ptr<Process> process;
    std::uint64_t life = 0;  // how many times it was started
    std::vector<std::shared_ptr<Pending>> queue;
  };
  struct Open {
    relay::Session session;
    Listener tell;
    int from = 0;
  };

  void Start(Side& side);
  Side& SideOf(int from) { return sides_[apart_.contains(from) ? 1 : 0]; }
  template <class Request>
  void Take(int from, const Request& request, Answer answer);
  void Queue(Side& side, std::shared_ptr<Pending> pending);
  void CommitQueued(Side& side, std::uint64_t life);
  void CheckTrim(Side& side, const relay::Session& who, const relay::Fetched& before);
  void Note(const relay::Session& who, const relay::v1::AppendRequest& request);
  void Tell(const Side& side, const relay::News& news);
  void EndStreams(const absl::Status& why);
  void Hide(Process& process, const relay::v1::FetchRequest& request,
            relay::v1::FetchResponse& response) const;
  void Swap(int from, relay::v1::FetchResponse& response);

  Agenda& agenda_;
  SeededRandom& random_;
  const std::string name_;
  AgendaClock clock_;
  std::array<Side, 2> sides_;              // the second lives while somebody is apart
  std::set<int> apart_;                    // readers on the second side
  std::map<std::uint64_t, Open> streams_;  // by line
  struct Hidden {
    std::uint64_t after = 0;
    Instant until;
  };
  std::map<SlotId, Hidden> hidden_;
  std::map<int, Instant> swapped_;
  Instant full_until_;
  bool forgets_ = false;
  std::vector<Posted> posted_;
  std::vector<std::string> complaints_;
  std::uint64_t known_again_ = 0;
  std::uint64_t trimmed_ = 0;
};

}  // namespace twofold::sim
