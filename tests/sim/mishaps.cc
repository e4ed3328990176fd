// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What goes wrong in a simulated run.
#include <algorithm>
#include <iterator>

#include "tests/sim/world.h"

namespace twofold::sim {
namespace {

constexpr int kMostClones = 2;

}  // namespace

absl::string_view NameOf(Fault fault) {
  static constexpr const char* kNames[] = {
      "drop_request",  "drop_answer", "slow",       "twice",       "cut_line",     "half_open",
      "relay_restart", "relay_wiped", "relay_back", "relay_power", "hides_newest", "tells_old",
      "kill",          "power",       "unknown",    "disk_full",   "clock",        "restored",
      "cloned",        "fork",        "replay",     "swaps",       "forgets",      "full",
      "strange",       "links",       "removes",    "renames",     "away",         "stolen",
      "leaves",        "moves"};
  static_assert(std::size(kNames) == Faults::kKinds);
  return kNames[static_cast<std::size_t>(fault)];
}

absl::Duration World::AWhile() {
  return absl::Seconds(static_cast<std::int64_t>(1 + random_.Below(1800)));
}

void World::Restart(int i) {
  SimDevice& one = device(i);
  if (one.running()) return;
  one.disk().ComeBack();
  one.Start();
  // As the daemon does: what waits is told when it is committed.
  one.daemon()->ledger->OnOutbox([this, i] {
    agenda_.In(absl::ZeroDuration(), [this, i] {
      if (!device(i).running()) return;
      for (const SpaceKind kind : kSpaces) device(i).daemon()->CourierOf(kind).Nudge();
      Drive(i);
    });
  });
  Drive(i);
}

void World::Stop(int i) {
  SimDevice& one = device(i);
  one.Stop();
  for (const SpaceKind kind : kSpaces) {
    Relay(one.post(kind).address).Forget(LineOf(i, kind));
    ++one.post(kind).line;
    ++one.post(kind).alarm;
  }
}

void World::Crash(int i, Fault how) {
  SimDevice& one = device(i);
  if (!one.running()) return;
  Stop(i);
  if (how == Fault::kPower || one.disk().broken()) one.disk().LosePower(random_);
  agenda_.In(absl::Seconds(static_cast<std::int64_t>(1 + random_.Below(600))),
             [this, i] { Restart(i); });
}

// A device's disk is as it once was. Whatever nobody has any more was lost with it.
void World::BringBack(int i, const SimDisk::Image& image) {
  SimDevice& one = device(i);
  if (one.running()) Stop(i);
  one.disk().Restore(image);
  one.disk().ComeBack();
  retries_.erase(i);
  for (Acknowledged& said : acknowledged_) {
    if (said.kind == SpaceKind::kMe && device(said.device).person() != one.person()) continue;
    std::set<int> kept;
    for (int other = 0; other < devices(); ++other) {
      if (device(other).Has(said.at, said.kind)) kept.insert(other);
    }
    said.kept = std::move(kept);
  }
  agenda_.In(absl::Seconds(static_cast<std::int64_t>(1 + random_.Below(600))),
             [this, i] { Restart(i); });
}

int World::Clone(int i, const SimDisk::Image& image) {
  const int copy = devices();
  ++clones_;
  devices_.push_back(
      std::make_unique<SimDevice>(agenda_, random_, device(i).identity(), device(i).person()));
  lines_.emplace_back();
  device(copy).disk().Restore(image);
  Restart(copy);
  return copy;
}

void World::HandIn(int i, const Forgery& forgery) {
  SimDevice& one = device(i);
  if (!one.running()) return;
  Exchange& exchange = one.daemon()->exchange;
  const SpaceId space = one.us();
  const auto position = exchange.Position(space);
  const auto received = exchange.Receive(space, {&forgery.bytes, 1}, *position);
  if (!received.ok() || received->applied == 0) return;
  // It tells the others, as its own.
  auto have = exchange.WhatIsHere(space);
  have->erase(forgery.at.chain);
  (void)exchange.QueueMissing(space, *have, Exchange::Word::kWhole);
  one.daemon()->courier.Nudge();
  Drive(i);
}

// An offer for a modified device to answer too late, or though it is its own person's.
void World::FindOffer(int i, ForgeryOrder& order) {
  const std::vector<Operation> operations = device(i).Operations();
  // Half of the time it is a mind that changed, which is allowed.
  const bool declined = random_.OneIn(2);
  std::set<OperationId> refused, accepted;
  std::set<EntityId> ended;
  for (const Operation& operation : operations) {
    if (const auto* back = std::get_if<WithdrawPayload>(&operation.payload)) {
      if (!declined) refused.insert(back->offer);
    }
    if (const auto* no = std::get_if<DeclinePayload>(&operation.payload)) {
      refused.insert(no->offer);
    }
    if (std::holds_alternative<StepOutPayload>(operation.payload)) {
      ended.insert(operation.entity);
    }
    if (const auto* yes = std::get_if<AcceptPayload>(&operation.payload)) {
      accepted.insert(yes->offer);
    }
  }
  for (const Operation& operation : operations) {
    const auto* offer = std::get_if<OfferPayload>(&operation.payload);
    if (offer == nullptr || (order.offer && random_.OneIn(2))) continue;
    const bool own = operation.device == device(i).identity().device;
    const bool fits =
        order.oddity == Oddity::kOwnAccept ? own
        : order.oddity == Oddity::kLateAccept
            ? !own && (refused.contains(operation.id) || ended.contains(operation.entity))
            : own && accepted.contains(operation.id);
    if (!fits) continue;
    order.entity = operation.entity;
    order.offer = *offer;
    order.offer_at = {operation.chain, operation.sequence, operation.id};
  }
  order.seen = device(i).Heads();
}

// Modified devices about devices; and one that was removed goes on, knowing it or not.
void World::BeStolen(int i) {
  static const std::vector<Oddity> kOfDevices = {Oddity::kAddsForeign, Oddity::kUnwished,
                                                 Oddity::kRemovesForeign, Oddity::kWrongEpoch};
  BeStrange(i, random_.Pick(kOfDevices));
  const std::vector<Operation> operations = device(i).Operations();
  const History history(operations, *device(i).Known(SpaceKind::kUs));
  for (const DeviceIdentity& identity : identities_) {
    const auto removals = history.devices().Removals(identity.device);
    if (removals.empty()) continue;
    ForgeryOrder order{
        .oddity = Oddity::kUnknownKind, .space = device(i).us(), .entity = EntityId::Make(random_)};
    if (random_.OneIn(2)) order.oddity = Oddity::kRemovesForeign;
    order.foreign = device(i).identity().device;
    order.seen = device(i).Heads();
    HandIn(i, Forge(order, identity, *stranger_, random_));
    return;
  }
}

void World::BeStrange(int i, Oddity oddity) {
  SimDevice& one = device(i);
  if (!one.Syncs(SpaceKind::kUs)) return;
  ForgeryOrder order{.oddity = oddity, .space = one.us(), .entity = EntityId::Make(random_)};
  if (oddity == Oddity::kOwnAccept || oddity == Oddity::kLateAccept ||
      oddity == Oddity::kLateWithdrawal) {
    FindOffer(i, order);
    if (!order.offer) return;
  }
  if (oddity >= Oddity::kAddsForeign) {
    order.seen = one.Heads();
    const Space space = *one.Known(SpaceKind::kUs);
    for (const Member& member : space.members) {
      const bool own = member.person == one.daemon()->ledger->LookAt().state.self->person;
      if (own == (oddity == Oddity::kUnwished)) order.person = member.person;
      if (!own) order.foreign = member.devices.front().device;
    }
  }
  const Forgery forgery = Forge(order, one.identity(), *stranger_, random_);
  if (oddity == Oddity::kNoSuchCause) {
    never_freed_.insert(forgery.at.id);
    ++Of(outcome_.rules, Rule::kNeverFreed);
  }
  if (oddity == Oddity::kWrongSignature || oddity == Oddity::kStranger) {
    forged_.push_back(forgery.at);
  }
  HandIn(i, forgery);
}

// Not where it would end what nobody has a way back from; see MayRemove.
bool World::MayHappen(Fault fault, int i) {
  switch (fault) {
    case Fault::kRestored:
    case Fault::kCloned:
      return AgreeOnKeys();
    case Fault::kLinks:
      return MayLink(i);
    case Fault::kRemoves:
      return Lives(i, SpaceKind::kMe) && MayRemove();
    case Fault::kStolen:
      return Lives(i, SpaceKind::kUs);
    case Fault::kLeaves:
      return random_.OneIn(6) && Lives(i, SpaceKind::kUs) && AgreeOnKeys() &&
             IsQuiet(SpaceKind::kUs, 0) && !retries_.contains(i);
    case Fault::kHidesNewest:
      return device(i).Syncs(SpaceKind::kUs);
    default:
      return true;
  }
}

void World::Do(Fault fault, int i) {
  if (!MayHappen(fault, i)) return;
  Count(fault);
  if (fault < Fault::kKill) return Disturb(fault, i);
  SimDevice& one = device(i);
  const absl::Duration while_it_lasts = AWhile();
  switch (fault) {
    case Fault::kKill:
    case Fault::kPower:
      return Crash(i, fault);
    case Fault::kUnknown:
      return one.disk().BreakAtNextCommit(random_.OneIn(2) ? SimDisk::Kept::kYes
                                                           : SimDisk::Kept::kNo);
    case Fault::kDiskFull:
      one.disk().SetFull(true);
      agenda_.In(while_it_lasts, [&one] { one.disk().SetFull(false); });
      return;
    case Fault::kClock: {
      static const std::vector<absl::Duration> kJumps = {
          absl::ZeroDuration(),  absl::Hours(-1),        absl::Hours(26),
          absl::Hours(-24 * 40), absl::Hours(24 * 3650), absl::Hours(-24 * 365 * 50)};
      return one.clock().Set(random_.Pick(kJumps));
    }
    case Fault::kRestored:
      // Remembered now, or gone back to.
      if (!backups_.contains(i) || backups_[i].keys != KeysInUse() || random_.OneIn(3)) {
        backups_[i] = {one.disk().Copy(), KeysInUse()};
      } else {
        BringBack(i, backups_[i].image);
      }
      return;
    case Fault::kCloned:
      if (clones_ < kMostClones) {
        const bool older =
            random_.OneIn(2) && backups_.contains(i) && backups_[i].keys == KeysInUse();
        const int copy = Clone(i, older ? backups_[i].image : one.disk().Copy());
        LogOnBoth(i, copy);
      }
      return;
    case Fault::kStrange:
      for (int odd = 0; odd < 3; ++odd) {
        BeStrange(i, static_cast<Oddity>(random_.Below(static_cast<int>(Oddity::kCount))));
      }
      return;
    case Fault::kLinks:
      Link(i, Linking::kTakesTime);
      return;
    case Fault::kRemoves:
      return RemoveSome(i);
    case Fault::kRenames:
      return RenameSome(i);
    case Fault::kAway:
      for (const SpaceKind kind : kSpaces) {
        const std::optional<Space> space = one.Known(kind);
        if (space) rotation_at_[{i, kind}] = space->rotation;
      }
      Stop(i);
      agenda_.In(absl::Hours(static_cast<std::int64_t>(1 + random_.Below(100))),
                 [this, i] { Restart(i); });
      return;
    case Fault::kLeaves:
      return Leave(i);
    case Fault::kStolen:
      return BeStolen(i);
    case Fault::kMoves:
      return Move(i, AddressOf(i) == kRelay ? kOtherRelay : kRelay);
    default:
      return Disturb(fault, i);
  }
}

// What happens to a line or to the relay.
void World::Disturb(Fault fault, int i) {
  Line& way = lines_[static_cast<std::size_t>(i)];
  const absl::Duration while_it_lasts = AWhile();
  SimRelay& relay = Relay(AddressOf(i));
  std::optional<Backup>& backup = relay_backups_[AddressOf(i)];
  switch (fault) {
    case Fault::kCutLine:
      way.cut = Cutting::kCut;
      agenda_.In(while_it_lasts, [&way] { way.cut = Cutting::kWhole; });
      return;
    case Fault::kHalfOpen:
      way.half_open[random_.Below(kSpaces.size())] = true;
      return;
    case Fault::kRelayRestart:
      return relay.Restart();
    case Fault::kRelayWiped:
      return relay.Wipe();
    case Fault::kRelayPower:
      return relay.LosePower();
    case Fault::kRelayBack:
      // Remembered now, or gone back to.
      if (!backup || backup->keys != KeysInUse() || random_.OneIn(2)) {
        backup = {relay.Copy(), KeysInUse()};
      } else {
        relay.GoBack(backup->image);
      }
      return;
    case Fault::kHidesNewest: {
      const Space space = *device(i).daemon()->ledger->LookAt().state.us;
      const LoginKey login = SpaceKey::FromBytes(space.key)->Login();
      const auto position = device(i).daemon()->exchange.Position(space.id);
      return relay.HideNewestFor(login.SlotOf(device(i).identity().device),
                                 position.ok() ? position->sequence : 0,
                                 agenda_.now() + while_it_lasts);
    }
    case Fault::kFork: {
      if (relay.forked()) {
        return relay.Join(random_.OneIn(2) ? SimRelay::Survivor::kFirst
                                           : SimRelay::Survivor::kSecond);
      }
      std::set<int> readers = {i};
      for (int other = 0; other < devices(); ++other) {
        if (random_.OneIn(3)) readers.insert(other);
      }
      return relay.Fork(std::move(readers));
    }
    case Fault::kReplay:
      return relay.Replay(1 + random_.Below(20));
    case Fault::kSwaps:
      return relay.SwapFor(i, agenda_.now() + while_it_lasts);
    case Fault::kForgets:
      return relay.ForgetNext();
    case Fault::kFull:
      return relay.SetFullUntil(agenda_.now() + while_it_lasts);
    default:
      return;
  }
}

}  // namespace twofold::sim
