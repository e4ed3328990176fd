// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// One person's device for tests: the engines on a store in memory, with real keys.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "core/base/clock.h"
#include "core/base/event_log.h"
#include "core/base/random.h"
#include "core/crypto/sodium_notary.h"
#include "core/pairing/pairing.h"
#include "daemon/engine/couple_engine.h"
#include "daemon/engine/exchange.h"
#include "daemon/engine/pairing_engine.h"
#include "daemon/engine/profile_engine.h"
#include "daemon/sync/pairing_worker.h"
#include "daemon/sync/sync_worker.h"
#include "storage/bytes/memory_byte_store.h"
#include "tests/support/stopwatch.h"

namespace twofold {

// Set by hand. Thread-safe.
class HandClock final : public Clock {
 public:
  absl::Time Now() const override { return absl::FromUnixSeconds(seconds_.load()); }
  absl::TimeZone Zone() const override { return absl::UTCTimeZone(); }
  void Advance(std::int64_t seconds) { seconds_.fetch_add(seconds); }

 private:
  std::atomic<std::int64_t> seconds_ = 1'795'262'400;
};

// Counts what happened. Thread-safe.
class CountingLog final : public EventLog {
 public:
  void Write(Event event, std::initializer_list<std::pair<Field, std::int64_t>>) override {
    std::lock_guard<std::mutex> lock(mutex_);
    ++counts_[event];
    changed_.notify_all();
  }
  int Count(Event event) const {
    std::lock_guard<std::mutex> lock(mutex_);
    const auto found = counts_.find(event);
    return found == counts_.end() ? 0 : found->second;
  }
  // Whether it has happened so often within the time.
  bool Await(Event event, int times, absl::Duration within = absl::Seconds(20)) {
    std::unique_lock<std::mutex> lock(mutex_);
    return changed_.wait_for(lock, absl::ToChronoMilliseconds(within),
                             [&] { return counts_[event] >= times; });
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::map<Event, int> counts_;
};

class Partner {
 public:
  explicit Partner(const std::string& name) : keys_(DeviceKeys::Make(random_)), notary_(keys_) {
    ledger_ = *Ledger::Open({bytes_, notary_, keys_.device(), keys_.sign_public(), keys_.boxes(),
                             clock_, random_, 4 * 60});
    EXPECT_TRUE(ProfileEngine(*ledger_).Start(RequestId::Make(random_), name, "").ok());
    exchange_ = std::make_unique<Exchange>(*ledger_);
    pairings_ = std::make_unique<PairingEngine>(*ledger_);
    devices_ = std::make_unique<DeviceEngine>(*ledger_);
    couple_ = std::make_unique<CoupleEngine>(*ledger_);
  }
  ~Partner() { StopSync(); }

  void StartSync(const std::string& relay = "") {
    sync_ =
        std::make_unique<SyncWorker>(SyncParts{*exchange_, keys_.device(), clock_, random_, log_},
                                     SyncSettings{relay, "", false});
    ledger_->OnOutbox([this] { sync_->Nudge(); });
  }
  void StopSync() {
    ledger_->OnOutbox(nullptr);
    sync_.reset();
  }
  std::unique_ptr<PairingWorker> StartPairing() {
    return std::make_unique<PairingWorker>(
        PairingParts{*ledger_, *pairings_, *devices_, keys_, clock_, random_, log_, "", [] {}});
  }

  // Offers something new to the partner; one operation.
  void Propose(const std::string& title) {
    OfferWords words;
    words.title = title;
    words.terms.schedule.every = "day";
    EXPECT_TRUE(couple_->Propose(RequestId::Make(random_), Intent::kSend, words).ok());
  }
  void Leave() { EXPECT_TRUE(couple_->Leave(RequestId::Make(random_), AfterLeaving::kKeep).ok()); }

