// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/sim/oracle.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "storage/store/keys.h"
#include "storage/store/store.h"

namespace twofold::sim {
namespace {

using Index = History::Index;
using Indices = std::vector<Index>;

std::string Short(const OperationId& id) { return id.hex().substr(0, 8); }

std::string EntryName(const EntryKey& key) {
  return absl::StrCat("entry ", key.goal.hex().substr(0, 8), " day ", key.day, " of ",
                      key.person.hex().substr(0, 8));
}
std::string SubjectName(const EntityId& id) { return "subject " + id.hex().substr(0, 8); }

std::string EntrySaying(Mark mark, const OperationId& by, std::int64_t micros) {
  return absl::StrCat("mark ", static_cast<int>(mark), " by ", Short(by), " amount ", micros);
}

// ---- Entries ----

bool MayBeGiven(Mark mark) {
  return mark != Mark::kNotKept && mark != Mark::kSkipped && mark != Mark::kStayed &&
         mark != Mark::kSteppedBack;
}

bool IsLaterWrite(const Operation& a, const Operation& b) {
  return std::tie(a.stamp, a.chain, a.id) > std::tie(b.stamp, b.chain, b.id);
}

// Stamps from here on are followed by no clock.
constexpr std::uint64_t kNobodyFollows = std::uint64_t{1} << 62;

void SayEntries(const History& history, SpaceKind kind, Sayings& sayings) {
  const bool own = kind == SpaceKind::kMe;
  std::map<EntryKey, std::pair<const Operation*, Mark>> marks;
  std::map<EntryKey, std::uint64_t> sums;
  for (Index i = 0; i < history.size(); ++i) {
    const auto* write = std::get_if<EntryWritePayload>(&history.At(i).payload);
    if (write == nullptr || !history.Counts(i)) continue;
    for (const DayWrite& day : write->days) {
      const EntryKey key{SpaceId(), history.At(i).entity, day.day, history.AuthorOf(i)};
      sums[key] += static_cast<std::uint64_t>(day.add_micros);
      auto& [winner, mark] = marks[key];
      if (!day.mark || !(own || MayBeGiven(day.mark->mark))) continue;
      if (winner != nullptr && !IsLaterWrite(history.At(i), *winner)) continue;
      winner = &history.At(i);
      mark = day.mark->mark;
    }
  }
  for (const auto& [key, winner] : marks) {
    sayings[EntryName(key)] =
        EntrySaying(winner.second, winner.first == nullptr ? OperationId() : winner.first->id,
                    static_cast<std::int64_t>(sums[key]));
  }
}

// ---- Consent ----

// One thing between two people.
class Matter {
 public:
  Matter(const History& history, const EntityId& entity)
      : history_(history),
        offers_(history.About<OfferPayload>(entity)),
        accepts_(history.About<AcceptPayload>(entity)),
        declines_(history.About<DeclinePayload>(entity)),
        withdrawals_(history.About<WithdrawPayload>(entity)),
        step_outs_(history.About<StepOutPayload>(entity)) {
    for (const Index accept : accepts_) {
      const auto offer = OfferOf(accept);
      if (offer && IsAYes(accept, *offer) && !IsVoid(accept, *offer)) made_[accept] = *offer;
    }
  }
  bool IsEmpty() const {
    return offers_.empty() && accepts_.empty() && declines_.empty() && withdrawals_.empty() &&
           step_outs_.empty();
  }

  std::string Say() const {
    std::optional<Index> in_force;
    Indices stood;
    bool any_ended = false, both_open = false;
    for (const auto& [accept, offer] : made_) {
      both_open |= IsContested(accept) && !IsSucceeded(accept) && !IsEnded(accept);
      if (IsContested(accept)) continue;
      stood.push_back(accept);
      any_ended |= IsEnded(accept);
      if (IsEnded(accept)) continue;
      if (!in_force || IsLater(accept, *in_force)) in_force = accept;
    }
    std::sort(stood.begin(), stood.end(), [&](Index a, Index b) { return IsLater(b, a); });
    std::string said = absl::StrCat("in force ", in_force ? Name(*in_force) : "nothing");
    absl::StrAppend(&said, any_ended && !in_force ? ", stepped out" : "");
    absl::StrAppend(&said, both_open ? ", both open" : "", "; stood");
    for (const Index accept : stood) absl::StrAppend(&said, " ", Name(accept));
    Indices offers = offers_;
    std::sort(offers.begin(), offers.end(), [&](Index a, Index b) { return Id(a) < Id(b); });
    for (const Index offer : offers) {
      absl::StrAppend(&said, "; ", Name(offer), " ", static_cast<int>(StateOf(offer)));
    }
    return said;
  }

