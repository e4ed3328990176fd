// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// When what somebody writes goes out, on both sides of both bounds; with a relay that is a list.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <optional>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/base/event_log.h"
#include "core/base/limits.h"
#include "core/crypto/envelope.h"
#include "core/crypto/rolling_hash.h"
#include "daemon/courier/courier.h"
#include "daemon/courier/delivery.h"
#include "tests/daemon/own_device.h"
#include "tests/support/seeded_random.h"
#include "twofold/sync/v1/operation.pb.h"

namespace twofold {
namespace {

namespace pb = relay::v1;

class NoLog final : public EventLog {
 public:
  void Write(Event, std::initializer_list<std::pair<Field, std::int64_t>>) override {}
};

// Keeps what it is given, for everybody.
class ListRelay {
 public:
  absl::StatusOr<RelayResponse> Answer(const RelayRequest& request) {
    if (silent) return absl::UnavailableError("no answer");
    return std::visit([&](const auto& one) { return RelayResponse(On(one)); }, request);
  }

  bool silent = false;
  Generation generation = Generation::Prefix(std::string(16, 'g'));
  std::vector<pb::Envelope> kept;
  std::vector<std::string> words;  // each acknowledgement's sealed one

 private:
  pb::HelloResponse On(const pb::HelloRequest&) const {
    pb::HelloResponse response;
    response.set_nonce(std::string(16, 'n'));
    response.set_generation(generation.str());
    response.set_heartbeat_seconds(3600);
    return response;
  }
  pb::LoginResponse On(const pb::LoginRequest& request) const {
    pb::LoginResponse response;
    response.set_token(request.slot());
    return response;
  }
  pb::CreateMailboxResponse On(const pb::CreateMailboxRequest&) const { return {}; }
  pb::AppendResponse On(const pb::AppendRequest& request) {
    pb::Envelope envelope = request.envelopes(0);
    envelope.set_slot(request.token());
    envelope.set_sequence(kept.size() + 1);
    kept.push_back(envelope);
    pb::AppendResponse response;
    response.add_sequences(kept.size());
    FillHead(response.mutable_head());
    return response;
  }
  pb::FetchResponse On(const pb::FetchRequest& request) const {
    pb::FetchResponse response;
    for (const pb::Envelope& one : kept) {
      if (one.sequence() > request.after_sequence()) *response.add_envelopes() = one;
    }
    FillHead(response.mutable_head());
    response.set_lowest_kept(1);
    response.set_rolling_hash_at_cursor(HashAt(request.after_sequence()));
    return response;
  }
  pb::AckResponse On(const pb::AckRequest& request) {
    words.push_back(request.blob());
    return {};
  }
  // Nobody owes one here.
  pb::PutSnapshotResponse On(const pb::PutSnapshotRequest&) const { return {}; }
  pb::GetSnapshotResponse On(const pb::GetSnapshotRequest&) const { return {}; }
  std::string HashAt(std::uint64_t sequence) const {
    RollingHash hash;
    for (const pb::Envelope& one : kept) {
      if (one.sequence() > sequence) break;
      hash = NextRollingHash(hash, one.sequence(), *SlotId::FromBytes(one.slot()),
                             *MessageId::FromBytes(one.message_id()), one.body());
    }
    return hash.str();
  }
  void FillHead(pb::Cursor* head) const {
    head->set_generation(generation.str());
    head->set_sequence(kept.size());
    head->set_rolling_hash(HashAt(kept.size()));
  }
};

// One computer's courier, driven by hand.
class Desk {
 public:
  Desk(OwnDevice& device, ListRelay& relay, Delivery delivery, std::uint8_t byte = 0,
       SpaceKind kind = SpaceKind::kUs)
      : device_(device),
        relay_(relay),
        random_(byte),
        exchange_(*device.ledger, kind),
        courier_({exchange_, device.keys.device(), device.clock, random_, log_},
                 {"relay.example.org:443", "", false, delivery}) {}

