// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/crypto/init.h"

#include <sodium.h>

namespace twofold {

absl::Status InitCrypto() {
  if (sodium_init() < 0) return absl::InternalError("libsodium does not start");
  if (sodium_library_version_major() != SODIUM_LIBRARY_VERSION_MAJOR) {
    return absl::InternalError("libsodium is of another version than the one built against");
  }
  return absl::OkStatus();
}

}  // namespace twofold
