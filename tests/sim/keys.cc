// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/sim/keys.h"

#include <string>

#include "core/crypto/device_keys.h"
#include "core/crypto/sodium_notary.h"
#include "tests/support/fake_notary.h"

namespace twofold::sim {
namespace {

// Keeps the keys that it signs with.
class OwningNotary final : public Notary {
 public:
  explicit OwningNotary(DeviceKeys keys) : keys_(std::move(keys)), notary_(keys_) {}
  OperationId Identify(absl::string_view header) const override { return notary_.Identify(header); }
  std::string PayloadDigest(absl::string_view salt, absl::string_view payload) const override {
    return notary_.PayloadDigest(salt, payload);
  }
  Signature Sign(absl::string_view header) const override { return notary_.Sign(header); }
  bool Verify(const SignPublicKey& author, absl::string_view header,
              const Signature& signature) const override {
    return notary_.Verify(author, header, signature);
  }

 private:
  const DeviceKeys keys_;
  const SodiumNotary notary_;
};

}  // namespace

DeviceIdentity MakeIdentity(Signing signing, Random& random) {
  if (signing == Signing::kReal) {
    DeviceKeys keys = DeviceKeys::Make(random);
    const DeviceId device = keys.device();
    const SignPublicKey key = keys.sign_public();
    return {device, key, std::make_unique<OwningNotary>(std::move(keys)), BoxKeys::Make(random)};
  }
  const SignPublicKey key = SignPublicKey::Make(random);
  return {DeviceId::Make(random), key, std::make_unique<FakeNotary>(key), BoxKeys::Make(random)};
}

}  // namespace twofold::sim
