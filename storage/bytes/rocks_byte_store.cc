// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "storage/bytes/rocks_byte_store.h"

#include <fcntl.h>
#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/listener.h>
#include <rocksdb/options.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <mutex>
#include <utility>

#include "core/base/refusal.h"
#include "core/base/status_macros.h"

namespace twofold {
namespace {

// Says that a store was once made here, so that a store without its CURRENT file is known to be
// damaged and not taken for a folder that is still empty.
constexpr char kMarkerName[] = "/twofold-store";
constexpr char kMarkerText[] = "twofold store 1\n";
constexpr std::uint64_t kWalBytes = 1 << 20;
constexpr std::uint64_t kManifestBytes = 1 << 20;
constexpr int kBackgroundJobs = 2;
constexpr int kResumeAttempts = 0;
constexpr std::uint64_t kRoomToReopen = 8 << 20;  // bytes free before a full disk is tried again
constexpr double kBloomBitsPerKey = 10;

absl::Status Unavailable() {
  return Refusal(absl::StatusCode::kUnavailable, "store_unavailable",
                 "the store could not be read or written.");
}

// The one place where a RocksDB status becomes ours. Nothing of its wording is passed on: it
// holds paths and keys.
absl::Status FromRocks(const rocksdb::Status& status) {
  if (status.ok()) return absl::OkStatus();
  if (status.IsCorruption() || status.IsNotSupported()) {
    return Refusal(absl::StatusCode::kDataLoss, "store_damaged", "the store is damaged.");
  }
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
  return Unavailable();
}

rocksdb::Slice ToSlice(absl::string_view text) { return {text.data(), text.size()}; }
absl::string_view FromSlice(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

// RocksDB writes its own log into the store's folder and ends the process when that fails.
class NoLog final : public rocksdb::Logger {
 public:
  NoLog() : rocksdb::Logger(rocksdb::InfoLogLevel::FATAL_LEVEL) {}
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}

 protected:
  rocksdb::Status CloseImpl() override { return rocksdb::Status::OK(); }
};

// Reads through `snapshot`, or through the present state when that is null.
absl::StatusOr<std::optional<std::string>> GetFrom(rocksdb::DB& db,
                                                   const rocksdb::Snapshot* snapshot,
                                                   absl::string_view key) {
  rocksdb::ReadOptions options;
  options.snapshot = snapshot;
  std::string value;
  const rocksdb::Status status = db.Get(options, ToSlice(key), &value);
  if (status.IsNotFound()) return std::nullopt;
  TF_RETURN_IF_ERROR(FromRocks(status));
  return value;
}

// Visits [begin, end) with an iterator that has no bounds of its own.
absl::Status Walk(rocksdb::Iterator& it, absl::string_view begin, absl::string_view end,
                  ScanOrder order, ByteVisitor visit) {
  if (order == ScanOrder::kAscending) {
    for (it.Seek(ToSlice(begin)); it.Valid(); it.Next()) {
      const absl::string_view key = FromSlice(it.key());
      if ((!end.empty() && key >= end) || !visit(key, FromSlice(it.value()))) break;
    }
    return FromRocks(it.status());
  }
  if (end.empty()) {
    it.SeekToLast();
  } else {
    it.SeekForPrev(ToSlice(end));
    if (it.Valid() && FromSlice(it.key()) == end) it.Prev();
  }
  for (; it.Valid(); it.Prev()) {
    const absl::string_view key = FromSlice(it.key());
    if (key < begin || !visit(key, FromSlice(it.value()))) break;
  }
  return FromRocks(it.status());
}

using SharedDb = std::shared_ptr<rocksdb::DB>;

absl::StatusOr<SharedDb> OpenDb(const rocksdb::Options& options, const std::string& folder) {
  rocksdb::DB* db = nullptr;
  TF_RETURN_IF_ERROR(FromRocks(rocksdb::DB::Open(options, folder, &db)));
  return SharedDb(db);
}

// Keeps a failed store closed to writes. RocksDB would try to recover in the background, but
// after a failed write to its log that attempt trips an assertion and ends the process.
class NoRecovery final : public rocksdb::EventListener {
 public:
  void OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason, rocksdb::Status,
                            bool* auto_recovery) override {
    *auto_recovery = false;
  }
};

class RocksSnapshot final : public ByteReader {
 public:
  explicit RocksSnapshot(SharedDb db) : db_(std::move(db)), snapshot_(db_->GetSnapshot()) {}
  ~RocksSnapshot() override {
    iterator_.reset();
    db_->ReleaseSnapshot(snapshot_);
  }
  absl::StatusOr<std::optional<std::string>> Get(absl::string_view key) const override {
    return GetFrom(*db_, snapshot_, key);
  }
  absl::Status Scan(absl::string_view begin, absl::string_view end, ScanOrder order,
                    ByteVisitor visit) const override {
    if (!end.empty() && begin >= end) return absl::OkStatus();
    // A question is often many short scans, and to make an iterator costs as much as one of them.
    if (busy_.test_and_set()) return Walk(*NewIterator(), begin, end, order, visit);
    if (!iterator_) iterator_ = NewIterator();
    const absl::Status status = Walk(*iterator_, begin, end, order, visit);
    busy_.clear();
    return status;
  }

