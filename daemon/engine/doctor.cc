// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/doctor.h"

#include <algorithm>
#include <utility>

#include "core/base/status_macros.h"
#include "daemon/engine/space_check.h"

namespace twofold {
namespace {

constexpr int kKinds = static_cast<int>(Looked::kAnchor) + 1;

LookedOver& Of(Examination& examination, Looked what) {
  return examination.looked[static_cast<std::size_t>(what)];
}

Examination Begin() {
  Examination examination;
  for (int i = 0; i < kKinds; ++i) examination.looked.push_back({.what = static_cast<Looked>(i)});
  return examination;
}

void AddTo(Examination& examination, Looked what, std::uint64_t looked_at, std::uint64_t found,
           std::uint64_t reparable) {
  LookedOver& one = Of(examination, what);
  one.looked_at += looked_at;
  one.found += found;
  one.reparable += reparable;
}

void Add(const SpaceCheck& check, Examination& examination) {
  const Rebuilt& rebuilt = check.rebuilt;
  const auto if_whole = [&](std::uint64_t found) { return check.CanBePutRight() ? found : 0; };
  ++examination.spaces;
  AddTo(examination, Looked::kWritten, rebuilt.operations, rebuilt.changed, 0);
  AddTo(examination, Looked::kChains, rebuilt.heads.size(), rebuilt.gaps + rebuilt.unlinked, 0);
  AddTo(examination, Looked::kCauses, rebuilt.operations, rebuilt.bereft, 0);
  const std::uint64_t shown = check.folded.size() + rebuilt.seen.size();
  AddTo(examination, Looked::kShown, 1, shown, if_whole(shown));
  if (!check.CanBePutRight()) ++Of(examination, Looked::kShown).not_compared;
  AddTo(examination, Looked::kHeads, rebuilt.heads.size(), check.heads.size() + check.lost_heads,
        if_whole(check.heads.size()));
  AddTo(examination, Looked::kClock, 1, check.clock ? 1 : 0, if_whole(check.clock ? 1 : 0));
  AddTo(examination, Looked::kOutbox, check.outbox, check.astray.size(),
        if_whole(check.astray.size()));
  AddTo(examination, Looked::kHeld, check.held, check.held_unreadable, 0);
  LookedOver& held = Of(examination, Looked::kHeld);
  if (check.held_since) {
    held.since_day = std::min(held.since_day.value_or(*check.held_since), *check.held_since);
  }
  AddTo(examination, Looked::kMembers, 1, check.members, 0);
}

using Checks = std::vector<std::pair<Space, SpaceCheck>>;

absl::StatusOr<Checks> CheckAll(const ByteReader& bytes, const LedgerParts& parts,
                                absl::FunctionRef<bool()> go_on) {
  Checks checks;
  TF_ASSIGN_OR_RETURN(std::vector<Space> spaces, StoreView(bytes).ListSpaces());
  for (Space& space : spaces) {
    TF_ASSIGN_OR_RETURN(SpaceCheck check, CheckSpace(bytes, space, parts, go_on));
    checks.emplace_back(std::move(space), std::move(check));
  }
  return checks;
}

bool CanPutRight(const Checks& checks) {
  return std::any_of(checks.begin(), checks.end(), [](const auto& one) {
    return one.second.CanBePutRight() && one.second.wrong() > 0;
  });
}

absl::Status AddActs(const StoreView& view, Examination& examination) {
  TF_ASSIGN_OR_RETURN(const std::uint64_t newest, view.NewestAct());
  for (std::uint64_t number = 1; number <= newest; ++number) {
    const auto act = view.GetAct(number);
    if (!act.ok() && !absl::IsDataLoss(act.status())) return act.status();
    AddTo(examination, Looked::kActs, 1, act.ok() ? 0 : 1, 0);
  }
  return absl::OkStatus();
}

}  // namespace

bool Examination::well() const {
  return std::all_of(looked.begin(), looked.end(),
                     [](const LookedOver& one) { return one.found == 0; });
}

absl::StatusOr<Examination> Doctor::Examine(absl::FunctionRef<bool()> go_on) const {
  Examination examination = Begin();
  // Asked before: the store may come further meanwhile, and the anchor behind it.
  const std::optional<AnchorPoint> anchor = anchor_();
  const Ledger::Look look = ledger_.LookAt();
  TF_ASSIGN_OR_RETURN(const Checks checks, CheckAll(*look.snapshot, ledger_.parts(), go_on));
  for (const auto& [space, check] : checks) Add(check, examination);
  TF_RETURN_IF_ERROR(AddActs(look.view(), examination));
  if (anchor) {
    const bool ahead = IsBehind(look.state.tally.point, *anchor);
    AddTo(examination, Looked::kAnchor, 1, ahead ? 1 : 0, 0);
  }
  return examination;
}

absl::StatusOr<Examination> Doctor::Repair(absl::FunctionRef<bool()> go_on) {
  const Ledger::Look look = ledger_.LookAt();
  TF_ASSIGN_OR_RETURN(Checks checks, CheckAll(*look.snapshot, ledger_.parts(), go_on));
  std::uint64_t repaired = 0;
  if (CanPutRight(checks)) {
    TF_RETURN_IF_ERROR(ledger_.Mend([&](Change& change) -> absl::Status {
      // What was found holds as long as nobody wrote since; else it is looked at once more, while
      // nobody can.
      if (change.state().commit != look.state.commit) {
        TF_ASSIGN_OR_RETURN(checks, CheckAll(change.transaction().bytes(), change.parts(), go_on));
      }
      for (const auto& [space, check] : checks) {
        if (check.CanBePutRight()) repaired += PutRight(check, space, change.transaction());
      }
      return absl::OkStatus();
    }));
  }
  TF_ASSIGN_OR_RETURN(Examination examination, Examine(go_on));
  examination.repaired = repaired;
  return examination;
}

}  // namespace twofold
