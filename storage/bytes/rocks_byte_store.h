// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A ByteStore on RocksDB. The only file pair that knows RocksDB.
#pragma once

#include <memory>
#include <string>

#include "storage/bytes/byte_store.h"

namespace twofold {

enum class OpenMode {
  kExisting,  // FailedPrecondition when there is no store in the folder
  kCreate,    // makes the folder (0700) and the store when there is none
};

struct RocksTuning {
  // Sizes in bytes. The defaults serve a small desktop daemon.
  std::size_t write_buffer = 1 << 20;
  std::size_t block_cache = 2 << 20;
  int open_files = 64;
};

// Opens the store in `folder`. Every file it makes is readable by the owner alone, given a umask
// of 077. Errors: FailedPrecondition as above or when another process holds it; DataLoss when
// it is damaged; ResourceExhausted; Unavailable.
//
// After a Commit that failed for want of space or of a working disk, later commits fail too until
// one finds the trouble gone and nobody reading; then the store goes on from what is on the disk.
absl::StatusOr<std::unique_ptr<ByteStore>> OpenRocksByteStore(const std::string& folder,
                                                              OpenMode mode,
                                                              const RocksTuning& tuning);

}  // namespace twofold
