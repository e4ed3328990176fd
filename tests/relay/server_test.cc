// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The relay in this process, spoken to over real gRPC on loopback.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>

#include <future>
#include <thread>

#include "core/base/limits.h"
#include "tests/relay/server_fixture.h"

namespace twofold::relay {
namespace {

using ::testing::ElementsAre;

TEST_F(ServerTest, HelloTellsTheLimits) {
  RelayDevice device(server_->address(), LoginKey(1, kMine));
  v1::HelloResponse hello;
  ASSERT_TRUE(device.Hello(&hello).ok());
  EXPECT_EQ(hello.nonce().size(), 16u);
  EXPECT_EQ(hello.generation().size(), 16u);
  EXPECT_THAT(hello.names(), ElementsAre(server_->address()));
  EXPECT_EQ(hello.max_body_bytes(), limits::kEnvelopeBodyBytes);
  EXPECT_EQ(hello.max_batch(), limits::kRelayBatch);
  EXPECT_EQ(hello.heartbeat_seconds(), 3600u);
}

TEST_F(ServerTest, WhatOneDeviceAppendsTheOtherFetches) {
  const auto mine = Device(kMine);
  const auto theirs = Device(kTheirs);
  std::uint64_t sequence = 0;
  ASSERT_TRUE(mine->Append(1, "sealed", &sequence).ok());
  EXPECT_EQ(sequence, 1u);
  v1::FetchResponse fetched;
  ASSERT_TRUE(theirs->Fetch(0, &fetched).ok());
  ASSERT_EQ(fetched.envelopes_size(), 1);
  EXPECT_EQ(fetched.envelopes(0).body(), "sealed");
  EXPECT_EQ(fetched.envelopes(0).slot(), kMine.str());
  EXPECT_EQ(fetched.head().sequence(), 1u);
  EXPECT_EQ(fetched.head().generation(), mine->generation());
  EXPECT_EQ(fetched.rolling_hash_at_cursor(), std::string(32, '\0'));
  EXPECT_EQ(fetched.statuses(0).slot(), kMine.str());
}

TEST_F(ServerTest, WithoutATokenEveryCallIsRefusedTheSameWay) {
  RelayDevice stranger(server_->address(), LoginKey(1, kMine));
  std::uint64_t sequence = 0;
  v1::FetchResponse fetched;
  v1::AckResponse acked;
  v1::DestroyResponse destroyed;
  auto& stub = stranger.stub();
  const auto context = RelayDevice::Context();
  auto reader = stranger.Subscribe(context.get());
  for (const grpc::Status& status :
       {stranger.Create(), stranger.Append(1, "x", &sequence), stranger.Fetch(0, &fetched),
        stub.Ack(RelayDevice::Context().get(), v1::AckRequest(), &acked),
        stub.Destroy(RelayDevice::Context().get(), v1::DestroyRequest(), &destroyed),
        reader->Finish()}) {
    EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAUTHENTICATED);
    EXPECT_EQ(Reason(status), "login_refused");
  }
}

TEST_F(ServerTest, ManyAppendsAtOnceShareSyncsAndStayDense) {
  constexpr int kThreads = 8;
  constexpr int kEach = 40;
  std::vector<std::unique_ptr<RelayDevice>> devices;
  for (unsigned char i = 0; i < kThreads; ++i) devices.push_back(Device(IdOf<SlotId>(i)));
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      for (int n = 0; n < kEach; ++n) {
        std::uint64_t sequence = 0;
        EXPECT_TRUE(devices[i]->Append(i * 1000 + n, "body", &sequence).ok());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  v1::FetchResponse fetched;
  ASSERT_TRUE(devices[0]->Fetch(0, &fetched).ok());
  ASSERT_EQ(fetched.envelopes_size(), kThreads * kEach);
  for (int i = 0; i < fetched.envelopes_size(); ++i) {
    EXPECT_EQ(fetched.envelopes(i).sequence(), static_cast<std::uint64_t>(i + 1));
  }
}

TEST_F(ServerTest, AFailingDiskIsAnErrorAndNothingIsAppended) {
  const auto mine = Device(kMine);
  std::uint64_t sequence = 0;
  store_.FailCommits(absl::ResourceExhaustedError("full"));
  EXPECT_EQ(mine->Append(1, "x", &sequence).error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  store_.FailCommits(absl::OkStatus());
  ASSERT_TRUE(mine->Append(1, "x", &sequence).ok());
  EXPECT_EQ(sequence, 1u);
}

TEST_F(ServerTest, SubscribeTellsTheHeadAtOnceAndThenEveryChange) {
  const auto mine = Device(kMine);
  const auto theirs = Device(kTheirs);
  std::uint64_t sequence = 0;
  ASSERT_TRUE(mine->Append(1, "x", &sequence).ok());
  const auto context = RelayDevice::Context();
  auto reader = theirs->Subscribe(context.get());
  v1::SubscribeResponse news;
  ASSERT_TRUE(reader->Read(&news));
  EXPECT_EQ(news.head_sequence(), 1u);
  for (std::uint64_t i = 2; i < 20; ++i) {
    ASSERT_TRUE(mine->Append(i, "x", &sequence).ok());
    ASSERT_TRUE(reader->Read(&news));
    EXPECT_EQ(news.head_sequence(), i);
  }
  context->TryCancel();
}

TEST_F(ServerTest, NewsOfTheLastChangeIsNotLostWhenChangesComeTogether) {
  constexpr std::uint64_t kThreads = 8;
  constexpr std::uint64_t kEach = 50;
  std::vector<std::unique_ptr<RelayDevice>> devices;
  for (unsigned char i = 0; i < kThreads; ++i) devices.push_back(Device(IdOf<SlotId>(i)));
  const auto context = RelayDevice::Context();
  auto reader = devices[0]->Subscribe(context.get());
  std::vector<std::thread> threads;
  for (std::uint64_t i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      std::uint64_t sequence = 0;
      for (std::uint64_t n = 0; n < kEach; ++n) {
        EXPECT_TRUE(devices[i]->Append(i * 1000 + n, "x", &sequence).ok());
      }
    });
  }
  std::uint64_t seen = 0;
  v1::SubscribeResponse news;
  while (seen < kThreads * kEach && reader->Read(&news)) {
    EXPECT_TRUE(seen == 0 || news.head_sequence() > seen);
    seen = news.head_sequence();
  }
  EXPECT_EQ(seen, kThreads * kEach);
  context->TryCancel();
  for (std::thread& thread : threads) thread.join();
}

TEST_F(ServerTest, AnIdleStreamHearsHeartbeats) {
  Start(absl::Milliseconds(20), 100);
  const auto mine = Device(kMine);
  const auto context = RelayDevice::Context();
  auto reader = mine->Subscribe(context.get());
  v1::SubscribeResponse news;
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(reader->Read(&news));
    EXPECT_EQ(news.head_sequence(), 0u);
    EXPECT_EQ(news.restarting_within_ms(), 0u);
  }
  context->TryCancel();
}

