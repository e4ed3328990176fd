// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/profile_engine.h"

#include "core/schedule/day.h"
#include "core/schedule/schedule_words.h"

namespace twofold {

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

}  // namespace twofold
