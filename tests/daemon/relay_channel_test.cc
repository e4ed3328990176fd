// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/sync/relay_channel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "core/base/random.h"
#include "core/base/refusal.h"
#include "core/base/relay_address.h"
#include "daemon/courier/backoff.h"
#include "daemon/courier/relay_words.h"
#include "tests/support/fake_relay.h"
#include "tests/support/refusals.h"
#include "tests/support/seeded_random.h"

namespace twofold {
namespace {

TEST(RelayAddress, IsAHostWithAPortOrASocket) {
  for (const char* good : {"relay.example.org:443", "127.0.0.1:7470", "[::1]:7470", "unix:/run/r",
                           "localhost:1", "a:65535"}) {
    EXPECT_THAT(CheckRelayAddress(good), IsOk()) << good;
  }
  for (const char* bad : {"", ":443", "relay.example.org", "a:0", "a:65536", "a:b", "::1:443",
                          "a b:443", "a:443\n", "unix:relative", "https://a:443", "\xff:443"}) {
    EXPECT_THAT(CheckRelayAddress(bad), IsRefused("bad_relay_address")) << bad;
  }
  EXPECT_THAT(CheckRelayAddress(std::string(251, 'a') + ":443"), IsOk());
  EXPECT_THAT(CheckRelayAddress(std::string(252, 'a') + ":443"), IsRefused("bad_relay_address"));
}

TEST(RelayAddress, OnlyThisComputerIsSpokenToWithoutTls) {
  for (const char* local : {"127.0.0.1:1", "127.9.9.9:1", "[::1]:1", "localhost:1", "unix:/r"}) {
    EXPECT_TRUE(IsLocalAddress(local)) << local;
  }
  for (const char* remote : {"127.example.org:443", "127.0.0.1.example.org:443", "10.0.0.1:1",
                             "[::2]:1", "localhost.example.org:443", "relay:443"}) {
    EXPECT_FALSE(IsLocalAddress(remote)) << remote;
  }
}

TEST(RelayStatus, ReasonsThatCannotBeOursAreStrange) {
  for (const std::string& reason : {std::string("Bad Reason"), std::string(41, 'a')}) {
    EXPECT_THAT(ReadableRelayStatus(Refusal(absl::StatusCode::kNotFound, reason, "x"), "a:1"),
                IsRefused("relay_strange"));
  }
  EXPECT_THAT(
      ReadableRelayStatus(Refusal(absl::StatusCode::kNotFound, std::string(40, 'a'), "x"), "a:1"),
      IsRefused(std::string(40, 'a')));
}

TEST(RelayChannel, ACallThatTheOtherEndCancelledIsNotOneThatWeCancelled) {
  FakeRelay relay;
  relay.Tell([](auto& script) { script.read_room_answer = grpc::Status::CANCELLED; });
  RelayChannel channel(relay.address(), "");
  relay::v1::ReadRoomResponse response;
  EXPECT_THAT(channel.Call(&RelayChannel::Stub::ReadRoom, relay::v1::ReadRoomRequest(), &response,
                           absl::Seconds(10)),
              IsRefused("relay_unreachable"));
}

TEST(RelayChannel, AnInterruptionIsNotLostBetweenTwoCalls) {
  FakeRelay relay;
  RelayChannel channel(relay.address(), "");
  relay::v1::HelloResponse response;
  const auto call = [&] {
    return channel.Call(&RelayChannel::Stub::Hello, relay::v1::HelloRequest(), &response,
                        absl::Seconds(10));
  };
  EXPECT_THAT(call(), IsOk());
  channel.CancelCalls();
  EXPECT_THAT(call(), HasCode(absl::StatusCode::kCancelled));
  channel.Resume();
  EXPECT_THAT(call(), IsOk());
  channel.CancelAll();
  channel.Resume();
  EXPECT_THAT(call(), HasCode(absl::StatusCode::kCancelled));
  EXPECT_EQ(relay.Calls("Hello"), 2);
}

TEST(Backoff, DoublesUpToItsMostAndIsNeverLessThanHalf) {
  SystemRandom random;
  Backoff backoff(absl::Milliseconds(100), absl::Milliseconds(800), random);
  for (const int bound : {100, 200, 400, 800, 800, 800}) {
    const absl::Duration wait = backoff.Next();
    EXPECT_GE(wait, absl::Milliseconds(bound / 2));
    EXPECT_LE(wait, absl::Milliseconds(bound));
  }
  backoff.Reset();
  EXPECT_LE(backoff.Next(), absl::Milliseconds(100));
}

TEST(Backoff, IsShortForAWhileAndThenDoublesOnUpToItsMost) {
  SameByte longest(255);
  Backoff backoff(absl::Milliseconds(500), absl::Seconds(5), absl::Seconds(30), absl::Seconds(60),
                  longest);
  // Half a minute is over with the eighth of these.
  for (const double seconds : {0.5, 1.0, 2.0, 4.0, 5.0, 5.0, 5.0, 5.0, 5.0}) {
    EXPECT_EQ(backoff.Next(), absl::Seconds(seconds));
  }
  for (const int seconds : {10, 20, 40, 60, 60}) EXPECT_EQ(backoff.Next(), absl::Seconds(seconds));
  backoff.Reset();
  EXPECT_EQ(backoff.Next(), absl::Milliseconds(500));
}

TEST(Backoff, LaterIsAnythingUpToTheBoundAndNeverNothing) {
  SameByte least(0);
  Backoff backoff(absl::Milliseconds(500), absl::Seconds(5), absl::Seconds(3), absl::Seconds(60),
                  least);
  for (const double seconds : {0.25, 0.5, 1.0, 2.0}) {
    EXPECT_EQ(backoff.Next(), absl::Seconds(seconds));
  }
  for (int i = 0; i < 5; ++i) EXPECT_EQ(backoff.Next(), absl::Milliseconds(500));
}

}  // namespace
}  // namespace twofold