TEST_F(ServerTest, TheOldestStreamOfASlotGivesWay) {
  const auto mine = Device(kMine);
  const auto theirs = Device(kTheirs);
  std::vector<std::unique_ptr<grpc::ClientContext>> contexts;
  std::vector<std::unique_ptr<grpc::ClientReader<v1::SubscribeResponse>>> readers;
  v1::SubscribeResponse news;
  const auto open = [&](RelayDevice& device) {
    contexts.push_back(RelayDevice::Context());
    readers.push_back(device.Subscribe(contexts.back().get()));
    ASSERT_TRUE(readers.back()->Read(&news));
  };
  open(*theirs);
  for (std::size_t i = 0; i < limits::kSlotStreams; ++i) open(*mine);
  std::uint64_t sequence = 0;
  ASSERT_TRUE(mine->Append(1, "x", &sequence).ok());
  for (auto& reader : readers) EXPECT_TRUE(reader->Read(&news));  // all within the cap
  open(*mine);
  EXPECT_FALSE(readers[1]->Read(&news));
  EXPECT_EQ(Reason(readers[1]->Finish()), "stream_replaced");
  ASSERT_TRUE(mine->Append(2, "x", &sequence).ok());
  EXPECT_TRUE(readers[0]->Read(&news));
  EXPECT_TRUE(readers[2]->Read(&news));
  for (auto& context : contexts) context->TryCancel();
}