 private:
  std::unique_ptr<rocksdb::Iterator> NewIterator() const {
    rocksdb::ReadOptions options;
    options.snapshot = snapshot_;
    return std::unique_ptr<rocksdb::Iterator>(db_->NewIterator(options));
  }

  SharedDb db_;
  const rocksdb::Snapshot* snapshot_;
  mutable std::atomic_flag busy_ = ATOMIC_FLAG_INIT;  // held while iterator_ is in use
  mutable std::unique_ptr<rocksdb::Iterator> iterator_;
};

// The reader of a store that could not be opened again after a failure.
class ClosedReader final : public ByteReader {
 public:
  absl::StatusOr<std::optional<std::string>> Get(absl::string_view) const override {
    return Unavailable();
  }
  absl::Status Scan(absl::string_view, absl::string_view, ScanOrder, ByteVisitor) const override {
    return Unavailable();
  }
};

class RocksByteStore final : public ByteStore {
 public:
  RocksByteStore(SharedDb db, rocksdb::Options options, std::string folder)
      : options_(std::move(options)), folder_(std::move(folder)), db_(std::move(db)) {}

  absl::StatusOr<std::optional<std::string>> Get(absl::string_view key) const override {
    const SharedDb db = Current();
    return db ? GetFrom(*db, nullptr, key) : Unavailable();
  }
  absl::Status Scan(absl::string_view begin, absl::string_view end, ScanOrder order,
                    ByteVisitor visit) const override {
    const SharedDb db = Current();
    if (!db) return Unavailable();
    if (!end.empty() && begin >= end) return absl::OkStatus();
    const std::unique_ptr<rocksdb::Iterator> it(db->NewIterator(rocksdb::ReadOptions()));
    return Walk(*it, begin, end, order, visit);
  }

  absl::Status Commit(const ByteBatch& batch) override { return Write(batch, Sync::kNow); }
  absl::Status CommitUnsynced(const ByteBatch& batch) override {
    return Write(batch, Sync::kLater);
  }

  absl::Status Scrub() override {
    TF_ASSIGN_OR_RETURN(const SharedDb db, Writable());
    rocksdb::CompactRangeOptions options;
    options.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForceOptimized;
    return FromRocks(db->CompactRange(options, nullptr, nullptr));
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
    const absl::Status status = FromRocks(db->Write(options, &write));
    if (!status.ok()) {
      std::lock_guard lock(mutex_);
      failure_ = status;
    }
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
    if (absl::IsResourceExhausted(failure_) && !HasRoom()) return failure_;
    if (db_.use_count() > 1) return failure_;  // somebody is reading the old state
    db_.reset();
    TF_ASSIGN_OR_RETURN(db_, OpenDb(options_, folder_));
    failure_ = absl::OkStatus();
    return db_;
  }

