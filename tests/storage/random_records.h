// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Random records of the store, every field filled now and then, none in a way that could not be.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "storage/store/records.h"
#include "tests/support/operations.h"
#include "tests/support/random_schedule.h"
#include "tests/support/seeded_random.h"

namespace twofold {

class RandomRecords {
 public:
  // `words` is part of every text.
  explicit RandomRecords(std::uint64_t seed, absl::string_view words = "words")
      : random_(seed), words_(words) {}

  template <class T>
  T Id() {
    return T::Make(random_);
  }
  std::string Bytes(std::size_t size) {
    std::string bytes(size, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random_.Below(256));
    return bytes;
  }
  std::string Text() { return absl::StrCat(words_, " ", random_.Below(1000), " \xC3\xBC"); }
  std::int32_t Day() { return static_cast<std::int32_t>(random_.Below(60'000)) - 25'000; }

  Self MakeSelf() {
    Self self{Id<PersonId>(), Text(), std::nullopt, Text()};
    if (random_.OneIn(2)) self.checkin_minute = static_cast<int>(random_.Below(1440));
    if (random_.OneIn(2)) self.notes[Id<DeviceId>()] = Bytes(32);
    return self;
  }
  Space MakeSpace() {
    Space space;
    space.id = Id<SpaceId>();
    space.kind = random_.OneIn(2) ? SpaceKind::kMe : SpaceKind::kUs;
    space.left = random_.OneIn(2);
    if (space.left) space.left_day = Day();
    for (std::uint64_t i = random_.Below(3); i > 0; --i) {
      Member member{Id<PersonId>(), Text(), {}};
      for (std::uint64_t j = random_.Below(3); j > 0; --j) {
        member.devices.push_back({Id<DeviceId>(), Id<SignPublicKey>()});
      }
      space.members.push_back(member);
    }
    space.since_day = Day();
    space.chain = Id<ChainId>();
    space.key = Bytes(random_.OneIn(2) ? 32 : 0);
    space.genesis = Bytes(random_.Below(50));
    space.relay = Text();
    return space;
  }
  ChainPosition MakePosition() {
    return {Id<ChainId>(), 1 + random_.Below(1u << random_.Below(30)), Id<OperationId>()};
  }
  SpaceClock MakeClock() {
    SpaceClock clock{random_.Next(), {}};
    for (std::uint64_t i = random_.Below(4); i > 0; --i) clock.named.push_back(MakePosition());
    return clock;
  }
  VersionVector MakeSeen() {
    VersionVector seen;
    for (std::uint64_t i = random_.Below(4); i > 0; --i) seen[Id<ChainId>()] = random_.Next();
    return seen;
  }
  StoredOperation MakeOperationAt(const ChainPosition& at) {
    StoredOperation operation{Bytes(random_.Below(60)) + words_, MakeSeen()};
    operation.seen[at.chain] = at.sequence;
    return operation;
  }
  WriteOrder MakeOrder() { return {random_.Next(), Id<ChainId>(), Id<OperationId>()}; }
  GoalTerms MakeTerms() {
    GoalTerms terms;
    terms.schedule = RandomSchedule(random_);
    if (random_.OneIn(2)) terms.kind = GoalKind::kMeasure, terms.unit = "min";
    if (random_.OneIn(3)) terms.meaning = Text();
    return terms;
  }
  template <class T>
  void Maybe(Register<T>& out, T value) {
    if (random_.OneIn(2)) out = {std::move(value), MakeOrder()};
  }
  Step MakeStep() {
    Step step;
    if (random_.OneIn(2))
      step.words = {{static_cast<std::uint32_t>(random_.Below(9)), Text()}, MakeOrder()};
    if (random_.OneIn(2)) step.done_on = {Day(), MakeOrder()};
    if (random_.OneIn(3)) step.done_on = {std::nullopt, MakeOrder()};
    Maybe(step.removed, random_.OneIn(2));
    return step;
  }
  Goal MakeGoal() {
    Goal goal;
    goal.id = Id<EntityId>();
    if (!random_.OneIn(4)) goal.title = {Text(), MakeOrder()};
    if (!random_.OneIn(4)) goal.handle = {Text(), MakeOrder()};
    if (random_.OneIn(2)) goal.archived = {random_.OneIn(2), MakeOrder()};
    if (random_.OneIn(2)) goal.removed = {random_.OneIn(2), MakeOrder()};
    Maybe(goal.why, Text());
    Maybe(goal.cue, Text());
    Maybe(goal.smallest, Text());
    Maybe(goal.group, Text());
    Maybe(goal.position, static_cast<std::int64_t>(random_.Next()));
    Maybe(goal.source, Text());
    Maybe(goal.asks_ease, random_.OneIn(2));
    for (std::uint64_t i = random_.Below(3); i > 0; --i) Maybe(goal.tags[Text()], random_.OneIn(2));
    for (std::uint64_t i = random_.Below(3); i > 0; --i) goal.steps[Id<StepId>()] = MakeStep();
    for (std::uint64_t i = random_.Below(3); i > 0; --i) {
      Register<GoalVersion>& version = goal.versions[Day()];
      version.order = MakeOrder();
      if (!random_.OneIn(4)) version.value = {MakeTerms(), Text()};
    }
    return goal;
  }
  EntryKey MakeEntryKey(const SpaceId& space) {
    return {space, Id<EntityId>(), Day(), Id<PersonId>()};
  }
  DayEntry MakeEntry() {
    DayEntry entry;
    if (random_.OneIn(2)) {
      entry.mark = {{static_cast<Mark>(random_.Below(10)), random_.OneIn(3) ? Text() : ""},
                    MakeOrder()};
    }
    entry.amount_micros = static_cast<std::int64_t>(random_.Next());
    Maybe(entry.note, random_.OneIn(3) ? std::string() : Text());
    Maybe(entry.written,
          WrittenAt{"Europe/Berlin", static_cast<std::int32_t>(random_.Below(7200))});
    // One act writes several registers at once.
    const bool marked = entry.mark.order != WriteOrder();
    if (marked && !entry.note.value.empty() && random_.OneIn(2))
      entry.note.order = entry.mark.order;
    if (marked && !entry.written.value.zone.empty() && random_.OneIn(2)) {
      entry.written.order = entry.mark.order;
    }
    return entry;
  }
  Register<Rest> MakeRest() {
    Rest rest{random_.OneIn(2) ? Id<EntityId>() : EntityId(), Day(), std::nullopt, false};
    if (random_.OneIn(2)) rest.last_day = Day();
    return {rest, MakeOrder()};
  }
  Register<int> MakeEase() { return {static_cast<int>(1 + random_.Below(5)), MakeOrder()}; }
  Place MakePlace() {
    Place place{Id<OperationId>(), Id<ChainId>(), random_.Next(), random_.Next(), MakeSeen()};
    place.seen[place.chain] = place.sequence;
    return place;
  }
  Subject MakeSubject() {
    Subject subject;
    subject.id = Id<EntityId>();
    // One without anything said is none.
    for (std::uint64_t i = 1 + random_.Below(3); i > 0; --i) {
      subject.Add(Offer{MakePlace(),
                        Id<PersonId>(),
                        {Text(), MakeTerms()},
                        Id<TermsHash>(),
                        static_cast<std::uint32_t>(random_.Below(9))});
    }
    for (std::uint64_t i = random_.Below(4); i > 0; --i) {
      const auto kind = static_cast<AnswerKind>(1 + random_.Below(4));
      Answer answer{MakePlace(), Id<PersonId>(), kind, {}, {}, 0};
      if (kind != AnswerKind::kStepOut) answer.offer = Id<OperationId>();
      if (kind == AnswerKind::kAccept)
        answer.terms_hash = Id<TermsHash>(), answer.valid_from = Day();
      subject.Add(answer);
    }
    for (std::uint64_t i = random_.Below(3); i > 0; --i) {
      subject.Add(LaterWord{MakePlace(), Id<PersonId>()});
    }
    return subject;
  }
  Act MakeAct() {
    Act act;
    act.kind = static_cast<ActKind>(1 + random_.Below(14));
    act.space = Id<SpaceId>();
    act.entity = Id<EntityId>();
    act.day = Day();
    act.amount_micros = static_cast<std::int64_t>(random_.Next());
    if (random_.OneIn(2)) act.operation = Id<OperationId>();
    act.undone = random_.OneIn(2);
    act.gone = random_.OneIn(2);
    act.closes_redo = random_.OneIn(2);
    act.mark = static_cast<Mark>(random_.Below(10));
    act.count = static_cast<std::uint32_t>(random_.Below(100));
    act.done_on = Day();
    for (std::uint64_t i = 1 + random_.Below(3); i > 0; --i) {
      Payload payload = RandomPayload(random_);
      while (std::holds_alternative<OfferPayload>(payload)) payload = RandomPayload(random_);
      const bool same = random_.OneIn(2);
      act.steps.push_back({same ? act.space : Id<SpaceId>(), same ? act.entity : Id<EntityId>(),
                           std::move(payload)});
    }
    return act;
  }
  RememberedRequest MakeRequest() { return {Id<RequestId>(), random_.Next(), random_.Next()}; }
  Alias MakeAlias() { return {static_cast<std::uint32_t>(random_.Below(100)), Text()}; }
  MailboxPosition MakeMailbox() {
    return {Id<Generation>(),
            random_.Next(),
            Bytes(random_.OneIn(2) ? 32 : 0),
            random_.OneIn(2),
            random_.Next(),
            Bytes(32),
            {},
            0,
            random_.OneIn(2) ? Id<DeviceId>() : DeviceId()};
  }
  PendingPairing MakePairing() {
    return {Bytes(random_.Below(90)) + words_, Text(), static_cast<std::int64_t>(random_.Next()),
            Id<SideId>()};
  }

 private:
  SeededRandom random_;
  std::string words_;
};

}  // namespace twofold
