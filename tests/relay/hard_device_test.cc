// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Devices that do not read, and devices that ping without end: the relay stays small, serves the
// others, and ends when it is told to.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "tests/relay/server_fixture.h"
#include "tests/support/http2_caller.h"
#include "tests/support/stopwatch.h"

namespace twofold::relay {
namespace {

using ::testing::ElementsAre;

constexpr absl::string_view kSubscribe = "/twofold.relay.v1.Relay/Subscribe";
constexpr absl::string_view kFetch = "/twofold.relay.v1.Relay/Fetch";

class HardDevice : public ServerTest {
 protected:
  static v1::SubscribeRequest Subscription(const RelayDevice& device) {
    v1::SubscribeRequest request;
    request.set_token(device.token());
    return request;
  }
  // Opens a stream whose first message is under way and cannot leave.
  static std::int32_t Stick(Http2Caller& stuck, const RelayDevice& as) {
    const std::int32_t stream = stuck.Call(kSubscribe, Subscription(as));
    EXPECT_TRUE(stuck.Until([&] { return stuck.Began(stream); }));
    EXPECT_TRUE(Heads(stuck, stream).empty());
    return stream;
  }
  // What the stream has said so far.
  static std::vector<std::uint64_t> Heads(Http2Caller& device, std::int32_t stream) {
    std::vector<std::uint64_t> heads;
    for (const auto& news : device.Messages<v1::SubscribeResponse>(stream)) {
      heads.push_back(news.head_sequence());
    }
    return heads;
  }
  static bool HeardOf(Http2Caller& device, std::int32_t stream, std::uint64_t head) {
    const auto heads = Heads(device, stream);
    return !heads.empty() && heads.back() == head;
  }
  // Fills a mailbox with as much as one Fetch brings.
  static void Fill(RelayDevice& device) {
    for (std::uint64_t i = 0; i < limits::kFetchBytes / limits::kEnvelopeBodyBytes; ++i) {
      std::uint64_t sequence = 0;
      const std::string body(limits::kEnvelopeBodyBytes, 'x');
      ASSERT_TRUE(device.Append(i, body, &sequence).ok());
    }
  }
  // Asks for much more than the system keeps for a socket, and takes nothing of it.
  static void FallAsleep(Http2Caller& asleep, const RelayDevice& as) {
    v1::FetchRequest fetch;
    fetch.set_token(as.token());
    for (int i = 0; i < 8; ++i) asleep.Call(kFetch, fetch);
    ASSERT_TRUE(asleep.AwaitBytes());
  }
};

TEST_F(HardDevice, AReaderThatIsStuckHoldsNobodyUpAndThenGetsTheNewestAlone) {
  constexpr std::uint64_t kNews = 300;
  const auto mine = Device(kMine);
  const auto theirs = Device(kTheirs);
  Http2Caller stuck(Connect(), 0);
  const std::int32_t stream = Stick(stuck, *theirs);
  const auto context = RelayDevice::Context();
  auto reader = theirs->Subscribe(context.get());
  v1::SubscribeResponse news;
  ASSERT_TRUE(reader->Read(&news));
  for (std::uint64_t i = 1; i <= kNews; ++i) {
    std::uint64_t sequence = 0;
    ASSERT_TRUE(mine->Append(i, "x", &sequence).ok());
    ASSERT_TRUE(reader->Read(&news));
    ASSERT_EQ(news.head_sequence(), i);
  }
  stuck.Allow(stream, Http2Caller::kAllRoom);
  ASSERT_TRUE(stuck.Until([&] { return HeardOf(stuck, stream, kNews); }));
  EXPECT_THAT(Heads(stuck, stream), ElementsAre(0, kNews)) << "what was under way, and the newest";
  context->TryCancel();
}

TEST_F(HardDevice, NoHeartbeatsWaitForAReaderThatIsStuck) {
  Start(absl::Milliseconds(1), 100);
  const auto mine = Device(kMine);
  const auto theirs = Device(kTheirs);
  Http2Caller stuck(Connect(), 0);
  const std::int32_t stream = Stick(stuck, *theirs);
  const auto context = RelayDevice::Context();
  auto reader = theirs->Subscribe(context.get());
  v1::SubscribeResponse news;
  for (int i = 0; i < 100; ++i) ASSERT_TRUE(reader->Read(&news));
  std::uint64_t sequence = 0;
  ASSERT_TRUE(mine->Append(1, "x", &sequence).ok());
  while (news.head_sequence() == 0) ASSERT_TRUE(reader->Read(&news));
  stuck.Allow(stream, Http2Caller::kAllRoom);
  ASSERT_TRUE(stuck.Until([&] { return HeardOf(stuck, stream, 1); }));
  const auto heads = Heads(stuck, stream);
  EXPECT_EQ(std::count(heads.begin(), heads.end(), 0u), 1) << "the one under way";
  context->TryCancel();
}

TEST_F(HardDevice, AStuckStreamGivesWayAndSaysSoOnceItIsRead) {
  const auto mine = Device(kMine);
  const auto theirs = Device(kTheirs);
  Http2Caller stuck(Connect(), 0);
  const std::int32_t oldest = Stick(stuck, *theirs);
  for (std::size_t i = 1; i < limits::kSlotStreams; ++i) Stick(stuck, *theirs);
  const auto context = RelayDevice::Context();
  auto reader = theirs->Subscribe(context.get());
  v1::SubscribeResponse news;
  ASSERT_TRUE(reader->Read(&news));
  std::uint64_t sequence = 0;
  ASSERT_TRUE(mine->Append(1, "x", &sequence).ok());
  ASSERT_TRUE(reader->Read(&news));
  stuck.Allow(oldest, Http2Caller::kAllRoom);
  ASSERT_TRUE(stuck.Until([&] { return stuck.Ended(oldest); }));
  EXPECT_EQ(stuck.Trailer(oldest, "grpc-status"), absl::StrCat(grpc::StatusCode::ABORTED));
  EXPECT_THAT(Heads(stuck, oldest), ElementsAre(0)) << "no news after the end";
  context->TryCancel();
}

TEST_F(HardDevice, StopsWithinTwoSecondsWithReadersThatAreStuck) {
  const auto mine = Device(kMine);
  Fill(*mine);
  // One leaves no room for the news, and has an end waiting behind it; another gives all the room
  // there is and leaves what comes in its socket.
  Http2Caller narrow(Connect(), 0);
  for (std::size_t i = 0; i < limits::kSlotStreams + 1; ++i) Stick(narrow, *mine);
  Http2Caller asleep(Connect(), Http2Caller::kAllRoom);
  const std::int32_t stream = asleep.Call(kSubscribe, Subscription(*mine));
  ASSERT_TRUE(asleep.Until([&] { return !Heads(asleep, stream).empty(); }));
  FallAsleep(asleep, *mine);
  std::uint64_t sequence = 0;
  ASSERT_TRUE(mine->Append(1000, "x", &sequence).ok());

  const Stopwatch watch;
  server_->Stop();
  server_.reset();
  EXPECT_LT(watch.elapsed(), absl::Seconds(2));
}

TEST_F(HardDevice, WhoNeverReadsItsSocketLosesItsPlaceToAnother) {
  ServerSettings settings;
  settings.heartbeat = absl::Hours(1);
  settings.max_connections = 2;
  settings.untaken = absl::Milliseconds(200);
  Start(settings);
  const auto mine = Device(kMine);
  Fill(*mine);
  Http2Caller asleep(Connect(), Http2Caller::kAllRoom);
  FallAsleep(asleep, *mine);
  // Whoever has a place is greeted, whoever has none is closed.
  bool greeted = false;
  for (const Stopwatch watch; !greeted && watch.elapsed() < absl::Seconds(10);) {
    const UniqueFd next = Connect();
    pollfd verdict{next.get(), POLLIN, 0};
    ASSERT_EQ(poll(&verdict, 1, 10'000), 1);
    char byte = 0;
    greeted = read(next.get(), &byte, 1) == 1;
  }
  EXPECT_TRUE(greeted);
}

TEST_F(HardDevice, WhoPingsWithoutEndIsCutAndTheOthersAreServedOn) {
  const auto mine = Device(kMine);
  const auto theirs = Device(kTheirs);
  const auto context = RelayDevice::Context();
  auto reader = theirs->Subscribe(context.get());
  v1::SubscribeResponse news;
  ASSERT_TRUE(reader->Read(&news));
  Http2Caller hasty(Connect(), Http2Caller::kAllRoom);
  const std::int32_t stream = hasty.Call(kSubscribe, Subscription(*mine));
  ASSERT_TRUE(hasty.Until([&] { return HeardOf(hasty, stream, 0); }));
  int pings = 0;
  do {
    hasty.Ping();
    ++pings;
  } while (pings < 100 && hasty.Until([&] { return hasty.pongs() == pings; }));
  EXPECT_LT(pings, 10);
  EXPECT_FALSE(hasty.Until([] { return false; })) << "the connection ends";
  ASSERT_TRUE(hasty.gone_away().has_value());
  EXPECT_EQ(hasty.gone_away()->code, NGHTTP2_ENHANCE_YOUR_CALM);
  EXPECT_EQ(hasty.gone_away()->why, "too_many_pings");

  std::uint64_t sequence = 0;
  ASSERT_TRUE(mine->Append(1, "x", &sequence).ok());
  ASSERT_TRUE(reader->Read(&news));
  EXPECT_EQ(news.head_sequence(), 1u);
  context->TryCancel();
}

}  // namespace
}  // namespace twofold::relay
