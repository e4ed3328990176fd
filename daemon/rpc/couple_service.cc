// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/rpc/couple_service.h"

#include "core/base/refusal.h"
#include "core/schedule/day.h"
#include "daemon/rpc/answer.h"
#include "daemon/rpc/decode.h"
#include "daemon/rpc/encode.h"

namespace twofold {
namespace {

namespace pb = daemon::v1;

absl::StatusOr<Intent> DecodeIntent(pb::Intent intent) {
  if (intent == pb::INTENT_PREVIEW) return Intent::kPreview;
  if (intent == pb::INTENT_SEND) return Intent::kSend;
  return Refusal(absl::StatusCode::kInvalidArgument, "bad_intent",
                 "the request does not say whether to send.")
      .Aftermath("Nothing was sent.");
}

template <class Response>
void EncodeOffer(const OfferResult& result, Response* response) {
  Encode(result.proposal, response->mutable_proposal());
  response->set_own_name(result.own_name);
  response->set_partner_name(result.partner_name);
}

}  // namespace

grpc::Status CoupleService::Propose(grpc::ServerContext*, const pb::ProposeRequest* request,
                                    pb::ProposeResponse* response) {
  const auto id = DecodeRequestId(request->request_id());
  if (!id.ok()) return ToGrpcStatus(id.status());
  const auto intent = DecodeIntent(request->intent());
  if (!intent.ok()) return ToGrpcStatus(intent.status());
  return Answer(couple_.Propose(*id, *intent, {request->title(), Decode(request->terms())}),
                [&](const OfferResult& result) { EncodeOffer(result, response); });
}

grpc::Status CoupleService::Change(grpc::ServerContext*, const pb::ChangeRequest* request,
                                   pb::ChangeResponse* response) {
  const auto id = DecodeRequestId(request->request_id());
  if (!id.ok()) return ToGrpcStatus(id.status());
  const auto intent = DecodeIntent(request->intent());
  if (!intent.ok()) return ToGrpcStatus(intent.status());
  return Answer(
      couple_.Change(*id, *intent, request->handle(), {request->title(), Decode(request->terms())}),
      [&](const OfferResult& result) { EncodeOffer(result, response); });
}

grpc::Status CoupleService::Accept(grpc::ServerContext*, const pb::AcceptRequest* request,
                                   pb::AcceptResponse* response) {
  const auto id = DecodeRequestId(request->request_id());
  if (!id.ok()) return ToGrpcStatus(id.status());
  return Answer(couple_.Accept(*id, request->handle()), [&](const AcceptResult& result) {
    Encode(result.goal, response->mutable_goal());
    response->set_day(IsoDay(result.day));
  });
}

grpc::Status CoupleService::Decline(grpc::ServerContext*, const pb::DeclineRequest* request,
                                    pb::DeclineResponse* response) {
  const auto id = DecodeRequestId(request->request_id());
  if (!id.ok()) return ToGrpcStatus(id.status());
  return Answer(couple_.Decline(*id, request->handle()),
                [&](const ProposalView& view) { Encode(view, response->mutable_proposal()); });
}

grpc::Status CoupleService::Withdraw(grpc::ServerContext*, const pb::WithdrawRequest* request,
                                     pb::WithdrawResponse* response) {
  const auto id = DecodeRequestId(request->request_id());
  if (!id.ok()) return ToGrpcStatus(id.status());
  return Answer(couple_.Withdraw(*id, request->handle()), [&](const WithdrawResult& result) {
    Encode(result.proposal, response->mutable_proposal());
    response->set_already_given(result.already_given);
  });
}

grpc::Status CoupleService::StepOut(grpc::ServerContext*, const pb::StepOutRequest* request,
                                    pb::StepOutResponse* response) {
  const auto id = DecodeRequestId(request->request_id());
  if (!id.ok()) return ToGrpcStatus(id.status());
  return Answer(couple_.StepOut(*id, request->handle()),
                [&](const GoalView& view) { Encode(view, response->mutable_goal()); });
}

grpc::Status CoupleService::Shared(grpc::ServerContext*, const pb::SharedRequest*,
                                   pb::SharedResponse* response) {
  return Answer(couple_.Shared(), [&](const SharedView& view) { Encode(view, response); });
}

grpc::Status CoupleService::Leave(grpc::ServerContext*, const pb::LeaveRequest* request,
                                  pb::LeaveResponse* response) {
  const auto id = DecodeRequestId(request->request_id());
  if (!id.ok()) return ToGrpcStatus(id.status());
  const AfterLeaving after =
      request->after() == pb::AFTER_LEAVING_FORGET ? AfterLeaving::kForget : AfterLeaving::kKeep;
  const absl::StatusOr<std::string> partner = couple_.Leave(*id, after);
  if (partner.ok()) on_leave_();
  return Answer(partner, [&](const std::string& name) { response->set_partner_name(name); });
}

grpc::Status CoupleService::Code(grpc::ServerContext*, const pb::CodeRequest*,
                                 pb::CodeResponse* response) {
  return Answer(couple_.SameStateNow(), [&](const SameState& state) {
    response->set_number(state.number);
    response->set_waiting_to_send(static_cast<std::uint32_t>(state.waiting));
    response->set_held(static_cast<std::uint32_t>(state.held));
  });
}

}  // namespace twofold
