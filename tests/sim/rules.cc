// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/sim/rules.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "core/sync/stamp.h"

namespace twofold::sim {
namespace {

using Index = History::Index;
using Indices = std::vector<Index>;

struct Written {
  Index by;
  const DayWrite* write;
};

class Counting {
 public:
  Counting(const History& history, SpaceKind kind, RuleCounts& counts)
      : history_(history), kind_(kind), counts_(counts) {}

  void Entries() {
    std::map<EntryKey, std::vector<Written>> days;
    for (Index i = 0; i < history_.size(); ++i) {
      const auto* payload = std::get_if<EntryWritePayload>(&history_.At(i).payload);
      if (payload == nullptr || !history_.Counts(i)) continue;
      for (const DayWrite& write : payload->days) {
        days[{SpaceId(), history_.At(i).entity, write.day, history_.AuthorOf(i)}].push_back(
            {i, &write});
      }
    }
    for (const auto& [key, writes] : days) Day(writes);
  }

  void Consent(const EntityId& entity) {
    const Indices offers = history_.About<OfferPayload>(entity);
    const Indices accepts = history_.About<AcceptPayload>(entity);
    for (const Index accept : accepts) {
      const auto& payload = std::get<AcceptPayload>(history_.At(accept).payload);
      for (const Index offer : offers) {
        if (Id(offer) == payload.offer) Answer(entity, accept, offer, offers);
      }
      for (const Index other : accepts) {
        if (other == accept) continue;
        const auto& answer = std::get<AcceptPayload>(history_.At(other).payload);
        Hit(Rule::kSucceeded, history_.Saw(accept, other));
        Hit(Rule::kBothYes,
            history_.Unordered(accept, other) && answer.terms_hash != payload.terms_hash);
      }
    }
  }

  void Operations() {
    std::map<DeviceId, std::set<ChainId>> chains;
    std::set<std::pair<ChainId, std::uint64_t>> places;
    for (Index i = 0; i < history_.size(); ++i) {
      const Operation& operation = history_.At(i);
      Hit(Rule::kStampAtEnd, !history_.Counts(i));
      Hit(Rule::kUnknown, std::holds_alternative<UnknownPayload>(operation.payload));
      Hit(Rule::kInvalid, std::holds_alternative<InvalidPayload>(operation.payload));
      Hit(Rule::kForked, !places.emplace(operation.chain, operation.sequence).second);
      // A chain of one operation may be that of a modified client.
      if (operation.sequence == 2) chains[operation.device].insert(operation.chain);
      // Its day is one thing and its stamp another.
      Hit(Rule::kSlowClock, (operation.stamp & ((std::uint64_t{1} << kStampDayShift) - 1)) != 0 &&
                                operation.sequence > 1);
    }
    for (const auto& [device, of] : chains) Hit(Rule::kNewChain, of.size() > 1);
  }

  void Devices() {
    const DeviceBook& book = history_.devices();
    for (const DeviceId& device : book.All()) {
      const Indices additions = book.Additions(device), removals = book.Removals(device);
      Hit(Rule::kDeviceAdded, !additions.empty());
      Hit(Rule::kDeviceRemoved, !removals.empty());
      Hit(Rule::kAddedTwice, additions.size() > 1);
      Hit(Rule::kRemovedTwice, removals.size() > 1);
      for (const Index removal : removals) {
        const Indices of_remover = book.Removals(history_.At(removal).device);
        Hit(Rule::kRemovedEachOther,
            std::any_of(of_remover.begin(), of_remover.end(),
                        [&](Index other) { return history_.At(other).device == device; }));
      }
      for (const Index addition : additions) {
        for (const Index rotation : book.Rotations()) {
          Hit(Rule::kLinkedMeanwhile, history_.Unordered(addition, rotation));
        }
      }
    }
    for (const Index i : book.Rotations()) {
      Hit(Rule::kRotated, true);
      Hit(Rule::kRotationVoid, book.IsVoid(i));
      for (const Index other : book.Rotations()) {
        Hit(Rule::kRotatedAtOnce, other < i && EpochOf(other) == EpochOf(i));
      }
    }
    for (Index i = 0; i < history_.size(); ++i) OfDevice(book, i);
  }

 private:
  std::uint32_t EpochOf(Index rotation) const {
    return std::get<KeyRotatePayload>(history_.At(rotation).payload).epoch;
  }

  // What its device's coming and going makes of an operation.
  void OfDevice(const DeviceBook& book, Index i) {
    const Operation& operation = history_.At(i);
    const Indices removals = book.Removals(operation.device);
    const bool knew = std::any_of(removals.begin(), removals.end(),
                                  [&](Index removal) { return book.HadSeen(i, removal); });
    const bool meanwhile = !removals.empty() && book.MayWrite(i) && book.IsVoid(i);
    const bool of_devices = std::holds_alternative<DeviceAddPayload>(operation.payload) ||
                            std::holds_alternative<DeviceRemovePayload>(operation.payload);
    const bool of_consent = std::holds_alternative<OfferPayload>(operation.payload) ||
                            std::holds_alternative<AcceptPayload>(operation.payload) ||
                            std::holds_alternative<DeclinePayload>(operation.payload) ||
                            std::holds_alternative<StepOutPayload>(operation.payload);
    Hit(Rule::kWroteKnowingly, knew && operation.stamp >> 63 == 0);
    Hit(Rule::kWroteMeanwhile, meanwhile);
    Hit(Rule::kConsentVoid, meanwhile && of_consent);
    Hit(Rule::kVoidByAdder, removals.empty() && book.IsVoid(i));
    Hit(Rule::kNotTheirs, book.MayWrite(i) && of_devices && !book.IsTaken(i));
    Hit(Rule::kWrongEpoch, book.MayWrite(i) && !book.IsTaken(i) &&
                               std::holds_alternative<KeyRotatePayload>(operation.payload));
    if (!std::holds_alternative<DeviceNamePayload>(operation.payload)) return;
    for (Index other = 0; other < i; ++other) {
      const Operation& another = history_.At(other);
      Hit(Rule::kRenamedMeanwhile, another.entity == operation.entity &&
                                       std::holds_alternative<DeviceNamePayload>(another.payload) &&
                                       history_.Unordered(other, i));
    }
  }

