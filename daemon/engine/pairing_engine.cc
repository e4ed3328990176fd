// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/pairing_engine.h"

#include "absl/strings/str_cat.h"
#include "core/base/refusal.h"
#include "core/schedule/day.h"
#include "daemon/engine/goal_reader.h"
#include "daemon/engine/shared_space.h"

namespace twofold {

absl::Status PairingEngine::CheckMayPair() const {
  const Ledger::Look look = ledger_.LookAt();
  if (!look.state.me) return NotStarted();
  if (!look.state.us) return absl::OkStatus();
  const Member* partner = Partner(look.state, *look.state.us);
  return Refusal(absl::StatusCode::kFailedPrecondition, "already_paired",
                 absl::StrCat("there is a shared space with ",
                              partner == nullptr ? "your partner" : partner->name, " already."))
      .Hint("End it first", "twofold leave");
}

absl::StatusOr<std::optional<PendingPairing>> PairingEngine::Pending() const {
  const Ledger::Look look = ledger_.LookAt();
  return look.view().GetPairing();
}

absl::Status PairingEngine::Save(const PendingPairing& pairing) {
  return ledger_
      .Do([&](Change& change) -> absl::StatusOr<bool> {
        change.transaction().PutPairing(pairing);
        // A new device that is to be linked does not know yet whose it is.
        if (!change.state().self) return true;
        if (change.state().self->relay != pairing.relay) {
          change.state().self->relay = pairing.relay;
          change.transaction().PutSelf(*change.state().self);
        }
        return true;
      })
      .status();
}

absl::Status PairingEngine::Drop() {
  return ledger_
      .Do([](Change& change) -> absl::StatusOr<bool> {
        change.transaction().DeletePairing();
        return true;
      })
      .status();
}

absl::Status PairingEngine::Adopt(const NewSpace& made) {
  return ledger_
      .Do([&](Change& change) -> absl::StatusOr<bool> {
        change.transaction().DeletePairing();
        if (change.state().us) return false;
        Space us;
        us.id = made.id;
        us.members = made.members;
        us.since_day = DayNumber(change.today());
        us.key = made.key;
        us.genesis = made.genesis;
        us.relay = made.relay;
        BeginShared(change, std::move(us));
        TF_RETURN_IF_ERROR(SettleShared(change));
        return true;
      })
      .status();
}

}  // namespace twofold
