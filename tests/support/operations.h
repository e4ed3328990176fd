// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Making operations for tests: well-formed ones, and ones that no honest device makes.
#pragma once

#include <memory>
#include <string>

#include "core/crypto/box_keys.h"
#include "core/sync/operation.h"
#include "tests/support/fake_notary.h"
#include "tests/support/seeded_random.h"
#include "twofold/sync/v1/operation.pb.h"

namespace twofold {

// A device of somebody, with a fake key. `name` tells devices apart.
struct TestDevice {
  explicit TestDevice(char name)
      : key(SignPublicKey::Prefix(std::string(32, name))),
        device(FakeNotary(key).DeviceOf(key)),
        notary(key),
        kept(MakeBoxes(name)),
        boxes(*kept) {}
  SignPublicKey key;
  DeviceId device;
  FakeNotary notary;
  std::shared_ptr<const BoxKeys> kept;
  const BoxKeys& boxes;

 private:
  static std::shared_ptr<const BoxKeys> MakeBoxes(char name);
};

// A random payload of any kind that this version knows, always allowed. Ids are from small sets,
// so that they collide.
Payload RandomPayload(SeededRandom& random);

// Signs a header and payload whatever they say. The digest is filled in.
std::string SignAnything(const TestDevice& device, sync::v1::OperationHeader header,
                         absl::string_view payload);

// The parts of an operation's bytes.
sync::v1::SignedOperation Opened(absl::string_view bytes);
sync::v1::OperationHeader HeaderOf(absl::string_view bytes);

}  // namespace twofold
