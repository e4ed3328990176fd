// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Two people without a network: operations carried by hand.
#pragma once

#include <string>
#include <vector>

#include "tests/daemon/engine_computer.h"

namespace twofold {

// Makes one shared space of computers that are started; several may be one person's.
inline void Pair(const std::vector<std::vector<Computer*>>& persons) {
  NewSpace made;
  made.id = SpaceId::Prefix(std::string(16, 'U'));
  made.key = std::string(32, 'K');
  made.genesis = "genesis";
  made.relay = "relay.example.org:443";
  for (const std::vector<Computer*>& computers : persons) {
    const Self self = *computers.front()->state().self;
    Member member{self.person, self.name, {}};
    for (const Computer* computer : computers) {
      member.devices.push_back(
          {computer->device.device, computer->device.key, computer->device.boxes.public_key()});
    }
    made.members.push_back(member);
  }
  for (const std::vector<Computer*>& computers : persons) {
    for (Computer* computer : computers) {
      ASSERT_THAT(computer->pairing->Adopt(made), IsOk());
    }
  }
}

class Couple : public testing::Test {
 protected:
  Couple() {
    EXPECT_THAT(noa.profile->Start(noa.Request(), "Noa", "21:00"), IsOk());
    EXPECT_THAT(sam.profile->Start(sam.Request(), "Sam", ""), IsOk());
    Pair({{&noa}, {&sam}});
  }
  // Both get everything of each other.
  void Sync() {
    const auto from_noa = noa.Send(), from_sam = sam.Send();
    noa.Receive(from_sam);
    sam.Receive(from_noa);
  }
  // A shared goal that both said yes to; returns its handle.
  std::string Agreed(absl::string_view title = "Evening walk together") {
    const auto proposed = noa.Propose(title);
    EXPECT_THAT(proposed, IsOk());
    Sync();
    const auto accepted = sam.Accept("p" + std::to_string(sam.OnlyOpen().number));
    EXPECT_THAT(accepted, IsOk());
    Sync();
    return accepted->goal.handle;
  }
  void ExpectEqualStates() { EXPECT_EQ(noa.Folded(noa.us()), sam.Folded(sam.us())); }

  Computer noa{'n'};
  Computer sam{'s'};
};

}  // namespace twofold
