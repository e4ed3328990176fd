// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A notary without cryptography, for tests that make operations by the million. Everybody could
// forge its signatures, but nobody does by accident: they are hashes keyed with the author's key.
#pragma once

#include <string>

#include "core/base/notary.h"

namespace twofold {

// Thread-safe.
class FakeNotary final : public Notary {
 public:
  explicit FakeNotary(const SignPublicKey& key) : key_(key) {}

  OperationId Identify(absl::string_view header) const override;
  std::string PayloadDigest(absl::string_view salt, absl::string_view payload) const override;
  Signature Sign(absl::string_view header) const override;
  bool Verify(const SignPublicKey& author, absl::string_view header,
              const Signature& signature) const override;

 private:
  const SignPublicKey key_;
};

}  // namespace twofold
