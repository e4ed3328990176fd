// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/profile_engine.h"

#include <algorithm>
#include <vector>

#include "core/base/refusal.h"
#include "core/base/relay_address.h"
#include "core/schedule/day.h"
#include "core/schedule/schedule_words.h"
#include "core/together/roster.h"
#include "daemon/engine/goal_reader.h"

namespace twofold {

namespace {

// Whether the person has another computer; a recovery code is none.
absl::StatusOr<bool> HasOthers(const Change& change, const Space& me) {
  TF_ASSIGN_OR_RETURN(const Roster roster, change.view().GetRoster(me.id));
  const std::vector<Membership::Device> present = Membership(me.members, roster).Present();
  return std::any_of(present.begin(), present.end(), [&](const Membership::Device& one) {
    const DeviceId& device = one.keys->device;
    return device != change.parts().device && !roster.papers.contains(device);
  });
}

}  // namespace

absl::StatusOr<ProfileEngine::Started> ProfileEngine::Start(const RequestId& request,
                                                            absl::string_view name,
                                                            absl::string_view checkin_at) {
  return ledger_.Do([&](Change& change) -> absl::StatusOr<Started> {
    if (change.state().self) return Started{*change.state().self, true};
    TF_RETURN_IF_ERROR(ValidatePersonName(name));
    Self self;
    if (!checkin_at.empty()) {
      TF_ASSIGN_OR_RETURN(self.checkin_minute, ParseTimeOfDay(checkin_at));
    }
    const LedgerParts& parts = change.parts();
    self.person = PersonId::Make(parts.random);
    self.name = std::string(name);
    Space me;
    me.id = SpaceId::Make(parts.random);
    me.kind = SpaceKind::kMe;
    me.chain = BeginChain(parts.device, parts.random);
    me.since_day = DayNumber(change.today());
    me.members = {
        {self.person, self.name, {{parts.device, parts.sign_key, parts.boxes.public_key()}}}};
    change.transaction().PutSelf(self);
    change.transaction().PutSpace(me);
    change.state().self = self;
    change.state().me = std::move(me);
    return Started{self, false};
  });
}

absl::StatusOr<ProfileEngine::RelayMove> ProfileEngine::MoveRelay(const RequestId& request,
                                                                  absl::string_view address) {
  TF_RETURN_IF_ERROR(CheckRelayAddress(address));
  return ledger_.Do([&](Change& change) -> absl::StatusOr<RelayMove> {
    LedgerState& state = change.state();
    if (!state.self || !state.me) return NotStarted();
    const bool together = state.us && !state.us->relay.empty();
    const std::string from = together ? state.us->relay : state.me->relay;
    if (from.empty()) {
      return Refusal(absl::StatusCode::kFailedPrecondition, "no_relay_used",
                     "no relay is used yet: there is no shared space and no other computer.")
          .Hint("With your partner", "twofold pair")
          .Hint("With a computer of yours", "twofold device link")
          .Aftermath("Nothing was contacted.");
    }
    RelayMove move{from, std::string(address)};
    if (together) {
      if (const Member* partner = Partner(state, *state.us)) move.partner = partner->name;
    }
    TF_ASSIGN_OR_RETURN(move.others, HasOthers(change, *state.me));
    for (std::optional<Space>* space : {&state.me, &state.us}) {
      if (!*space || (*space)->relay.empty()) continue;
      (*space)->relay = move.to;
      change.transaction().PutSpace(**space);
    }
    state.self->relay = move.to;
    change.transaction().PutSelf(*state.self);
    return move;
  });
}

}  // namespace twofold
