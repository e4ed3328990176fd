// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Who a simulated device is: with real signatures, or with stand-ins that cost nothing.
#pragma once

#include <memory>
#include <string>

#include "core/base/ids.h"
#include "core/base/notary.h"
#include "core/base/random.h"
#include "core/crypto/device_keys.h"
#include "daemon/engine/pairing_engine.h"

namespace twofold::sim {

enum class Signing { kReal, kStandIn };

struct DeviceIdentity {
  std::unique_ptr<DeviceKeys> keys;
  DeviceId device;
  SignPublicKey sign_key;
  std::unique_ptr<Notary> notary;

  const BoxKeys& boxes() const { return keys->boxes(); }
};

DeviceIdentity MakeIdentity(Signing signing, Random& random);

// One of the two that begin a shared space.
struct Beginner {
  PersonId person;
  std::string name;
  const DeviceIdentity& identity;
};
// What two devices have after a pairing.
NewSpace BeginSpace(const Beginner& inviter, const Beginner& joiner, const std::string& relay,
                    Random& random);

}  // namespace twofold::sim
