// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// How devices come and go in a simulated run.
#include <gtest/gtest.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/base/refusal.h"
#include "storage/store/store.h"
#include "tests/sim/world.h"

namespace twofold::sim {
namespace {

constexpr std::size_t kMostOfPerson = 3;
constexpr std::size_t kMostSlots = 7;  // of a mailbox, before another device comes

std::string PersonName(int person) { return person == 0 ? "Noa" : "Sam"; }

}  // namespace

int World::AddDevice(int person) {
  identities_.push_back(MakeIdentity(plan_.signing, random_));
  devices_.push_back(std::make_unique<SimDevice>(agenda_, random_, identities_.back(), person));
  lines_.emplace_back();
  return devices() - 1;
}

// Two people with their first devices; some of the others are linked before the two pair, some
// after.
void World::Begin() {
  for (int person = 0; person < 2; ++person) {
    SimDevice& one = device(AddDevice(person));
    one.Start();
    EXPECT_TRUE(one.daemon()->profile.Start(RequestId::Make(random_), PersonName(person), "").ok());
  }
  const int early = 2 + static_cast<int>(random_.Below(static_cast<std::uint64_t>(plan_.devices)));
  for (int i = 2; i < std::min(early, plan_.devices); ++i) Link(i % 2, Linking::kAtOnce);
  Pair(0, 1);
  for (int i = devices(); i < plan_.devices; ++i) Link(i % 2, Linking::kAtOnce);
  for (int i = 0; i < devices(); ++i) Stop(i);
}

void World::Pair(int inviter, int joiner) {
  const auto beginner = [&](int i) {
    const Self self = *device(i).daemon()->ledger->LookAt().state.self;
    return Beginner{self.person, self.name, device(i).identity()};
  };
  const NewSpace made = BeginSpace(beginner(inviter), beginner(joiner), kRelay, random_);
  first_keys_[made.id] = made.key;
  for (const int i : {inviter, joiner}) {
    EXPECT_TRUE(device(i).daemon()->pairing.Adopt(made).ok());
    device(i).daemon()->courier.Nudge();
    if (!calm_) Drive(i);
  }
}

// ---- Who is there ----

bool World::IsIn(int i, SpaceKind kind) {
  const std::optional<Space> space = device(i).Known(kind);
  return space && !space->removed_day && !orphans_.contains(i);
}

std::vector<int> World::Living(SpaceKind kind, int person) {
  struct One {
    int i;
    Space space;
    Roster roster;
  };
  std::vector<One> all;
  for (int i = 0; i < devices(); ++i) {
    if (!IsIn(i, kind) || (kind == SpaceKind::kMe && device(i).person() != person)) continue;
    Space space = *device(i).Known(kind);
    if (!all.empty() && all.front().space.id != space.id) continue;
    all.push_back({i, std::move(space), device(i).RosterOf(kind)});
  }
  std::vector<int> living;
  // A device alone has no mailbox; a copy of its disk hears nothing of it.
  if (!all.empty() && all.front().space.key.empty()) all.resize(1);
  for (const One& one : all) {
    const DeviceId& self = device(one.i).identity().device;
    bool known = false, removed = false;
    for (const One& other : all) {
      const auto found = Membership(other.space.members, other.roster).Find(self);
      const bool void_addition = found && found->added != nullptr &&
                                 Membership(other.space.members, other.roster)
                                     .IsVoid(found->added->author, found->added->place);
      removed |= found && (found->removed != nullptr || void_addition);
      known |= found && found->removed == nullptr && !void_addition;
    }
    if (known && !removed) living.push_back(one.i);
  }
  return living;
}

bool World::Lives(int i, SpaceKind kind) {
  const std::vector<int> living = Living(kind, device(i).person());
  return std::find(living.begin(), living.end(), i) != living.end();
}

bool World::AgreeOnKeys() {
  const auto open = [](const auto& one) { return !one->begun || !one->added; };
  if (std::any_of(welcomings_.begin(), welcomings_.end(), open)) return false;
  for (const auto& [kind, person] :
       {std::pair(SpaceKind::kUs, 0), {SpaceKind::kMe, 0}, {SpaceKind::kMe, 1}}) {
    const std::vector<int> living = Living(kind, person);
    if (living.empty()) continue;
    const Space first = *device(living.front()).Known(kind);
    const Roster roster = device(living.front()).RosterOf(kind);
    const Membership membership(first.members, roster);
    const KeyRotation* key = membership.Key();
    if (membership.OwesRotation()) return false;
    for (const int i : living) {
      const Space space = *device(i).Known(kind);
      if (space.rotation != (key == nullptr ? OperationId() : key->place.id)) return false;
      if (device(i).RosterOf(kind) != roster) return false;
      if (membership.KeysOf(device(i).identity().device) == nullptr) return false;
    }
    // Whom one person's devices know, the shared space knows too.
    if (kind == SpaceKind::kUs) continue;
    for (const int i : living) {
      const bool shares = device(living.front()).Known(SpaceKind::kUs).has_value();
      if (device(i).Known(SpaceKind::kUs).has_value() != shares) return false;
      if (shares && !Lives(i, SpaceKind::kUs)) return false;
    }
  }
  return true;
}

std::string World::KeysInUse() {
  std::string keys;
  for (int i = 0; i < devices(); ++i) {
    for (const SpaceKind kind : kSpaces) {
      if (!Lives(i, kind)) continue;
      const Space space = *device(i).Known(kind);
      absl::StrAppend(&keys, device(i).identity().device.hex(), space.id.hex(),
                      space.rotation.hex());
    }
  }
  return keys;
}

// Whether the relay still has for it what comes next in its mailbox.
bool World::CanReadOn(int i, SpaceKind kind) {
  const std::optional<Space> space = device(i).Known(kind);
  if (!space || space->key.empty()) return true;
  const DeviceId& self = device(i).identity().device;
  if (Membership(space->members, device(i).RosterOf(kind)).KeysOf(self) == nullptr) return false;
  const auto position = StoreView(device(i).disk()).GetMailbox(space->id);
  if (!position.ok() || position->generation != Relay(space->relay).generation()) return false;
  const LoginKey login = SpaceKey::FromBytes(space->key)->Login();
  const auto slots = Relay(space->relay).SlotsOf(login.mailbox());
  const auto slot = slots.find(login.SlotOf(self));
  return slot != slots.end() && slot->second <= position->sequence;
}

// While two copies of one disk live, what was said of devices on either branch is not told apart by
// place alone, so they are to be in step when a device comes or goes.
bool World::MayRemove() {
  const auto open = [](const auto& one) { return !one->begun || !one->added; };
  if (std::any_of(welcomings_.begin(), welcomings_.end(), open)) return false;
  for (int i = 0; clones_ > 0 && i < devices(); ++i) {
    for (const SpaceKind kind : kSpaces) {
      if (Lives(i, kind) && !CanReadOn(i, kind)) return false;
    }
  }
  return true;
}

bool World::MayLink(int i) {
  if (!Lives(i, SpaceKind::kMe) || !MayRemove()) return false;
  if (Living(SpaceKind::kMe, device(i).person()).size() >= kMostOfPerson) return false;
  for (int copy = 0; copy < devices() && !device(i).Syncs(SpaceKind::kMe); ++copy) {
    if (copy != i && device(copy).identity().device == device(i).identity().device) return false;
  }
  for (const SpaceKind kind : kSpaces) {
    if (!device(i).Syncs(kind)) continue;
    const SpaceKey key = *SpaceKey::FromBytes(device(i).Known(kind)->key);
    if (Relay(AddressOf(i)).SlotsOf(key.Login().mailbox()).size() >= kMostSlots) return false;
  }
  return true;
}

// ---- Deeds ----

std::string World::AddressOf(int i) {
  for (const SpaceKind kind : kSpaces) {
    const std::optional<Space> space = device(i).Known(kind);
    if (space && !space->relay.empty()) return space->relay;
  }
  return kRelay;
}

void World::Move(int i, const std::string& address) {
  if (!device(i).running()) return;
  Daemon& daemon = *device(i).daemon();
  // What cannot be done now is not done; what can stands for itself.
  (void)daemon.profile.MoveRelay(RequestId::Make(random_), address);
  for (const SpaceKind kind : kSpaces) daemon.CourierOf(kind).Nudge();
  Drive(i);
}

int World::Link(int inviter, Linking how) {
  Daemon& daemon = *device(inviter).daemon();
  const int person = device(inviter).person();
  // A name is private.
  const auto welcome = daemon.devices.Greet(
      AddressOf(inviter),
      absl::StrCat("private", person, " first", how == Linking::kAtOnce ? "" : "s"));
  if (!welcome.ok()) {
    const bool plain = RefusalReason(welcome.status()) == "device_removed" ||
                       RefusalReason(welcome.status()) == "disk_full" ||
                       RefusalReason(welcome.status()) == "too_many_devices" ||
                       absl::IsUnavailable(welcome.status());
    if (!plain) Complain(absl::StrCat("I7: a greeting met ", welcome.status().ToString()));
    return -1;
  }
  const int fresh = AddDevice(person);
  welcomings_.push_back(std::make_unique<Welcoming>(Welcoming{inviter, fresh, *welcome, how}));
  const std::size_t number = welcomings_.size() - 1;
  if (how == Linking::kAtOnce) {
    device(fresh).Start();
    WelcomeOn(number);
    EXPECT_TRUE(welcomings_.back()->begun && welcomings_.back()->added);
    return fresh;
  }
  agenda_.In(Delay(), [this, number] { WelcomeOn(number); });
  return fresh;
}

void World::WelcomeOn(std::size_t number) {
  Welcoming& one = *welcomings_[number];
  SimDevice& fresh = device(one.fresh);
  SimDevice& inviter = device(one.inviter);
  // Either may be the first to have it on its disk.
  const bool adds_first = random_.OneIn(2);
  for (const bool adds : {adds_first, !adds_first}) {
    if (!adds && !one.begun) {
      if (!fresh.running()) Restart(one.fresh);
      one.begun = fresh.daemon()->devices.Begin(one.welcome).ok();
    }
    if (adds && !one.added && inviter.running()) {
      const DeviceIdentity& keys = fresh.identity();
      const NewDevice device{{keys.device, keys.sign_key, keys.keys->box_public()},
                             keys.notary->Sign(DeviceWish(one.welcome.person, keys.device)),
                             absl::StrCat("private", fresh.person(), " device ", one.fresh)};
      const absl::Status added = inviter.daemon()->devices.Add(device, one.welcome);
      one.added = added.ok();
      // Nobody is there any more who could.
      if (!added.ok() && RefusalReason(added) == "device_removed") {
        orphans_.insert(one.fresh);
        one.begun = one.added = true;
        if (fresh.running()) Stop(one.fresh);
        return;
      }
    }
    // The rest may take its time.
    if (one.how == Linking::kTakesTime && !calm_ && random_.OneIn(2)) break;
  }
  if (one.begun && one.added) return RemoveMeanwhile(one.inviter);
  agenda_.In(absl::Seconds(1), [this, number] { WelcomeOn(number); });
}

std::string World::Flood(int i, const SpaceKey& key) {
  Mailbox mailbox(AddressOf(i), key, device(i).identity().device, random_);
  absl::StatusOr<RelayResponse> answer = absl::UnknownError("");
  const auto ask = [&](const RelayRequest& request) {
    Relay(AddressOf(i)).Call(i, request, [&](absl::StatusOr<RelayResponse> one) {
      answer = std::move(one);
    });
    while (absl::IsUnknown(answer.status())) Pass(absl::Milliseconds(10));
    return std::exchange(answer, absl::UnknownError(""));
  };
  const auto hello = std::get<relay::v1::HelloResponse>(*ask(relay::v1::HelloRequest()));
  const auto login = std::get<relay::v1::LoginResponse>(*ask(*mailbox.Login(hello)));
  EXPECT_TRUE(ask(mailbox.Enter(login)).ok());
  for (;;) {
    Outgoing nothing{{{ChainId(), 1, OperationId::Make(random_)}},
                     {std::string(MostOutgoingBytes(), 'x')}};
    const auto appended = ask(*mailbox.Seal(nothing, ""));
    if (!appended.ok()) return std::string(RefusalReason(appended.status()));
  }
}

std::string World::NameOf(int i) {
  const Roster roster = device(i).RosterOf(SpaceKind::kMe);
  const auto name = roster.names.find(device(i).identity().device);
  return name == roster.names.end() ? "" : name->second.value;
}

absl::Status World::Remove(int by, int i) {
  const auto views = device(by).daemon()->devices.List();
  if (!views.ok()) return views.status();
  for (const DeviceView& view : *views) {
    if (view.device != device(i).identity().device || view.removed_day) continue;
    const RequestId request = RequestId::Make(random_);
    const std::string name = view.name;
    absl::Status outcome;
    TryDeed(by, {request, [&outcome, request, name](Daemon& daemon) {
                   return outcome = daemon.devices.Remove(request, name).status();
                 }});
    retries_.erase(by);
    return outcome;
  }
  return absl::NotFoundError("not one of theirs");
}

void World::RemoveSome(int by) {
  std::vector<int> others;
  for (const int i : Living(SpaceKind::kMe, device(by).person())) {
    if (device(i).identity().device != device(by).identity().device) others.push_back(i);
  }
  if (others.empty() || retries_.contains(by)) return;
  const int first = random_.Pick(others);
  (void)Remove(by, first);
  // Two of one person may remove each other, not knowing of it; or both a third one.
  if (!random_.OneIn(4)) return;
  const int other = random_.Pick(others);
  if (!device(other).running() || retries_.contains(other)) return;
  if (other != first) {
    (void)Remove(other, first);
  } else if (random_.OneIn(3)) {
    (void)Remove(other, by);
  }
}

// Another own device, which does not know yet whom this one linked, removes it.
void World::RemoveMeanwhile(int inviter) {
  if (calm_ || !plan_.faults.Has(Fault::kRemoves) || !random_.OneIn(4)) return;
  for (const int other : Living(SpaceKind::kMe, device(inviter).person())) {
    const bool same = device(other).identity().device == device(inviter).identity().device;
    if (same || !device(other).running() || retries_.contains(other)) continue;
    (void)Remove(other, inviter);
    return;
  }
}

void World::Rename(int by, const DeviceId& device_id) {
  const auto views = device(by).daemon()->devices.List();
  if (!views.ok() || retries_.contains(by)) return;
  const auto view = std::find_if(views->begin(), views->end(),
                                 [&](const DeviceView& one) { return one.device == device_id; });
  if (view == views->end()) return;
  const RequestId request = RequestId::Make(random_);
  const std::string word = view->name;
  const std::string name = absl::StrCat("private", device(by).person(), " called ", ++names_);
  TryDeed(by, {request, [=](Daemon& daemon) {
                 return daemon.devices.Rename(request, word, name).status();
               }});
}

// Now and then another own device calls the same one something else meanwhile.
void World::RenameSome(int by) {
  const auto views = device(by).daemon()->devices.List();
  if (!views.ok() || views->empty()) return;
  const DeviceId which = random_.Pick(*views).device;
  Rename(by, which);
  if (!random_.OneIn(3)) return;
  for (const int other : Living(SpaceKind::kMe, device(by).person())) {
    if (other != by && device(other).running()) return Rename(other, which);
  }
}

void World::Leave(int i) {
  const RequestId request = RequestId::Make(random_);
  const SpaceId us = device(i).us();
  const AfterLeaving after = random_.OneIn(2) ? AfterLeaving::kKeep : AfterLeaving::kForget;
  const absl::Status left = device(i).daemon()->couple.Leave(request, after).status();
  if (device(i).us() != us) left_[device(i).person()].insert(us);
  if (!left.ok() && RefusalReason(left).empty()) {
    Complain(absl::StrCat("I7: leaving on device ", i, " met ", left.ToString()));
  }
}

}  // namespace twofold::sim