 private:
  const OperationId& Id(Index i) const { return history_.At(i).id; }
  std::string Name(Index i) const { return Short(Id(i)); }
  template <class Kind>
  const Kind& As(Index i) const {
    return std::get<Kind>(history_.At(i).payload);
  }
  bool Saw(Index later, Index earlier) const { return history_.Saw(later, earlier); }
  bool SamePerson(Index a, Index b) const { return history_.AuthorOf(a) == history_.AuthorOf(b); }
  template <class Test>
  static bool Any(const Indices& indices, Test test) {
    return std::any_of(indices.begin(), indices.end(), test);
  }

  std::optional<Index> OfferOf(Index accept) const {
    for (const Index offer : offers_) {
      if (Id(offer) == As<AcceptPayload>(accept).offer) return offer;
    }
    return std::nullopt;
  }
  // The other person, having seen it, to exactly these terms.
  bool IsAYes(Index accept, Index offer) const {
    return !SamePerson(accept, offer) && Saw(accept, offer) &&
           As<AcceptPayload>(accept).terms_hash == As<OfferPayload>(offer).terms_hash;
  }
  bool IsWithdrawnBy(Index withdrawal, Index offer) const {
    return As<WithdrawPayload>(withdrawal).offer == Id(offer) && SamePerson(withdrawal, offer);
  }
  bool IsReplacedBy(Index later, Index offer) const {
    return later != offer && SamePerson(later, offer) && Saw(later, offer);
  }
  // Taken back not after the yes; or a no, or a stepping out, that is neither before nor after it.
  bool IsVoid(Index accept, Index offer) const {
    return Any(withdrawals_, [&](Index i) { return IsWithdrawnBy(i, offer) && !Saw(i, accept); }) ||
           Any(offers_, [&](Index i) { return IsReplacedBy(i, offer) && !Saw(i, accept); }) ||
           Any(step_outs_, [&](Index i) { return history_.Unordered(i, accept); }) ||
           Any(declines_, [&](Index i) {
             return As<DeclinePayload>(i).offer == Id(offer) && SamePerson(i, accept) &&
                    history_.Unordered(i, accept);
           });
  }
  bool IsEnded(Index accept) const {
    return Any(step_outs_, [&](Index i) { return Saw(i, accept); });
  }
  bool IsSucceeded(Index accept) const {
    return std::any_of(made_.begin(), made_.end(), [&](const auto& other) {
      return other.first != accept && Saw(other.first, accept);
    });
  }
  bool IsContested(Index accept) const {
    return std::any_of(made_.begin(), made_.end(), [&](const auto& other) {
      return other.first != accept && history_.Unordered(other.first, accept) &&
             As<OfferPayload>(other.second).terms_hash !=
                 As<OfferPayload>(made_.at(accept)).terms_hash;
    });
  }
  // Whoever had more in view is later; else an order that is the same everywhere.
  bool IsLater(Index a, Index b) const {
    const Operation &one = history_.At(a), &other = history_.At(b);
    const std::uint64_t weight = history_.Weight(a), other_weight = history_.Weight(b);
    return std::tie(weight, one.chain, one.sequence, one.id) >
           std::tie(other_weight, other.chain, other.sequence, other.id);
  }

  OfferState StateOf(Index offer) const {
    bool contested = false, cancels_out = false;
    for (const auto& [accept, accepted] : made_) {
      if (accepted != offer) continue;
      if (!IsContested(accept)) return OfferState::kAccepted;
      contested = true;
      cancels_out |= !IsSucceeded(accept) && !IsEnded(accept);
    }
    if (contested && !cancels_out) return OfferState::kSettled;
    const bool gone = Any(withdrawals_, [&](Index i) { return IsWithdrawnBy(i, offer); }) ||
                      Any(offers_, [&](Index i) { return IsReplacedBy(i, offer); });
    if (gone) return OfferState::kWithdrawn;
    const bool declined = Any(declines_, [&](Index i) {
      return As<DeclinePayload>(i).offer == Id(offer) && !SamePerson(i, offer);
    });
    if (declined) return OfferState::kDeclined;
    if (cancels_out) return OfferState::kOpen;
    const bool passed =
        std::any_of(made_.begin(), made_.end(),
                    [&](const auto& agreement) { return Saw(agreement.first, offer); }) ||
        Any(step_outs_, [&](Index i) { return Saw(i, offer); });
    return passed ? OfferState::kSettled : OfferState::kOpen;
  }

