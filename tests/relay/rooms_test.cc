// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "relay/rooms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "storage/bytes/memory_byte_store.h"
#include "tests/relay/relay_fakes.h"

namespace twofold::relay {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const RoomId kRoom = IdOf<RoomId>(1);
const SideId kA = IdOf<SideId>(10);
const SideId kB = IdOf<SideId>(20);
const SideId kC = IdOf<SideId>(30);

class RoomsTest : public testing::Test {
 protected:
  // Runs one change and commits it, as the relay does, whatever it answered.
  template <class Change>
  auto Do(Change change) {
    Overlay draft(store_);
    auto result = change(draft);
    EXPECT_TRUE(store_.Commit(draft.Batch()).ok());
    return result;
  }
  absl::StatusOr<std::uint32_t> Make(const SideId& side, std::uint32_t seconds = 600,
                                     const RoomId& room = kRoom) {
    return Do([&](Overlay& draft) {
      return rooms_.Enter(draft, room, side, AbsentRoom::kMake, seconds);
    });
  }
  absl::StatusOr<std::uint32_t> Join(const SideId& side) {
    return Do(
        [&](Overlay& draft) { return rooms_.Enter(draft, kRoom, side, AbsentRoom::kRefuse, 0); });
  }
  absl::Status Post(const SideId& side, std::uint32_t index, absl::string_view body) {
    return Do([&](Overlay& draft) { return rooms_.Post(draft, kRoom, side, index, body); });
  }
  absl::Status Close(const SideId& side) {
    return Do([&](Overlay& draft) { return rooms_.Close(draft, kRoom, side); });
  }
  // The reasons with which every call is refused to the side, which must all be the same.
  std::string RefusedEverywhere(const SideId& side) {
    const std::string reason = RefusalReason(Join(side).status());
    EXPECT_EQ(RefusalReason(Post(side, 0, "x")), reason);
    EXPECT_EQ(RefusalReason(rooms_.Read(kRoom, side, 0).status()), reason);
    return reason;
  }

