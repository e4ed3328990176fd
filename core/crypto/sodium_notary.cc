// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/crypto/sodium_notary.h"

#include "core/crypto/digest.h"
#include "core/crypto/domains.h"

namespace twofold {

OperationId SodiumNotary::Identify(absl::string_view header) const {
  return IdentifyOperation(header);
}

std::string SodiumNotary::PayloadDigest(absl::string_view salt, absl::string_view payload) const {
  return twofold::PayloadDigest(salt, payload).str();
}

Signature SodiumNotary::Sign(absl::string_view header) const {
  return keys_.Sign(domains::kOperationSignature, header);
}

bool SodiumNotary::Verify(const SignPublicKey& author, absl::string_view header,
                          const Signature& signature) const {
  return twofold::Verify(author, domains::kOperationSignature, header, signature);
}

}  // namespace twofold