TEST_F(ServerTest, DestroyEndsTheStreamsOfTheMailbox) {
  const auto mine = Device(kMine);
  const auto context = RelayDevice::Context();
  auto reader = mine->Subscribe(context.get());
  v1::SubscribeResponse news;
  ASSERT_TRUE(reader->Read(&news));
  v1::DestroyRequest request;
  request.set_token(mine->token());
  v1::DestroyResponse response;
  ASSERT_TRUE(mine->stub().Destroy(RelayDevice::Context().get(), request, &response).ok());
  EXPECT_FALSE(reader->Read(&news));
  EXPECT_EQ(Reason(reader->Finish()), "no_mailbox");
  std::uint64_t sequence = 0;
  EXPECT_EQ(Reason(mine->Append(1, "x", &sequence)), "no_mailbox");
}

TEST_F(ServerTest, StopsWithinTwoSecondsWithFiftyOpenStreamsAndSaysSo) {
  std::vector<std::unique_ptr<RelayDevice>> devices;
  std::vector<std::unique_ptr<grpc::ClientContext>> contexts;
  std::vector<std::unique_ptr<grpc::ClientReader<v1::SubscribeResponse>>> readers;
  v1::SubscribeResponse news;
  for (unsigned char i = 0; i < 50; ++i) {
    devices.push_back(Device(kMine, i));
    contexts.push_back(RelayDevice::Context());
    readers.push_back(devices.back()->Subscribe(contexts.back().get()));
    ASSERT_TRUE(readers.back()->Read(&news));
  }
  const auto before = std::chrono::steady_clock::now();
  server_->Stop();
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(2));
  for (auto& reader : readers) {
    ASSERT_TRUE(reader->Read(&news));
    EXPECT_GT(news.restarting_within_ms(), 0u);
    EXPECT_FALSE(reader->Read(&news));
    EXPECT_EQ(Reason(reader->Finish()), "relay_restarting");
  }
}

TEST_F(ServerTest, StopsWithinTwoSecondsWithAWaitingRoomRead) {
  RelayDevice device(server_->address(), LoginKey(1, kMine));
  v1::EnterRoomRequest enter;
  enter.set_room(std::string(16, 'r'));
  enter.set_side(std::string(16, 'a'));
  enter.set_create(true);
  v1::EnterRoomResponse entered;
  ASSERT_TRUE(device.stub().EnterRoom(RelayDevice::Context().get(), enter, &entered).ok());
  auto read = std::async(std::launch::async, [&] {
    v1::ReadRoomRequest request;
    request.set_room(enter.room());
    request.set_side(enter.side());
    request.set_wait_ms(limits::kRoomWaitMs);
    v1::ReadRoomResponse response;
    return device.stub().ReadRoom(RelayDevice::Context().get(), request, &response);
  });
  const auto before = std::chrono::steady_clock::now();
  server_->Stop();
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(2));
  server_.reset();
  read.wait();
}

TEST_F(ServerTest, AWaitingReadGetsTheMessageThatComes) {
  RelayDevice device(server_->address(), LoginKey(1, kMine));
  const auto enter = [&](char side) {
    v1::EnterRoomRequest request;
    request.set_room(std::string(16, 'r'));
    request.set_side(std::string(16, side));
    request.set_create(true);
    v1::EnterRoomResponse response;
    return device.stub().EnterRoom(RelayDevice::Context().get(), request, &response);
  };
  const auto read = [&](std::uint32_t wait_ms, v1::ReadRoomResponse* response) {
    v1::ReadRoomRequest request;
    request.set_room(std::string(16, 'r'));
    request.set_side(std::string(16, 'a'));
    request.set_wait_ms(wait_ms);
    return device.stub().ReadRoom(RelayDevice::Context().get(), request, response);
  };
  ASSERT_TRUE(enter('a').ok());
  ASSERT_TRUE(enter('b').ok());
  v1::ReadRoomResponse nothing;
  ASSERT_TRUE(read(0, &nothing).ok());
  EXPECT_EQ(nothing.bodies_size(), 0);
  EXPECT_EQ(nothing.sides(), 2u);
  ASSERT_TRUE(read(30, &nothing).ok());
  EXPECT_EQ(nothing.bodies_size(), 0);

  v1::ReadRoomResponse response;
  auto waiting = std::async(std::launch::async, [&] { return read(9000, &response); });
  v1::PostToRoomRequest post;
  post.set_room(std::string(16, 'r'));
  post.set_side(std::string(16, 'b'));
  post.set_body("sealed");
  v1::PostToRoomResponse posted;
  ASSERT_TRUE(device.stub().PostToRoom(RelayDevice::Context().get(), post, &posted).ok());
  ASSERT_TRUE(waiting.get().ok());
  EXPECT_THAT(response.bodies(), ElementsAre("sealed"));

  v1::ReadRoomRequest more;
  auto broken = std::async(std::launch::async, [&] {
    v1::ReadRoomRequest request;
    request.set_room(std::string(16, 'r'));
    request.set_side(std::string(16, 'a'));
    request.set_from_index(1);
    request.set_wait_ms(9000);
    v1::ReadRoomResponse none;
    return device.stub().ReadRoom(RelayDevice::Context().get(), request, &none);
  });
  EXPECT_EQ(Reason(enter('c')), "room_broken");
  EXPECT_EQ(Reason(broken.get()), "room_broken");
}

