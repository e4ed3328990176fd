// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// One computer without a network: whole engines on a store in memory.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "core/sync/payload_codec.h"
#include "daemon/engine/act_engine.h"
#include "daemon/engine/couple_engine.h"
#include "daemon/engine/entry_engine.h"
#include "daemon/engine/exchange.h"
#include "daemon/engine/goal_engine.h"
#include "daemon/engine/numbers_engine.h"
#include "daemon/engine/pairing_engine.h"
#include "daemon/engine/profile_engine.h"
#include "daemon/engine/rest_engine.h"
#include "daemon/engine/step_engine.h"
#include "storage/bytes/memory_byte_store.h"
#include "storage/store/folded.h"
#include "storage/store/keys.h"
#include "tests/support/everything.h"
#include "tests/support/operations.h"
#include "tests/support/refusals.h"
#include "tests/support/sim_clock.h"

namespace twofold {

// One computer: a store and everything that works on it.
struct Computer {
  explicit Computer(char name, std::uint64_t seed = 1)
      : device(name), random(seed * 256 + static_cast<std::uint64_t>(name)) {
    Reopen();
  }

  // As after a restart of the daemon.
  void Reopen() {
    numbers.reset(), rests.reset(), steps.reset();
    exchange.reset(), pairing.reset(), couple.reset(), acts.reset(), entries.reset();
    goals.reset(), profile.reset(), ledger.reset();
    auto opened = Ledger::Open({store, device.notary, device.device, device.key, device.boxes,
                                clock, random, 4 * 60, week_start, days_on_end, anchor});
    ASSERT_THAT(opened, IsOk());
    ledger = *std::move(opened);
    profile = std::make_unique<ProfileEngine>(*ledger);
    goals = std::make_unique<GoalEngine>(*ledger);
    entries = std::make_unique<EntryEngine>(*ledger);
    acts = std::make_unique<ActEngine>(*ledger);
    couple = std::make_unique<CoupleEngine>(*ledger);
    pairing = std::make_unique<PairingEngine>(*ledger);
    exchange = std::make_unique<Exchange>(*ledger);
    numbers = std::make_unique<NumbersEngine>(*ledger);
    rests = std::make_unique<RestEngine>(*ledger);
    steps = std::make_unique<StepEngine>(*ledger);
  }

  RequestId Request() { return RequestId::Make(random); }
  LedgerState state() const { return ledger->LookAt().state; }
  SpaceId us() const { return state().us->id; }

  SpaceId me() const { return state().me->id; }

  // Short forms of what a person types.
  absl::StatusOr<GoalView> Add(absl::string_view title, ScheduleWords schedule = {},
                               absl::string_view unit = "", absl::string_view handle = "") {
    NewGoal goal{.beside = {.title = title}, .terms = {.unit = unit, .schedule = schedule}};
    if (!handle.empty()) goal.beside.handle = handle;
    return goals->Add(Request(), goal);
  }
  absl::StatusOr<GoalView> AddOf(absl::string_view title, const TermsWords& terms) {
    return goals->Add(Request(), {.beside = {.title = title}, .terms = terms});
  }
  absl::StatusOr<LogView> Log(absl::string_view goal, absl::string_view what = "",
                              absl::string_view on = "") {
    return Answer({.goal = goal, .what = what, .on = on});
  }
  absl::StatusOr<LogView> Answer(const AnswerWords& words) { return Answer(Request(), words); }
  absl::StatusOr<LogView> Answer(const RequestId& request, const AnswerWords& words) {
    auto views = entries->Log(request, Together::kEach, {&words, 1});
    if (!views.ok()) return views.status();
    EXPECT_EQ(views->size(), 1u);
    return views->front();
  }
  absl::StatusOr<std::vector<LogView>> LogAll(const std::vector<AnswerWords>& answers,
                                              Together together = Together::kEach) {
    return entries->Log(Request(), together, answers);
  }
  absl::StatusOr<TodayView> Today(absl::string_view on = "", const GoalFilter& filter = {}) const {
    return entries->Today(on, filter);
  }
  absl::StatusOr<UndoView> Undo() { return acts->Undo(Request()); }
  absl::StatusOr<ActView> Redo() { return acts->Redo(Request()); }
  absl::StatusOr<OfferResult> Propose(absl::string_view title, ScheduleWords schedule = {}) {
    return couple->Propose(Request(), Intent::kSend, {title, {.schedule = schedule}});
  }
  absl::StatusOr<OfferResult> Change(absl::string_view handle, ScheduleWords schedule,
                                     absl::string_view title = "") {
    return couple->Change(Request(), Intent::kSend, handle, {title, {.schedule = schedule}});
  }
  absl::StatusOr<AcceptResult> Accept(absl::string_view handle) {
    return couple->Accept(Request(), handle);
  }
  absl::StatusOr<ProposalView> Decline(absl::string_view handle) {
    return couple->Decline(Request(), handle);
  }
  std::vector<std::string> Handles(GoalScope scope = GoalScope::kActive) const {
    std::vector<std::string> handles;
    const auto views = goals->List(scope, {});
    EXPECT_THAT(views, IsOk());
    if (views.ok()) {
      for (const GoalView& view : *views) handles.push_back(view.handle);
    }
    return handles;
  }
  LineState StateOn(absl::string_view handle, absl::string_view on = "") const {
    const auto today = Today(on);
    EXPECT_THAT(today, IsOk());
    for (const DayLineView& line : today->lines) {
      if (line.goal.handle == handle) return line.progress.state;
    }
    ADD_FAILURE() << "no line for " << handle;
    return LineState::kNotDue;
  }
  // The one version that stands open.
  ProposalView OnlyOpen() const {
    const auto today = Today();
    EXPECT_THAT(today, IsOk());
    EXPECT_EQ(today->proposals.size(), 1u);
    return today->proposals.empty() ? ProposalView() : today->proposals.front();
  }

