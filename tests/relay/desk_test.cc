// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The relay's calls without a network, over a store in memory.
#include "relay/desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/limits.h"
#include "storage/bytes/memory_byte_store.h"
#include "tests/relay/relay_fakes.h"
#include "tests/support/refusals.h"

namespace twofold::relay {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kName[] = "relay.example:7470";
const SlotId kMine = IdOf<SlotId>(1);
const SlotId kTheirs = IdOf<SlotId>(2);
const std::string kRoom(RoomId::kSize, 'r');
const std::string kSide(SideId::kSize, 'a');
const std::string kOtherSide(SideId::kSize, 'b');
const std::string kThirdSide(SideId::kSize, 'c');

std::string Message(std::uint64_t number) { return BigEndian64(0x4D) + BigEndian64(number); }

template <class Request>
Request WithToken(const std::string& token) {
  Request request;
  request.set_token(token);
  return request;
}

v1::AppendRequest Appending(const std::string& token, std::uint64_t message,
                            const std::string& body) {
  auto request = WithToken<v1::AppendRequest>(token);
  v1::Envelope* envelope = request.add_envelopes();
  envelope->set_message_id(Message(message));
  envelope->set_body(body);
  return request;
}

template <class Request>
Request InRoom(const std::string& side) {
  Request request;
  request.set_room(kRoom);
  request.set_side(side);
  return request;
}

class DeskTest : public testing::Test {
 protected:
  // One change in a commit of its own. What it told is in news_.
  absl::Status Do(const absl::StatusOr<Change>& change) {
    news_ = NoNews();
    if (!change.ok()) return change.status();
    Overlay draft(store_);
    const absl::Status applied = change->apply(draft);
    const absl::Status committed = store_.Commit(draft.Batch());
    const absl::Status outcome = committed.ok() ? applied : committed;
    news_ = change->news(outcome);
    return outcome;
  }
  v1::LoginRequest Answer(const LoginKey& key) {
    v1::HelloResponse hello;
    desk_.Hello({}, &hello);
    v1::LoginRequest request;
    request.set_login_key(key.public_key.str());
    request.set_slot(key.slot.str());
    request.set_relay_name(kName);
    request.set_relay_nonce(hello.nonce());
    request.set_device_nonce(IdOf<Nonce>(7).str());
    request.set_signature(
        key.Sign(LoginMessage(kName, *Generation::FromBytes(hello.generation()), key.mailbox(),
                              key.slot, *Nonce::FromBytes(hello.nonce()), IdOf<Nonce>(7))));
    return request;
  }
  // The token of a device that has not made its mailbox.
  std::string LogIn(const SlotId& slot) {
    v1::LoginResponse response;
    EXPECT_THAT(desk_.Login(Answer(LoginKey(1, slot)), &response), IsOk());
    return response.token();
  }
  // The token of a device with a slot in the mailbox.
  std::string Device(const SlotId& slot) {
    const std::string token = LogIn(slot);
    v1::CreateMailboxResponse response;
    const auto request = WithToken<v1::CreateMailboxRequest>(token);
    EXPECT_THAT(Do(desk_.CreateMailbox(request, &response)), IsOk());
    return token;
  }
  absl::Status Append(const std::string& token, std::uint64_t message, const std::string& body) {
    const v1::AppendRequest request = Appending(token, message, body);
    v1::AppendResponse response;
    return Do(desk_.Append(request, &response));
  }
  v1::FetchResponse Fetch(const std::string& token, std::uint64_t after) {
    auto request = WithToken<v1::FetchRequest>(token);
    request.set_after_sequence(after);
    v1::FetchResponse response;
    EXPECT_THAT(desk_.Fetch(request, &response), IsOk());
    return response;
  }
  absl::Status Ack(const std::string& token, std::uint64_t sequence, const std::string& blob) {
    auto request = WithToken<v1::AckRequest>(token);
    request.set_sequence(sequence);
    request.set_blob(blob);
    v1::AckResponse response;
    return Do(desk_.Ack(request, &response));
  }
  absl::Status Destroy(const std::string& token) {
    const auto request = WithToken<v1::DestroyRequest>(token);
    v1::DestroyResponse response;
    return Do(desk_.Destroy(request, &response));
  }
  // Enters and makes the room; the answer is in entered_.
  absl::Status Enter(const std::string& side) {
    auto request = InRoom<v1::EnterRoomRequest>(side);
    request.set_create(true);
    return Do(desk_.EnterRoom(request, &entered_));
  }
  absl::Status Post(const std::string& side, const std::string& body) {
    auto request = InRoom<v1::PostToRoomRequest>(side);
    request.set_body(body);
    v1::PostToRoomResponse response;
    return Do(desk_.PostToRoom(request, &response));
  }
  absl::Status Close(const std::string& side) {
    const auto request = InRoom<v1::CloseRoomRequest>(side);
    v1::CloseRoomResponse response;
    return Do(desk_.CloseRoom(request, &response));
  }
  absl::Status Look(const std::string& side, v1::ReadRoomResponse* response) {
    const auto reading = desk_.ReadRoom(InRoom<v1::ReadRoomRequest>(side));
    return reading.ok() ? desk_.Look(*reading, response) : reading.status();
  }
  bool Told() const { return !std::holds_alternative<NoNews>(news_); }
  bool ToldOfTheRoom() const {
    const auto* stirred = std::get_if<RoomStirred>(&news_);
    return stirred != nullptr && stirred->room.str() == kRoom;
  }

