// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// EntryService of the client's language over the engines of entries, rests and acts.
#pragma once

#include "daemon/engine/act_engine.h"
#include "daemon/engine/entry_engine.h"
#include "daemon/engine/rest_engine.h"
#include "twofold/daemon/v1/entries.grpc.pb.h"

namespace twofold {

// Thread-safe. The engines must outlive it.
class EntryService final : public daemon::v1::EntryService::Service {
 public:
  EntryService(EntryEngine& entries, RestEngine& rests, ActEngine& acts)
      : entries_(entries), rests_(rests), acts_(acts) {}

  grpc::Status Log(grpc::ServerContext*, const daemon::v1::LogRequest* request,
                   daemon::v1::LogResponse* response) override;
  grpc::Status Today(grpc::ServerContext*, const daemon::v1::TodayRequest* request,
                     daemon::v1::TodayResponse* response) override;
  grpc::Status Rest(grpc::ServerContext*, const daemon::v1::RestRequest* request,
                    daemon::v1::RestResponse* response) override;
  grpc::Status EndRest(grpc::ServerContext*, const daemon::v1::EndRestRequest* request,
                       daemon::v1::EndRestResponse* response) override;
  grpc::Status ListRests(grpc::ServerContext*, const daemon::v1::ListRestsRequest* request,
                         daemon::v1::ListRestsResponse* response) override;
  grpc::Status SetEase(grpc::ServerContext*, const daemon::v1::SetEaseRequest* request,
                       daemon::v1::SetEaseResponse* response) override;
  grpc::Status Undo(grpc::ServerContext*, const daemon::v1::UndoRequest* request,
                    daemon::v1::UndoResponse* response) override;
  grpc::Status Redo(grpc::ServerContext*, const daemon::v1::RedoRequest* request,
                    daemon::v1::RedoResponse* response) override;
  grpc::Status History(grpc::ServerContext*, const daemon::v1::HistoryRequest* request,
                       daemon::v1::HistoryResponse* response) override;

 private:
  EntryEngine& entries_;
  RestEngine& rests_;
  ActEngine& acts_;
};

}  // namespace twofold
