// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// RocksDB's failures as ours.
#pragma once

#include <rocksdb/status.h>

#include "absl/status/status.h"

namespace twofold {

// DataLoss "store_damaged", ResourceExhausted "disk_full", FailedPrecondition "store_in_use" or
// Unavailable "store_unavailable". Nothing of RocksDB's wording is passed on: it holds paths and
// keys.
absl::Status FromRocks(const rocksdb::Status& status);

absl::Status StoreDamaged();
absl::Status StoreUnavailable();

}  // namespace twofold
