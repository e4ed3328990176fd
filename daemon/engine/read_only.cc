// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/read_only.h"

#include "absl/strings/str_cat.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"

namespace twofold {
namespace {

constexpr absl::string_view kReason = "update_needed";
constexpr auto kCode = absl::StatusCode::kFailedPrecondition;

std::string Named(absl::string_view word) {
  return word.empty() ? "that" : absl::StrCat("\"", word, "\"");
}

}  // namespace

absl::StatusOr<ReadOnly> ReadOnly::Load(const StoreView& view, const Space& space) {
  ReadOnly out;
  TF_ASSIGN_OR_RETURN(const Roster roster, view.GetRoster(space.id));
  const Membership membership(space.members, roster);
  out.everything_ = membership.IsReadOnly();
  TF_ASSIGN_OR_RETURN(const auto later, view.ListLater(space.id));
  for (const auto& [entity, devices] : later) {
    if (membership.AnyPresent(devices)) out.some_.insert(entity);
  }
  return out;
}

bool OnlyTakesAway(const Payload& payload) {
  const auto* shared = std::get_if<SharedSpacePayload>(&payload);
  if (shared != nullptr) return shared->shared.left;
  return std::holds_alternative<DeclinePayload>(payload) ||
         std::holds_alternative<WithdrawPayload>(payload) ||
         std::holds_alternative<StepOutPayload>(payload) ||
         std::holds_alternative<DeviceRemovePayload>(payload);
}

absl::Status SpaceNeedsUpdate(SpaceKind kind) {
  if (kind == SpaceKind::kMe) {
    return Refusal(kCode, kReason,
                   "a newer twofold on another of your computers changed something that this one "
                   "cannot read; update twofold on this computer to change anything here.")
        .Hint("See your computers", "twofold device list")
        .Hint("Take everything along", "twofold export");
  }
  return Refusal(kCode, kReason,
                 "a newer twofold changed something between you that this one cannot read; update "
                 "twofold on this computer to change anything that you share.")
      .Hint("Leave, alone, at any time", "twofold leave")
      .Hint("Take everything along", "twofold export");
}

absl::Status EntityNeedsUpdate(absl::string_view word) {
  return Refusal(kCode, kReason,
                 absl::StrCat("a newer twofold changed ", Named(word),
                              " in a way that this one cannot read; update twofold on this "
                              "computer to change it here."))
      .Hint("What waits for the update", "twofold status");
}

absl::Status NotSharedUntilUpdate(absl::string_view word) {
  Refusal refusal(kCode, kReason,
                  absl::StrCat("a newer twofold said something about ", Named(word),
                               " that this one cannot read; until twofold is updated on this "
                               "computer it counts as not shared."));
  refusal.Hint("What waits for the update", "twofold status");
  if (!word.empty()) {
    refusal.Hint("Step out, alone, at any time", absl::StrCat("twofold goal leave ", word));
  }
  return refusal;
}

}  // namespace twofold
