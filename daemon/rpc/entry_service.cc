// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/rpc/entry_service.h"

#include "core/schedule/day.h"
#include "daemon/rpc/answer.h"
#include "daemon/rpc/decode.h"
#include "daemon/rpc/encode.h"

namespace twofold {

namespace pb = daemon::v1;

grpc::Status EntryService::Log(grpc::ServerContext*, const pb::LogRequest* request,
                               pb::LogResponse* response) {
  const auto id = DecodeRequestId(request->request_id());
  if (!id.ok()) return ToGrpcStatus(id.status());
  const Together together =
      request->together() == pb::TOGETHER_ALL_OR_NONE ? Together::kAllOrNone : Together::kEach;
  std::vector<AnswerWords> answers;
  for (const pb::Answer& answer : request->answers()) answers.push_back(Decode(answer));
  return Answer(entries_.Log(*id, together, answers), [&](const std::vector<LogView>& views) {
    for (const LogView& view : views) Encode(view, response->add_logged());
  });
}

grpc::Status EntryService::Today(grpc::ServerContext*, const pb::TodayRequest* request,
                                 pb::TodayResponse* response) {
  return Answer(entries_.Today(request->on(), Decode(request->filter())),
                [&](const TodayView& view) { Encode(view, response); });
}

grpc::Status EntryService::Rest(grpc::ServerContext*, const pb::RestRequest* request,
                                pb::RestResponse* response) {
  const auto id = DecodeRequestId(request->request_id());
  if (!id.ok()) return ToGrpcStatus(id.status());
  const RestWhat what{Views(request->goals()), Decode(request->filter()), request->everything()};
  return Answer(rests_.Rest(*id, what, request->from(), request->until()),
                [&](const std::vector<RestView>& views) {
                  for (const RestView& view : views) Encode(view, response->add_rests());
                });
}

grpc::Status EntryService::EndRest(grpc::ServerContext*, const pb::EndRestRequest* request,
                                   pb::EndRestResponse* response) {
  const auto id = DecodeRequestId(request->request_id());
  if (!id.ok()) return ToGrpcStatus(id.status());
  const RestWhat what{Views(request->goals()), Decode(request->filter()), request->everything()};
  return Answer(rests_.End(*id, what), [&](const EndedRests& rests) {
    for (const RestView& view : rests.ended) Encode(view, response->add_ended());
    for (const RestView& view : rests.still) Encode(view, response->add_still());
  });
}

grpc::Status EntryService::ListRests(grpc::ServerContext*, const pb::ListRestsRequest*,
                                     pb::ListRestsResponse* response) {
  return Answer(rests_.List(), [&](const std::vector<RestView>& views) {
    for (const RestView& view : views) Encode(view, response->add_rests());
  });
}

grpc::Status EntryService::SetEase(grpc::ServerContext*, const pb::SetEaseRequest* request,
                                   pb::SetEaseResponse* response) {
  const auto id = DecodeRequestId(request->request_id());
  if (!id.ok()) return ToGrpcStatus(id.status());
  return Answer(entries_.SetEase(*id, request->goal(), request->ease(), request->on()),
                [&](const EntryEngine::EaseView& view) {
                  Encode(view.goal, response->mutable_goal());
                  response->set_day(IsoDay(view.day));
                  response->set_ease(static_cast<std::uint32_t>(view.ease));
                });
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

grpc::Status EntryService::History(grpc::ServerContext*, const pb::HistoryRequest* request,
                                   pb::HistoryResponse* response) {
  return Answer(acts_.History(request->before(), request->limit()), [&](const HistoryView& view) {
    for (const ActView& act : view.acts) Encode(act, response->add_acts());
    response->set_more(view.more);
  });
}

}  // namespace twofold
