// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// PairingService of the client's language over whoever carries the pairing.
#pragma once

#include <string>

#include "daemon/engine/ledger.h"
#include "daemon/engine/pairing_talk.h"
#include "twofold/daemon/v1/pairing.grpc.pb.h"

namespace twofold {

// Thread-safe. The parts must outlive it.
class PairingService final : public daemon::v1::PairingService::Service {
 public:
  // `config_relay` is the relay that the config names; it goes before the one used last.
  PairingService(Ledger& ledger, PairingTalk& talk, std::string config_relay)
      : ledger_(ledger), talk_(talk), config_relay_(std::move(config_relay)) {}

  grpc::Status Invite(grpc::ServerContext*, const daemon::v1::InviteRequest* request,
                      daemon::v1::InviteResponse* response) override;
  grpc::Status Join(grpc::ServerContext*, const daemon::v1::JoinRequest* request,
                    daemon::v1::JoinResponse* response) override;
  grpc::Status Watch(grpc::ServerContext*, const daemon::v1::WatchRequest* request,
                     daemon::v1::WatchResponse* response) override;
  grpc::Status Confirm(grpc::ServerContext*, const daemon::v1::ConfirmRequest* request,
                       daemon::v1::ConfirmResponse* response) override;
  grpc::Status Cancel(grpc::ServerContext*, const daemon::v1::CancelRequest* request,
                      daemon::v1::CancelResponse* response) override;

 private:
  Ledger& ledger_;
  PairingTalk& talk_;
  const std::string config_relay_;
};

}  // namespace twofold
