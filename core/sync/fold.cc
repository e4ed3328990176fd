// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/sync/fold.h"

#include <algorithm>
#include <utility>

#include "core/base/status_macros.h"
#include "core/sync/roster_fold.h"
#include "core/sync/stamp.h"

namespace twofold {
namespace {

class Folder {
 public:
  Folder(const Operation& operation, SpaceKind kind, const RosterFold& roster, FoldState& state)
      : operation_(operation),
        kind_(kind),
        roster_(roster),
        author_(roster.author()),
        state_(state) {}

  absl::Status operator()(const GoalSetPayload& payload) const {
    return ChangeGoal([&](Goal& goal) {
      Write(payload.title, goal.title);
      Write(payload.handle, goal.handle);
      Write(payload.archived, goal.archived);
      Write(payload.removed, goal.removed);
      Write(payload.why, goal.why);
      Write(payload.cue, goal.cue);
      Write(payload.smallest, goal.smallest);
      Write(payload.group, goal.group);
      Write(payload.position, goal.position);
      Write(payload.source, goal.source);
      Write(payload.asks_ease, goal.asks_ease);
      for (const auto& [tag, on] : payload.tags) goal.tags[tag].Write(on, order());
      for (const StepWrite& write : payload.steps) {
        Step& step = goal.steps[write.step];
        Write(write.words, step.words);
        Write(write.done_on, step.done_on);
        Write(write.removed, step.removed);
      }
    });
  }

  absl::Status operator()(const GoalVersionPayload& payload) const {
    return ChangeGoal(
        [&](Goal& goal) { goal.versions[payload.valid_from].Write(payload.version, order()); });
  }

  absl::Status operator()(const EntryWritePayload& payload) const {
    const bool own = kind_ == SpaceKind::kMe;
    for (const DayWrite& write : payload.days) {
      const EntryKey key{operation_.space, operation_.entity, write.day, author_};
      TF_ASSIGN_OR_RETURN(std::optional<DayEntry> found, state_.GetEntry(key));
      DayEntry entry = std::move(found).value_or(DayEntry());
      if (write.mark && (own || IsForBoth(write.mark->mark))) {
        entry.mark.Write(own ? *write.mark : DayMark{write.mark->mark, ""}, order());
      }
      // Wraps around instead of overflowing, so that the sum does not depend on the order.
      entry.amount_micros =
          static_cast<std::int64_t>(static_cast<std::uint64_t>(entry.amount_micros) +
                                    static_cast<std::uint64_t>(write.add_micros));
      if (own) Write(write.note, entry.note);
      if (own && !payload.written.zone.empty()) entry.written.Write(payload.written, order());
      state_.PutEntry(key, entry);
    }
    return absl::OkStatus();
  }

  absl::Status operator()(const RestSetPayload& payload) const {
    if (kind_ != SpaceKind::kMe) return absl::OkStatus();
    TF_ASSIGN_OR_RETURN(std::optional<Register<Rest>> found,
                        state_.GetRest(operation_.space, operation_.entity));
    Register<Rest> rest = std::move(found).value_or(Register<Rest>());
    rest.Write(payload.rest, order());
    state_.PutRest(operation_.space, operation_.entity, rest);
    return absl::OkStatus();
  }

  absl::Status operator()(const EaseSetPayload& payload) const {
    if (kind_ != SpaceKind::kMe) return absl::OkStatus();
    TF_ASSIGN_OR_RETURN(std::optional<Register<int>> found,
                        state_.GetEase(operation_.space, operation_.entity, payload.day));
    Register<int> ease = found.value_or(Register<int>());
    ease.Write(payload.ease, order());
    state_.PutEase(operation_.space, operation_.entity, payload.day, ease);
    return absl::OkStatus();
  }

  absl::Status operator()(const OfferPayload& payload) const {
    return ChangeSubject([&](Subject& subject) {
      subject.Add(Offer{place(), author_, payload.terms, payload.terms_hash, payload.number});
    });
  }

