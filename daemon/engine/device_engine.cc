// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/device_engine.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/quoted.h"
#include "core/base/refusal.h"
#include "core/schedule/day.h"
#include "core/sync/stamp.h"
#include "daemon/engine/shared_space.h"
#include "daemon/engine/space_keys.h"

namespace twofold {
namespace {

EntityId EntityOf(const DeviceId& device) { return EntityId::Prefix(device.bytes()); }

std::int32_t DayOfStamp(std::uint64_t stamp) {
  return static_cast<std::int32_t>(stamp >> kStampDayShift);
}

std::vector<DeviceView> ViewDevices(const Space& me, const Roster& roster, const DeviceId& self) {
  std::vector<DeviceView> views;
  for (const Membership::Device& one : Membership(me.members, roster).All()) {
    DeviceView view;
    view.device = one.keys->device;
    view.here = view.device == self;
    view.since_day = one.added == nullptr ? me.since_day : DayOfStamp(one.added->place.stamp);
    if (one.removed != nullptr) view.removed_day = DayOfStamp(one.removed->place.stamp);
    const auto name = roster.names.find(view.device);
    if (name != roster.names.end()) view.name = name->second.value;
    views.push_back(std::move(view));
  }
  const auto order = [](const DeviceView& view) {
    return std::pair(view.removed_day.has_value(), view.since_day);
  };
  std::stable_sort(views.begin(), views.end(),
                   [&](const DeviceView& a, const DeviceView& b) { return order(a) < order(b); });
  return views;
}

// The one device that is there and that a word means.
absl::StatusOr<DeviceView> FindDevice(const std::vector<DeviceView>& views,
                                      absl::string_view word) {
  std::vector<DeviceView> found;
  for (const DeviceView& view : views) {
    if (view.removed_day || word.empty()) continue;
    if (view.name == word) return view;
    if (absl::StartsWithIgnoreCase(view.name, word)) found.push_back(view);
  }
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    return Refusal(absl::StatusCode::kNotFound, "no_such_device",
                   absl::StrCat("none of your computers is called ", Quoted(word), "."))
        .Hint("See them", "twofold device list");
  }
  return Refusal(absl::StatusCode::kInvalidArgument, "ambiguous_device",
                 absl::StrCat(Quoted(word), " is the beginning of more than one name."))
      .Hint("See them", "twofold device list");
}

absl::Status CheckRoom(const LedgerState& state, const StoreView& view) {
  if (!state.me) return NotStarted();
  if (state.me->removed_day) return DeviceRemoved();
  if (state.IsReadOnly(state.me->id)) return SpaceNeedsUpdate(SpaceKind::kMe);
  TF_ASSIGN_OR_RETURN(const Roster roster, view.GetRoster(state.me->id));
  const Membership membership(state.me->members, roster);
  if (membership.Present().size() < limits::kDevices &&
      membership.All().size() < limits::kDevicesOfPerson) {
    return absl::OkStatus();
  }
  return Refusal(absl::StatusCode::kFailedPrecondition, "too_many_devices",
                 absl::StrCat("there are as many computers as one person can have, ",
                              limits::kDevices, " at once."))
      .Hint("Remove one", "twofold device remove NAME");
}

SpaceWelcome WelcomeTo(const Space& space) {
  SpaceWelcome welcome;
  welcome.id = space.id;
  if (space.kind == SpaceKind::kMe) welcome.founders = space.members;
  welcome.genesis = space.genesis;
  welcome.key = space.key;
  welcome.rotation = space.rotation;
  welcome.relay = space.relay;
  welcome.since_day = space.since_day;
  return welcome;
}

absl::Status AddTo(Change& change, SpaceKind kind, const NewDevice& device,
                   const OperationId& rotation) {
  const Space space = *change.state().of(kind);
  TF_ASSIGN_OR_RETURN(const Roster roster, change.view().GetRoster(space.id));
  if (Membership(space.members, roster).KeysOf(device.keys.device) != nullptr) {
    return absl::OkStatus();
  }
  // Nor does what stands in the way of it in one space keep it from the other: it reads there, and
  // is added once this computer may.
  TF_ASSIGN_OR_RETURN(const bool may, change.MayChange(space));
  if (!may && kind == SpaceKind::kUs) return absl::OkStatus();
  DeviceAddPayload payload{change.state().self->person, device.keys, device.wish, rotation};
  TF_RETURN_IF_ERROR(change.Emit(space, EntityOf(device.keys.device), std::move(payload)).status());
  // It begins with nothing.
  return change.QueueAll(kind);
}

// Gives the me space what it needs once there is more than one device: a mailbox and a key, and for
// this device a name and the wish by which others can add it elsewhere.
absl::Status Open(Change& change, const std::string& relay, const std::string& own_name) {
  const LedgerParts& parts = change.parts();
  if (change.state().me->key.empty()) {
    change.state().me->relay = relay;
    TF_RETURN_IF_ERROR(RotateKey(change, SpaceKind::kMe).status());
  }
  const Space me = *change.state().me;
  TF_ASSIGN_OR_RETURN(const Roster roster, change.view().GetRoster(me.id));
  const bool known =
      std::any_of(roster.additions.begin(), roster.additions.end(),
                  [&](const DeviceAddition& one) { return one.device.device == parts.device; });
  const PersonId person = change.state().self->person;
  if (!known) {
    DeviceAddPayload itself{
        person, {parts.device, parts.sign_key, parts.boxes.public_key()}, SignWish(person, parts)};
    TF_RETURN_IF_ERROR(change.Emit(me, EntityOf(parts.device), std::move(itself)).status());
  }
  if (roster.names.contains(parts.device)) return absl::OkStatus();
  return change.Emit(me, EntityOf(parts.device), DeviceNamePayload{own_name}).status();
}

}  // namespace