  // Does what there is to do at this instant, and returns until when it wants to wait then.
  std::optional<Instant> Run(Instant now) {
    courier_.Nudge();  // as whoever wrote does
    courier_.News(relay_.kept.size(), now);
    for (int i = 0; i < 1000; ++i) {
      const CourierStep step = courier_.Next(now);
      if (const auto* call = std::get_if<MakeCall>(&step)) {
        courier_.Take(relay_.Answer(call->request), now);
      }
      if (const auto* wait = std::get_if<Await>(&step)) return wait->until;
    }
    ADD_FAILURE() << "it never waits";
    return std::nullopt;
  }
  void Ask() { courier_.Ask(++ticket_); }
  std::uint64_t waiting() const { return exchange_.Waiting(); }
  SyncReport report() const { return courier_.report(); }
  Exchange& exchange() { return exchange_; }

 private:
  OwnDevice& device_;
  ListRelay& relay_;
  SameByte random_;
  NoLog log_;
  Exchange exchange_;
  Courier courier_;
  std::uint64_t ticket_ = 0;
};

constexpr Instant kStart = absl::Hours(1);
constexpr Instant kLeast = absl::Minutes(10), kMost = absl::Minutes(60);
constexpr Instant kMoment = absl::Nanoseconds(1);

class DeliveryTest : public testing::Test {
 protected:
  DeliveryTest() {
    noa.Start("Noa");
    sam.Start("Sam");
    Pair(noa, sam);
  }
  // How many operations each envelope holds, and nothing of one with the genesis alone.
  std::vector<int> Batches() const {
    std::vector<int> batches;
    const auto key = SpaceKey::FromBytes(noa.state().us->key);
    for (const pb::Envelope& one : relay.kept) {
      const auto plain = OpenEnvelope(*key, EnvelopePurpose::kOperations,
                                      {key->Login().mailbox(), *SlotId::FromBytes(one.slot()),
                                       *MessageId::FromBytes(one.message_id())},
                                      one.body());
      EXPECT_THAT(plain, IsOk());
      sync::v1::OperationBatch batch;
      EXPECT_TRUE(batch.ParseFromString(plain.value_or("")));
      if (batch.operations_size() > 0) batches.push_back(batch.operations_size());
    }
    return batches;
  }

