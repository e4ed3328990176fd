// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The moves of a pairing: what each message and each word of its person changes. Only for this
// room.
#pragma once

#include <cstdint>

#include "absl/strings/string_view.h"
#include "core/base/random.h"
#include "core/crypto/device_keys.h"
#include "core/pairing/pairing_state.h"

namespace twofold {

// Works on a state for the length of one call. One thread at a time.
class PairingFlow {
 public:
  PairingFlow(PairingState& state, const DeviceKeys& keys, Random& random)
      : state_(state), keys_(keys), random_(random) {}

  // Takes the message that stands at `index`; false if it cannot be right.
  bool Take(std::uint32_t index, absl::string_view body);

  // The person said yes. REQUIRES: comparing.
  void Confirm(absl::string_view welcome);

  // Ends it and drops every secret; tells the other side unless the reason means that the room is
  // dead, that nobody is there, or that the other side said so.
  void Finish(PairingEnd reason);

 private:
  bool Dispatch(const sync::v1::PairingMessage& message, RoomPhase phase);
  bool TakeCommitment(absl::string_view commitment);
  bool TakeHello(absl::string_view hello);
  bool TakeOffer(const sync::v1::GenesisOffer& offer);
  bool TakeCosignature(absl::string_view bytes);
  bool TakeWelcome(absl::string_view welcome);
  bool TakeWish(absl::string_view bytes);
  bool TakeDone();
  bool StartSession(absl::string_view partner_hello);
  bool IsExpectedGenesis(const SpaceGenesis& genesis) const;
  void PostHello();
  void PostOffer();
  void PostCosignature();
  void PostWelcome();
  void PostWish();
  void PostDone();
  void Post(const sync::v1::PairingMessage& message);

  PairingState& state_;
  const DeviceKeys& keys_;
  Random& random_;
};

}  // namespace twofold
