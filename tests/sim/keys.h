// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Who a simulated device is: with real signatures, or with stand-ins that cost nothing.
#pragma once

#include <memory>

#include "core/base/ids.h"
#include "core/base/notary.h"
#include "core/base/random.h"
#include "core/crypto/box_keys.h"

namespace twofold::sim {

enum class Signing { kReal, kStandIn };

struct DeviceIdentity {
  DeviceId device;
  SignPublicKey sign_key;
  std::unique_ptr<Notary> notary;
  BoxKeys boxes;
};

DeviceIdentity MakeIdentity(Signing signing, Random& random);

}  // namespace twofold::sim
