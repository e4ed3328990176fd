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
#include "daemon/engine/own_devices.h"
#include "daemon/engine/shared_space.h"

namespace twofold {
namespace {

std::int32_t DayOfStamp(std::uint64_t stamp) {
  return static_cast<std::int32_t>(stamp >> kStampDayShift);
}

std::vector<DeviceView> ViewDevices(const Space& me, const Roster& roster, const DeviceId& self) {
  std::vector<DeviceView> views;
  for (const Membership::Device& one : Membership(me.members, roster).All()) {
    DeviceView view;
    view.device = one.keys->device;
    view.here = view.device == self;
    view.paper = roster.papers.contains(view.device);
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

// Of several of one name: whoever removes means another one, whoever renames this one.
enum class Meant { kAnother, kThis };

// The one device that is there and that a word means.
absl::StatusOr<DeviceView> FindDevice(const std::vector<DeviceView>& views, absl::string_view word,
                                      Meant meant) {
  std::vector<DeviceView> found, exact;
  for (const DeviceView& view : views) {
    if (view.removed_day || word.empty()) continue;
    if (view.name == word) exact.push_back(view);
    if (absl::StartsWithIgnoreCase(view.name, word)) found.push_back(view);
  }
  if (exact.size() > 1) {
    std::erase_if(exact,
                  [&](const DeviceView& view) { return view.here != (meant == Meant::kThis); });
  }
  if (exact.size() == 1) return exact.front();
  if (exact.size() > 1) {
    return Refusal(absl::StatusCode::kInvalidArgument, "ambiguous_device",
                   absl::StrCat("more than one of your computers is called ", Quoted(word), "."))
        .Hint("On one of them", "twofold device rename NAME NEW");
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

// A name that none of the others has: "desk", or "desk 2".
std::string FreeName(const std::vector<DeviceView>& views, const NewDevice& device) {
  const auto taken = [&](const std::string& name) {
    return std::any_of(views.begin(), views.end(), [&](const DeviceView& view) {
      return view.device != device.keys.device && !view.removed_day && view.name == name;
    });
  };
  std::string name = device.name;
  for (int number = 2; taken(name); ++number) name = absl::StrCat(device.name, " ", number);
  return ValidateDeviceName(name).ok() ? name : device.name;
}

// It begins with nothing.
absl::Status AddAndSendAll(Change& change, SpaceKind kind, const NewDevice& device,
                           const OperationId& rotation) {
  TF_ASSIGN_OR_RETURN(const bool added, AddTo(change, kind, device, rotation));
  return added ? change.QueueAll(kind) : absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<DeviceView>> DeviceEngine::List() const {
  const Ledger::Look look = ledger_.LookAt();
  if (!look.state.me) return NotStarted();
  TF_ASSIGN_OR_RETURN(const Roster roster, look.view().GetRoster(look.state.me->id));
  return ViewDevices(*look.state.me, roster, ledger_.parts().device);
}

absl::Status DeviceEngine::CheckMayInvite() const {
  const Ledger::Look look = ledger_.LookAt();
  return CheckRoom(look.state, look.view(), ledger_.parts().device);
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
    TF_RETURN_IF_ERROR(CheckRoom(change.state(), change.view(), change.parts().device));
    TF_RETURN_IF_ERROR(OpenToOwn(change, relay, own_name));
    return WelcomeFrom(change.state());
  });
}

absl::Status DeviceEngine::Add(const NewDevice& device, const Welcome& told) {
  TF_RETURN_IF_ERROR(ValidateDeviceName(device.name));
  return ledger_
      .Do([&](Change& change) -> absl::StatusOr<bool> {
        change.transaction().DeletePairing();
        TF_RETURN_IF_ERROR(AddAndSendAll(change, SpaceKind::kMe, device, told.me.rotation));
        const Space me = *change.state().me;
        TF_ASSIGN_OR_RETURN(const Roster roster, change.view().GetRoster(me.id));
        const std::string name = FreeName(ViewDevices(me, roster, change.parts().device), device);
        TF_RETURN_IF_ERROR(
            change.Emit(me, EntityOf(device.keys.device), DeviceNamePayload{name}).status());
        const std::optional<Space>& us = change.state().us;
        if (told.us && us && us->id == told.us->id) {
          TF_RETURN_IF_ERROR(AddAndSendAll(change, SpaceKind::kUs, device, told.us->rotation));
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
        TF_ASSIGN_OR_RETURN(
            DeviceView view,
            FindDevice(ViewDevices(me, roster, change.parts().device), word, Meant::kAnother));
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
    TF_ASSIGN_OR_RETURN(DeviceView view, FindDevice(ViewDevices(me, roster, change.parts().device),
                                                    word, Meant::kThis));
    view.name = std::string(name);
    TF_RETURN_IF_ERROR(
        change.Emit(me, EntityOf(view.device), DeviceNamePayload{view.name}).status());
    return view;
  };
  return ledger_.Do(
      request, rename, [&](Change& change, std::uint64_t) -> absl::StatusOr<DeviceView> {
        TF_ASSIGN_OR_RETURN(const Roster roster, change.view().GetRoster(change.state().me->id));
        return FindDevice(ViewDevices(*change.state().me, roster, change.parts().device), name,
                          Meant::kThis);
      });
}

}  // namespace twofold
