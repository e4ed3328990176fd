// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "storage/bytes/rocks_byte_store.h"

#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/listener.h>
#include <rocksdb/options.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>

#include <mutex>
#include <utility>

#include "core/base/status_macros.h"
#include "storage/bytes/rocks_folder.h"
#include "storage/bytes/rocks_reader.h"
#include "storage/bytes/rocks_status.h"

namespace twofold {
namespace {

constexpr std::uint64_t kWalBytes = 1 << 20;
constexpr std::uint64_t kManifestBytes = 1 << 20;
constexpr int kBackgroundJobs = 2;
constexpr int kResumeAttempts = 0;
constexpr std::uint64_t kRoomToReopen = 8 << 20;  // bytes free before a full disk is tried again
constexpr double kBloomBitsPerKey = 10;

rocksdb::Slice ToSlice(absl::string_view text) { return {text.data(), text.size()}; }

// RocksDB writes its own log into the store's folder and ends the process when that fails.
class NoLog final : public rocksdb::Logger {
 public:
  NoLog() : rocksdb::Logger(rocksdb::InfoLogLevel::FATAL_LEVEL) {}
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}

 protected:
  rocksdb::Status CloseImpl() override { return rocksdb::Status::OK(); }
};

// Keeps a failed store closed to writes. RocksDB would try to recover in the background, but
// after a failed write to its log that attempt trips an assertion and ends the process.
class NoRecovery final : public rocksdb::EventListener {
 public:
  void OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason, rocksdb::Status,
                            bool* auto_recovery) override {
    *auto_recovery = false;
  }
};

// The reader of a store that could not be opened again after a failure.
class ClosedReader final : public ByteReader {
 public:
  absl::StatusOr<std::optional<std::string>> Get(absl::string_view) const override {
    return StoreUnavailable();
  }
  absl::Status Scan(absl::string_view, absl::string_view, ScanOrder, ByteVisitor) const override {
    return StoreUnavailable();
  }
};

class RocksByteStore final : public ByteStore {
 public:
  RocksByteStore(SharedDb db, RocksFolder folder)
      : folder_(std::move(folder)), db_(std::move(db)) {}

  absl::StatusOr<std::optional<std::string>> Get(absl::string_view key) const override {
    const SharedDb db = Current();
    return db ? GetNow(*db, key) : StoreUnavailable();
  }
  absl::Status Scan(absl::string_view begin, absl::string_view end, ScanOrder order,
                    ByteVisitor visit) const override {
    const SharedDb db = Current();
    if (!db) return StoreUnavailable();
    return ScanNow(*db, begin, end, order, visit);
  }

  absl::Status Commit(const ByteBatch& batch) override { return Write(batch, Sync::kNow); }
  absl::Status CommitUnsynced(const ByteBatch& batch) override {
    return Write(batch, Sync::kLater);
  }

  absl::Status Scrub() override {
    TF_ASSIGN_OR_RETURN(const SharedDb db, Writable());
    rocksdb::CompactRangeOptions options;
    options.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForceOptimized;
    TF_RETURN_IF_ERROR(Note(FromRocks(db->CompactRange(options, nullptr, nullptr))));
    std::lock_guard lock(mutex_);
    return folder_.RemoveCopies();
  }

  std::unique_ptr<ByteReader> Snapshot() const override {
    SharedDb db = Current();
    if (!db) return std::make_unique<ClosedReader>();
    return std::make_unique<RocksSnapshot>(std::move(db));
  }

 private:
  enum class Sync { kNow, kLater };

  absl::Status Write(const ByteBatch& batch, Sync sync) {
    if (batch.empty()) return absl::OkStatus();
    rocksdb::WriteBatch write;
    for (const ByteBatch::Change& change : batch.changes()) {
      const rocksdb::Status added = change.value
                                        ? write.Put(ToSlice(change.key), ToSlice(*change.value))
                                        : write.Delete(ToSlice(change.key));
      TF_RETURN_IF_ERROR(FromRocks(added));
    }
    TF_ASSIGN_OR_RETURN(const SharedDb db, Writable());
    rocksdb::WriteOptions options;
    options.sync = sync == Sync::kNow;
    return Note(FromRocks(db->Write(options, &write)));
  }

  // After a failure RocksDB takes nothing more until it is opened again.
  absl::Status Note(const absl::Status& status) {
    if (status.ok()) return status;
    std::lock_guard lock(mutex_);
    failure_ = status;
    return status;
  }

  SharedDb Current() const {
    std::lock_guard lock(mutex_);
    return db_;
  }

  // Returns the store, opened anew if an earlier write failed and a new attempt is promising.
  absl::StatusOr<SharedDb> Writable() {
    std::lock_guard lock(mutex_);
    if (failure_.ok()) return db_;
    if (absl::IsDataLoss(failure_)) return failure_;
    if (absl::IsResourceExhausted(failure_) && folder_.FreeBytes() < kRoomToReopen) return failure_;
    if (db_.use_count() > 1) return failure_;  // somebody is reading the old state
    db_.reset();
    TF_ASSIGN_OR_RETURN(db_, folder_.Reopen());
    failure_ = absl::OkStatus();
    return db_;
  }

  mutable std::mutex mutex_;  // guards all below
  RocksFolder folder_;
  SharedDb db_;           // none after an attempt to open it again has failed
  absl::Status failure_;  // of the newest change
};

rocksdb::Options MakeOptions(const RocksTuning& tuning) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = rocksdb::NewLRUCache(tuning.block_cache);
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(kBloomBitsPerKey));
  table.format_version = 5;

  rocksdb::Options options;
  if (tuning.env != nullptr) options.env = tuning.env;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  options.info_log = std::make_shared<NoLog>();
  options.keep_log_file_num = 1;
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  options.paranoid_checks = true;
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  options.max_bgerror_resume_count = kResumeAttempts;
  options.listeners.push_back(std::make_shared<NoRecovery>());
  options.write_buffer_size = tuning.write_buffer;
  options.max_write_buffer_number = 2;
  options.max_total_wal_size = kWalBytes;
  options.max_manifest_file_size = kManifestBytes;
  options.max_open_files = tuning.open_files;
  options.max_file_opening_threads = 1;  // a thread for each of a few small tables costs more
  options.max_background_jobs = kBackgroundJobs;
  options.compression = rocksdb::kLZ4Compression;
  options.bottommost_compression = rocksdb::kZSTD;
  return options;
}

}  // namespace

absl::StatusOr<std::unique_ptr<ByteStore>> OpenRocksByteStore(const std::string& folder,
                                                              OpenMode mode,
                                                              const RocksTuning& tuning,
                                                              const StoreGuard& guard) {
  RocksFolder rocks(folder, MakeOptions(tuning), guard);
  TF_ASSIGN_OR_RETURN(SharedDb db, rocks.Open(mode));
  return std::make_unique<RocksByteStore>(std::move(db), std::move(rocks));
}

}  // namespace twofold