TEST_F(ServerTest, FieldsOfTheWrongLengthAreRefused) {
  const auto mine = Device(kMine);
  v1::AppendRequest append;
  append.set_token(mine->token());
  append.add_envelopes()->set_message_id("short");
  v1::AppendResponse appended;
  EXPECT_EQ(Reason(mine->stub().Append(RelayDevice::Context().get(), append, &appended)),
            "bad_field");
  v1::EnterRoomRequest enter;
  enter.set_room("short");
  enter.set_side(std::string(16, 'a'));
  v1::EnterRoomResponse entered;
  EXPECT_EQ(Reason(mine->stub().EnterRoom(RelayDevice::Context().get(), enter, &entered)),
            "bad_field");
}

TEST_F(ServerTest, AMessageBeyondTheReceiveLimitIsRefused) {
  const auto mine = Device(kMine);
  std::uint64_t sequence = 0;
  EXPECT_EQ(Reason(mine->Append(1, std::string(limits::kEnvelopeBodyBytes + 1, 'x'), &sequence)),
            "entry_too_large");
  EXPECT_EQ(
      mine->Append(1, std::string(limits::kRelayMessageBytes + 1, 'x'), &sequence).error_code(),
      grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_TRUE(mine->Append(1, std::string(limits::kEnvelopeBodyBytes, 'x'), &sequence).ok());
}

TEST_F(ServerTest, GarbageOnThePortHarmsNobody) {
  const auto mine = Device(kMine);
  for (const std::string& garbage :
       {std::string(100'000, '\xFF'), std::string("GET / HTTP/1.1\r\n\r\n"), std::string(9, '\0'),
        std::string("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") + std::string(1000, '\x07')}) {
    const UniqueFd fd = Connect();
    send(fd.get(), garbage.data(), garbage.size(), MSG_NOSIGNAL);
    std::uint64_t sequence = 0;
    EXPECT_TRUE(mine->Append(1, "x", &sequence).ok());
  }
}

TEST_F(ServerTest, AConnectionThatGrpcGivesUpEndsForThePeerAndMakesRoom) {
  Start(absl::Hours(1), 1);
  for (int i = 0; i < 3; ++i) {
    const UniqueFd fd = Connect();
    const std::string garbage(1000, '\xFF');
    send(fd.get(), garbage.data(), garbage.size(), MSG_NOSIGNAL);
    pollfd wait{fd.get(), POLLIN | POLLRDHUP, 0};
    char buffer[4096];
    ssize_t got = 1;
    while (got > 0 && poll(&wait, 1, 10'000) == 1) got = read(fd.get(), buffer, sizeof(buffer));
    EXPECT_LE(got, 0) << "the connection did not end";
  }
  Device(kMine);
}

TEST_F(ServerTest, AConnectionAboveTheCapIsClosed) {
  Start(absl::Hours(1), 2);
  const auto mine = Device(kMine);
  const UniqueFd second = Connect();
  const UniqueFd third = Connect();
  pollfd wait{third.get(), POLLIN, 0};
  ASSERT_EQ(poll(&wait, 1, 10'000), 1);
  char byte = 0;
  EXPECT_LE(read(third.get(), &byte, 1), 0);
  std::uint64_t sequence = 0;
  EXPECT_TRUE(mine->Append(1, "x", &sequence).ok());
}

}  // namespace
}  // namespace twofold::relay
