// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/device_news.h"

#include "core/base/status_macros.h"
#include "core/sync/stamp.h"

namespace twofold {
namespace {

constexpr std::int32_t kDays = 7;

std::int32_t DayOf(const Place& place) {
  return static_cast<std::int32_t>(place.stamp >> kStampDayShift);
}

}  // namespace

absl::StatusOr<std::vector<DeviceNews>> NewsOfDevices(const StoreView& view,
                                                      const LedgerState& state,
                                                      const DeviceId& here, std::int32_t today) {
  std::vector<DeviceNews> news;
  const auto is_new = [&](std::int32_t day) { return day > today - kDays; };
  for (const SpaceKind kind : {SpaceKind::kMe, SpaceKind::kUs}) {
    const std::optional<Space>& space = state.of(kind);
    if (!space) continue;
    TF_ASSIGN_OR_RETURN(const Roster roster, view.GetRoster(space->id));
    for (const Membership::Device& one : Membership(space->members, roster).All()) {
      const bool of_partner = one.person != state.self->person;
      // Own devices are told of once, from the me space.
      if (of_partner != (kind == SpaceKind::kUs) || one.keys->device == here) continue;
      const auto named = roster.names.find(one.keys->device);
      const std::string name = named == roster.names.end() ? "" : named->second.value;
      if (one.removed != nullptr) {
        const std::int32_t day = DayOf(one.removed->place);
        if (is_new(day)) news.push_back({name, of_partner, true, day});
      } else if (one.added != nullptr && is_new(DayOf(one.added->place))) {
        news.push_back({name, of_partner, false, DayOf(one.added->place)});
      }
    }
  }
  return news;
}

}  // namespace twofold