  absl::Status operator()(const AcceptPayload& payload) const {
    return AddAnswer({.kind = AnswerKind::kAccept,
                      .offer = payload.offer,
                      .terms_hash = payload.terms_hash,
                      .valid_from = payload.valid_from});
  }
  absl::Status operator()(const DeclinePayload& payload) const {
    return AddAnswer({.kind = AnswerKind::kDecline, .offer = payload.offer});
  }
  absl::Status operator()(const WithdrawPayload& payload) const {
    return AddAnswer({.kind = AnswerKind::kWithdraw, .offer = payload.offer});
  }
  absl::Status operator()(const StepOutPayload&) const {
    return AddAnswer({.kind = AnswerKind::kStepOut});
  }

  absl::Status operator()(const DeviceAddPayload& payload) const { return roster_.Fold(payload); }
  absl::Status operator()(const DeviceRemovePayload&) const { return roster_.FoldRemoval(); }
  absl::Status operator()(const KeyRotatePayload& payload) const { return roster_.Fold(payload); }
  absl::Status operator()(const DeviceNamePayload& payload) const {
    return roster_.Fold(payload, order());
  }
  absl::Status operator()(const SharedSpacePayload& payload) const {
    return roster_.Fold(payload, order());
  }
  absl::Status operator()(const RecoveryPayload& payload) const {
    return roster_.Fold(payload, order());
  }
  absl::Status operator()(const UnknownPayload&) const {
    switch (operation_.compat) {
      case CompatClass::kIgnorable:
        return absl::OkStatus();
      case CompatClass::kEntityReadOnly:
        return NoteLater();
      case CompatClass::kNotShared:
        return ChangeSubject([&](Subject& subject) { subject.Add(LaterWord{place(), author_}); });
      case CompatClass::kSpaceReadOnly:
        return roster_.FoldLater();
    }
    return absl::OkStatus();
  }
  absl::Status operator()(const InvalidPayload&) const { return absl::OkStatus(); }

 private:
  WriteOrder order() const { return {operation_.stamp, operation_.chain, operation_.id}; }
  const Place& place() const { return roster_.place(); }

  template <class T>
  void Write(const std::optional<T>& written, Register<T>& target) const {
    if (written) target.Write(*written, order());
  }

  template <class Change>
  absl::Status ChangeGoal(Change change) const {
    if (kind_ != SpaceKind::kMe) return absl::OkStatus();
    TF_ASSIGN_OR_RETURN(std::optional<Goal> found,
                        state_.GetGoal(operation_.space, operation_.entity));
    Goal goal = std::move(found).value_or(Goal());
    goal.id = operation_.entity;
    change(goal);
    state_.PutGoal(operation_.space, goal);
    return absl::OkStatus();
  }

  template <class Change>
  absl::Status ChangeSubject(Change change) const {
    if (kind_ != SpaceKind::kUs) return absl::OkStatus();
    if (roster_.IsVoid()) return absl::OkStatus();
    TF_ASSIGN_OR_RETURN(std::optional<Subject> found,
                        state_.GetSubject(operation_.space, operation_.entity));
    Subject subject = std::move(found).value_or(Subject());
    subject.id = operation_.entity;
    change(subject);
    state_.PutSubject(operation_.space, subject);
    return absl::OkStatus();
  }

  absl::Status NoteLater() const {
    TF_ASSIGN_OR_RETURN(std::set<DeviceId> devices,
                        state_.GetLater(operation_.space, operation_.entity));
    if (!devices.insert(operation_.device).second) return absl::OkStatus();
    state_.PutLater(operation_.space, operation_.entity, devices);
    return absl::OkStatus();
  }

  absl::Status AddAnswer(Answer answer) const {
    answer.place = place();
    answer.author = author_;
    return ChangeSubject([&](Subject& subject) { subject.Add(std::move(answer)); });
  }

  const Operation& operation_;
  const SpaceKind kind_;
  const RosterFold& roster_;
  const PersonId author_;
  FoldState& state_;
};

}  // namespace

absl::Status Fold(const Operation& operation, const FoldScope& scope, const VersionVector& seen,
                  FoldState& state) {
  if (operation.stamp >= kStampEnd) return absl::OkStatus();
  TF_ASSIGN_OR_RETURN(const Roster roster, state.GetRoster(operation.space));
  const RosterFold known(operation, scope, seen, roster, state);
  if (!known.MayWrite()) return absl::OkStatus();
  return std::visit(Folder(operation, scope.kind, known, state), operation.payload);
}

}  // namespace twofold
