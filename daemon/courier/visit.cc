// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/courier/visit.h"

#include "core/base/limits.h"
#include "core/base/status_macros.h"

namespace twofold {
namespace {

namespace pb = relay::v1;

}  // namespace

Visit::Visit(Exchange& exchange, const SpaceId& space, const EarlierKey& where, SpaceKey key,
             const DeviceId& device, const std::string& address, Visited& visited, Random& random)
    : exchange_(exchange),
      space_(space),
      where_(where),
      key_(std::move(key)),
      mailbox_(address, key_, device, random),
      visited_(visited),
      next_(pb::HelloRequest()) {}

absl::StatusOr<std::optional<RelayRequest>> Visit::Next() {
  if (step_ == Step::kSay) {
    TF_ASSIGN_OR_RETURN(saying_, exchange_.WhatLeadsOn(space_, where_.rotation));
    if (visited_.said != saying_) {
      // The relay is to keep everything for whoever is still there.
      TF_ASSIGN_OR_RETURN(
          next_, mailbox_.Acknowledge(visited_.position, saying_, Mailbox::Audience::kDevices));
      return next_;
    }
    step_ = Step::kLay;
  }
  if (step_ == Step::kLay) return NextToLay();
  return next_;
}

absl::StatusOr<std::optional<RelayRequest>> Visit::NextToLay() {
  while (laid_ < limits::kRepairOperations) {
    if (!way_ && others_.empty()) return std::nullopt;
    if (!way_) {
      const auto [device, word] = std::move(others_.front());
      others_.pop_front();
      TF_ASSIGN_OR_RETURN(auto way, exchange_.WayOn(space_, where_.rotation, device, word.have,
                                                    word.partial ? Exchange::Word::kPartial
                                                                 : Exchange::Word::kWhole));
      if (!way) continue;
      way_.emplace(*std::move(way));
    }
    TF_ASSIGN_OR_RETURN(const std::vector<std::string> operations,
                        way_->Next(MostOutgoingBytes(), limits::kOperationsPerEnvelope));
    if (way_->done()) way_.reset();
    if (operations.empty()) continue;
    TF_RETURN_IF_ERROR(exchange_.Secure());
    laid_ += operations.size();
    TF_ASSIGN_OR_RETURN(next_, mailbox_.SealAgain(operations));
    return next_;
  }
  return std::nullopt;
}

absl::Status Visit::Take(absl::StatusOr<RelayResponse> answer) {
  if (!answer.ok()) return answer.status();
  if (answer->index() != next_.index()) return absl::InternalError("an answer to another call");
  switch (step_) {
    case Step::kHello: {
      TF_ASSIGN_OR_RETURN(next_, mailbox_.Login(std::get<pb::HelloResponse>(*answer)));
      step_ = Step::kLogin;
      return absl::OkStatus();
    }
    case Step::kLogin:
      // Where there was no such mailbox there is one now, and whoever comes to it finds us.
      next_ = mailbox_.Enter(std::get<pb::LoginResponse>(*answer));
      step_ = Step::kEnter;
      return absl::OkStatus();
    case Step::kEnter:
      if (visited_.position.generation != mailbox_.generation()) {
        visited_ = Visited();
        visited_.position.generation = mailbox_.generation();
      }
      next_ = mailbox_.FetchAfter(visited_.position.sequence);
      step_ = Step::kRead;
      return absl::OkStatus();
    case Step::kRead:
      return Take(std::get<pb::FetchResponse>(*answer));
    case Step::kSay:
      visited_.said = saying_;
      stirred_ = true;
      step_ = Step::kLay;
      return absl::OkStatus();
    case Step::kLay:
      // What lies there already was laid before, and nothing came of it yet.
      stirred_ = stirred_ || std::get<pb::AppendResponse>(*answer).sequences(0) ==
                                 std::get<pb::AppendResponse>(*answer).head().sequence();
      return absl::OkStatus();
  }
  return absl::OkStatus();
}

absl::Status Visit::Take(const pb::FetchResponse& response) {
  TF_ASSIGN_OR_RETURN(
      const Fetched fetched,
      mailbox_.Read(visited_.position, std::get<pb::FetchRequest>(next_), response));
  if (fetched.other_history) {
    // Read from its beginning the next time.
    visited_ = Visited();
    stirred_ = true;
    return absl::AbortedError("the mailbox has another history");
  }
  if (fetched.ask_after) {
    next_ = mailbox_.FetchAfter(*fetched.ask_after);
    return absl::OkStatus();
  }
  if (!fetched.operations.empty()) {
    TF_ASSIGN_OR_RETURN(const MailboxPosition stands, exchange_.Position(space_));
    TF_ASSIGN_OR_RETURN(const Received received,
                        exchange_.Receive(space_, fetched.operations, stands));
    stirred_ = stirred_ || received.applied > 0;
  }
  visited_.position = fetched.position;
  if (fetched.position.sequence < fetched.head) {
    next_ = mailbox_.FetchAfter(fetched.position.sequence);
    return absl::OkStatus();
  }
  TF_ASSIGN_OR_RETURN(const std::vector<DeviceId> devices, exchange_.Devices(space_));
  for (const SlotWord& word : fetched.words) {
    for (const DeviceId& device : devices) {
      if (mailbox_.SlotOf(device) == word.slot) others_.emplace_back(device, word);
    }
  }
  step_ = Step::kSay;
  return absl::OkStatus();
}

}  // namespace twofold
