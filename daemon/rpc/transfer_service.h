// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// TransferService of the client's language over the export and import engines.
#pragma once

#include "daemon/engine/export_engine.h"
#include "daemon/engine/import_engine.h"
#include "twofold/daemon/v1/transfer.grpc.pb.h"

namespace twofold {

// Thread-safe. The engines must outlive it.
class TransferService final : public daemon::v1::TransferService::Service {
 public:
  TransferService(const ExportEngine& exports, const ImportEngine& imports)
      : exports_(exports), imports_(imports) {}

  grpc::Status Export(grpc::ServerContext*, const daemon::v1::ExportRequest* request,
                      daemon::v1::ExportResponse* response) override;
  grpc::Status Import(grpc::ServerContext*, const daemon::v1::ImportRequest* request,
                      daemon::v1::ImportResponse* response) override;

 private:
  const ExportEngine& exports_;
  const ImportEngine& imports_;
};

}  // namespace twofold