  void Hit(Rule rule, bool hit) {
    if (hit) ++Of(counts_, rule);
  }
  const OperationId& Id(Index i) const { return history_.At(i).id; }

  void Day(const std::vector<Written>& writes) {
    int amounts = 0;
    for (const Written& one : writes) {
      amounts += one.write->add_micros != 0;
      Hit(Rule::kAmountTakenBack, one.write->add_micros < 0);
      Hit(Rule::kNotForBoth,
          kind_ == SpaceKind::kUs && one.write->mark &&
              (one.write->mark->mark == Mark::kSkipped || one.write->mark->mark == Mark::kNotKept));
      for (const Written& other : writes) {
        if (!one.write->mark || !other.write->mark || one.by >= other.by) continue;
        const Operation &a = history_.At(one.by), &b = history_.At(other.by);
        if (!history_.Unordered(one.by, other.by) && !history_.IsForked(one.by)) continue;
        Hit(Rule::kConcurrentMarks, true);
        Hit(Rule::kTieByChain, a.stamp == b.stamp && a.chain != b.chain);
        Hit(Rule::kTieById, a.stamp == b.stamp && a.chain == b.chain);
      }
    }
    Hit(Rule::kAmountsAdded, amounts > 1);
  }

  void Answer(const EntityId& entity, Index accept, Index offer, const Indices& offers) {
    const bool own = history_.AuthorOf(accept) == history_.AuthorOf(offer);
    Hit(Rule::kOwnAccept, own);
    if (own) return;
    for (const Index i : history_.About<WithdrawPayload>(entity)) {
      const auto& withdrawal = std::get<WithdrawPayload>(history_.At(i).payload);
      if (withdrawal.offer != Id(offer)) continue;
      Hit(Rule::kWithdrawnMeanwhile, history_.Unordered(i, accept));
      Hit(Rule::kWithdrawnTooLate, history_.Saw(i, accept));
    }
    for (const Index i : offers) {
      const bool later =
          i != offer && history_.AuthorOf(i) == history_.AuthorOf(offer) && history_.Saw(i, offer);
      Hit(Rule::kReplacedMeanwhile, later && history_.Unordered(i, accept));
    }
    for (const Index i : history_.About<DeclinePayload>(entity)) {
      const auto& decline = std::get<DeclinePayload>(history_.At(i).payload);
      if (decline.offer != Id(offer) || history_.AuthorOf(i) != history_.AuthorOf(accept)) continue;
      Hit(Rule::kDeclinedMeanwhile, history_.Unordered(i, accept));
      Hit(Rule::kMindChanged, history_.Saw(accept, i));
    }
    for (const Index i : history_.About<StepOutPayload>(entity)) {
      Hit(Rule::kSteppedOutMeanwhile, history_.Unordered(i, accept));
      Hit(Rule::kAgreedAgain, history_.Saw(accept, i));
    }
  }

  const History& history_;
  const SpaceKind kind_;
  RuleCounts& counts_;
};

}  // namespace

absl::string_view NameOf(Rule rule) {
  static constexpr const char* kNames[] = {"concurrent_marks",
                                           "tie_by_chain",
                                           "tie_by_id",
                                           "slow_clock",
                                           "amounts_added",
                                           "amount_taken_back",
                                           "not_for_both",
                                           "withdrawn_meanwhile",
                                           "replaced_meanwhile",
                                           "declined_meanwhile",
                                           "stepped_out_meanwhile",
                                           "withdrawn_too_late",
                                           "mind_changed",
                                           "both_yes",
                                           "succeeded",
                                           "agreed_again",
                                           "own_accept",
                                           "stamp_at_end",
                                           "unknown",
                                           "invalid",
                                           "forked",
                                           "new_chain",
                                           "device_added",
                                           "device_removed",
                                           "added_twice",
                                           "removed_twice",
                                           "removed_each_other",
                                           "wrote_meanwhile",
                                           "consent_void",
                                           "void_by_adder",
                                           "wrote_knowingly",
                                           "rotated",
                                           "rotated_at_once",
                                           "rotation_void",
                                           "linked_meanwhile",
                                           "renamed_meanwhile",
                                           "not_theirs",
                                           "wrong_epoch",
                                           "walked_far",
                                           "left_together",
                                           "held_and_freed",
                                           "known_to_relay",
                                           "started_over",
                                           "repaired",
                                           "trimmed",
                                           "never_freed",
                                           "refused",
                                           "repeated_request",
                                           "undone_after_sending"};
  static_assert(std::size(kNames) == kRules);
  return kNames[static_cast<std::size_t>(rule)];
}

void CountRules(const History& history, SpaceKind kind, RuleCounts& counts) {
  Counting counting(history, kind, counts);
  counting.Entries();
  for (const EntityId& entity : history.Entities()) counting.Consent(entity);
  counting.Operations();
  counting.Devices();
}

}  // namespace twofold::sim
