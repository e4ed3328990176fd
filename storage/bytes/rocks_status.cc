// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "storage/bytes/rocks_status.h"

#include <string>

#include "core/base/refusal.h"

namespace twofold {

absl::Status StoreDamaged() {
  return Refusal(absl::StatusCode::kDataLoss, "store_damaged", "the store is damaged.");
}

absl::Status StoreUnavailable() {
  return Refusal(absl::StatusCode::kUnavailable, "store_unavailable",
                 "the store could not be read or written.");
}

absl::Status FromRocks(const rocksdb::Status& status) {
  if (status.ok()) return absl::OkStatus();
  if (status.IsCorruption() || status.IsNotSupported()) return StoreDamaged();
  if (status.IsNoSpace()) {
    return Refusal(absl::StatusCode::kResourceExhausted, "disk_full", "the disk is full.");
  }
  const std::string text = status.ToString();
  const bool locked = text.find("While lock file") != std::string::npos ||
                      text.find("lock hold by current process") != std::string::npos;
  if (status.IsBusy() || locked) {
    return Refusal(absl::StatusCode::kFailedPrecondition, "store_in_use",
                   "the store is in use by another process.");
  }
  return StoreUnavailable();
}

}  // namespace twofold