  // "p1" or the like for the open version with this title.
  std::string Called(absl::string_view title) const {
    const auto today = Today();
    EXPECT_THAT(today, IsOk());
    for (const ProposalView& view : today->proposals) {
      if (view.terms.title == title) return "p" + std::to_string(view.number);
    }
    ADD_FAILURE() << "no open version of " << title;
    return "";
  }

  // Everything that waits, handed over as a relay would take it.
  std::vector<std::string> Send() {
    const auto outgoing = exchange->NextOutgoing(us(), 100'000, 100'000'000);
    EXPECT_THAT(outgoing, IsOk());
    EXPECT_THAT(exchange->MarkSent(us(), outgoing->places, MailboxPosition()), IsOk());
    return outgoing->operations;
  }
  Received Receive(const std::vector<std::string>& operations) {
    const auto received = exchange->Receive(us(), operations, MailboxPosition());
    EXPECT_THAT(received, IsOk());
    return received.value_or(Received());
  }

  // Every record that is folded from operations of a space, by key.
  std::map<std::string, std::string> Folded(const SpaceId& space) const {
    return FoldedIn(store, space);
  }
  static std::map<std::string, std::string> FoldedIn(const ByteReader& reader,
                                                     const SpaceId& space) {
    std::map<std::string, std::string> records;
    EXPECT_THAT(VisitFolded(reader, space,
                            [&](absl::string_view key, absl::string_view value) {
                              records[std::string(key)] = std::string(value);
                              return true;
                            }),
                IsOk());
    return records;
  }
  // Every operation of a space that is here.
  std::vector<Operation> Operations(const SpaceId& space) const {
    std::vector<Operation> operations;
    const StoreView view(store);
    const auto heads = view.ListHeads(space);
    EXPECT_THAT(heads, IsOk());
    for (const ChainPosition& head : *heads) {
      const auto stored = view.ListOperations(space, head.chain, 1, 1'000'000);
      EXPECT_THAT(stored, IsOk());
      for (const auto& [sequence, operation] : *stored) {
        operations.push_back(*ReadOperation(operation.bytes, device.notary));
      }
    }
    return operations;
  }
  Records Everything() const { return twofold::Everything(store); }
  // The same without the count of commits, which grows where nothing else changes.
  Records EverythingUncounted() const {
    Records all = Everything();
    all.erase(keys::TallyKey());
    return all;
  }
  // The disk of an earlier day, copied back.
  void Restore(const Records& earlier) {
    ByteBatch batch;
    for (const auto& [key, value] : Everything()) batch.Delete(key);
    for (const auto& [key, value] : earlier) batch.Put(key, value);
    ASSERT_THAT(store.Commit(batch), IsOk());
    Reopen();
  }

  MemoryByteStore store;
  TestDevice device;
  SimClock clock;
  SeededRandom random;
  int week_start = 0;  // both from the next Reopen on
  bool days_on_end = false;
  Anchor* anchor = nullptr;
  std::unique_ptr<Ledger> ledger;
  std::unique_ptr<ProfileEngine> profile;
  std::unique_ptr<GoalEngine> goals;
  std::unique_ptr<EntryEngine> entries;
  std::unique_ptr<ActEngine> acts;
  std::unique_ptr<CoupleEngine> couple;
  std::unique_ptr<PairingEngine> pairing;
  std::unique_ptr<Exchange> exchange;
  std::unique_ptr<NumbersEngine> numbers;
  std::unique_ptr<RestEngine> rests;
  std::unique_ptr<StepEngine> steps;
};

// One person, started, who never paired.
class Alone : public testing::Test {
 protected:
  Alone() { EXPECT_THAT(noa.profile->Start(noa.Request(), "Noa", "21:00"), IsOk()); }
  Computer noa{'n'};
};

}  // namespace twofold