  OwnDevice noa{"desk", 1};
  OwnDevice sam{"sams", 3};
  ListRelay relay;
};

TEST_F(DeliveryTest, UsuallyWhatIsWrittenGoesOutAtOnce) {
  Desk desk(noa, relay, Delivery::kAtOnce);
  desk.Run(kStart);
  noa.Propose("Walk");
  desk.Run(kStart);
  EXPECT_THAT(Batches(), testing::ElementsAre(1));
  EXPECT_EQ(desk.report().relay.delivers_at, std::nullopt);
}

TEST_F(DeliveryTest, QuietlyItWaitsAtLeastTenMinutesAndAtMostSixty) {
  for (const auto& [byte, wait] : {std::pair<std::uint8_t, Instant>{0, kLeast}, {255, kMost}}) {
    relay = ListRelay();
    OwnDevice one("one", byte + 10u), other("other", byte + 11u);
    one.Start("One");
    other.Start("Other");
    Pair(one, other);
    Desk desk(one, relay, Delivery::kQuiet, byte);
    desk.Run(kStart);
    const std::size_t before = relay.kept.size();
    one.Propose("Walk");
    EXPECT_LE(*desk.Run(kStart), kStart + wait);
    EXPECT_EQ(desk.report().relay.delivers_at, one.clock.Now() + wait);
    desk.Run(kStart + wait - kMoment);
    EXPECT_EQ(relay.kept.size(), before) << wait;
    EXPECT_EQ(desk.waiting(), 1u);
    desk.Run(kStart + wait);
    EXPECT_EQ(relay.kept.size(), before + 1) << wait;
    EXPECT_EQ(desk.waiting(), 0u);
    EXPECT_EQ(desk.report().relay.delivers_at, std::nullopt);
  }
  EXPECT_EQ(kLeast, absl::Minutes(limits::kQuietLeastMinutes));
  EXPECT_EQ(kMost, absl::Minutes(limits::kQuietMostMinutes));
}

TEST_F(DeliveryTest, ItWakesByItselfWhenItIsTime) {
  Desk desk(noa, relay, Delivery::kQuiet);
  desk.Run(kStart);
  noa.Propose("Walk");
  std::optional<Instant> wake = desk.Run(kStart);
  for (int i = 0; i < 10 && wake && *wake < kStart + kLeast; ++i) wake = desk.Run(*wake);
  EXPECT_EQ(wake, kStart + kLeast);
}

TEST_F(DeliveryTest, TheFirstThatWaitsCountsAndAllGoesOutInOneBatch) {
  Desk desk(noa, relay, Delivery::kQuiet);
  desk.Run(kStart);
  for (int i = 0; i < 5; ++i) {
    noa.Propose(absl::StrCat("Walk ", i));
    desk.Run(kStart + i * absl::Minutes(2));
  }
  EXPECT_THAT(Batches(), testing::IsEmpty());
  desk.Run(kStart + kLeast);
  EXPECT_THAT(Batches(), testing::ElementsAre(5));
  // What comes next waits as long, from then on.
  noa.Propose("Sing");
  desk.Run(kStart + kLeast);
  desk.Run(kStart + 2 * kLeast - kMoment);
  EXPECT_THAT(Batches(), testing::ElementsAre(5));
  desk.Run(kStart + 2 * kLeast);
  EXPECT_THAT(Batches(), testing::ElementsAre(5, 1));
}

TEST_F(DeliveryTest, WhoAsksSendsNowAndTheNextWaitsAnew) {
  Desk desk(noa, relay, Delivery::kQuiet);
  desk.Run(kStart);
  noa.Propose("Walk");
  desk.Run(kStart);
  desk.Ask();
  desk.Run(kStart + absl::Minutes(3));
  EXPECT_THAT(Batches(), testing::ElementsAre(1));
  EXPECT_EQ(desk.report().Outcome(1), absl::OkStatus());
  noa.Propose("Sing");
  desk.Run(kStart + absl::Minutes(4));
  desk.Run(kStart + kLeast);
  EXPECT_THAT(Batches(), testing::ElementsAre(1)) << "the first plan is over";
  desk.Run(kStart + absl::Minutes(4) + kLeast);
  EXPECT_THAT(Batches(), testing::ElementsAre(1, 1));
}

TEST_F(DeliveryTest, MeanwhileWhatComesInComesIn) {
  Desk desk(noa, relay, Delivery::kQuiet), sams(sam, relay, Delivery::kAtOnce);
  desk.Run(kStart);
  noa.Propose("Walk");
  desk.Run(kStart);
  sam.Propose("Cook");
  sams.Run(kStart);
  desk.Run(kStart + absl::Minutes(1));
  EXPECT_EQ(desk.report().totals.received, 1u);
  EXPECT_EQ(desk.report().totals.sent, 0u);
  EXPECT_EQ(desk.waiting(), 1u);
}

TEST_F(DeliveryTest, WhatWaitsIsNotToldOfInAnAcknowledgementEither) {
  Desk desk(noa, relay, Delivery::kQuiet), sams(sam, relay, Delivery::kAtOnce);
  noa.Propose("Walk");
  desk.Run(kStart);
  desk.Run(kStart + kLeast);
  const Have given = *desk.exchange().WhatIsHere(noa.state().us->id);
  noa.Propose("Secretly");
  EXPECT_NE(*desk.exchange().WhatIsHere(noa.state().us->id), given);
  EXPECT_EQ(*desk.exchange().WhatWasGiven(noa.state().us->id), given);
  relay.words.clear();
  desk.Run(kStart + kLeast + absl::Seconds(1));
  sam.Propose("Cook");
  sams.Run(kStart + kLeast + absl::Seconds(2));
  for (int i = 3; i < 9; ++i) desk.Run(kStart + kLeast + absl::Seconds(i));
  ASSERT_FALSE(relay.words.empty());
  const auto key = SpaceKey::FromBytes(noa.state().us->key);
  const auto plain =
      OpenEnvelope(*key, EnvelopePurpose::kStatus,
                   {key->Login().mailbox(), key->Login().SlotOf(noa.keys.device()), MessageId()},
                   relay.words.back());
  ASSERT_THAT(plain, IsOk());
  sync::v1::HaveStatus told;
  ASSERT_TRUE(told.ParseFromString(*plain));
  for (const sync::v1::ChainHead& head : told.heads()) {
    const ChainId chain = *ChainId::FromBytes(head.chain());
    if (!given.contains(chain)) continue;
    EXPECT_EQ((ChainHave{head.sequence(), head.digest()}), given.at(chain));
  }
  EXPECT_EQ(told.heads_size(), 2);
  EXPECT_EQ(desk.waiting(), 1u);
}

TEST_F(DeliveryTest, OfAChainOfWhichNothingWasSentNothingIsTold) {
  Desk desk(noa, relay, Delivery::kQuiet);
  noa.Propose("Walk");
  EXPECT_TRUE(desk.exchange().WhatWasGiven(noa.state().us->id)->empty());
  EXPECT_FALSE(desk.exchange().WhatIsHere(noa.state().us->id)->empty());
}

TEST_F(DeliveryTest, ThePlanSurvivesARestartAndASleepOfTheComputer) {
  {
    Desk desk(noa, relay, Delivery::kQuiet, 255);
    desk.Run(kStart);
    noa.Propose("Walk");
    desk.Run(kStart);
  }
  noa.Reopen();
  noa.clock.Advance(absl::Minutes(45));
  // Another clock that nobody sets begins with each start.
  Desk desk(noa, relay, Delivery::kQuiet, 255);
  desk.Run(absl::ZeroDuration());
  desk.Run(absl::Minutes(15) - kMoment);
  EXPECT_THAT(Batches(), testing::IsEmpty());
  noa.Propose("Sing");
  desk.Run(absl::Minutes(15));
  EXPECT_THAT(Batches(), testing::ElementsAre(2));
  // Asleep, its own clock stands.
  noa.Propose("Cook");
  desk.Run(absl::Minutes(16));
  noa.clock.Advance(kMost);
  desk.Run(absl::Minutes(17));
  EXPECT_THAT(Batches(), testing::ElementsAre(2, 1));
}

TEST_F(DeliveryTest, APlanThatIsOverSaysNothingOfWhatIsWrittenLater) {
  {
    Desk desk(noa, relay, Delivery::kQuiet);
    desk.Run(kStart);
    noa.Propose("Walk");
    desk.Run(kStart);
    desk.Run(kStart + kLeast);
    ASSERT_THAT(Batches(), testing::ElementsAre(1));
  }
  noa.Reopen();
  noa.clock.Advance(absl::Hours(5));
  noa.Propose("Sing");
  Desk desk(noa, relay, Delivery::kQuiet);
  desk.Run(kStart);
  desk.Run(kStart + kLeast - kMoment);
  EXPECT_THAT(Batches(), testing::ElementsAre(1));
  desk.Run(kStart + kLeast);
  EXPECT_THAT(Batches(), testing::ElementsAre(1, 1));
}

TEST_F(DeliveryTest, AClockThatWasSetBackMakesNobodyWaitLonger) {
  {
    Desk desk(noa, relay, Delivery::kQuiet);
    desk.Run(kStart);
    noa.Propose("Walk");
    desk.Run(kStart);
  }
  noa.Reopen();
  noa.clock.Advance(-absl::Hours(24 * 365));
  Desk desk(noa, relay, Delivery::kQuiet);
  desk.Run(kStart);
  desk.Run(kStart + kMost);
  EXPECT_THAT(Batches(), testing::ElementsAre(1));
}

TEST_F(DeliveryTest, WithARelayThatIsAwayItGoesOutOnceThatIsBack) {
  Desk desk(noa, relay, Delivery::kQuiet);
  relay.silent = true;
  noa.Propose("Walk");
  desk.Run(kStart);
  desk.Run(kStart + kLeast);
  relay.silent = false;
  desk.Run(kStart + kLeast + absl::Minutes(2));
  EXPECT_THAT(Batches(), testing::ElementsAre(1));
}

TEST_F(DeliveryTest, WhatIsSaidOfDevicesAndKeysDoesNotWait) {
  OwnDevice phone("phone", 2);
  Mailboxes mail;
  Link(noa, phone);
  mail.Settle({&noa, &phone, &sam});
  Desk desk(noa, relay, Delivery::kQuiet);
  desk.Run(kStart);
  noa.Propose("Walk");
  desk.Run(kStart);
  EXPECT_THAT(Batches(), testing::IsEmpty());
  ASSERT_THAT(noa.devices().Remove(noa.Request(), "phone"), IsOk());
  EXPECT_EQ(desk.exchange().HurryOf(noa.state().us->id).value(), Exchange::Hurry::kNow);
  const std::string old_key = noa.state().us->key;
  desk.Run(kStart + absl::Seconds(1));
  EXPECT_EQ(desk.waiting(), 0u);
  EXPECT_NE(noa.state().us->key, old_key) << "and the new key is in use";
}

TEST_F(DeliveryTest, WhatIsSentAgainDoesNotWait) {
  Desk desk(noa, relay, Delivery::kQuiet);
  noa.Propose("Walk");
  desk.Run(kStart);
  desk.Run(kStart + kLeast);
  ASSERT_THAT(Batches(), testing::ElementsAre(1));
  // The relay lost its memory.
  relay = ListRelay();
  relay.generation = Generation::Prefix(std::string(16, 'h'));
  Desk again(noa, relay, Delivery::kQuiet);
  again.Run(kStart + kLeast + absl::Minutes(1));
  EXPECT_THAT(Batches(), testing::ElementsAre(1));
}

TEST_F(DeliveryTest, WhoLeftWaitsForNothing) {
  Desk desk(noa, relay, Delivery::kQuiet);
  noa.Propose("Walk");
  desk.Run(kStart);
  EXPECT_NE(desk.report().relay.delivers_at, std::nullopt);
  ASSERT_THAT(CoupleEngine(*noa.ledger).Leave(noa.Request(), AfterLeaving::kKeep), IsOk());
  desk.Run(kStart);
  EXPECT_EQ(desk.report().relay.delivers_at, std::nullopt);
  desk.Run(kStart + kMost);
  EXPECT_EQ(relay.kept.size(), 1u) << "the genesis alone";
}

TEST_F(DeliveryTest, TheGenesisDoesNotWait) {
  Desk desk(noa, relay, Delivery::kQuiet);
  noa.Propose("Walk");
  desk.Run(kStart);
  EXPECT_EQ(relay.kept.size(), 1u);
  EXPECT_THAT(Batches(), testing::IsEmpty());
}

TEST_F(DeliveryTest, TheOwnSideWaitsToo) {
  OwnDevice phone("phone", 2);
  Mailboxes mail;
  Link(noa, phone);
  mail.Settle({&noa, &phone, &sam});
  Desk desk(noa, relay, Delivery::kQuiet, 0, SpaceKind::kMe);
  desk.Run(kStart);
  const std::size_t before = relay.kept.size();
  noa.Add("Read");
  desk.Run(kStart);
  desk.Run(kStart + kLeast - kMoment);
  EXPECT_EQ(relay.kept.size(), before);
  desk.Run(kStart + kLeast);
  EXPECT_EQ(relay.kept.size(), before + 1);
}

}  // namespace
}  // namespace twofold