  MemoryByteStore store_;
  HandClock clock_;
  SeededRandom random_{5};
  const Mailboxes mailboxes_ = Mailboxes::Open(store_, random_).value();
  const Rooms rooms_{store_, clock_};
  Logins logins_{clock_, random_, mailboxes_.generation(), {"other", kName}};
  Desk desk_{mailboxes_, rooms_, logins_, absl::Seconds(25)};
  const MailboxId box_ = LoginKey(1, kMine).mailbox();
  News news_;
  v1::EnterRoomResponse entered_;
};

TEST_F(DeskTest, HelloTellsWhoTheRelayIsAndItsLimits) {
  v1::HelloResponse hello;
  desk_.Hello({}, &hello);
  EXPECT_THAT(hello.nonce(), SizeIs(Nonce::kSize));
  EXPECT_EQ(hello.generation(), mailboxes_.generation().str());
  EXPECT_THAT(hello.names(), ElementsAre("other", kName));
  EXPECT_EQ(hello.max_body_bytes(), limits::kEnvelopeBodyBytes);
  EXPECT_EQ(hello.max_batch(), limits::kRelayBatch);
  EXPECT_EQ(hello.heartbeat_seconds(), 25u);
}

TEST_F(DeskTest, AHeartbeatIsSaidInWholeSecondsButNeverAsNone) {
  const auto said = [&](absl::Duration heartbeat) {
    v1::HelloResponse hello;
    Desk(mailboxes_, rooms_, logins_, heartbeat).Hello({}, &hello);
    return hello.heartbeat_seconds();
  };
  EXPECT_EQ(said(absl::Milliseconds(1)), 1u);
  EXPECT_EQ(said(absl::Milliseconds(1999)), 1u);
  EXPECT_EQ(said(absl::Seconds(2)), 2u);
}

TEST_F(DeskTest, ARightLoginGivesATokenAndAWrongOneNothing) {
  v1::LoginResponse response;
  ASSERT_THAT(desk_.Login(Answer(LoginKey(1, kMine)), &response), IsOk());
  EXPECT_EQ(response.lifetime_seconds(), static_cast<std::uint32_t>(limits::kTokenSeconds));
  const auto session = logins_.Check(response.token());
  ASSERT_THAT(session, IsOk());
  EXPECT_EQ(session->mailbox, box_);
  EXPECT_EQ(session->slot, kMine);

  v1::LoginRequest wrong = Answer(LoginKey(1, kMine));
  wrong.set_slot(kTheirs.str());
  v1::LoginResponse refused;
  EXPECT_THAT(desk_.Login(wrong, &refused), IsRefused("login_refused"));
  EXPECT_THAT(refused.token(), IsEmpty());
}

TEST_F(DeskTest, AMailboxIsMadeWithItsSlotAndNobodyIsTold) {
  const std::string mine = LogIn(kMine);
  EXPECT_THAT(Append(mine, 1, "x"), IsRefused("no_mailbox"));
  const auto request = WithToken<v1::CreateMailboxRequest>(mine);
  v1::CreateMailboxResponse response;
  ASSERT_THAT(Do(desk_.CreateMailbox(request, &response)), IsOk());
  EXPECT_FALSE(Told());
  EXPECT_THAT(Append(mine, 1, "x"), IsOk());
  EXPECT_THAT(Append(LogIn(kTheirs), 2, "x"), IsRefused("no_mailbox"));
}

TEST_F(DeskTest, AnAppendAnswersSequencesAndTheHeadAfterIt) {
  const std::string mine = Device(kMine);
  ASSERT_THAT(Append(mine, 1, "a"), IsOk());
  v1::AppendRequest request = Appending(mine, 2, "b");
  *request.add_envelopes() = Appending(mine, 1, "a").envelopes(0);
  *request.add_envelopes() = Appending(mine, 3, "c").envelopes(0);
  v1::AppendResponse response;
  ASSERT_THAT(Do(desk_.Append(request, &response)), IsOk());
  EXPECT_THAT(response.sequences(), ElementsAre(2, 1, 3));
  RollingHash hash;
  hash = NextHash(hash, 1, kMine, MessageId::Prefix(Message(1)), "a");
  hash = NextHash(hash, 2, kMine, MessageId::Prefix(Message(2)), "b");
  hash = NextHash(hash, 3, kMine, MessageId::Prefix(Message(3)), "c");
  EXPECT_EQ(response.head().sequence(), 3u);
  EXPECT_EQ(response.head().rolling_hash(), hash.str());
  EXPECT_EQ(response.head().generation(), mailboxes_.generation().str());
}

TEST_F(DeskTest, TheNewsOfAnAppendNamesItsAuthorAndTheHeadAfterIt) {
  const std::string mine = Device(kMine);
  const std::string theirs = Device(kTheirs);
  for (std::uint64_t i = 1; i <= 3; ++i) {
    ASSERT_THAT(Append(i == 2 ? theirs : mine, i, "x"), IsOk());
    const auto* grew = std::get_if<MailboxGrew>(&news_);
    ASSERT_NE(grew, nullptr);
    EXPECT_EQ(grew->by.mailbox, box_);
    EXPECT_EQ(grew->by.slot, i == 2 ? kTheirs : kMine);
    EXPECT_EQ(grew->head, i);
    EXPECT_EQ(desk_.Head(grew->by).value(), i);
  }
  ASSERT_THAT(Append(mine, 1, "x"), IsOk());  // a repeat
  EXPECT_EQ(std::get<MailboxGrew>(news_).head, 3u);
}

TEST_F(DeskTest, AnAppendThatCameToNothingIsNoNews) {
  const std::string mine = Device(kMine);
  EXPECT_THAT(Append(mine, 1, std::string(limits::kEnvelopeBodyBytes + 1, 'x')),
              IsRefused("entry_too_large"));
  EXPECT_FALSE(Told());
  store_.FailCommits(absl::UnavailableError("the disk is gone"));
  EXPECT_THAT(Append(mine, 1, "x"), HasCode(absl::StatusCode::kUnavailable));
  EXPECT_FALSE(Told());
}

TEST_F(DeskTest, ManyChangesShareOneDraftAndEachNamesItsOwnHead) {
  const std::string mine = Device(kMine);
  const std::string theirs = Device(kTheirs);
  const int before = store_.commits();
  const v1::AppendRequest requests[] = {Appending(mine, 1, "a"), Appending(theirs, 2, "b"),
                                        Appending(mine, 3, "c")};
  v1::AppendResponse responses[3];
  std::vector<Change> changes;
  for (int i = 0; i < 3; ++i) changes.push_back(desk_.Append(requests[i], &responses[i]).value());
  Overlay draft(store_);
  for (const Change& change : changes) ASSERT_THAT(change.apply(draft), IsOk());
  EXPECT_THAT(Fetch(mine, 0).envelopes(), IsEmpty());
  ASSERT_THAT(store_.Commit(draft.Batch()), IsOk());
  EXPECT_EQ(store_.commits(), before + 1);
  for (std::uint64_t i = 0; i < 3; ++i) {
    EXPECT_EQ(std::get<MailboxGrew>(changes[i].news(absl::OkStatus())).head, i + 1);
  }
  EXPECT_THAT(Fetch(mine, 0).envelopes(), SizeIs(3));
}

TEST_F(DeskTest, WhatIsAppendedIsFetchedAndForgottenOnceAllHaveAcknowledged) {
  const std::string mine = Device(kMine);
  const std::string theirs = Device(kTheirs);
  ASSERT_THAT(Append(mine, 1, "sealed"), IsOk());
  ASSERT_THAT(Append(mine, 2, "too"), IsOk());

  v1::FetchResponse fetched = Fetch(theirs, 0);
  ASSERT_THAT(fetched.envelopes(), SizeIs(2));
  EXPECT_EQ(fetched.envelopes(0).sequence(), 1u);
  EXPECT_EQ(fetched.envelopes(0).message_id(), Message(1));
  EXPECT_EQ(fetched.envelopes(0).slot(), kMine.str());
  EXPECT_EQ(fetched.envelopes(0).body(), "sealed");
  EXPECT_EQ(fetched.head().generation(), mailboxes_.generation().str());
  EXPECT_EQ(fetched.head().sequence(), 2u);
  EXPECT_THAT(fetched.head().rolling_hash(), SizeIs(RollingHash::kSize));
  EXPECT_EQ(fetched.lowest_kept(), 1u);
  EXPECT_EQ(fetched.rolling_hash_at_cursor(), RollingHash().str());

  ASSERT_THAT(Ack(theirs, 2, "status"), IsOk());
  EXPECT_FALSE(Told());
  ASSERT_THAT(Ack(mine, 1, ""), IsOk());
  fetched = Fetch(mine, 1);
  ASSERT_THAT(fetched.envelopes(), SizeIs(1));
  EXPECT_EQ(fetched.envelopes(0).body(), "too");
  EXPECT_EQ(fetched.lowest_kept(), 2u);
  ASSERT_THAT(fetched.statuses(), SizeIs(1));
  EXPECT_EQ(fetched.statuses(0).slot(), kTheirs.str());
  EXPECT_EQ(fetched.statuses(0).acknowledged(), 2u);
  EXPECT_EQ(fetched.statuses(0).blob(), "status");
}

TEST_F(DeskTest, AFetchBeyondTheHeadHasNoHashAndALimitHolds) {
  const std::string mine = Device(kMine);
  ASSERT_THAT(Append(mine, 1, "a"), IsOk());
  ASSERT_THAT(Append(mine, 2, "b"), IsOk());
  EXPECT_THAT(Fetch(mine, 3).rolling_hash_at_cursor(), IsEmpty());
  auto request = WithToken<v1::FetchRequest>(mine);
  request.set_limit(1);
  v1::FetchResponse response;
  ASSERT_THAT(desk_.Fetch(request, &response), IsOk());
  EXPECT_THAT(response.envelopes(), SizeIs(1));
}

TEST_F(DeskTest, AStreamIsOfTheTokensDeviceAndBeginsAtTheHead) {
  const std::string mine = LogIn(kMine);
  const auto session = desk_.Subscribe(WithToken<v1::SubscribeRequest>(mine));
  ASSERT_THAT(session, IsOk());
  EXPECT_EQ(session->mailbox, box_);
  EXPECT_EQ(session->slot, kMine);
  EXPECT_THAT(desk_.Head(*session), IsRefused("no_mailbox"));
  Device(kMine);
  ASSERT_THAT(Append(mine, 1, "x"), IsOk());
  EXPECT_EQ(desk_.Head(*session).value(), 1u);
}

TEST_F(DeskTest, ADestroyedMailboxEndsItsStreamsUnlessItStays) {
  const std::string mine = Device(kMine);
  ASSERT_THAT(Append(mine, 1, "x"), IsOk());
  store_.FailCommits(absl::UnavailableError("the disk is gone"));
  EXPECT_THAT(Destroy(mine), HasCode(absl::StatusCode::kUnavailable));
  EXPECT_FALSE(Told());
  store_.FailCommits(absl::OkStatus());
  ASSERT_THAT(Destroy(mine), IsOk());
  const auto* ended = std::get_if<MailboxEnded>(&news_);
  ASSERT_NE(ended, nullptr);
  EXPECT_EQ(ended->mailbox, box_);
  EXPECT_EQ(ended->why, NoMailbox());
  EXPECT_THAT(Append(mine, 1, "x"), IsRefused("no_mailbox"));
  EXPECT_THAT(Destroy(mine), IsOk());
}

TEST_F(DeskTest, TwoSidesMeetInARoomAndWhoWaitsInItIsTold) {
  ASSERT_THAT(Enter(kSide), IsOk());
  EXPECT_EQ(entered_.sides(), 1u);
  EXPECT_TRUE(ToldOfTheRoom());
  ASSERT_THAT(Enter(kOtherSide), IsOk());
  EXPECT_EQ(entered_.sides(), 2u);
  EXPECT_TRUE(ToldOfTheRoom());

  v1::ReadRoomResponse read;
  ASSERT_THAT(Look(kSide, &read), IsOk());
  EXPECT_THAT(read.bodies(), IsEmpty());
  EXPECT_EQ(read.sides(), 2u);
  ASSERT_THAT(Post(kOtherSide, "sealed"), IsOk());
  EXPECT_TRUE(ToldOfTheRoom());
  for (int i = 0; i < 2; ++i) {  // into the same response, as a call does that waits
    ASSERT_THAT(Look(kSide, &read), IsOk());
    EXPECT_THAT(read.bodies(), ElementsAre("sealed"));
  }
  ASSERT_THAT(Close(kSide), IsOk());
  EXPECT_TRUE(ToldOfTheRoom());
  EXPECT_THAT(Look(kOtherSide, &read), IsRefused("no_room"));
}

TEST_F(DeskTest, AJoinerMakesNoRoomAndALifetimeIsPassedOn) {
  auto join = InRoom<v1::EnterRoomRequest>(kSide);
  v1::EnterRoomResponse response;
  EXPECT_THAT(Do(desk_.EnterRoom(join, &response)), IsRefused("no_room"));
  join.set_create(true);
  join.set_lifetime_seconds(limits::kRoomLifetimeSeconds + 1);
  EXPECT_THAT(Do(desk_.EnterRoom(join, &response)), IsRefused("bad_lifetime"));
  join.set_lifetime_seconds(60);
  ASSERT_THAT(Do(desk_.EnterRoom(join, &response)), IsOk());
  v1::ReadRoomResponse read;
  clock_.Advance(59);
  EXPECT_THAT(Look(kSide, &read), IsOk());
  clock_.Advance(1);
  EXPECT_THAT(Look(kSide, &read), IsRefused("no_room"));
}

TEST_F(DeskTest, AThirdSideIsRefusedAndTheRoomIsToldAllTheSame) {
  ASSERT_THAT(Enter(kSide), IsOk());
  ASSERT_THAT(Enter(kOtherSide), IsOk());
  EXPECT_THAT(Enter(kThirdSide), IsRefused("room_broken"));
  EXPECT_TRUE(ToldOfTheRoom());
  v1::ReadRoomResponse read;
  EXPECT_THAT(Look(kSide, &read), IsRefused("room_broken"));
}

TEST_F(DeskTest, AReadNamesItsPlaceAndWaitsNoLongerThanAllowed) {
  auto request = InRoom<v1::ReadRoomRequest>(kSide);
  request.set_from_index(3);
  request.set_wait_ms(limits::kRoomWaitMs);
  const auto reading = desk_.ReadRoom(request);
  ASSERT_THAT(reading, IsOk());
  EXPECT_EQ(reading->room.str(), kRoom);
  EXPECT_EQ(reading->side.str(), kSide);
  EXPECT_EQ(reading->from_index, 3u);
  EXPECT_EQ(reading->wait_ms, limits::kRoomWaitMs);
  request.set_wait_ms(limits::kRoomWaitMs + 1);
  EXPECT_EQ(desk_.ReadRoom(request)->wait_ms, limits::kRoomWaitMs);
  request.set_wait_ms(0);
  EXPECT_EQ(desk_.ReadRoom(request)->wait_ms, 0u);
}

TEST_F(DeskTest, WhatHoldsMemoryUntilItIsDoneSaysHowMuch) {
  const std::string mine = Device(kMine);
  const v1::AppendRequest append = Appending(mine, 1, std::string(1000, 'x'));
  v1::AppendResponse appended;
  EXPECT_EQ(desk_.Append(append, &appended)->bytes, append.ByteSizeLong());
  auto ack = WithToken<v1::AckRequest>(mine);
  ack.set_blob(std::string(1000, 'x'));
  v1::AckResponse acked;
  EXPECT_EQ(desk_.Ack(ack, &acked)->bytes, ack.ByteSizeLong());
  auto post = InRoom<v1::PostToRoomRequest>(kSide);
  post.set_body(std::string(1000, 'x'));
  v1::PostToRoomResponse posted;
  EXPECT_EQ(desk_.PostToRoom(post, &posted)->bytes, post.ByteSizeLong());
}

// The first half of every call that takes a token.
std::vector<absl::Status> AllWithToken(Desk& desk, const std::string& token) {
  v1::CreateMailboxResponse created;
  v1::AppendResponse appended;
  v1::FetchResponse fetched;
  v1::AckResponse acked;
  v1::DestroyResponse destroyed;
  v1::AppendRequest malformed = Appending(token, 1, "x");
  malformed.mutable_envelopes(0)->set_message_id("short");
  return {desk.CreateMailbox(WithToken<v1::CreateMailboxRequest>(token), &created).status(),
          desk.Append(Appending(token, 1, "x"), &appended).status(),
          desk.Append(malformed, &appended).status(),
          desk.Fetch(WithToken<v1::FetchRequest>(token), &fetched),
          desk.Ack(WithToken<v1::AckRequest>(token), &acked).status(),
          desk.Destroy(WithToken<v1::DestroyRequest>(token), &destroyed).status(),
          desk.Subscribe(WithToken<v1::SubscribeRequest>(token)).status()};
}

TEST_F(DeskTest, ABadTokenIsRefusedByEveryCallBeforeAnythingIsWritten) {
  const std::string mine = Device(kMine);
  const int commits = store_.commits();
  const absl::Status refused = logins_.Check("").status();
  std::string other = mine;
  other[0] = static_cast<char>(other[0] ^ 1);
  for (const std::string& token : {std::string(), std::string("short"), other, mine + 'x'}) {
    for (const absl::Status& status : AllWithToken(desk_, token)) EXPECT_EQ(status, refused);
  }
  clock_.Advance(limits::kTokenSeconds);
  for (const absl::Status& status : AllWithToken(desk_, mine)) EXPECT_EQ(status, refused);
  EXPECT_THAT(refused, IsRefused("login_refused"));
  EXPECT_EQ(store_.commits(), commits);
}

TEST_F(DeskTest, AChangeThatWasTakenIsCarriedOutThoughItsTokenEndsMeanwhile) {
  const v1::AppendRequest request = Appending(Device(kMine), 1, "x");
  v1::AppendResponse response;
  const auto change = desk_.Append(request, &response);
  clock_.Advance(limits::kTokenSeconds);
  EXPECT_THAT(Do(change), IsOk());
}

TEST_F(DeskTest, AMessageIdOfTheWrongLengthIsRefusedWithItsName) {
  const std::string mine = Device(kMine);
  for (const std::string& id : {std::string(), std::string(15, 'x'), std::string(17, 'x')}) {
    v1::AppendRequest request = Appending(mine, 1, "x");
    request.add_envelopes()->set_message_id(id);
    v1::AppendResponse response;
    const absl::Status status = desk_.Append(request, &response).status();
    EXPECT_THAT(status, IsRefused("bad_field"));
    EXPECT_THAT(status, HasCode(absl::StatusCode::kInvalidArgument));
    EXPECT_EQ(status.message(), "the field \"message_id\" has the wrong length.");
  }
  EXPECT_THAT(Fetch(mine, 0).envelopes(), IsEmpty());
}

// The first half of every call about a room.
std::vector<absl::Status> AllInRoom(const Desk& desk, const std::string& room,
                                    const std::string& side) {
  const auto fill = [&](auto request) {
    request.set_room(room);
    request.set_side(side);
    return request;
  };
  v1::EnterRoomResponse entered;
  v1::PostToRoomResponse posted;
  v1::CloseRoomResponse closed;
  return {desk.EnterRoom(fill(v1::EnterRoomRequest()), &entered).status(),
          desk.PostToRoom(fill(v1::PostToRoomRequest()), &posted).status(),
          desk.ReadRoom(fill(v1::ReadRoomRequest())).status(),
          desk.CloseRoom(fill(v1::CloseRoomRequest()), &closed).status()};
}

TEST_F(DeskTest, ARoomOrSideOfTheWrongLengthIsRefusedByEveryCallWithItsName) {
  for (const absl::Status& status : AllInRoom(desk_, kRoom, kSide)) EXPECT_THAT(status, IsOk());
  for (const std::string& bad : {std::string(), std::string(15, 'x'), std::string(17, 'x')}) {
    for (const absl::Status& status : AllInRoom(desk_, bad, kSide)) {
      EXPECT_THAT(status, IsRefused("bad_field"));
      EXPECT_EQ(status.message(), "the field \"room\" has the wrong length.");
    }
    for (const absl::Status& status : AllInRoom(desk_, kRoom, bad)) {
      EXPECT_THAT(status, IsRefused("bad_field"));
      EXPECT_EQ(status.message(), "the field \"side\" has the wrong length.");
    }
    for (const absl::Status& status : AllInRoom(desk_, bad, bad)) {
      EXPECT_EQ(status.message(), "the field \"room\" has the wrong length.");
    }
  }
}

}  // namespace
}  // namespace twofold::relay