  bool HasRoom() const {
    struct statvfs found {};
    if (statvfs(folder_.c_str(), &found) != 0) return false;
    return static_cast<std::uint64_t>(found.f_bavail) * found.f_frsize >= kRoomToReopen;
  }

  const rocksdb::Options options_;
  const std::string folder_;
  mutable std::mutex mutex_;  // guards all below
  SharedDb db_;               // none after an attempt to open it again has failed
  absl::Status failure_;      // of the newest write
};

rocksdb::Options MakeOptions(const RocksTuning& tuning) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = rocksdb::NewLRUCache(tuning.block_cache);
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(kBloomBitsPerKey));
  table.format_version = 5;

  rocksdb::Options options;
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
  options.max_background_jobs = kBackgroundJobs;
  options.compression = rocksdb::kLZ4Compression;
  options.bottommost_compression = rocksdb::kZSTD;
  return options;
}

absl::Status DiskError() {
  const rocksdb::Status status =
      errno == ENOSPC ? rocksdb::Status::NoSpace() : rocksdb::Status::IOError();
  return FromRocks(status);
}

bool Exists(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

absl::Status SyncPath(const std::string& path, int flags) {
  const int fd = open(path.c_str(), flags | O_CLOEXEC);
  if (fd < 0) return DiskError();
  const bool synced = fsync(fd) == 0;
  const absl::Status status = synced ? absl::OkStatus() : DiskError();
  close(fd);
  return status;
}

// The marker's existence is all that counts, so it may be written in place.
absl::Status WriteMarker(const std::string& folder) {
  const std::string path = folder + kMarkerName;
  const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0) return DiskError();
  const ssize_t size = sizeof(kMarkerText) - 1;
  const bool written = write(fd, kMarkerText, size) == size && fsync(fd) == 0;
  const absl::Status status = written ? absl::OkStatus() : DiskError();
  close(fd);
  TF_RETURN_IF_ERROR(status);
  return SyncPath(folder, O_RDONLY | O_DIRECTORY);
}

std::string ParentOf(const std::string& folder) {
  const std::size_t slash = folder.find_last_of('/', folder.find_last_not_of('/'));
  if (slash == std::string::npos) return ".";
  return folder.substr(0, slash + 1);
}

absl::Status MakeFolder(const std::string& folder) {
  if (mkdir(folder.c_str(), 0700) == 0) return SyncPath(ParentOf(folder), O_RDONLY | O_DIRECTORY);
  return errno == EEXIST ? absl::OkStatus() : DiskError();
}

}  // namespace

absl::StatusOr<std::unique_ptr<ByteStore>> OpenRocksByteStore(const std::string& folder,
                                                              OpenMode mode,
                                                              const RocksTuning& tuning) {
  const bool marked = Exists(folder + kMarkerName);
  const bool present = Exists(folder + "/CURRENT");
  if (marked && !present) {
    return Refusal(absl::StatusCode::kDataLoss, "store_damaged", "the store is damaged.");
  }
  if (!present && mode == OpenMode::kExisting) {
    return Refusal(absl::StatusCode::kFailedPrecondition, "no_store", "there is no store here.");
  }
  if (!present) TF_RETURN_IF_ERROR(MakeFolder(folder));
  rocksdb::Options options = MakeOptions(tuning);
  options.create_if_missing = !present;
  TF_ASSIGN_OR_RETURN(SharedDb db, OpenDb(options, folder));
  if (!marked) TF_RETURN_IF_ERROR(WriteMarker(folder));
  options.create_if_missing = false;
  return std::make_unique<RocksByteStore>(std::move(db), std::move(options), folder);
}

}  // namespace twofold
