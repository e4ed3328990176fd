// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What must hold at the end of every simulated run.
#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/sync/fold.h"
#include "storage/store/store.h"
#include "tests/sim/oracle.h"
#include "tests/sim/world.h"

namespace twofold::sim {
namespace {

constexpr std::uint64_t kMostCallsToQuiet = 400;  // of each device
constexpr std::size_t kNonceAt = 18;              // in an envelope; docs/formats/envelope.md
constexpr std::size_t kNonceBytes = 24;

// Folds all operations from nothing, in a random order that respects causes.
Records Refold(std::vector<Operation> operations, const Space& space, SeededRandom& random) {
  random.Shuffle(operations);
  MemoryByteStore store;
  std::map<OperationId, VersionVector> seen;
  while (!operations.empty()) {
    std::vector<Operation> waiting;
    for (Operation& operation : operations) {
      std::vector<OperationId> causes;
      for (const ChainPosition& cause : operation.dependencies) causes.push_back(cause.id);
      if (operation.sequence > 1) causes.push_back(operation.previous);
      const bool ready = std::all_of(causes.begin(), causes.end(),
                                     [&](const OperationId& id) { return seen.contains(id); });
      if (!ready) {
        waiting.push_back(std::move(operation));
        continue;
      }
      VersionVector& past = seen[operation.id];
      for (const OperationId& cause : causes) Merge(past, seen.at(cause));
      past[operation.chain] = operation.sequence;
      Transaction transaction(store);
      if (!Fold(operation, {SpaceKind::kUs, space.members}, past, transaction).ok() ||
          !transaction.Commit().ok()) {
        return {};
      }
    }
    if (waiting.size() == operations.size()) return {{"", "an operation whose cause is nowhere"}};
    operations = std::move(waiting);
  }
  Records records;
  (void)store.Scan("", "", ScanOrder::kAscending,
                   [&](absl::string_view key, absl::string_view value) {
                     records[std::string(key)] = std::string(value);
                     return true;
                   });
  return records;
}

bool Contains(const SimDisk::Image& image, absl::string_view text) {
  return std::any_of(image.begin(), image.end(), [&](const auto& record) {
    return absl::StrContains(record.second, text) || absl::StrContains(record.first, text);
  });
}

}  // namespace

void World::CheckEqual() {
  const Records first = device(0).Folded();
  const std::vector<OperationId> ids = device(0).Ids();
  for (int i = 1; i < devices(); ++i) {
    if (device(i).Ids() != ids) {
      Complain(absl::StrCat("I1: device ", i, " has other operations than device 0"));
    }
    if (device(i).Heads() != device(0).Heads()) {
      Complain(absl::StrCat("I1: on device ", i, " another operation leads than on device 0"));
    }
    if (device(i).Folded() != first) {
      Complain(absl::StrCat("I1: device ", i, " says something else than device 0"));
    }
  }
}

void World::CheckAcknowledged() {
  for (const ChainPosition& at : acknowledged_) {
    for (int i = 0; i < devices(); ++i) {
      if (!device(i).Has(at)) {
        return Complain(absl::StrCat("I2: device ", i, " lacks operation ", at.sequence,
                                     " of a chain, which was acknowledged"));
      }
    }
  }
}

void World::CheckRefold() {
  std::vector<Operation> operations = device(0).Operations();
  outcome_.operations = operations.size();
  const Space space = *device(0).daemon()->ledger->LookAt().state.us;
  for (int order = 0; order < 3; ++order) {
    if (Refold(operations, space, random_) != device(0).Folded()) {
      return Complain("I3: another causal order folds to something else");
    }
  }
}

void World::CountRules(const History& history) {
  RuleCounts& rules = outcome_.rules;
  sim::CountRules(history, rules);
  for (const auto& one : devices_) {
    const Counts& counts = one->counts();
    Of(rules, Rule::kHeldAndFreed) += counts.held();
    Of(rules, Rule::kStartedOver) += counts.Of(Event::kRelayStartedOver);
    Of(rules, Rule::kRepaired) += counts.Of(Event::kRepaired);
    Of(rules, Rule::kRefused) += counts.Of(Event::kRefusedOperations);
  }
  Of(rules, Rule::kRefused) += forged_.size();
  Of(rules, Rule::kKnownToRelay) += relay_.known_again();
  Of(rules, Rule::kTrimmed) += relay_.trimmed();
}

void World::CheckOracle() {
  const Space space = *device(0).daemon()->ledger->LookAt().state.us;
  const std::vector<Operation> operations = device(0).Operations();
  const History history(operations, space);
  const Sayings expected = SayNaively(history);
  const Sayings found = SayAsShipped(device(0).disk(), space.id);
  CountRules(history);
  for (const auto& [what, is] : SayOvertaken(history)) {
    Complain(absl::StrCat("I3: ", what, " is ", is));
  }
  if (history.size() != operations.size()) Complain("I3: an operation whose cause is not here");
  for (const auto& [what, is] : expected) {
    const auto other = found.find(what);
    if (other == found.end()) {
      Complain(absl::StrCat("I3: ", what, " is not here"));
    } else if (other->second != is) {
      Complain(absl::StrCat("I3: ", what, "\n    is ", other->second, "\n    instead of ", is));
    }
  }
  for (const auto& [what, is] : found) {
    if (!expected.contains(what)) Complain(absl::StrCat("I3: nothing makes ", what));
  }
}

void World::CheckPrivacy() {
  std::set<absl::string_view> nonces;
  std::set<absl::string_view> distinct;
  for (const SimRelay::Posted& posted : relay_.posted()) {
    const std::string& body = posted.body;
    if (absl::StrContains(body, "canary")) return Complain("I5: the relay can read");
    if (body.size() < kNonceAt + kNonceBytes) return Complain("I5: an envelope without a nonce");
    // The same bytes sent again are the same envelope.
    if (!distinct.insert(body).second) continue;
    if (!nonces.insert(absl::string_view(body).substr(kNonceAt, kNonceBytes)).second) {
      return Complain("I5: two envelopes share a nonce");
    }
  }
  if (Contains(relay_.Copy(), "canary")) Complain("I5: the relay keeps something to read");
  for (int i = 0; i < devices(); ++i) {
    if (Contains(device(i).disk().Copy(), absl::StrCat("private", 1 - device(i).person()))) {
      Complain(absl::StrCat("I4: device ", i, " has something private of the other person"));
    }
  }
}

// A device that learned that its chain has something else at some place writes on another.
void World::CheckChains() {
  std::set<std::pair<ChainId, std::uint64_t>> places;
  std::set<ChainId> forked;
  for (const Operation& operation : device(0).Operations()) {
    if (!places.emplace(operation.chain, operation.sequence).second) forked.insert(operation.chain);
  }
  for (int i = 0; i < devices(); ++i) {
    if (forked.contains(device(i).Chain())) {
      Complain(absl::StrCat("I9: device ", i, " still writes on a chain that was forked"));
    }
  }
}

void World::CheckRefused() {
  for (const ChainPosition& at : forged_) {
    for (int i = 0; i < devices(); ++i) {
      if (device(i).Has(at)) Complain(absl::StrCat("device ", i, " took what nobody signed"));
    }
  }
  for (const std::string& complaint : relay_.complaints()) Complain(complaint);
}

void World::Check() {
  CheckEqual();
  CheckAcknowledged();
  CheckRefold();
  CheckOracle();
  CheckChains();
  CheckPrivacy();
  CheckRefused();
  if (outcome_.calls_to_quiet > kMostCallsToQuiet * devices_.size()) {
    Complain(absl::StrCat("I8: ", outcome_.calls_to_quiet, " calls until all was quiet"));
  }
}

}  // namespace twofold::sim
