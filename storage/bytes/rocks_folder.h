// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The folder of a RocksDB: when it may be made, opened, mended, and when only a person can help.
#pragma once

#include <rocksdb/options.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/bytes/rocks_byte_store.h"
#include "storage/bytes/rocks_reader.h"

namespace twofold {

// One thread at a time. Must outlive what it opened.
class RocksFolder {
 public:
  RocksFolder(std::string path, rocksdb::Options options, StoreGuard guard);

  // Opens it, made anew only where nothing is there. Errors as OpenRocksByteStore.
  absl::StatusOr<SharedDb> Open(OpenMode mode);
  // Opens it once more, after it was closed.
  absl::StatusOr<SharedDb> Reopen();

  // Bytes free on its disk; 0 when that cannot be told.
  std::uint64_t FreeBytes() const;
  // Removes the copies that were set aside.
  absl::Status RemoveCopies() const;

 private:
  enum class Found { kNothing, kStore };
  absl::StatusOr<Found> Look() const;
  absl::StatusOr<SharedDb> Make();
  // How RocksDB is to read what is there.
  struct Way {
    rocksdb::WALRecoveryMode logs;
    rocksdb::Env* env;
  };
  Way Strictly() const { return {options_.wal_recovery_mode, options_.env}; }
  absl::StatusOr<SharedDb> OpenIn(const Way& way) const;
  absl::StatusOr<SharedDb> OpenForReading(const Way& way) const;
  using Opener = absl::FunctionRef<rocksdb::Status(const rocksdb::Options&, rocksdb::DB**)>;
  absl::StatusOr<SharedDb> OpenTwice(const Way& way, Opener open) const;
  absl::StatusOr<bool> IsWhole(const SharedDb& db) const;
  absl::StatusOr<SharedDb> Mend();
  absl::Status CheckNothingBehind(const SharedDb& db) const;
  absl::Status CheckNothingBetween() const;
  absl::StatusOr<std::vector<std::string>> ReadLogs() const;
  absl::StatusOr<bool> Exists(const std::string& name) const;
  absl::Status WriteMarker() const;
  absl::Status SyncFolder(const std::string& path) const;
  absl::Status SetCopyAside() const;
  absl::Status CopyFile(const std::string& from, const std::string& to) const;
  absl::Status RemoveFolder(const std::string& path) const;
  absl::StatusOr<std::vector<std::string>> Copies() const;

  std::string path_;
  rocksdb::Options options_;
  StoreGuard guard_;
  std::shared_ptr<rocksdb::Env> mended_;  // what a mended store is open on
};

}  // namespace twofold
