// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/rpc/pairing_service.h"

#include <algorithm>

#include "daemon/rpc/answer.h"
#include "daemon/rpc/relay_for.h"

namespace twofold {
namespace {

namespace pb = daemon::v1;

constexpr std::uint32_t kMostWaitMs = 20'000;

const char* Word(const std::optional<PairingStep>& step) {
  if (!step) return "none";
  switch (*step) {
    case PairingStep::kWaiting:
      return "waiting";
    case PairingStep::kComparing:
      return "comparing";
    case PairingStep::kConfirmed:
      return "confirmed";
    case PairingStep::kFinishing:
      return "finishing";
    case PairingStep::kPaired:
      return "paired";
    case PairingStep::kEnded:
      return "ended";
  }
  return "none";
}

const char* Word(PairingEnd end) {
  switch (end) {
    case PairingEnd::kCancelledHere:
      return "cancelled_here";
    case PairingEnd::kCancelledThere:
      return "cancelled_there";
    case PairingEnd::kNumberDiffers:
      return "number_differs";
    case PairingEnd::kThirdParty:
      return "third_party";
    case PairingEnd::kExpired:
      return "expired";
    case PairingEnd::kBadMessage:
      return "bad_message";
    case PairingEnd::kOtherPurpose:
      return "other_purpose";
  }
  return "";
}

Meeting MeetingOf(pb::MeetingPurpose purpose, const std::string& device_name) {
  return {purpose == pb::MEETING_PURPOSE_LINK ? PairingPurpose::kLink : PairingPurpose::kCouple,
          device_name};
}

}  // namespace

grpc::Status PairingService::Invite(grpc::ServerContext*, const pb::InviteRequest* request,
                                    pb::InviteResponse* response) {
  const absl::StatusOr<std::string> relay = RelayFor(request->relay(), config_relay_, ledger_);
  if (!relay.ok()) return ToGrpcStatus(relay.status());
  return Answer(talk_.Invite(*relay, MeetingOf(request->purpose(), request->device_name())),
                [&](const std::vector<std::string>& words) {
                  for (const std::string& word : words) response->add_words(word);
                  response->set_relay(*relay);
                });
}

grpc::Status PairingService::Join(grpc::ServerContext*, const pb::JoinRequest* request,
                                  pb::JoinResponse* response) {
  const absl::StatusOr<std::string> relay = RelayFor(request->relay(), config_relay_, ledger_);
  if (!relay.ok()) return ToGrpcStatus(relay.status());
  response->set_relay(*relay);
  return ToGrpcStatus(
      talk_.Join(*relay, request->words(), MeetingOf(request->purpose(), request->device_name())));
}

grpc::Status PairingService::Watch(grpc::ServerContext*, const pb::WatchRequest* request,
                                   pb::WatchResponse* response) {
  const std::uint32_t wait = std::min(request->wait_ms(), kMostWaitMs);
  const PairingStanding standing = talk_.Watch(request->seen_revision(), absl::Milliseconds(wait));
  response->set_revision(standing.revision);
  response->set_step(Word(standing.step));
  response->set_check_number(standing.check_number);
  response->set_partner_name(standing.partner_name);
  if (standing.end) response->set_end_reason(Word(*standing.end));
  response->set_relay_answers(standing.relay_answers);
  response->set_relay(standing.relay);
  response->set_purpose(standing.purpose == PairingPurpose::kLink ? pb::MEETING_PURPOSE_LINK
                                                                  : pb::MEETING_PURPOSE_COUPLE);
  return grpc::Status::OK;
}

grpc::Status PairingService::Confirm(grpc::ServerContext*, const pb::ConfirmRequest* request,
                                     pb::ConfirmResponse*) {
  return ToGrpcStatus(talk_.Confirm(request->check_number()));
}

grpc::Status PairingService::Cancel(grpc::ServerContext*, const pb::CancelRequest* request,
                                    pb::CancelResponse*) {
  talk_.Cancel(request->number_differs() ? NumberCheck::kDiffers : NumberCheck::kUnsaid);
  return grpc::Status::OK;
}

}  // namespace twofold
