// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// RecoveryService of the client's language over RecoveryTalk.
#pragma once

#include <string>
#include <utility>

#include "daemon/engine/ledger.h"
#include "daemon/engine/recovery_talk.h"
#include "twofold/daemon/v1/devices.grpc.pb.h"

namespace twofold {

// Thread-safe. Ledger and talk must outlive it.
class RecoveryService final : public daemon::v1::RecoveryService::Service {
 public:
  RecoveryService(const Ledger& ledger, RecoveryTalk& talk, std::string config_relay)
      : ledger_(ledger), talk_(talk), config_relay_(std::move(config_relay)) {}

  grpc::Status Create(grpc::ServerContext*, const daemon::v1::CreateRecoveryRequest* request,
                      daemon::v1::CreateRecoveryResponse* response) override;
  grpc::Status Recover(grpc::ServerContext* context, const daemon::v1::RecoverRequest* request,
                       daemon::v1::RecoverResponse* response) override;

 private:
  const Ledger& ledger_;
  RecoveryTalk& talk_;
  const std::string config_relay_;
};

}  // namespace twofold