Signature SignWish(const PersonId& person, const LedgerParts& parts) {
  return parts.notary.Sign(DeviceWish(person, parts.device));
}

absl::StatusOr<std::vector<DeviceView>> DeviceEngine::List() const {
  const Ledger::Look look = ledger_.LookAt();
  if (!look.state.me) return NotStarted();
  TF_ASSIGN_OR_RETURN(const Roster roster, look.view().GetRoster(look.state.me->id));
  return ViewDevices(*look.state.me, roster, ledger_.parts().device);
}

absl::Status DeviceEngine::CheckMayInvite() const {
  const Ledger::Look look = ledger_.LookAt();
  return CheckRoom(look.state, look.view());
}

absl::Status DeviceEngine::CheckMayJoin() const {
  if (!ledger_.LookAt().state.self) return absl::OkStatus();
  return Refusal(absl::StatusCode::kFailedPrecondition, "already_started",
                 "this computer keeps goals already; it can only join your others while it is new.")
      .Hint("Take them along", "twofold export")
      .Aftermath("Nothing was changed.");
}

absl::StatusOr<Welcome> DeviceEngine::Greet(const std::string& relay, const std::string& own_name) {
  TF_RETURN_IF_ERROR(ValidateDeviceName(own_name));
  return ledger_.Do([&](Change& change) -> absl::StatusOr<Welcome> {
    TF_RETURN_IF_ERROR(CheckRoom(change.state(), change.view()));
    TF_RETURN_IF_ERROR(Open(change, relay, own_name));
    const LedgerState& state = change.state();
    Welcome welcome{state.self->person, state.self->name, state.self->checkin_minute,
                    WelcomeTo(*state.me)};
    if (state.us) welcome.us = WelcomeTo(*state.us);
    return welcome;
  });
}

absl::Status DeviceEngine::Add(const NewDevice& device, const Welcome& told) {
  TF_RETURN_IF_ERROR(ValidateDeviceName(device.name));
  return ledger_
      .Do([&](Change& change) -> absl::StatusOr<bool> {
        change.transaction().DeletePairing();
        TF_RETURN_IF_ERROR(AddTo(change, SpaceKind::kMe, device, told.me.rotation));
        TF_RETURN_IF_ERROR(change
                               .Emit(*change.state().me, EntityOf(device.keys.device),
                                     DeviceNamePayload{device.name})
                               .status());
        const std::optional<Space>& us = change.state().us;
        if (told.us && us && us->id == told.us->id) {
          TF_RETURN_IF_ERROR(AddTo(change, SpaceKind::kUs, device, told.us->rotation));
        }
        TF_RETURN_IF_ERROR(SettleShared(change));
        return true;
      })
      .status();
}

