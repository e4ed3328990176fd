// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The real notary: signs with the device's keys.
#pragma once

#include <string>

#include "core/base/notary.h"
#include "core/crypto/device_keys.h"

namespace twofold {

// Thread-safe. `keys` must outlive it.
class SodiumNotary final : public Notary {
 public:
  explicit SodiumNotary(const DeviceKeys& keys) : keys_(keys) {}

  OperationId Identify(absl::string_view header) const override;
  std::string PayloadDigest(absl::string_view salt, absl::string_view payload) const override;
  Signature Sign(absl::string_view header) const override;
  bool Verify(const SignPublicKey& author, absl::string_view header,
              const Signature& signature) const override;

 private:
  const DeviceKeys& keys_;
};

}  // namespace twofold
