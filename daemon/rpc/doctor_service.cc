// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/rpc/doctor_service.h"

#include "core/schedule/day.h"
#include "daemon/rpc/answer.h"

namespace twofold {
namespace {

namespace pb = daemon::v1;

const char* Word(Looked what) {
  switch (what) {
    case Looked::kWritten:
      return "written";
    case Looked::kChains:
      return "chains";
    case Looked::kCauses:
      return "causes";
    case Looked::kShown:
      return "shown";
    case Looked::kHeads:
      return "newest";
    case Looked::kClock:
      return "clock";
    case Looked::kOutbox:
      return "to_send";
    case Looked::kHeld:
      return "waiting";
    case Looked::kMembers:
      return "members";
    case Looked::kActs:
      return "undo";
    case Looked::kAnchor:
      return "anchor";
  }
  return "";
}

template <class Response>
void Encode(const Examination& examination, Response* response) {
  response->set_well(examination.well());
  response->set_spaces(examination.spaces);
  for (const LookedOver& one : examination.looked) {
    pb::LookedOver* out = response->add_looked_over();
    out->set_what(Word(one.what));
    out->set_looked_at(one.looked_at);
    out->set_found(one.found);
    out->set_reparable(one.reparable);
    out->set_not_compared(one.not_compared);
    if (one.since_day) out->set_since(IsoDay(DayFromNumber(*one.since_day)));
  }
}

}  // namespace

grpc::Status DoctorService::Examine(grpc::ServerContext* context, const pb::ExamineRequest*,
                                    pb::ExamineResponse* response) {
  const auto go_on = [&] { return !context->IsCancelled(); };
  return Answer(doctor_.Examine(go_on),
                [&](const Examination& examination) { Encode(examination, response); });
}

grpc::Status DoctorService::Repair(grpc::ServerContext* context, const pb::RepairRequest*,
                                   pb::RepairResponse* response) {
  const auto go_on = [&] { return !context->IsCancelled(); };
  return Answer(doctor_.Repair(go_on), [&](const Examination& examination) {
    Encode(examination, response);
    response->set_repaired(examination.repaired);
  });
}

}  // namespace twofold
