// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What must hold at the end of every simulated run.
#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
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
      if (!Fold(operation, {space.kind, space.members}, past, transaction).ok() ||
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

// The letters of the tables in which two foldings of the same are not the same.
std::string TablesThatDiffer(const Records& one, const Records& other) {
  std::set<std::string> tables;
  for (const Records* side : {&one, &other}) {
    for (const auto& [key, value] : *side) {
      const Records& there = side == &one ? other : one;
      const auto found = there.find(key);
      if (found == there.end() || found->second != value) tables.insert(key.substr(0, 1));
    }
  }
  return absl::StrJoin(tables, " ");
}

}  // namespace

void World::CheckEqual(SpaceKind kind, const std::vector<int>& living) {
  SimDevice& first = device(living.front());
  for (const int i : living) {
    SimDevice& one = device(i);
    if (one.Ids(kind) != first.Ids(kind)) {
      Complain(
          absl::StrCat("I1: device ", i, " has other operations than device ", living.front()));
    }
    if (one.Heads(kind) != first.Heads(kind)) {
      Complain(absl::StrCat("I1: on device ", i, " another operation leads than on device ",
                            living.front()));
    }
    if (one.Folded(kind) != first.Folded(kind)) {
      Complain(absl::StrCat("I1: device ", i, " says something else than device ", living.front(),
                            ", in ", TablesThatDiffer(one.Folded(kind), first.Folded(kind))));
    }
    if (one.Known(kind)->key != first.Known(kind)->key) {
      Complain(absl::StrCat("I1: device ", i, " uses another key than device ", living.front()));
    }
  }
}

// Not what was lost with the only disks that had it.
void World::CheckAcknowledged(SpaceKind kind, const std::vector<int>& living) {
  const std::set<int> all(living.begin(), living.end());
  for (const Acknowledged& said : acknowledged_) {
    if (said.kind != kind || !all.contains(said.device)) continue;
    const auto lives = [&](int i) { return all.contains(i); };
    if (said.kept && std::none_of(said.kept->begin(), said.kept->end(), lives)) continue;
    for (const int i : living) {
      if (!device(i).Has(said.at, kind)) {
        return Complain(absl::StrCat("I2: device ", i, " lacks operation ", said.at.sequence,
                                     " of a chain, which was acknowledged"));
      }
    }
  }
}

void World::CheckRefold(SpaceKind kind, int i) {
  const std::vector<Operation> operations = device(i).Operations(kind);
  outcome_.operations += operations.size();
  const Space space = *device(i).Known(kind);
  for (int order = 0; order < 3; ++order) {
    const Records other = Refold(operations, space, random_), records = device(i).Folded(kind);
    if (other != records) {
      return Complain(absl::StrCat("I3: another causal order folds to something else, in ",
                                   TablesThatDiffer(other, records)));
    }
  }
}

void World::CountRules() {
  RuleCounts& rules = outcome_.rules;
  for (const auto& one : devices_) {
    const Counts& counts = one->counts();
    Of(rules, Rule::kHeldAndFreed) += counts.held();
    Of(rules, Rule::kStartedOver) += counts.Of(Event::kRelayStartedOver);
    Of(rules, Rule::kRepaired) += counts.Of(Event::kRepaired);
    Of(rules, Rule::kRefused) += counts.Of(Event::kRefusedOperations);
  }
  Of(rules, Rule::kRefused) += forged_.size();
  for (const SimRelay& relay : relays_) {
    Of(rules, Rule::kKnownToRelay) += relay.known_again();
    Of(rules, Rule::kTrimmed) += relay.trimmed();
  }
}

void World::CheckOracle(SpaceKind kind, int i) {
  const Space space = *device(i).Known(kind);
  const std::vector<Operation> operations = device(i).Operations(kind);
  const History history(operations, space);
  const Sayings expected = SayNaively(history, kind);
  const Sayings found = SayAsShipped(device(i).disk(), space);
  sim::CountRules(history, kind, outcome_.rules);
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

std::vector<const SimRelay::Posted*> World::Posted() const {
  std::vector<const SimRelay::Posted*> all;
  for (const SimRelay& relay : relays_) {
    for (const SimRelay::Posted& posted : relay.posted()) all.push_back(&posted);
  }
  return all;
}

void World::CheckPrivacy() {
  std::set<absl::string_view> nonces;
  std::set<absl::string_view> distinct;
  for (const SimRelay::Posted* posted : Posted()) {
    const std::string& body = posted->body;
    if (absl::StrContains(body, "canary")) return Complain("I5: the relay can read");
    if (body.size() < kNonceAt + kNonceBytes) return Complain("I5: an envelope without a nonce");
    // The same bytes sent again are the same envelope.
    if (!distinct.insert(body).second) continue;
    if (!nonces.insert(absl::string_view(body).substr(kNonceAt, kNonceBytes)).second) {
      return Complain("I5: two envelopes share a nonce");
    }
  }
  for (const SimRelay& relay : relays_) {
    if (Contains(relay.Copy(), "canary")) Complain("I5: the relay keeps something to read");
  }
  for (int i = 0; i < devices(); ++i) {
    if (Contains(device(i).disk().Copy(), absl::StrCat("private", 1 - device(i).person()))) {
      Complain(absl::StrCat("I4: device ", i, " has something private of the other person"));
    }
  }
}

// A device that learned that its chain has something else at some place writes on another.
void World::CheckChains(SpaceKind kind, const std::vector<int>& living) {
  std::set<std::pair<ChainId, std::uint64_t>> places;
  std::set<ChainId> forked;
  for (const Operation& operation : device(living.front()).Operations(kind)) {
    if (!places.emplace(operation.chain, operation.sequence).second) forked.insert(operation.chain);
  }
  for (const int i : living) {
    if (forked.contains(device(i).Chain(kind))) {
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
  // It never said that it wants to be anybody's.
  for (int i = 0; i < devices(); ++i) {
    const Roster roster = device(i).RosterOf(SpaceKind::kUs);
    if (Membership({}, roster).KeysOf(stranger_->device) != nullptr) {
      Complain(absl::StrCat("device ", i, " takes a stranger's device for a member's"));
    }
  }
  for (const SimRelay& relay : relays_) {
    for (const std::string& complaint : relay.complaints()) Complain(complaint);
  }
}

void World::CheckSpace(SpaceKind kind, int person) {
  const std::vector<int> living = Living(kind, person);
  if (living.empty()) return;
  CheckEqual(kind, living);
  CheckAcknowledged(kind, living);
  CheckRefold(kind, living.front());
  CheckOracle(kind, living.front());
  CheckChains(kind, living);
  CheckShutOut(kind, living.front());
}

void World::Check() {
  if (storms_) return;
  CheckSpace(SpaceKind::kUs, 0);
  for (const int person : {0, 1}) CheckSpace(SpaceKind::kMe, person);
  CountRules();
  CheckDevices();
  CheckPrivacy();
  CheckRefused();
  if (outcome_.calls_to_quiet > kMostCallsToQuiet * devices_.size()) {
    Complain(absl::StrCat("I8: ", outcome_.calls_to_quiet, " calls until all was quiet"));
  }
}

}  // namespace twofold::sim