absl::Status DeviceEngine::Begin(const Welcome& welcome) {
  return ledger_
      .Do([&](Change& change) -> absl::StatusOr<bool> {
        change.transaction().DeletePairing();
        if (change.state().self) return false;
        Self self;
        self.person = welcome.person;
        self.name = welcome.name;
        self.checkin_minute = welcome.checkin_minute;
        self.relay = welcome.me.relay;
        Space me;
        me.id = welcome.me.id;
        me.kind = SpaceKind::kMe;
        me.members = welcome.me.founders;
        me.since_day = welcome.me.since_day;
        me.chain = BeginChain(change.parts().device, change.parts().random);
        me.key = welcome.me.key;
        me.rotation = welcome.me.rotation;
        me.relay = welcome.me.relay;
        change.transaction().PutSelf(self);
        change.transaction().PutSpace(me);
        change.state().self = self;
        change.state().me = std::move(me);
        change.Wake();
        if (!welcome.us) return true;
        Space us;
        us.id = welcome.us->id;
        TF_ASSIGN_OR_RETURN(us.members, MembersOf(us.id, welcome.us->genesis));
        us.since_day = welcome.us->since_day;
        us.key = welcome.us->key;
        us.rotation = welcome.us->rotation;
        us.genesis = welcome.us->genesis;
        us.relay = welcome.us->relay;
        BeginShared(change, std::move(us));
        return true;
      })
      .status();
}

absl::StatusOr<DeviceView> DeviceEngine::Remove(const RequestId& request, absl::string_view word) {
  return ledger_.Do(
      request,
      [&](Change& change) -> absl::StatusOr<DeviceView> {
        if (!change.state().me) return NotStarted();
        const Space me = *change.state().me;
        TF_ASSIGN_OR_RETURN(const Roster roster, change.view().GetRoster(me.id));
        TF_ASSIGN_OR_RETURN(DeviceView view,
                            FindDevice(ViewDevices(me, roster, change.parts().device), word));
        if (view.here) {
          return Refusal(absl::StatusCode::kFailedPrecondition, "this_device",
                         absl::StrCat(Quoted(view.name), " is this computer."))
              .Hint("On another of yours", absl::StrCat("twofold device remove ", view.name))
              .Aftermath("Nothing was changed.");
        }
        TF_RETURN_IF_ERROR(change.Emit(me, EntityOf(view.device), DeviceRemovePayload{}).status());
        TF_RETURN_IF_ERROR(SettleShared(change));
        view.removed_day = DayNumber(change.today());
        return view;
      },
      [&](Change& change, std::uint64_t) -> absl::StatusOr<DeviceView> {
        TF_ASSIGN_OR_RETURN(const Roster roster, change.view().GetRoster(change.state().me->id));
        // The newest that has this name and is gone.
        const auto views = ViewDevices(*change.state().me, roster, change.parts().device);
        for (auto view = views.rbegin(); view != views.rend(); ++view) {
          if (view->removed_day && absl::StartsWithIgnoreCase(view->name, word)) return *view;
        }
        return absl::InternalError("a remembered removal that is not here");
      });
}

absl::StatusOr<DeviceView> DeviceEngine::Rename(const RequestId& request, absl::string_view word,
                                                absl::string_view name) {
  TF_RETURN_IF_ERROR(ValidateDeviceName(name));
  const auto rename = [&](Change& change) -> absl::StatusOr<DeviceView> {
    if (!change.state().me) return NotStarted();
    const Space me = *change.state().me;
    TF_ASSIGN_OR_RETURN(const Roster roster, change.view().GetRoster(me.id));
    TF_ASSIGN_OR_RETURN(DeviceView view,
                        FindDevice(ViewDevices(me, roster, change.parts().device), word));
    view.name = std::string(name);
    TF_RETURN_IF_ERROR(
        change.Emit(me, EntityOf(view.device), DeviceNamePayload{view.name}).status());
    return view;
  };
  return ledger_.Do(
      request, rename, [&](Change& change, std::uint64_t) -> absl::StatusOr<DeviceView> {
        TF_ASSIGN_OR_RETURN(const Roster roster, change.view().GetRoster(change.state().me->id));
        return FindDevice(ViewDevices(*change.state().me, roster, change.parts().device), name);
      });
}

}  // namespace twofold