  const History& history_;
  const Indices offers_, accepts_, declines_, withdrawals_, step_outs_;
  std::map<Index, Index> made_;  // agreements: the offer of each accept that counts
};

}  // namespace

Sayings SayOvertaken(const History& history) {
  Sayings sayings;
  std::map<EntryKey, Indices> writes;
  for (Index i = 0; i < history.size(); ++i) {
    const auto* write = std::get_if<EntryWritePayload>(&history.At(i).payload);
    if (write == nullptr || history.At(i).stamp >= kNobodyFollows || !history.Counts(i)) continue;
    for (const DayWrite& day : write->days) {
      if (!day.mark || !MayBeGiven(day.mark->mark)) continue;
      writes[{SpaceId(), history.At(i).entity, day.day, history.AuthorOf(i)}].push_back(i);
    }
  }
  for (const auto& [key, of] : writes) {
    const Index winner = *std::max_element(of.begin(), of.end(), [&](Index a, Index b) {
      return IsLaterWrite(history.At(b), history.At(a));
    });
    for (const Index i : of) {
      if (i == winner || history.IsForked(winner) || !history.Saw(i, winner)) continue;
      sayings[EntryName(key)] = "a mark that a later one had seen";
    }
  }
  return sayings;
}

Sayings SayNaively(const History& history, SpaceKind kind) {
  Sayings sayings;
  SayEntries(history, kind, sayings);
  sayings["devices"] = history.devices().Say(kind);
  if (kind == SpaceKind::kMe) return sayings;
  for (const EntityId& entity : history.Entities()) {
    const Matter matter(history, entity);
    if (!matter.IsEmpty()) sayings[SubjectName(entity)] = matter.Say();
  }
  return sayings;
}

Sayings SayAsShipped(const ByteReader& store, const Space& space) {
  Sayings sayings;
  const StoreView view(store);
  const auto roster = view.GetRoster(space.id);
  EXPECT_TRUE(roster.ok()) << roster.status();
  sayings["devices"] = SayRoster(space, *roster);
  const auto subjects = view.ListSubjects(space.id);
  EXPECT_TRUE(subjects.ok()) << subjects.status();
  for (const Subject& subject : *subjects) {
    const Standing standing = Evaluate(subject);
    const auto name = [](const Agreement& agreement) { return Short(agreement.accept->place.id); };
    std::string said =
        absl::StrCat("in force ", standing.in_force ? name(*standing.in_force) : "nothing",
                     standing.stepped_out ? ", stepped out" : "",
                     standing.both_open ? ", both open" : "", "; stood");
    for (const Agreement& one : standing.history) absl::StrAppend(&said, " ", name(one));
    for (const Offer& offer : subject.offers) {
      absl::StrAppend(&said, "; ", Short(offer.place.id), " ",
                      static_cast<int>(StateOf(subject, offer)));
    }
    sayings[SubjectName(subject.id)] = said;
  }
  const std::string prefix = keys::EntriesOfSpace(space.id);
  EXPECT_TRUE(store
                  .Scan(prefix, PrefixEnd(prefix), ScanOrder::kAscending,
                        [&](absl::string_view key, absl::string_view) {
                          const EntryKey at = keys::ParseEntryKey(key);
                          const auto entry = view.FindEntry(at);
                          EXPECT_TRUE(entry.ok() && *entry);
                          const DayEntry& is = **entry;
                          sayings[EntryName(at)] =
                              EntrySaying(is.mark.value.mark, is.mark.order.id, is.amount_micros);
                          const bool bare = is.note.value.empty() && is.mark.value.reason.empty();
                          if (space.kind == SpaceKind::kUs && !bare) {
                            sayings[EntryName(at)] += " and something private";
                          }
                          return true;
                        })
                  .ok());
  return sayings;
}

}  // namespace twofold::sim
