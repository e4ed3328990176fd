// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Two sides of a pairing and the room between them.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/crypto/device_keys.h"
#include "core/crypto/invitation.h"
#include "core/pairing/pairing.h"
#include "core/pairing/pairing_state.h"
#include "core/pairing/room_message.h"
#include "tests/core/crypto_support.h"

namespace twofold {

inline Invitation ParsedInvitation() {
  return *Invitation::Parse(
      "otter lamp river stone maple pencil autumn violin basket copper window seven");
}

// One person's side, with everything that has to outlive its pairing.
class Side {
 public:
  Side(PairingRole role, std::string name, const Invitation& invitation, std::uint64_t seed)
      : random_(seed), keys_(DeviceKeys::Make(random_)), person_(PersonId::Make(random_)) {
    const PairingSelf self{person_, std::move(name), keys_};
    auto begun = role == PairingRole::kInviter ? Pairing::Invite(self, invitation, random_)
                                               : Pairing::Join(self, invitation, random_);
    EXPECT_TRUE(begun.ok()) << begun.status();
    pairing_.emplace(*std::move(begun));
  }

  Pairing& operator*() { return *pairing_; }
  Pairing* operator->() { return &*pairing_; }
  const DeviceKeys& keys() const { return keys_; }
  const PersonId& person() const { return person_; }
  SeededRandom& random() { return random_; }

  // Takes everything that the other side has posted and this one has not read.
  void Read(Side& other) {
    while (pairing_->next_index() < other->outgoing().size() && !ended()) {
      const std::uint32_t index = pairing_->next_index();
      pairing_->Receive(index, other->outgoing()[index]);
      if (pairing_->next_index() == index) break;  // it has read enough
    }
  }

  // The process dies and comes back with what was saved.
  void Crash() { Crash(pairing_->Save()); }
  void Crash(const std::string& saved) {
    auto restored = Pairing::Restore(saved, keys_, random_);
    ASSERT_TRUE(restored.ok()) << restored.status();
    pairing_.emplace(*std::move(restored));
  }

  bool ended() const { return pairing_->step() == PairingStep::kEnded; }

 private:
  SeededRandom random_;
  DeviceKeys keys_;
  PersonId person_;
  std::optional<Pairing> pairing_;
};

// Both sides as a test wants them.
class PairingTest : public testing::Test {
 protected:
  void Exchange() {
    for (int round = 0; round < 4; ++round) {
      joiner_.Read(inviter_);
      inviter_.Read(joiner_);
    }
  }
  void Compare() {
    Exchange();
    ASSERT_EQ(inviter_->step(), PairingStep::kComparing);
    ASSERT_EQ(joiner_->step(), PairingStep::kComparing);
  }
  // Up to the joiner's signature, which the inviter has not read.
  void Finishing() {
    Compare();
    inviter_->Confirm();
    joiner_->Confirm();
    joiner_.Read(inviter_);
    ASSERT_EQ(joiner_->step(), PairingStep::kFinishing);
  }

  // What a side knows, for a test that speaks in its name.
  static std::unique_ptr<PairingState> Knows(Side& side) { return *ReadPairingState(side->Save()); }

  Side inviter_{PairingRole::kInviter, "Noa", ParsedInvitation(), 101};
  Side joiner_{PairingRole::kJoiner, "Sam", ParsedInvitation(), 202};
};

}  // namespace twofold