  // How many operations of the shared space are here.
  std::size_t Operations() const {
    const Ledger::Look look = ledger_->LookAt();
    if (!look.state.us) return 0;
    std::size_t count = 0;
    const auto heads = look.view().ListHeads(look.state.us->id);
    for (const ChainPosition& head : *heads) count += head.sequence;
    return count;
  }
  // Syncs until so many operations are here and none waits; false when it never came to that.
  bool AwaitOperations(std::size_t count) {
    const Stopwatch watch;
    while (watch.elapsed() < absl::Seconds(60)) {
      const bool synced = sync_->SyncNow(absl::Seconds(5)).ok();
      if (synced && Operations() >= count && exchange_->Waiting() == 0) break;
      // While nobody answers, not more often than the worker itself would ask.
      if (!synced) (void)log_.Await(Event::kRelayAnswers, 1 << 30, absl::Milliseconds(100));
    }
    return Operations() == count && exchange_->Waiting() == 0;
  }
  // The same without asking: only what comes by itself.
  bool AwaitPushed(std::size_t count) {
    for (int i = 1; Operations() < count; ++i) {
      if (!log_.Await(Event::kReceived, i)) return false;
    }
    return Operations() == count;
  }

  Space us() const { return *ledger_->LookAt().state.us; }
  bool paired() const { return ledger_->LookAt().state.us.has_value(); }

  SystemRandom random_;
  HandClock clock_;
  MemoryByteStore bytes_;
  DeviceKeys keys_;
  SodiumNotary notary_;
  CountingLog log_;
  std::unique_ptr<Ledger> ledger_;
  std::unique_ptr<Exchange> exchange_;
  std::unique_ptr<DeviceEngine> devices_;
  std::unique_ptr<PairingEngine> pairings_;
  std::unique_ptr<CoupleEngine> couple_;
  std::unique_ptr<SyncWorker> sync_;
};

// Two sides of one pairing that has not left this process.
struct PairingPair {
  PairingPair(Partner& one, Partner& two) {
    const Invitation invitation = Invitation::Make(one.random_);
    const auto self = [](Partner& partner) {
      const Self me = *partner.ledger_->LookAt().state.self;
      return PairingSelf{me.person, me.name, partner.keys_};
    };
    inviter.emplace(*Pairing::Invite(self(one), invitation, one.random_));
    joiner.emplace(*Pairing::Join(self(two), invitation, two.random_));
  }
  void HandToJoiner() { Hand(*inviter, *joiner); }
  void HandToInviter() { Hand(*joiner, *inviter); }
  // Until both persons compare.
  void Meet() {
    for (int i = 0; i < 3; ++i) HandToJoiner(), HandToInviter();
  }
  static void Hand(const Pairing& from, Pairing& to) {
    for (std::uint32_t i = to.next_index(); i < from.outgoing().size(); ++i) {
      to.Receive(i, from.outgoing()[i]);
    }
  }

  std::optional<Pairing> inviter;
  std::optional<Pairing> joiner;
};

inline NewSpace SpaceOf(const PairingResult& result, const std::string& relay) {
  NewSpace made;
  made.id = result.space;
  made.key = std::string(result.space_key.bytes());
  made.genesis = result.signed_genesis;
  for (const SpaceMember& member : {result.self, result.partner}) {
    made.members.push_back({member.person, member.name, {{member.device, member.sign_key}}});
  }
  made.relay = relay;
  return made;
}

// Gives both the same shared space, without a relay.
inline void PairWithoutRelay(Partner& one, Partner& two, const std::string& relay) {
  PairingPair pair(one, two);
  pair.Meet();
  pair.inviter->Confirm();
  pair.joiner->Confirm();
  pair.Meet();
  ASSERT_EQ(pair.inviter->step(), PairingStep::kPaired);
  ASSERT_EQ(pair.joiner->step(), PairingStep::kPaired);
  ASSERT_TRUE(one.pairings_->Adopt(SpaceOf(*pair.inviter->result(), relay)).ok());
  ASSERT_TRUE(two.pairings_->Adopt(SpaceOf(*pair.joiner->result(), relay)).ok());
}

}  // namespace twofold
