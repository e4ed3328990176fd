// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/ledger.h"

#include <algorithm>

#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/pairing/genesis.h"
#include "core/schedule/day.h"

namespace twofold {
namespace {

// A failure of the disk, in words for a person. After it the outcome is unknown.
absl::Status DiskTrouble(const absl::Status& status) {
  if (absl::IsResourceExhausted(status)) {
    return Refusal(absl::StatusCode::kResourceExhausted, "disk_full",
                   "no room left on the disk that holds your data.")
        .Aftermath("Nothing was changed.");
  }
  if (absl::IsDataLoss(status)) {
    return Refusal(absl::StatusCode::kDataLoss, "store_damaged",
                   "the store on this computer is damaged; nothing more is written to it.");
  }
  return Refusal(absl::StatusCode::kUnavailable, "disk_trouble",
                 "the disk that holds your data did not take this. Try again.");
}

// Early records of spaces do not have their devices' box keys.
void FillBoxKeys(Space& space, const LedgerParts& parts) {
  for (Member& member : space.members) {
    for (MemberDevice& device : member.devices) {
      if (!device.box_key.empty()) continue;
      if (device.device == parts.device) device.box_key = parts.boxes.public_key();
      const auto genesis = OpenGenesis(space.id, space.genesis);
      if (!genesis.ok()) continue;
      for (const SpaceMember& founder : genesis->members) {
        if (founder.device == device.device) device.box_key = founder.box_key;
      }
    }
  }
}

}  // namespace

absl::StatusOr<std::unique_ptr<Ledger>> Ledger::Open(const LedgerParts& parts) {
  std::unique_ptr<Ledger> ledger(new Ledger(parts));
  TF_RETURN_IF_ERROR(ledger->Reload());
  TF_RETURN_IF_ERROR(ledger->CatchUp());
  return ledger;
}

absl::Status Ledger::Reload() {
  const std::unique_ptr<ByteReader> snapshot = parts_.bytes.Snapshot();
  const StoreView view(*snapshot);
  LedgerState state;
  TF_ASSIGN_OR_RETURN(state.self, view.GetSelf());
  TF_ASSIGN_OR_RETURN(std::vector<Space> spaces, view.ListSpaces());
  TF_ASSIGN_OR_RETURN(Names names, Names::Load(view, spaces));
  state.names = std::make_shared<const Names>(std::move(names));
  Goals goals;
  Rests rests;
  for (Space& space : spaces) {
    FillBoxKeys(space, parts_);
    if (space.kind == SpaceKind::kMe) {
      TF_ASSIGN_OR_RETURN(goals, Goals::Load(view, space.id));
      TF_ASSIGN_OR_RETURN(rests, Rests::Load(view, space.id));
      state.me = std::move(space);
    } else if (space.left) {
      state.left.push_back(std::move(space));
    } else {
      state.us = std::move(space);
    }
  }
  for (const std::optional<Space>* space : {&state.me, &state.us}) {
    if (!*space) continue;
    TF_ASSIGN_OR_RETURN(ReadOnly known, ReadOnly::Load(view, **space));
    state.read_only[(*space)->id] = std::make_shared<const ReadOnly>(std::move(known));
  }
  TF_ASSIGN_OR_RETURN(state.folding, view.GetFolding());
  state.goals = std::make_shared<const Goals>(std::move(goals));
  state.rests = std::make_shared<const Rests>(std::move(rests));
  TF_ASSIGN_OR_RETURN(state.tally, view.GetTally());
  TF_ASSIGN_OR_RETURN(state.newest_act, view.NewestAct());
  TF_ASSIGN_OR_RETURN(const std::optional<Act> newest, view.GetAct(state.newest_act));
  state.newest_undone = newest && newest->undone;
  TF_ASSIGN_OR_RETURN(const auto requests, view.ListRequests());
  requests_.clear();
  ring_.assign(limits::kRememberedRequests, RequestId());
  for (const auto& [place, remembered] : requests) {
    ring_[place % ring_.size()] = remembered.request;
    requests_[remembered.request] = remembered.act;
    state.newest_request = std::max(state.newest_request, remembered.number);
  }
  doubtful_ = false;
  std::lock_guard<std::mutex> lock(publishing_);
  // What was answered as done is not there any more.
  if (state.tally.point.counter < state_.tally.point.counter) {
    doubtful_ = true;
    return DiskTrouble(absl::DataLossError("the store went back"));
  }
  state.commit = state_.commit + 1;
  // Where it is read once more, nobody must take what waits for what waited before.
  state.queued_again = state_.commit == 0 ? 0 : state_.queued_again + 1;
  state_ = std::move(state);
  day_lines_.Clear();
  return absl::OkStatus();
}

// Nothing of it goes out, so it may come before the anchor is met; and it is not counted, or a
// store that went back would look as if it had come further.
absl::Status Ledger::CatchUp() {
  LedgerState state = StateCopy();
  const std::uint32_t number = parts_.vocabulary->number();
  if (state.folding && state.folding->vocabulary == number) return absl::OkStatus();
  std::vector<Space> spaces = state.left;
  for (const std::optional<Space>* space : {&state.me, &state.us}) {
    if (*space) spaces.push_back(**space);
  }
  if (spaces.empty()) return absl::OkStatus();
  // Where that was not written down, or a version knew more than this one, it may be any of them.
  const bool any = !state.folding || state.folding->vocabulary > number;
  const Folding before = std::exchange(state.folding, Folding{number, {}}).value_or(Folding());
  Transaction transaction(parts_.bytes);
  ::twofold::Change change(parts_, state, transaction);
  std::vector<Space> folded;
  for (const Space& space : spaces) {
    if (any || before.unread.contains(space.id)) folded.push_back(space);
  }
  for (const Space& space : folded) TF_RETURN_IF_ERROR(change.FoldAnew(space));
  // What came to be known has no name yet.
  TF_ASSIGN_OR_RETURN(Names names, Names::Load(change.view(), spaces));
  change.EditNames() = std::move(names);
  for (const Space& space : folded) {
    if (space.kind == SpaceKind::kUs) TF_RETURN_IF_ERROR(change.NameSubjects(space));
  }
  transaction.PutFolding(*state.folding);
  const absl::Status committed = transaction.Commit();
  return committed.ok() ? Reload() : DiskTrouble(committed);
}

absl::CivilDay Ledger::today() const {
  return DayOf(parts_.clock.Now(), parts_.clock.Zone(), parts_.day_ends_at_minute);
}

LedgerState Ledger::StateCopy() const {
  std::lock_guard<std::mutex> lock(publishing_);
  return state_;
}

Ledger::Look Ledger::LookAt() const {
  std::lock_guard<std::mutex> lock(publishing_);
  return {parts_.bytes.Snapshot(), state_};
}

std::optional<std::uint64_t> Ledger::Repeat(const RequestId& request) const {
  if (request.empty()) return std::nullopt;
  const auto it = requests_.find(request);
  if (it == requests_.end()) return std::nullopt;
  return it->second;
}

void Ledger::Remember(const RequestId& request, ::twofold::Change& change) {
  LedgerState& state = change.state();
  const std::uint64_t number = ++state.newest_request;
  change.transaction().PutRequest(number % ring_.size(), {request, change.recorded(), number});
}

// Each durable commit counts, and says so in the same batch.
void Ledger::Count(::twofold::Change& change) const {
  Transaction& transaction = change.transaction();
  if (transaction.empty() || transaction.may_be_lost()) return;
  Tally& tally = change.state().tally;
  if (tally.point.store.empty()) tally.point.store = StoreId::Make(parts_.random);
  ++tally.point.counter;
  transaction.PutTally(tally);
  // In a store that is new.
  std::optional<Folding>& folding = change.state().folding;
  if (folding) return;
  folding = Folding{parts_.vocabulary->number(), {}};
  transaction.PutFolding(*folding);
}

absl::Status Ledger::CommitAndPublish(const RequestId& request, ::twofold::Change& change) {
  std::function<void()> nudge;
  Count(change);
  const AnchorPoint point = change.state().tally.point;
  {
    // Readers must not see the new store with the old state, or the other way round.
    std::lock_guard<std::mutex> lock(publishing_);
    const absl::Status committed = change.transaction().Commit();
    doubtful_ = !committed.ok();
    if (doubtful_) return DiskTrouble(committed);
    if (!request.empty()) {
      const std::uint64_t place = change.state().newest_request % ring_.size();
      requests_.erase(ring_[place]);
      ring_[place] = request;
      requests_[request] = change.recorded();
    }
    state_ = std::move(change.state());
    day_lines_.Touch(change.touched(), ++state_.commit);
    if (change.queued()) nudge = nudge_;
  }
  if (parts_.anchor != nullptr) parts_.anchor->Advance(point);
  if (nudge) nudge();
  return absl::OkStatus();
}

absl::Status Ledger::Mend(absl::FunctionRef<absl::Status(::twofold::Change&)> work) {
  std::lock_guard<std::mutex> lock(writing_);
  if (doubtful_) TF_RETURN_IF_ERROR(Reload());
  LedgerState state = StateCopy();
  Transaction transaction(parts_.bytes);
  ::twofold::Change change(parts_, state, transaction);
  TF_RETURN_IF_ERROR(work(change));
  if (transaction.empty()) return absl::OkStatus();
  TF_RETURN_IF_ERROR(CommitAndPublish(RequestId(), change));
  // Where that does not work, the next change tries it again before it begins.
  doubtful_ = true;
  return Reload();
}

absl::StatusOr<Ledger::Meeting> Ledger::Meet(const AnchorPoint& anchor) {
  return Do([&](::twofold::Change& change) -> absl::StatusOr<Meeting> {
    Tally& tally = change.state().tally;
    if (!IsBehind(tally.point, anchor)) return Meeting::kWhole;
    tally.notice = change.state().self ? StoreNotice::kOlder : StoreNotice::kGone;
    tally.point.counter = std::max(tally.point.counter, anchor.counter);
    tally.point.incarnation = std::max(tally.point.incarnation, anchor.incarnation);
    change.BeginAnew();
    change.transaction().PutTally(tally);
    return Meeting::kBehind;
  });
}

absl::Status Ledger::Secure() {
  if (parts_.anchor == nullptr) return absl::OkStatus();
  const AnchorPoint point = StateCopy().tally.point;
  return point.store.empty() ? absl::OkStatus() : parts_.anchor->Raise(point);
}

absl::Status Ledger::NoticeTold() {
  return Do([](::twofold::Change& change) -> absl::StatusOr<bool> {
           Tally& tally = change.state().tally;
           if (tally.notice == StoreNotice::kNone) return false;
           tally.notice = StoreNotice::kNone;
           change.transaction().PutTally(tally);
           return true;
         })
      .status();
}

void Ledger::OnOutbox(std::function<void()> nudge) {
  std::lock_guard<std::mutex> lock(publishing_);
  nudge_ = std::move(nudge);
}

}  // namespace twofold
