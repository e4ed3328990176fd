// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/couple_engine.h"

#include <limits>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/schedule/day.h"
#include "daemon/engine/acts.h"
#include "daemon/engine/goal_reader.h"
#include "daemon/engine/proposal_views.h"
#include "daemon/engine/shared_space.h"

namespace twofold {
namespace {

constexpr absl::string_view kNothingSent = "Nothing was sent.";

absl::StatusOr<Space> SharedSpace(const LedgerState& state) {
  if (!state.me) return NotStarted();
  if (!state.us) return NotPaired();
  return *state.us;
}

absl::Status NothingOpen(absl::string_view word) {
  return Refusal(absl::StatusCode::kFailedPrecondition, "nothing_open",
                 absl::StrCat("nothing of yours stands open at \"", word, "\"."))
      .Hint("What stands open", "twofold today");
}

// A subject between the two, by the word that a person used for it.
absl::StatusOr<Subject> FindSubject(::twofold::Change& change, const Space& us,
                                    absl::string_view word) {
  TF_ASSIGN_OR_RETURN(const EntityRef ref, change.names().Find(word));
  if (ref.space != us.id) {
    return Refusal(absl::StatusCode::kFailedPrecondition, "goal_is_own",
                   absl::StrCat("\"", word, "\" is only yours; there is nothing to agree on."));
  }
  TF_ASSIGN_OR_RETURN(std::optional<Subject> subject, change.view().FindSubject(us.id, ref.entity));
  // All that was said of it was void: a device of theirs was removed.
  if (!subject) return NothingOpen(word);
  return *std::move(subject);
}

// The same, to offer or to accept something about it.
absl::StatusOr<Subject> FindChangeable(::twofold::Change& change, const Space& us,
                                       absl::string_view word) {
  TF_ASSIGN_OR_RETURN(Subject subject, FindSubject(change, us, word));
  TF_RETURN_IF_ERROR(change.CheckMayChange(us, subject.id));
  return subject;
}

OfferResult Result(const LedgerState& state, const Space& us, ProposalView proposal) {
  const Member* partner = Partner(state, us);
  return {std::move(proposal), state.self->name, partner == nullptr ? "" : partner->name};
}

// The version that a change starts from: the newest open one, else the one in force.
const Offer* StartingPoint(const LedgerState& state, const Subject& subject) {
  if (const Offer* offer = OpenOfferToward(subject, state.self->person)) return offer;
  if (const Offer* offer = OpenOfferBy(subject, state.self->person)) return offer;
  const Standing standing = Evaluate(subject);
  return standing.in_force ? standing.in_force->offer : nullptr;
}

// What both see has to be said the same on both computers, so words are read once, here.
absl::StatusOr<OfferTerms> ProposedTerms(const OfferWords& words, absl::CivilDay today,
                                         int week_start) {
  TF_RETURN_IF_ERROR(ValidateTitle(words.title));
  OfferTerms offered;
  offered.title = std::string(absl::StripAsciiWhitespace(words.title));
  TF_ASSIGN_OR_RETURN(offered.terms, ParseTerms(words.terms, GoalTerms(), today, week_start));
  return offered;
}

absl::StatusOr<OfferTerms> ChangedTerms(const OfferTerms& from, const OfferWords& words,
                                        absl::CivilDay today, int week_start) {
  OfferTerms changed = from;
  if (!words.title.empty()) {
    TF_RETURN_IF_ERROR(ValidateTitle(words.title));
    changed.title = std::string(absl::StripAsciiWhitespace(words.title));
  }
  TF_ASSIGN_OR_RETURN(changed.terms, ParseTerms(words.terms, from.terms, today, week_start));
  if (changed == from) {
    return Refusal(absl::StatusCode::kFailedPrecondition, "nothing_changed",
                   "that is what stands there already.")
        .Hint("Another rhythm", "twofold change --every mon,wed");
  }
  return changed;
}

// Emits an offer and answers how it stands.
absl::StatusOr<OfferResult> Send(::twofold::Change& change, const Space& us, const EntityId& entity,
                                 const OfferTerms& offered, ActKind kind) {
  const EntityRef ref{us.id, entity};
  std::uint32_t number = change.names().NumberOf(ref);
  if (number == 0) number = change.names().FreeNumber(0);
  OfferPayload payload;
  payload.terms = offered;
  payload.number = number;
  TF_ASSIGN_OR_RETURN(const OperationId operation, change.Emit(us, entity, payload));
  TF_RETURN_IF_ERROR(
      change.Record({.kind = kind, .space = us.id, .entity = entity, .operation = operation}));
  TF_ASSIGN_OR_RETURN(const std::optional<Subject> subject,
                      change.view().FindSubject(us.id, entity));
  const Offer* sent = subject ? OpenOfferBy(*subject, change.state().self->person) : nullptr;
  if (sent == nullptr) return absl::InternalError("an offer that does not stand");
  return Result(change.state(), us, ViewOffer(change.state(), us, *subject, *sent));
}

// What a repeated request answers: the offer of its act.
absl::StatusOr<OfferResult> OfferOfAct(::twofold::Change& change, std::uint64_t number) {
  TF_ASSIGN_OR_RETURN(const Space us, SharedSpace(change.state()));
  TF_ASSIGN_OR_RETURN(const Act act, ActOf(change.view(), number));
  TF_ASSIGN_OR_RETURN(const std::optional<Subject> subject,
                      change.view().FindSubject(us.id, act.entity));
  const Offer* offer = subject ? FindOffer(*subject, act.operation) : nullptr;
  if (offer == nullptr) return absl::InternalError("a remembered offer that is not here");
  return Result(change.state(), us, ViewOffer(change.state(), us, *subject, *offer));
}

template <class Result>
absl::StatusOr<Result> Unsent(absl::StatusOr<Result> result) {
  return WithAftermath(std::move(result), kNothingSent);
}

// The partner's version that an answer speaks to.
absl::StatusOr<const Offer*> OfferToAnswer(const LedgerState& state, const Subject& subject,
                                           absl::string_view word) {
  if (const Offer* offer = OpenOfferToward(subject, state.self->person)) return offer;
  if (OpenOfferBy(subject, state.self->person) != nullptr) {
    return Refusal(absl::StatusCode::kFailedPrecondition, "own_offer",
                   absl::StrCat("\"", word, "\" is your own offer; the other answers it."))
        .Hint("Take it back", absl::StrCat("twofold withdraw ", word));
  }
  return Refusal(absl::StatusCode::kFailedPrecondition, "nothing_to_answer",
                 absl::StrCat("\"", word, "\" does not stand open any more."))
      .Hint("What stands open", "twofold today");
}

}  // namespace

absl::StatusOr<bool> HasLeft(const StoreView& view, const SpaceId& space, const OperationId& id) {
  TF_ASSIGN_OR_RETURN(const std::vector<ChainPosition> waiting,
                      view.ListOutbox(space, std::numeric_limits<int>::max()));
  for (const ChainPosition& operation : waiting) {
    if (operation.id == id) return false;
  }
  return true;
}

absl::StatusOr<OfferResult> CoupleEngine::Propose(const RequestId& request, Intent intent,
                                                  const OfferWords& words) {
  if (intent == Intent::kPreview) {
    const Ledger::Look look = ledger_.LookAt();
    TF_ASSIGN_OR_RETURN(const Space us, SharedSpace(look.state));
    if (look.state.IsReadOnly(us.id)) return Unsent<OfferResult>(SpaceNeedsUpdate(us.kind));
    TF_ASSIGN_OR_RETURN(OfferTerms offered,
                        ProposedTerms(words, ledger_.today(), ledger_.parts().week_start));
    return Result(look.state, us, {.own = true, .terms = std::move(offered)});
  }
  return Unsent(ledger_.Do(
      request,
      [&](::twofold::Change& change) -> absl::StatusOr<OfferResult> {
        TF_ASSIGN_OR_RETURN(const Space us, SharedSpace(change.state()));
        TF_ASSIGN_OR_RETURN(const OfferTerms offered,
                            ProposedTerms(words, change.today(), change.parts().week_start));
        TF_ASSIGN_OR_RETURN(const std::vector<Subject> subjects, change.view().ListSubjects(us.id));
        if (subjects.size() >= limits::kGoalsPerSpace) {
          return Refusal(absl::StatusCode::kResourceExhausted, "too_many_goals",
                         absl::StrCat("there is room for ", limits::kGoalsPerSpace, " proposals."));
        }
        return Send(change, us, EntityId::Make(change.parts().random), offered, ActKind::kPropose);
      },
      OfferOfAct));
}

absl::StatusOr<OfferResult> CoupleEngine::Change(const RequestId& request, Intent intent,
                                                 absl::string_view handle,
                                                 const OfferWords& words) {
  const auto work = [&](::twofold::Change& change) -> absl::StatusOr<OfferResult> {
    TF_ASSIGN_OR_RETURN(const Space us, SharedSpace(change.state()));
    TF_ASSIGN_OR_RETURN(const Subject subject, FindChangeable(change, us, handle));
    const Offer* from = StartingPoint(change.state(), subject);
    if (from == nullptr) return NothingOpen(handle);
    TF_ASSIGN_OR_RETURN(OfferTerms changed, ChangedTerms(from->terms, words, change.today(),
                                                         change.parts().week_start));
    if (intent == Intent::kSend) return Send(change, us, subject.id, changed, ActKind::kChange);
    ProposalView preview = ViewOffer(change.state(), us, subject, *from);
    preview.own = true;
    preview.previous = from->terms;
    preview.terms = std::move(changed);
    return Result(change.state(), us, std::move(preview));
  };
  if (intent == Intent::kPreview) return Unsent(ledger_.Do(work));
  return Unsent(ledger_.Do(request, work, OfferOfAct));
}

absl::StatusOr<AcceptResult> CoupleEngine::Accept(const RequestId& request,
                                                  absl::string_view handle) {
  const auto answer = [&](::twofold::Change& change,
                          const EntityRef& ref) -> absl::StatusOr<AcceptResult> {
    TF_ASSIGN_OR_RETURN(GoalView goal,
                        GoalReader(change.view(), change.state(), change.today()).View(ref));
    return AcceptResult{std::move(goal), change.today()};
  };
  return Unsent(ledger_.Do(
      request,
      [&](::twofold::Change& change) -> absl::StatusOr<AcceptResult> {
        TF_ASSIGN_OR_RETURN(const Space us, SharedSpace(change.state()));
        TF_ASSIGN_OR_RETURN(const Subject subject, FindChangeable(change, us, handle));
        TF_ASSIGN_OR_RETURN(const Offer* offer, OfferToAnswer(change.state(), subject, handle));
        const AcceptPayload payload{offer->place.id, offer->terms_hash, DayNumber(change.today())};
        TF_RETURN_IF_ERROR(change.Emit(us, subject.id, payload).status());
        return answer(change, {us.id, subject.id});
      },
      [&](::twofold::Change& change, std::uint64_t) -> absl::StatusOr<AcceptResult> {
        TF_ASSIGN_OR_RETURN(const EntityRef ref, change.names().Find(handle));
        return answer(change, ref);
      }));
}

absl::StatusOr<ProposalView> CoupleEngine::Decline(const RequestId& request,
                                                   absl::string_view handle) {
  return Unsent(ledger_.Do(
      request,
      [&](::twofold::Change& change) -> absl::StatusOr<ProposalView> {
        TF_ASSIGN_OR_RETURN(const Space us, SharedSpace(change.state()));
        TF_ASSIGN_OR_RETURN(const Subject subject, FindSubject(change, us, handle));
        TF_ASSIGN_OR_RETURN(const Offer* offer, OfferToAnswer(change.state(), subject, handle));
        const ProposalView view = ViewOffer(change.state(), us, subject, *offer);
        TF_RETURN_IF_ERROR(change.Emit(us, subject.id, DeclinePayload{offer->place.id}).status());
        return view;
      },
      [&](::twofold::Change& change, std::uint64_t) -> absl::StatusOr<ProposalView> {
        TF_ASSIGN_OR_RETURN(const Space us, SharedSpace(change.state()));
        TF_ASSIGN_OR_RETURN(const Subject subject, FindSubject(change, us, handle));
        return ViewOffer(change.state(), us, subject, *InOrder(subject).back());
      }));
}

absl::StatusOr<WithdrawResult> CoupleEngine::Withdraw(const RequestId& request,
                                                      absl::string_view handle) {
  return Unsent(ledger_.Do(
      request,
      [&](::twofold::Change& change) -> absl::StatusOr<WithdrawResult> {
        TF_ASSIGN_OR_RETURN(const Space us, SharedSpace(change.state()));
        TF_ASSIGN_OR_RETURN(const Subject subject, FindSubject(change, us, handle));
        const Offer* offer = OpenOfferBy(subject, change.state().self->person);
        if (offer == nullptr) return NothingOpen(handle);
        WithdrawResult result;
        result.proposal = ViewOffer(change.state(), us, subject, *offer);
        TF_ASSIGN_OR_RETURN(result.already_given, HasLeft(change.view(), us.id, offer->place.id));
        TF_RETURN_IF_ERROR(change.Emit(us, subject.id, WithdrawPayload{offer->place.id}).status());
        return result;
      },
      [&](::twofold::Change& change, std::uint64_t) -> absl::StatusOr<WithdrawResult> {
        TF_ASSIGN_OR_RETURN(const Space us, SharedSpace(change.state()));
        TF_ASSIGN_OR_RETURN(const Subject subject, FindSubject(change, us, handle));
        return WithdrawResult{ViewOffer(change.state(), us, subject, *InOrder(subject).back()),
                              true};
      }));
}

absl::StatusOr<GoalView> CoupleEngine::StepOut(const RequestId& request, absl::string_view handle) {
  return Unsent(ledger_.Do(
      request,
      [&](::twofold::Change& change) -> absl::StatusOr<GoalView> {
        TF_ASSIGN_OR_RETURN(const Space us, SharedSpace(change.state()));
        TF_ASSIGN_OR_RETURN(const Subject subject, FindSubject(change, us, handle));
        const EntityRef ref{us.id, subject.id};
        TF_ASSIGN_OR_RETURN(const GoalView goal,
                            GoalReader(change.view(), change.state(), change.today()).View(ref));
        if (goal.state != GoalState::kActive && goal.waits != Waits::kNotShared) {
          return Refusal(absl::StatusCode::kFailedPrecondition, "goal_not_active",
                         absl::StrCat("\"", goal.handle, "\" has ended already."));
        }
        TF_RETURN_IF_ERROR(change.Emit(us, subject.id, StepOutPayload{}).status());
        return GoalReader(change.view(), change.state(), change.today()).View(ref);
      },
      [&](::twofold::Change& change, std::uint64_t) -> absl::StatusOr<GoalView> {
        TF_ASSIGN_OR_RETURN(const EntityRef ref, change.names().Find(handle));
        return GoalReader(change.view(), change.state(), change.today()).View(ref);
      }));
}

absl::StatusOr<std::string> CoupleEngine::Leave(const RequestId& request, AfterLeaving after) {
  absl::StatusOr<std::string> left = ledger_.Do(
      request,
      [&](::twofold::Change& change) -> absl::StatusOr<std::string> {
        TF_ASSIGN_OR_RETURN(const Space us, SharedSpace(change.state()));
        const Member* partner = Partner(change.state(), us);
        const std::string name = partner == nullptr ? "" : partner->name;
        if (after == AfterLeaving::kForget) {
          TF_RETURN_IF_ERROR(change.transaction().EraseSpace(us.id));
          change.transaction().DeleteSpace(us.id);
          change.Forget(us.id);
        } else {
          TF_RETURN_IF_ERROR(KeepAsCopy(change));
        }
        TF_RETURN_IF_ERROR(TellOfLeaving(change, us.id));
        return name;
      },
      [](::twofold::Change&, std::uint64_t) -> absl::StatusOr<std::string> { return ""; });
  // Also when it was asked before: the first time may have ended in between.
  if (left.ok()) TF_RETURN_IF_ERROR(ledger_.Scrub());
  return left;
}

}  // namespace twofold
