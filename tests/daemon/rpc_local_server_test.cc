// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The daemon's door, with many who come and go and some who stay.
#include <gmock/gmock.h>
#include <grpcpp/create_channel.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <condition_variable>
#include <cstring>
#include <filesystem>
#include <future>
#include <mutex>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "daemon/rpc/health_service.h"
#include "daemon/rpc/local_server.h"
#include "tests/support/http2_caller.h"
#include "tests/support/refusals.h"
#include "tests/support/stopwatch.h"
#include "tests/support/temporary_folder.h"
#include "twofold/daemon/v1/daemon.grpc.pb.h"

namespace twofold {
namespace {

namespace pb = daemon::v1;

// Answers Hello at once, and Status when it is let.
class SlowService final : public pb::DaemonService::Service {
 public:
  grpc::Status Hello(grpc::ServerContext*, const pb::HelloRequest*, pb::HelloResponse*) override {
    return grpc::Status::OK;
  }
  grpc::Status Status(grpc::ServerContext* context, const pb::StatusRequest*,
                      pb::StatusResponse*) override {
    std::unique_lock<std::mutex> lock(mutex_);
    entered_ = true;
    changed_.notify_all();
    while (!context->IsCancelled()) changed_.wait_for(lock, std::chrono::milliseconds(20));
    return grpc::Status::CANCELLED;
  }
  void AwaitEntered() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return entered_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool entered_ = false;
};

// Answers with more than a socket holds.
class LoudService final : public pb::DaemonService::Service {
 public:
  grpc::Status Hello(grpc::ServerContext*, const pb::HelloRequest*,
                     pb::HelloResponse* response) override {
    response->set_version(std::string(limits::kLocalMessageBytes / 4, 'x'));
    return grpc::Status::OK;
  }
};

class LocalServerTest : public testing::Test {
 protected:
  std::unique_ptr<LocalServer> Start() {
    auto server = LocalServer::Start(socket_, {&service_});
    EXPECT_THAT(server, IsOk());
    return server.ok() ? *std::move(server) : nullptr;
  }
  std::unique_ptr<pb::DaemonService::Stub> Stub() {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    return pb::DaemonService::NewStub(grpc::CreateCustomChannel(
        absl::StrCat("unix:", socket_), grpc::InsecureChannelCredentials(), arguments));
  }
  static bool SaysHello(pb::DaemonService::Stub& stub) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
    pb::HelloResponse response;
    return stub.Hello(&context, pb::HelloRequest(), &response).ok();
  }
  UniqueFd Connect() const {
    UniqueFd fd(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, socket_.data(), socket_.size());
    EXPECT_EQ(connect(fd.get(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    return fd;
  }
  static std::size_t OpenDescriptors() {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry :
         std::filesystem::directory_iterator("/proc/self/fd")) {
      ++count;
    }
    return count;
  }

  SlowService service_;
  const TemporaryFolder temporary_;
  const std::string folder_ = temporary_.path();
  const std::string socket_ = temporary_.At("s");
};

TEST_F(LocalServerTest, SaysThroughTheStandardHealthServiceWhatIsServed) {
  HealthService health({pb::DaemonService::service_full_name()});
  const auto server = LocalServer::Start(socket_, {&service_, &health});
  ASSERT_THAT(server, IsOk());
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  const auto stub = grpc::health::v1::Health::NewStub(grpc::CreateCustomChannel(
      absl::StrCat("unix:", socket_), grpc::InsecureChannelCredentials(), arguments));
  const auto check = [&](const std::string& name, grpc::health::v1::HealthCheckResponse& response) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
    grpc::health::v1::HealthCheckRequest request;
    request.set_service(name);
    return stub->Check(&context, request, &response).error_code();
  };
  grpc::health::v1::HealthCheckResponse whole, one, unknown;
  EXPECT_EQ(check("", whole), grpc::StatusCode::OK);
  EXPECT_EQ(whole.status(), grpc::health::v1::HealthCheckResponse::SERVING);
  EXPECT_EQ(check("twofold.daemon.v1.DaemonService", one), grpc::StatusCode::OK);
  EXPECT_EQ(one.status(), grpc::health::v1::HealthCheckResponse::SERVING);
  EXPECT_EQ(check("twofold.daemon.v1.Nothing", unknown), grpc::StatusCode::NOT_FOUND);
}

TEST_F(LocalServerTest, ServesAndTakesItsSocketAway) {
  {
    const auto server = Start();
    EXPECT_TRUE(SaysHello(*Stub()));
    struct stat found {};
    ASSERT_EQ(lstat(socket_.c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777, 0600u);
  }
  EXPECT_FALSE(std::filesystem::exists(socket_));
}

TEST_F(LocalServerTest, ASecondCannotTakeTheSocketNorRemoveIt) {
  const auto first = Start();
  EXPECT_THAT(LocalServer::Start(socket_, {&service_}), IsRefused("socket_path_taken"));
  EXPECT_TRUE(std::filesystem::exists(socket_));
  EXPECT_TRUE(SaysHello(*Stub()));
}

TEST_F(LocalServerTest, AFolderThatOthersCanEnterIsRefused) {
  chmod(folder_.c_str(), 0755);
  EXPECT_THAT(LocalServer::Start(socket_, {&service_}), IsRefused("socket_folder_open"));
  EXPECT_FALSE(std::filesystem::exists(socket_));
}

TEST_F(LocalServerTest, TwoHundredConnectionsLeaveNothingBehind) {
  const auto server = Start();
  ASSERT_TRUE(SaysHello(*Stub()));
  const std::size_t before = OpenDescriptors();
  for (int i = 0; i < 200; ++i) {
    if (i % 2 == 0) {
      ASSERT_TRUE(SaysHello(*Stub())) << i;
    } else {
      Connect();  // and hangs up without a word
    }
  }
  const Stopwatch watch;
  while (OpenDescriptors() > before + 4 && watch.elapsed() < absl::Seconds(20)) {
    EXPECT_TRUE(SaysHello(*Stub()));
  }
  EXPECT_LE(OpenDescriptors(), before + 4);
}

TEST_F(LocalServerTest, ConnectionsAboveTheLimitAreClosedAndRoomComesBack) {
  const auto server = Start();
  std::vector<UniqueFd> held;
  for (int i = 0; i < limits::kLocalConnections; ++i) held.push_back(Connect());
  const UniqueFd more = Connect();
  // The server greets those it takes; this one gets an end instead.
  pollfd wait{more.get(), POLLIN, 0};
  ASSERT_EQ(poll(&wait, 1, 10'000), 1);
  char byte = 0;
  EXPECT_LE(read(more.get(), &byte, 1), 0);
  held.clear();
  bool served = false;
  for (int i = 0; i < 200 && !served; ++i) served = SaysHello(*Stub());
  EXPECT_TRUE(served);
}

TEST_F(LocalServerTest, StopsWithinTwoSecondsWithCallsUnderWay) {
  auto server = Start();
  const auto stub = Stub();
  const auto asking = std::async(std::launch::async, [&] {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    pb::StatusResponse response;
    return stub->Status(&context, pb::StatusRequest(), &response);
  });
  service_.AwaitEntered();
  const UniqueFd silent = Connect();
  const Stopwatch watch;
  server.reset();
  EXPECT_LT(watch.elapsed(), absl::Seconds(2));
}

TEST_F(LocalServerTest, StopsWithinTwoSecondsWhileNobodyReadsTheAnswers) {
  LoudService loud;
  auto server = LocalServer::Start(socket_, {&loud});
  ASSERT_THAT(server, IsOk());
  // One gives no room for an answer; another gives it and leaves the answer in the socket.
  Http2Caller narrow(Connect(), 0);
  Http2Caller asleep(Connect(), Http2Caller::kAllRoom);
  const std::string hello = absl::StrCat("/", pb::DaemonService::service_full_name(), "/Hello");
  const std::int32_t first = narrow.Call(hello, pb::HelloRequest());
  ASSERT_TRUE(narrow.Until([&] { return narrow.Began(first); }));
  const std::int32_t second = asleep.Call(hello, pb::HelloRequest());
  ASSERT_TRUE(asleep.Until([&] { return asleep.Began(second); }));
  const Stopwatch watch;
  server->reset();
  EXPECT_LT(watch.elapsed(), absl::Seconds(2));
}

}  // namespace
}  // namespace twofold
