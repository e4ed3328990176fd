// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// EntryService of the client's language over the entry and act engines.
#pragma once

#include "daemon/engine/act_engine.h"
#include "daemon/engine/entry_engine.h"
#include "twofold/daemon/v1/entries.grpc.pb.h"

namespace twofold {

// Thread-safe. The engines must outlive it.
class EntryService final : public daemon::v1::EntryService::Service {
 public:
  EntryService(EntryEngine& entries, ActEngine& acts) : entries_(entries), acts_(acts) {}

  grpc::Status Log(grpc::ServerContext*, const daemon::v1::LogRequest* request,
                   daemon::v1::LogResponse* response) override;
  grpc::Status Today(grpc::ServerContext*, const daemon::v1::TodayRequest* request,
                     daemon::v1::TodayResponse* response) override;
  grpc::Status Undo(grpc::ServerContext*, const daemon::v1::UndoRequest* request,
                    daemon::v1::UndoResponse* response) override;
  grpc::Status Redo(grpc::ServerContext*, const daemon::v1::RedoRequest* request,
                    daemon::v1::RedoResponse* response) override;

 private:
  EntryEngine& entries_;
  ActEngine& acts_;
};

}  // namespace twofold
