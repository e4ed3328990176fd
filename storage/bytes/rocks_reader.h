// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Reading from an open RocksDB.
#pragma once

#include <rocksdb/db.h>

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "storage/bytes/byte_store.h"

namespace twofold {

using SharedDb = std::shared_ptr<rocksdb::DB>;

// The present state. Errors as ByteReader.
absl::StatusOr<std::optional<std::string>> GetNow(rocksdb::DB& db, absl::string_view key);
absl::Status ScanNow(rocksdb::DB& db, absl::string_view begin, absl::string_view end,
                     ScanOrder order, ByteVisitor visit);

// The state of the instant it was made; keeps the database open. Thread-safe.
class RocksSnapshot final : public ByteReader {
 public:
  explicit RocksSnapshot(SharedDb db);
  ~RocksSnapshot() override;
  absl::StatusOr<std::optional<std::string>> Get(absl::string_view key) const override;
  absl::Status Scan(absl::string_view begin, absl::string_view end, ScanOrder order,
                    ByteVisitor visit) const override;

 private:
  std::unique_ptr<rocksdb::Iterator> NewIterator() const;

  SharedDb db_;
  const rocksdb::Snapshot* snapshot_;
  mutable std::atomic_flag busy_ = ATOMIC_FLAG_INIT;  // held while iterator_ is in use
  mutable std::unique_ptr<rocksdb::Iterator> iterator_;
};

}  // namespace twofold