  MemoryByteStore store_;
  HandClock clock_;
  Rooms rooms_{store_, clock_};
};

TEST_F(RoomsTest, TwoSidesMeetAndMayComeBack) {
  EXPECT_EQ(Make(kA).value(), 1u);
  EXPECT_EQ(Make(kA).value(), 1u);
  EXPECT_EQ(Join(kB).value(), 2u);
  EXPECT_EQ(Join(kA).value(), 2u);
  EXPECT_EQ(Make(kB).value(), 2u);
}

TEST_F(RoomsTest, AJoinerMakesNoRoom) {
  EXPECT_EQ(RefusalReason(Join(kB).status()), "no_room");
  EXPECT_EQ(rooms_.Count().value(), 0u);
}

TEST_F(RoomsTest, EachReadsWhatTheOtherPosted) {
  ASSERT_TRUE(Make(kA).ok());
  ASSERT_TRUE(Post(kA, 0, "a0").ok());
  ASSERT_TRUE(Post(kA, 1, "a1").ok());
  ASSERT_TRUE(Join(kB).ok());
  ASSERT_TRUE(Post(kB, 0, "b0").ok());
  EXPECT_THAT(rooms_.Read(kRoom, kB, 0)->bodies, ElementsAre("a0", "a1"));
  EXPECT_THAT(rooms_.Read(kRoom, kB, 1)->bodies, ElementsAre("a1"));
  EXPECT_THAT(rooms_.Read(kRoom, kB, 2)->bodies, IsEmpty());
  EXPECT_THAT(rooms_.Read(kRoom, kB, ~0u)->bodies, IsEmpty());
  EXPECT_THAT(rooms_.Read(kRoom, kA, 0)->bodies, ElementsAre("b0"));
  EXPECT_EQ(rooms_.Read(kRoom, kA, 0)->sides, 2u);
}

TEST_F(RoomsTest, PostIsIdempotentByIndexAndLeavesNoGap) {
  ASSERT_TRUE(Make(kA).ok());
  ASSERT_TRUE(Post(kA, 0, "a").ok());
  EXPECT_TRUE(Post(kA, 0, "a").ok());
  EXPECT_EQ(RefusalReason(Post(kA, 0, "b")), "message_taken");
  EXPECT_EQ(RefusalReason(Post(kA, 2, "c")), "message_gap");
}

TEST_F(RoomsTest, AThirdSideBreaksTheRoomForAllUntilItsLifetimeEnds) {
  ASSERT_TRUE(Make(kA, 600).ok());
  ASSERT_TRUE(Join(kB).ok());
  ASSERT_TRUE(Post(kA, 0, "a").ok());
  EXPECT_EQ(RefusalReason(Join(kC).status()), "room_broken");
  EXPECT_EQ(Join(kC).status().code(), absl::StatusCode::kAborted);
  for (const SideId& side : {kA, kB, kC}) EXPECT_EQ(RefusedEverywhere(side), "room_broken");
  EXPECT_EQ(RefusalReason(Close(kA)), "room_broken");
  clock_.Advance(599);
  EXPECT_EQ(RefusalReason(Make(kA).status()), "room_broken");
  clock_.Advance(1);
  EXPECT_EQ(RefusedEverywhere(kA), "no_room");
  EXPECT_EQ(Make(kC).value(), 1u);
  EXPECT_EQ(rooms_.Read(kRoom, kC, 0)->bodies.size(), 0u);
}

TEST_F(RoomsTest, AStrangerReadsPostsAndClosesNothing) {
  ASSERT_TRUE(Make(kA).ok());
  EXPECT_EQ(RefusalReason(Post(kC, 0, "x")), "no_room");
  EXPECT_EQ(RefusalReason(rooms_.Read(kRoom, kC, 0).status()), "no_room");
  EXPECT_EQ(RefusalReason(Close(kC)), "no_room");
  EXPECT_EQ(Join(kB).value(), 2u);
}

TEST_F(RoomsTest, AClosedRoomIsGoneForBothAndIsNotMadeAgain) {
  ASSERT_TRUE(Make(kA).ok());
  ASSERT_TRUE(Join(kB).ok());
  ASSERT_TRUE(Close(kA).ok());
  EXPECT_TRUE(Close(kB).ok());
  EXPECT_TRUE(Close(kA).ok());
  EXPECT_EQ(RefusedEverywhere(kA), "no_room");
  EXPECT_EQ(RefusedEverywhere(kB), "no_room");
  EXPECT_EQ(RefusalReason(Make(kA).status()), "no_room");
}

TEST_F(RoomsTest, LifetimesHaveALongest) {
  EXPECT_EQ(RefusalReason(Make(kA, limits::kRoomLifetimeSeconds + 1).status()), "bad_lifetime");
  EXPECT_TRUE(Make(kA, limits::kRoomLifetimeSeconds).ok());
}

TEST_F(RoomsTest, MessagesAreLimitedInSizeAndNumber) {
  ASSERT_TRUE(Make(kA).ok());
  const std::string body(limits::kRoomMessageBytes, 'x');
  EXPECT_EQ(RefusalReason(Post(kA, 0, body + "x")), "entry_too_large");
  for (std::uint32_t i = 0; i < limits::kRoomMessages; ++i) EXPECT_TRUE(Post(kA, i, body).ok());
  EXPECT_EQ(RefusalReason(Post(kA, limits::kRoomMessages, "x")), "room_full");
}

TEST_F(RoomsTest, RoomsAreLimitedAndEndedOnesMakeWay) {
  ASSERT_TRUE(Make(kA, 600).ok());
  ByteBatch batch;
  batch.Put(kRoomCount, LittleEndian64(limits::kRelayRooms));
  ASSERT_TRUE(store_.Commit(batch).ok());
  EXPECT_EQ(RefusalReason(Make(kA, 600, IdOf<RoomId>(2)).status()), "too_many_rooms");
  clock_.Advance(600);
  EXPECT_TRUE(Make(kA, 600, IdOf<RoomId>(2)).ok());
  EXPECT_EQ(rooms_.Count().value(), limits::kRelayRooms);
  EXPECT_EQ(RefusalReason(Make(kA, 600, IdOf<RoomId>(3)).status()), "too_many_rooms");
}

TEST_F(RoomsTest, EndedRoomsLeaveNothingBehind) {
  ASSERT_TRUE(Make(kA, 600).ok());
  ASSERT_TRUE(Post(kA, 0, "a").ok());
  clock_.Advance(600);
  ASSERT_TRUE(Make(kA, 600, IdOf<RoomId>(2)).ok());
  int left = 0;
  const auto count = [&](absl::string_view, absl::string_view) { return ++left; };
  ASSERT_TRUE(store_.Scan("", "", ScanOrder::kAscending, count).ok());
  EXPECT_EQ(left, 3);  // the new room, its expiry, the count
}

}  // namespace
}  // namespace twofold::relay
