// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A relay cuts a connection that pings too fast; a device's own pings are what keeps one open.
#include <gtest/gtest.h>

#include <chrono>

#include "core/base/limits.h"
#include "core/base/random.h"
#include "core/crypto/space_key.h"
#include "daemon/courier/mailbox.h"
#include "daemon/sync/relay_channel.h"
#include "tests/daemon/real_relay.h"
#include "tests/support/ping_count.h"
#include "tests/support/refusals.h"
#include "tests/support/tcp_proxy.h"

namespace twofold {
namespace {

// The relay's heart does not beat while a test lasts, so that pings are all there is.
relay::ServerSettings Quiet(absl::Duration fastest_ping) {
  relay::ServerSettings settings;
  settings.heartbeat = absl::Hours(1);
  settings.fastest_ping = fastest_ping;
  return settings;
}

// A device that is in its mailbox and listens to the news, over a proxy that counts its pings.
class Listening {
 public:
  Listening(RealRelay& relay, absl::Duration keepalive)
      : proxy_(relay.port(),
               [this](std::size_t from, absl::string_view bytes) {
                 if (from == 0) pings_.Take(bytes);
               }),
        channel_((relay.AlsoCalled(proxy_.address()), proxy_.address()), "", keepalive),
        mailbox_(proxy_.address(), SpaceKey::Make(random_), DeviceId::Make(random_), random_) {
    EXPECT_THAT(Enter(channel_, mailbox_), IsOk());
    context_.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    EXPECT_TRUE(channel_.Begin(context_));
    relay::v1::SubscribeRequest request;
    request.set_token(mailbox_.token());
    reader_ = channel_.stub().Subscribe(&context_, request);
    EXPECT_TRUE(Hears());
  }
  // Waits for the next news; false when the stream ended.
  bool Hears() { return reader_->Read(&news_); }
  const relay::v1::SubscribeResponse& news() const { return news_; }
  // How the stream ended.
  absl::Status Ended() { return channel_.End(context_, ended_ = reader_->Finish()); }
  grpc::StatusCode Told() const { return ended_.error_code(); }
  // Ends it.
  void Leave() {
    channel_.CancelAll();
    EXPECT_THAT(Ended(), HasCode(absl::StatusCode::kCancelled));
  }
  absl::Status Append() {
    relay::v1::AppendRequest request;
    request.set_token(mailbox_.token());
    relay::v1::Envelope* envelope = request.add_envelopes();
    envelope->set_message_id(MessageId::Make(random_).str());
    envelope->set_body("sealed");
    return Ask(channel_, request).status();
  }
  PingCount& pings() { return pings_; }

 private:
  SystemRandom random_;
  PingCount pings_;
  TcpProxy proxy_;
  RelayChannel channel_;
  Mailbox mailbox_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<relay::v1::SubscribeResponse>> reader_;
  relay::v1::SubscribeResponse news_;
  grpc::Status ended_;
};

TEST(RelayPing, KeepsAQuietStreamAsTheLimitsSayWhereAHastyOneIsCut) {
  // gRPC sends no two pings within a second, so that is as fast as four minutes can pass.
  constexpr int kFaster = limits::kKeepaliveSeconds;
  const absl::Duration keepalive = absl::Seconds(limits::kKeepaliveSeconds) / kFaster;
  const absl::Duration fastest = absl::Seconds(limits::kFastestPingSeconds);
  RealRelay relay(Quiet(fastest / kFaster));
  RealRelay strict(Quiet(fastest));
  Listening device(relay, keepalive);
  Listening hasty(strict, keepalive);
  const int before = device.pings().count();

  EXPECT_FALSE(hasty.Hears());
  EXPECT_THAT(hasty.Ended(), IsRefused("relay_unreachable"));
  EXPECT_EQ(hasty.Told(), grpc::StatusCode::UNAVAILABLE);

  // So many are enough to be cut, and more than gRPC sends where nobody asks for all of them.
  ASSERT_TRUE(device.pings().Await(before + 4));
  ASSERT_THAT(device.Append(), IsOk());
  ASSERT_TRUE(device.Hears()) << "it is still the first stream";
  EXPECT_EQ(device.news().head_sequence(), 1u);
  device.Leave();
}

}  // namespace
}  // namespace twofold
