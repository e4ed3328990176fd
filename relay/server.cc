// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "relay/server.h"

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>
#include <pthread.h>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"
#include "proto/wire/accept_loop.h"
#include "proto/wire/shut_down.h"
#include "relay/committer.h"
#include "relay/desk.h"
#include "relay/room_waits.h"
#include "relay/service.h"
#include "relay/streams.h"

namespace twofold::relay {
namespace {

constexpr std::uint32_t kRestartWithinMs = 5000;     // devices spread their return over this
constexpr absl::Duration kGrace = absl::Seconds(1);  // for calls that are under way
constexpr int kKeepaliveMs = 60'000;
constexpr int kKeepaliveTimeoutMs = 20'000;
constexpr int kHandshakeMs = 10'000;
constexpr int kIdleMs = 10 * 60'000;

// Calls a function at an interval on a thread of its own; the destructor waits for it.
class Pulse {
 public:
  Pulse(absl::Duration interval, std::function<void()> beat)
      : interval_(absl::ToChronoMilliseconds(interval)),
        beat_(std::move(beat)),
        thread_([this] { Run(); }) {}
  ~Pulse() {
    {
      std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }

 private:
  void Run() {
    pthread_setname_np(pthread_self(), "heartbeat");
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, interval_, [&] { return stopping_; })) {
      lock.unlock();
      beat_();
      lock.lock();
    }
  }

  const std::chrono::milliseconds interval_;
  const std::function<void()> beat_;
  std::mutex mutex_;  // guards stopping_
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

std::shared_ptr<grpc::ServerCredentials> CredentialsOf(const ServerSettings& settings) {
  if (settings.tls_certificate.empty()) return grpc::InsecureServerCredentials();
  grpc::SslServerCredentialsOptions options;
  options.pem_key_cert_pairs.push_back({settings.tls_key, settings.tls_certificate});
  return grpc::SslServerCredentials(options);
}

// A server that is given its connections does not look at its certificate until somebody calls;
// one with a port of its own does so at once. This one serves nothing and is gone again directly.
bool CredentialsWork(const ServerSettings& settings) {
  if (settings.tls_certificate.empty()) return true;
  int port = 0;
  grpc::CallbackGenericService nothing;
  grpc::ServerBuilder builder;
  builder.RegisterCallbackGenericService(&nothing);
  builder.AddListeningPort("127.0.0.1:0", CredentialsOf(settings), &port);
  const std::unique_ptr<grpc::Server> probe = builder.BuildAndStart();
  return probe != nullptr && port != 0;
}

void SetArguments(grpc::ServerBuilder& builder, absl::Duration fastest_ping) {
  builder.SetMaxReceiveMessageSize(limits::kRelayMessageBytes);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, limits::kConnectionCalls);
  builder.AddChannelArgument(GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS, kHandshakeMs);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_IDLE_MS, kIdleMs);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMs);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kKeepaliveTimeoutMs);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  // Without these an idle stream's pings stop after two, or count as an attack.
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
                             static_cast<int>(absl::ToInt64Milliseconds(fastest_ping)));
}

class Running final : public RelayServer {
 public:
  Running(Listener listener, ByteStore& store, const Clock& clock, Random& random,
          Mailboxes mailboxes, const ServerSettings& settings)
      : listener_(std::move(listener)),
        mailboxes_(std::move(mailboxes)),
        rooms_(store, clock),
        logins_(clock, random, mailboxes_.generation(), settings.names),
        desk_(mailboxes_, rooms_, logins_, settings.heartbeat),
        waits_(desk_),
        committer_(store),
        service_({desk_, committer_, streams_, waits_}),
        pulse_(settings.heartbeat, [this] { streams_.BeatAll(); }) {
    grpc::ServerBuilder builder;
    SetArguments(builder, settings.fastest_ping);
    builder.RegisterService(&service_);
    acceptor_ = builder.experimental().AddExternalConnectionAcceptor(
        grpc::ServerBuilder::experimental_type::ExternalConnectionType::FROM_FD,
        CredentialsOf(settings));
    server_ = builder.BuildAndStart();
    if (!server_) return;
    accept_ = std::make_unique<AcceptLoop>(
        listener_.fd(),
        AcceptLoop::Options{"accept", settings.max_connections, nullptr, settings.untaken},
        [this](int fd) { return Admit(fd); });
  }
  ~Running() override { Stop(); }

  bool serving() const { return server_ != nullptr; }
  const std::string& address() const override { return listener_.address(); }

  void Stop() override {
    std::lock_guard lock(stop_mutex_);
    if (!server_) return;
    accept_->Stop();
    streams_.RestartAll(kRestartWithinMs);
    waits_.Stop();
    ShutDown(*server_, *accept_, kGrace);
    server_.reset();
  }

 private:
  bool Admit(int fd) {
    grpc::experimental::ExternalConnectionAcceptor::NewConnectionParameters parameters;
    parameters.listener_fd = listener_.fd();
    parameters.fd = fd;
    acceptor_->HandleNewConnection(&parameters);
    return true;
  }

  Listener listener_;
  const Mailboxes mailboxes_;
  const Rooms rooms_;
  Logins logins_;
  Desk desk_;
  Streams streams_;
  RoomWaits waits_;
  Committer committer_;
  RelayService service_;
  Pulse pulse_;
  std::unique_ptr<grpc::experimental::ExternalConnectionAcceptor> acceptor_;
  std::unique_ptr<AcceptLoop> accept_;
  std::mutex stop_mutex_;  // guards server_ after the constructor
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<RelayServer>> RelayServer::Start(Listener listener, ByteStore& store,
                                                                const Clock& clock, Random& random,
                                                                const ServerSettings& settings) {
  if (!CredentialsWork(settings)) {
    return Refusal(absl::StatusCode::kUnavailable, "bad_certificate",
                   "certificate and key are not a pair in PEM form.");
  }
  TF_ASSIGN_OR_RETURN(Mailboxes mailboxes, Mailboxes::Open(store, random));
  auto running = std::make_unique<Running>(std::move(listener), store, clock, random,
                                           std::move(mailboxes), settings);
  if (!running->serving()) {
    return Refusal(absl::StatusCode::kUnavailable, "no_server", "the relay could not start.");
  }
  return running;
}

}  // namespace twofold::relay
