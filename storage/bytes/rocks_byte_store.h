// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A ByteStore on RocksDB. What stands in storage/bytes/rocks_* is all that knows RocksDB.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "storage/bytes/byte_store.h"

namespace rocksdb {
class Env;
}

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
  rocksdb::Env* env =
      nullptr;  // the disk, where it is not the machine's own; must outlive the store
};

// Watches over what is opened.
struct StoreGuard {
  // Whether a reader shows all that was ever promised. It is asked before anything is changed.
  // Absent: whatever can be read is enough.
  std::function<absl::StatusOr<bool>(const ByteReader& reader)> is_whole;
  // Whether a store that is damaged or not whole is copied before it is changed, to
  // FOLDER-aside-1, -2 and so on; the newest three are kept, until a Scrub.
  enum class Copies { kNone, kKept };
  Copies copies = Copies::kNone;
};

// Opens the store in `folder`. Every file it makes is readable by the owner alone, given a umask
// of 077. A store is made only where there is nothing of one. What a power loss left of a write
// that was under way is dropped; a store that is damaged in any other way is left as it is.
// Errors: FailedPrecondition as above or when another process holds it; DataLoss "store_damaged";
// ResourceExhausted "disk_full"; Unavailable.
//
// After a Commit that failed for want of space or of a working disk, later commits fail too until
// one finds the trouble gone and nobody reading; then the store goes on from what is on the disk.
absl::StatusOr<std::unique_ptr<ByteStore>> OpenRocksByteStore(const std::string& folder,
                                                              OpenMode mode,
                                                              const RocksTuning& tuning,
                                                              const StoreGuard& guard = {});

}  // namespace twofold
