// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Answers to what stands open between two people: yes, no, taken back.
#include "client/commands/command.h"
#include "client/render/couple.h"

namespace twofold {
namespace {

// Requests about one proposal differ in their type alone.
template <class Request>
Request About(Session& session) {
  Request request;
  request.set_request_id(session.NewRequest());
  request.set_handle(session.arguments.Word(0));
  return request;
}

}  // namespace

absl::Status RunAccept(Session& session) {
  TF_ASSIGN_OR_RETURN(const auto response,
                      session.daemon.Call<daemon::v1::AcceptResponse>(
                          "CoupleService/Accept", About<daemon::v1::AcceptRequest>(session)));
  session.Show(response, AcceptedText, AcceptedPlain);
  return absl::OkStatus();
}

absl::Status RunDecline(Session& session) {
  TF_ASSIGN_OR_RETURN(const auto response,
                      session.daemon.Call<daemon::v1::DeclineResponse>(
                          "CoupleService/Decline", About<daemon::v1::DeclineRequest>(session)));
  session.Show(response, DeclinedText, DeclinedPlain);
  return absl::OkStatus();
}

absl::Status RunWithdraw(Session& session) {
  TF_ASSIGN_OR_RETURN(const auto response,
                      session.daemon.Call<daemon::v1::WithdrawResponse>(
                          "CoupleService/Withdraw", About<daemon::v1::WithdrawRequest>(session)));
  session.Show(response, WithdrawnText, WithdrawnPlain);
  return absl::OkStatus();
}

}  // namespace twofold
