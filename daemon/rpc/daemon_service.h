// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// DaemonService of the client's language: start, status, sync, the relay.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "daemon/engine/exchange.h"
#include "daemon/engine/ledger.h"
#include "daemon/engine/profile_engine.h"
#include "daemon/engine/relay_link.h"
#include "twofold/daemon/v1/daemon.grpc.pb.h"

namespace twofold {

// Thread-safe. The parts must outlive it.
class DaemonService final : public daemon::v1::DaemonService::Service {
 public:
  struct Parts {
    Ledger& ledger;
    ProfileEngine& profile;
    Exchange& exchange;      // of the shared space
    Exchange& own_exchange;  // of the me space
    RelayLink& link;
    std::function<void()> nudge;  // whoever speaks to a relay
    std::string config_relay;
    std::string data_folder;
    std::function<std::uint64_t()> data_bytes;  // what lies in it
    std::vector<std::string> absent;            // things of the system that are not there
  };
  explicit DaemonService(Parts parts) : parts_(std::move(parts)) {}

  grpc::Status Hello(grpc::ServerContext*, const daemon::v1::HelloRequest* request,
                     daemon::v1::HelloResponse* response) override;
  grpc::Status Start(grpc::ServerContext*, const daemon::v1::StartRequest* request,
                     daemon::v1::StartResponse* response) override;
  grpc::Status Status(grpc::ServerContext*, const daemon::v1::StatusRequest* request,
                      daemon::v1::StatusResponse* response) override;
  grpc::Status Sync(grpc::ServerContext*, const daemon::v1::SyncRequest* request,
                    daemon::v1::SyncResponse* response) override;
  grpc::Status MoveRelay(grpc::ServerContext*, const daemon::v1::MoveRelayRequest* request,
                         daemon::v1::MoveRelayResponse* response) override;
  grpc::Status NoticeRead(grpc::ServerContext*, const daemon::v1::NoticeReadRequest* request,
                          daemon::v1::NoticeReadResponse* response) override;

 private:
  std::uint64_t Waiting() const;
  void EncodeRelay(const LedgerState& state, daemon::v1::StatusResponse* response) const;

  const Parts parts_;
};

}  // namespace twofold
