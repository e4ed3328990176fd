// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/rpc/daemon_service.h"

#include <unistd.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/base/refusal.h"
#include "core/base/version.h"
#include "core/schedule/day.h"
#include "daemon/engine/goal_reader.h"
#include "daemon/engine/unread.h"
#include "daemon/rpc/answer.h"
#include "daemon/rpc/decode.h"
#include "daemon/rpc/encode.h"
#include "daemon/rpc/words.h"

namespace twofold {
namespace {

namespace pb = daemon::v1;

constexpr std::uint32_t kMostWaitMs = 20'000;

const char* Word(RelayState state) {
  switch (state) {
    case RelayState::kNone:
      return "none";
    case RelayState::kAnswers:
      return "answers";
    case RelayState::kSilent:
      return "silent";
    case RelayState::kPaused:
      return "paused";
  }
  return "";
}

// What this version cannot read, also where it keeps nothing from being changed.
std::string UpdateNeeded(const Ledger::Look& look) {
  std::vector<Subject> of_us;
  std::string partner;
  if (look.state.us) {
    of_us = look.view().ListSubjects(look.state.us->id).value_or(std::vector<Subject>());
    const Member* other = Partner(look.state, *look.state.us);
    if (other != nullptr) partner = other->name;
  }
  const Unread unread = WhatIsUnread(look.state, of_us);
  const std::string sentence = Sentence(unread, partner);
  if (!sentence.empty() || !unread.any) return sentence;
  return "A newer twofold wrote something that this one cannot show; it is kept.";
}

}  // namespace

grpc::Status DaemonService::Hello(grpc::ServerContext*, const pb::HelloRequest*,
                                  pb::HelloResponse* response) {
  response->set_version(kVersion);
  response->set_protocol(kProtocol);
  return grpc::Status::OK;
}

grpc::Status DaemonService::Start(grpc::ServerContext*, const pb::StartRequest* request,
                                  pb::StartResponse* response) {
  const auto id = DecodeRequestId(request->request_id());
  if (!id.ok()) return ToGrpcStatus(id.status());
  return Answer(parts_.profile.Start(*id, request->name(), request->checkin_at()),
                [&](const ProfileEngine::Started& started) {
                  response->set_already_started(started.already);
                  response->set_name(started.self.name);
                  if (started.self.checkin_minute) {
                    response->set_checkin_at(FormatMinute(*started.self.checkin_minute));
                  }
                  response->set_data_folder(parts_.data_folder);
                });
}

std::uint64_t DaemonService::Waiting() const {
  return parts_.exchange.Waiting() + parts_.own_exchange.Waiting();
}

void DaemonService::EncodeRelay(const LedgerState& state, pb::StatusResponse* response) const {
  std::string relay = parts_.config_relay;
  if (relay.empty() && state.us) relay = state.us->relay;
  if (relay.empty() && state.me) relay = state.me->relay;
  if (relay.empty() && state.self) relay = state.self->relay;
  response->set_relay(relay);
  const RelayStanding standing = parts_.link.standing();
  response->set_relay_state(Word(standing.state));
  response->set_relay_trouble(standing.trouble);
  const absl::TimeZone zone = parts_.ledger.parts().clock.Zone();
  const auto on_the_clock = [&](absl::Time time) { return absl::FormatTime("%H:%M", time, zone); };
  const bool spoke =
      standing.state == RelayState::kAnswers || standing.state == RelayState::kSilent;
  if (spoke) response->set_relay_since(on_the_clock(standing.since));
  if (standing.next_try) response->set_relay_next_try(on_the_clock(*standing.next_try));
  if (standing.fetching && standing.fetching->of > 0) {
    response->set_fetching_percent(static_cast<std::uint32_t>(
        std::uint64_t{100} * standing.fetching->pieces / standing.fetching->of));
  }
  response->set_sends_everything((state.me && state.me->owes_snapshot) ||
                                 (state.us && state.us->owes_snapshot));
  if (standing.delivers_at) response->set_delivers_at(on_the_clock(*standing.delivers_at));
}

grpc::Status DaemonService::Status(grpc::ServerContext*, const pb::StatusRequest*,
                                   pb::StatusResponse* response) {
  const Ledger::Look look = parts_.ledger.LookAt();
  response->set_version(kVersion);
  response->set_pid(getpid());
  response->set_data_folder(parts_.data_folder);
  response->set_data_bytes(parts_.data_bytes());
  if (look.state.self) {
    response->set_started(true);
    response->set_name(look.state.self->name);
    if (look.state.self->checkin_minute) {
      response->set_checkin_at(FormatMinute(*look.state.self->checkin_minute));
    }
  }
  if (look.state.us) {
    response->set_paired(true);
    if (const Member* partner = Partner(look.state, *look.state.us)) {
      response->set_partner_name(partner->name);
    }
    response->set_paired_since(IsoDay(DayFromNumber(look.state.us->since_day)));
  }
  response->set_waiting_to_send(static_cast<std::uint32_t>(Waiting()));
  response->set_notice(Sentences(look.state.tally.notice, look.state.us.has_value()));
  response->set_update_needed(UpdateNeeded(look));
  EncodeRelay(look.state, response);
  for (const std::string& thing : parts_.absent) response->add_absent(thing);
  return grpc::Status::OK;
}

grpc::Status DaemonService::Sync(grpc::ServerContext*, const pb::SyncRequest* request,
                                 pb::SyncResponse* response) {
  const Ledger::Look look = parts_.ledger.LookAt();
  if (!look.state.me) return ToGrpcStatus(NotStarted());
  const std::uint32_t wait = std::min(request->wait_ms(), kMostWaitMs);
  absl::StatusOr<SyncCounts> counts = parts_.link.SyncNow(absl::Milliseconds(wait));
  if (!counts.ok() && absl::IsUnavailable(counts.status())) {
    const std::uint64_t waiting = Waiting();
    counts = WithAftermath(
        counts.status(), waiting == 0
                             ? "Nothing waits to be sent."
                             : absl::StrCat(waiting, waiting == 1 ? " thing waits" : " things wait",
                                            " here, safe."));
  }
  return Answer(counts, [&](const SyncCounts& done) {
    response->set_sent(static_cast<std::uint32_t>(done.sent));
    response->set_received(static_cast<std::uint32_t>(done.received));
  });
}

grpc::Status DaemonService::MoveRelay(grpc::ServerContext*, const pb::MoveRelayRequest* request,
                                      pb::MoveRelayResponse* response) {
  const auto id = DecodeRequestId(request->request_id());
  if (!id.ok()) return ToGrpcStatus(id.status());
  if (!parts_.config_relay.empty()) {
    return ToGrpcStatus(
        Refusal(absl::StatusCode::kFailedPrecondition, "relay_of_config",
                absl::StrCat("your config.toml names the relay, ", parts_.config_relay, "."))
            .Hint("Change it there", "sync.relay, and start the service anew"));
  }
  const auto moved = parts_.profile.MoveRelay(*id, request->relay());
  if (moved.ok()) parts_.nudge();
  return Answer(moved, [&](const ProfileEngine::RelayMove& move) {
    response->set_before(move.from);
    response->set_relay(move.to);
    response->set_partner_name(move.partner);
    response->set_others(move.others);
  });
}

grpc::Status DaemonService::NoticeRead(grpc::ServerContext*, const pb::NoticeReadRequest*,
                                       pb::NoticeReadResponse*) {
  return ToGrpcStatus(parts_.ledger.NoticeTold());
}

}  // namespace twofold
