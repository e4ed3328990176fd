// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/rpc/local_server.h"

#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/resource_quota.h>
#include <grpcpp/server_builder.h>
#include <grpcpp/server_posix.h>
#include <malloc.h>

#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"
#include "proto/wire/shut_down.h"

namespace twofold {
namespace {

constexpr absl::Duration kGrace = absl::Seconds(1);
constexpr int kMostThreads = 32;
constexpr std::size_t kMuchFree = 4 << 20;

// An import or an export takes a thousand times the memory of a log, and the allocator would keep
// it.
void GiveBackMemory() {
  if (mallinfo2().fordblks > kMuchFree) malloc_trim(0);
}

}  // namespace

absl::StatusOr<std::unique_ptr<LocalServer>> LocalServer::Start(
    const std::string& socket, const std::vector<grpc::Service*>& services) {
  TF_ASSIGN_OR_RETURN(Listener listener, ListenUnix(socket, StaleSocket::kReplace));
  // See daemon/rpc/health_service.h.
  grpc::EnableDefaultHealthCheckService(false);
  grpc::ServerBuilder builder;
  for (grpc::Service* service : services) builder.RegisterService(service);
  builder.SetMaxReceiveMessageSize(static_cast<int>(limits::kLocalMessageBytes));
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, limits::kLocalStreams);
  builder.SetSyncServerOption(grpc::ServerBuilder::SyncServerOption::NUM_CQS, 1);
  builder.SetSyncServerOption(grpc::ServerBuilder::SyncServerOption::MIN_POLLERS, 1);
  builder.SetSyncServerOption(grpc::ServerBuilder::SyncServerOption::MAX_POLLERS, 2);
  builder.SetResourceQuota(grpc::ResourceQuota("local").SetMaxThreads(kMostThreads));
  std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (!server) {
    return Refusal(absl::StatusCode::kUnavailable, "not_served",
                   "the local server could not be started.");
  }
  return std::unique_ptr<LocalServer>(new LocalServer(std::move(listener), std::move(server)));
}

LocalServer::LocalServer(Listener listener, std::unique_ptr<grpc::Server> server)
    : listener_(std::move(listener)),
      server_(std::move(server)),
      accepting_(listener_.fd(), {"tf-accept", limits::kLocalConnections, GiveBackMemory},
                 [this](int fd) {
                   if (!PeerIsSameUser(fd)) return false;
                   grpc::AddInsecureChannelFromFd(server_.get(), fd);
                   return true;
                 }) {}

LocalServer::~LocalServer() { ShutDown(*server_, accepting_, kGrace); }

}  // namespace twofold
