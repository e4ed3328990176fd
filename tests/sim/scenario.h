// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The stage for scenarios: two people, one thing that goes wrong, and what must be true then.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "core/crypto/init.h"
#include "tests/sim/world.h"

namespace twofold::sim {

constexpr int kNoa = 0;
constexpr int kSam = 1;
constexpr int kPad = 2;    // Noa's second device, where there are three
constexpr int kPhone = 3;  // Sam's, where there are four

class Scenario : public testing::Test {
 protected:
  explicit Scenario(int devices = 2)
      : started_(InitCrypto()), world_(Plan{.devices = devices, .faults = Faults::None()}) {
    EXPECT_TRUE(started_.ok());
    linked_ = Operations(kNoa);
  }

  RequestId Request() { return RequestId::Make(world_.random()); }
  Daemon& Of(int who) { return *world_.device(who).daemon(); }
  // Offers something new; one operation.
  void Propose(int who, const std::string& unit = "") {
    const std::string title = "Something " + std::to_string(++titles_);
    const TermsWords terms{.unit = unit, .schedule = {.every = "day"}};
    EXPECT_TRUE(Of(who).couple.Propose(Request(), Intent::kSend, {title, terms}).ok());
  }
  absl::Status Accept(int who, const std::string& item = "p1") {
    return Of(who).couple.Accept(Request(), item).status();
  }
  // Something that both said yes to, and know so; two operations. Its handle.
  std::string Agreed(const std::string& unit = "") {
    Propose(kNoa, unit);
    world_.Pass(absl::Minutes(1));
    EXPECT_TRUE(Accept(kSam).ok());
    world_.Pass(absl::Minutes(1));
    return Lines(kNoa).front().goal.handle;
  }
  std::vector<DayLineView> Lines(int who) { return Of(who).entries.Today("", GoalFilter())->lines; }
  void Log(int who, const std::string& handle, const std::string& what,
           const std::string& day = "") {
    const AnswerWords words{.goal = handle, .what = what, .on = day};
    const auto views = Of(who).entries.Log(Request(), Together::kEach, {&words, 1});
    EXPECT_TRUE(views.ok() && views->front().refusal.ok());
  }
  std::size_t Operations(int who) { return world_.device(who).Operations().size(); }
  Roster RosterOf(int who, SpaceKind kind = SpaceKind::kUs) {
    return world_.device(who).RosterOf(kind);
  }
  std::string KeyOf(int who, SpaceKind kind = SpaceKind::kUs) {
    const auto space = world_.device(who).Known(kind);
    return space ? space->key : "";
  }
  void Away(int who) { world_.Cut(who, World::Cutting::kCut); }
  void Back(int who) { world_.Cut(who, World::Cutting::kWhole); }

  // Everything works again: all that must hold does.
  void ExpectHealed() {
    world_.Heal();
    world_.Check();
    EXPECT_THAT(world_.outcome().violations, testing::IsEmpty());
  }
  // And so many operations are everywhere, beside those that linked devices at the beginning.
  void ExpectHealed(std::size_t operations) {
    ExpectHealed();
    for (int i = 0; i < world_.devices(); ++i) {
      EXPECT_EQ(Operations(i), operations + linked_) << "device " << i;
    }
  }
  std::uint64_t Needed(Rule rule) {
    RuleCounts counts = world_.outcome().rules;
    return sim::Of(counts, rule);
  }

  const absl::Status started_;
  World world_;
  int titles_ = 0;
  std::size_t linked_ = 0;
};

// With the pad, and Sam's second.
class FourDevices : public Scenario {
 protected:
  FourDevices() : Scenario(4) {}
};

// With the pad.
class ThreeDevices : public Scenario {
 protected:
  ThreeDevices() : Scenario(3) {}
};

}  // namespace twofold::sim
