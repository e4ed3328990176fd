// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/rpc/entry_service.h"

#include "daemon/rpc/answer.h"
#include "daemon/rpc/encode.h"

namespace twofold {

namespace pb = daemon::v1;

grpc::Status EntryService::Log(grpc::ServerContext*, const pb::LogRequest* request,
                               pb::LogResponse* response) {
  const auto id = DecodeRequestId(request->request_id());
  if (!id.ok()) return ToGrpcStatus(id.status());
  return Answer(entries_.Log(*id, request->goal(), request->amount(), request->on()),
                [&](const LogView& view) { Encode(view, response); });
}

grpc::Status EntryService::Today(grpc::ServerContext*, const pb::TodayRequest*,
                                 pb::TodayResponse* response) {
  return Answer(entries_.Today(), [&](const TodayView& view) { Encode(view, response); });
}

grpc::Status EntryService::Undo(grpc::ServerContext*, const pb::UndoRequest* request,
                                pb::UndoResponse* response) {
  const auto id = DecodeRequestId(request->request_id());
  if (!id.ok()) return ToGrpcStatus(id.status());
  return Answer(acts_.Undo(*id), [&](const UndoView& view) {
    Encode(view.act, response->mutable_act());
    response->set_day_blank(view.day_blank);
    response->set_already_given(view.already_given);
  });
}

grpc::Status EntryService::Redo(grpc::ServerContext*, const pb::RedoRequest* request,
                                pb::RedoResponse* response) {
  const auto id = DecodeRequestId(request->request_id());
  if (!id.ok()) return ToGrpcStatus(id.status());
  return Answer(acts_.Redo(*id),
                [&](const ActView& view) { Encode(view, response->mutable_act()); });
}

}  // namespace twofold
