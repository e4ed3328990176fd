// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/space_check.h"

#include <algorithm>
#include <limits>

#include "core/base/status_macros.h"
#include "core/sync/stamp.h"
#include "daemon/engine/shared_space.h"
#include "storage/store/folded.h"

namespace twofold {
namespace {

constexpr int kAll = std::numeric_limits<int>::max();

// Each chain's newest operation stands beside it.
absl::Status CheckHeads(const StoreView& view, const SpaceId& space, SpaceCheck& check) {
  std::map<ChainId, ChainPosition> missing = check.rebuilt.heads;
  const auto heads = view.ListHeads(space);
  if (!heads.ok() && !absl::IsDataLoss(heads.status())) return heads.status();
  for (const ChainPosition& head : heads.value_or(std::vector<ChainPosition>())) {
    const auto newest = check.rebuilt.heads.find(head.chain);
    if (newest == check.rebuilt.heads.end() || newest->second.sequence < head.sequence) {
      ++check.lost_heads;
      missing.erase(head.chain);
    } else if (newest->second == head) {
      missing.erase(head.chain);
    }
  }
  for (const auto& [chain, head] : missing) check.heads.push_back(head);
  return absl::OkStatus();
}

absl::Status CheckClock(const StoreView& view, const SpaceId& space, SpaceCheck& check) {
  const auto clock = view.GetClock(space);
  if (!clock.ok() && !absl::IsDataLoss(clock.status())) return clock.status();
  SpaceClock right = clock.value_or(SpaceClock());
  if (clock.ok() && right.stamp >= check.rebuilt.stamp) return absl::OkStatus();
  right.stamp = std::max(right.stamp, check.rebuilt.stamp);
  check.clock = std::move(right);
  return absl::OkStatus();
}

absl::Status CheckOutbox(const StoreView& view, const SpaceId& space, SpaceCheck& check) {
  TF_ASSIGN_OR_RETURN(const auto places, view.ListOutbox(space, kAll));
  check.outbox = places.size();
  for (const ChainPosition& at : places) {
    const auto operation = view.FindOperation(space, at);
    // One that is here and cannot be read was found already.
    if (operation.ok() && !*operation) check.astray.push_back(at);
  }
  return absl::OkStatus();
}

absl::Status CheckHeld(const StoreView& view, const SpaceId& space, const Notary& notary,
                       SpaceCheck& check) {
  TF_ASSIGN_OR_RETURN(const auto held, view.ListHeld(space));
  for (const auto& [id, bytes] : held) {
    const auto operation = ReadOperation(bytes, notary);
    if (!operation.ok() || operation->id != id || operation->space != space) {
      ++check.held_unreadable;
      continue;
    }
    ++check.held;
    const auto day = static_cast<std::int32_t>(operation->stamp >> kStampDayShift);
    check.held_since = std::min(check.held_since.value_or(day), day);
  }
  return absl::OkStatus();
}

bool IsSame(const MemberDevice& one, const MemberDevice& other) {
  return one.device == other.device && one.sign_key == other.sign_key;
}

// Whether those whom the record names are those who signed the beginning.
bool AreMembersOfGenesis(const Space& space) {
  const auto members = MembersOf(space.id, space.genesis);
  if (!members.ok() || members->size() != space.members.size()) return false;
  return std::all_of(members->begin(), members->end(), [&](const Member& one) {
    return std::any_of(space.members.begin(), space.members.end(), [&](const Member& other) {
      return one.person == other.person && other.devices.size() == 1 &&
             IsSame(one.devices.front(), other.devices.front());
    });
  });
}

void CheckMembers(const Space& space, const Roster& roster, const LedgerParts& parts,
                  SpaceCheck& check) {
  if (space.kind == SpaceKind::kUs && !AreMembersOfGenesis(space)) ++check.members;
  if (!BelongsTo(space.chain, parts.device)) ++check.members;
  const auto self = Membership(space.members, roster).Find(parts.device);
  const bool removed = self && self->removed != nullptr;
  if (removed && !space.removed_day && !space.left) ++check.members;
}

}  // namespace

absl::StatusOr<SpaceCheck> CheckSpace(const ByteReader& bytes, const Space& space,
                                      const LedgerParts& parts, absl::FunctionRef<bool()> go_on) {
  SpaceCheck check;
  const StoreView view(bytes);
  Scratch scratch;
  TF_ASSIGN_OR_RETURN(check.rebuilt, Rebuild(bytes, space, parts.notary, scratch.state(), go_on));
  TF_RETURN_IF_ERROR(CheckHeads(view, space.id, check));
  if (check.CanBePutRight()) {
    TF_RETURN_IF_ERROR(
        CompareFolded(bytes, scratch.state().bytes(), space.id,
                      [&](absl::string_view key, const std::optional<std::string>& rebuilt) {
                        check.folded.emplace_back(key, rebuilt);
                      }));
  }
  TF_RETURN_IF_ERROR(CheckClock(view, space.id, check));
  TF_RETURN_IF_ERROR(CheckOutbox(view, space.id, check));
  TF_RETURN_IF_ERROR(CheckHeld(view, space.id, parts.notary, check));
  TF_ASSIGN_OR_RETURN(const Roster roster, scratch.state().GetRoster(space.id));
  CheckMembers(space, roster, parts, check);
  return check;
}

std::uint64_t PutRight(const SpaceCheck& check, const Space& space, Transaction& transaction) {
  for (const auto& [key, rebuilt] : check.folded) transaction.PutFolded(key, rebuilt);
  for (const ChainPosition& head : check.heads) transaction.PutHead(space.id, head);
  if (check.clock) transaction.PutClock(space.id, *check.clock);
  for (const ChainPosition& at : check.astray) transaction.DeleteOutbox(space.id, at);
  for (const auto& [at, stored] : check.rebuilt.seen) {
    transaction.PutOperation(space.id, at, stored);
  }
  return check.wrong();
}

}  // namespace twofold
