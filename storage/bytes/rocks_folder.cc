// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "storage/bytes/rocks_folder.h"

#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <sys/stat.h>

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"
#include "storage/bytes/rocks_log.h"
#include "storage/bytes/rocks_status.h"
#include "storage/bytes/rocks_torn_manifest.h"

namespace twofold {
namespace {

// Says that a store was once made here, so that a store without its CURRENT file is known to be
// damaged and not taken for a folder that is still empty.
constexpr char kMarkerName[] = "twofold-store";
constexpr char kMarkerText[] = "twofold store 1\n";
constexpr std::size_t kCopyChunk = 64 * 1024;
constexpr std::size_t kCopiesKept = 3;

std::string Plain(const std::string& path) {
  return path.substr(0, path.find_last_not_of('/') + 1);
}

std::string ParentOf(const std::string& path) {
  const std::size_t slash = path.find_last_of('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::string NameOf(const std::string& path) { return path.substr(path.find_last_of('/') + 1); }

// Whether a file holds what was once written, and not only what every store begins with.
bool HoldsWrites(absl::string_view name) {
  return absl::EndsWith(name, ".sst") || absl::EndsWith(name, ".log");
}

absl::Status FromOpening(const rocksdb::Status& status) {
  // A file of the store that is not there, though another one names it.
  if (status.IsNotFound() || status.IsPathNotFound()) return StoreDamaged();
  return FromRocks(status);
}

}  // namespace

RocksFolder::RocksFolder(std::string path, rocksdb::Options options, StoreGuard guard)
    : path_(Plain(path)), options_(std::move(options)), guard_(std::move(guard)) {}

absl::StatusOr<SharedDb> RocksFolder::Open(OpenMode mode) {
  TF_ASSIGN_OR_RETURN(const Found found, Look());
  if (found == Found::kStore) return Reopen();
  if (mode == OpenMode::kCreate) return Make();
  return Refusal(absl::StatusCode::kFailedPrecondition, "no_store", "there is no store here.");
}

absl::StatusOr<bool> RocksFolder::Exists(const std::string& name) const {
  const rocksdb::Status status = options_.env->FileExists(absl::StrCat(path_, "/", name));
  if (status.ok()) return true;
  if (status.IsNotFound()) return false;
  return FromRocks(status);
}

absl::StatusOr<RocksFolder::Found> RocksFolder::Look() const {
  TF_ASSIGN_OR_RETURN(const bool present, Exists("CURRENT"));
  if (present) return Found::kStore;
  TF_ASSIGN_OR_RETURN(const bool marked, Exists(kMarkerName));
  if (marked) return StoreDamaged();
  std::vector<std::string> names;
  const rocksdb::Status listed = options_.env->GetChildren(path_, &names);
  if (listed.IsNotFound() || listed.IsPathNotFound()) return Found::kNothing;
  TF_RETURN_IF_ERROR(FromRocks(listed));
  // CURRENT is there before the first of these is made.
  if (std::any_of(names.begin(), names.end(), HoldsWrites)) return StoreDamaged();
  return Found::kNothing;
}

absl::StatusOr<SharedDb> RocksFolder::Make() {
  TF_RETURN_IF_ERROR(FromRocks(options_.env->CreateDirIfMissing(path_)));
  TF_RETURN_IF_ERROR(SyncFolder(ParentOf(path_)));
  options_.create_if_missing = true;
  const absl::StatusOr<SharedDb> db = OpenIn(Strictly());
  options_.create_if_missing = false;
  TF_RETURN_IF_ERROR(db.status());
  TF_RETURN_IF_ERROR(WriteMarker());
  return db;
}

absl::StatusOr<SharedDb> RocksFolder::Reopen() {
  // Opening for writing removes what it takes for superfluous, so this is looked at first.
  absl::StatusOr<SharedDb> db = OpenForReading(Strictly());
  if (db.ok()) {
    // A damaged length can look like the end of a log, or of the manifest.
    TF_RETURN_IF_ERROR(CheckNothingBehind(*db));
    TF_RETURN_IF_ERROR(CheckNothingBetween());
    TF_ASSIGN_OR_RETURN(const bool whole, IsWhole(*db));
    db->reset();
    if (!whole) TF_RETURN_IF_ERROR(SetCopyAside());
    db = OpenIn(Strictly());
  } else if (absl::IsDataLoss(db.status())) {
    db = Mend();
  }
  TF_RETURN_IF_ERROR(db.status());
  TF_ASSIGN_OR_RETURN(const bool marked, Exists(kMarkerName));
  if (!marked) TF_RETURN_IF_ERROR(WriteMarker());
  return db;
}

absl::StatusOr<SharedDb> RocksFolder::OpenIn(const Way& way) const {
  return OpenTwice(way, [&](const rocksdb::Options& options, rocksdb::DB** db) {
    return rocksdb::DB::Open(options, path_, db);
  });
}

absl::StatusOr<SharedDb> RocksFolder::OpenForReading(const Way& way) const {
  return OpenTwice(way, [&](const rocksdb::Options& options, rocksdb::DB** db) {
    return rocksdb::DB::OpenForReadOnly(options, path_, db);
  });
}

absl::StatusOr<SharedDb> RocksFolder::OpenTwice(const Way& way, Opener open) const {
  rocksdb::Options options = options_;
  options.wal_recovery_mode = way.logs;
  options.env = way.env;
  rocksdb::DB* db = nullptr;
  absl::Status opened = FromOpening(open(options, &db));
  // RocksDB calls it damage, too, when a disk fails once to tell a file's size.
  if (absl::IsDataLoss(opened)) opened = FromOpening(open(options, &db));
  TF_RETURN_IF_ERROR(opened);
  return SharedDb(db);
}

absl::StatusOr<bool> RocksFolder::IsWhole(const SharedDb& db) const {
  return guard_.is_whole ? guard_.is_whole(RocksSnapshot(db)) : true;
}

// A power loss in the middle of a write can leave bytes behind the last whole one that are no
// record. That is so when nothing whole stands behind what can be read, and what can be read is all
// that was promised; everything else is damage.
absl::StatusOr<SharedDb> RocksFolder::Mend() {
  Way way{rocksdb::WALRecoveryMode::kPointInTimeRecovery, options_.env};
  absl::StatusOr<SharedDb> seen = OpenForReading(way);
  if (absl::IsDataLoss(seen.status())) {
    mended_ = WithoutTornManifest(options_.env, Logs::kShown);
    way.env = mended_.get();
    seen = OpenForReading(way);
  }
  TF_RETURN_IF_ERROR(seen.status());
  TF_RETURN_IF_ERROR(CheckNothingBehind(*seen));
  TF_RETURN_IF_ERROR(CheckNothingBetween());
  TF_ASSIGN_OR_RETURN(const bool whole, IsWhole(*seen));
  if (!whole) return StoreDamaged();
  seen->reset();
  TF_RETURN_IF_ERROR(SetCopyAside());
  return OpenIn(way);
}

absl::Status RocksFolder::CheckNothingBehind(const SharedDb& db) const {
  const std::uint64_t newest = db->GetLatestSequenceNumber();
  TF_ASSIGN_OR_RETURN(const std::vector<std::string> logs, ReadLogs());
  for (const std::string& log : logs) {
    const LogWrites behind = WritesBehind(log, newest);
    if (behind.first != 0 || behind.lost_beginning) return StoreDamaged();
  }
  return absl::OkStatus();
}

// The end of a manifest may be what was never finished, or what was, and has gone bad. In the
// second case it named a table, and the log that the table was made of is gone: then the logs do
// not begin where what is left of the manifest ends.
absl::Status RocksFolder::CheckNothingBetween() const {
  const auto without_logs = WithoutTornManifest(options_.env, Logs::kHidden);
  TF_ASSIGN_OR_RETURN(const SharedDb tables, OpenForReading({Strictly().logs, without_logs.get()}));
  const std::uint64_t newest = tables->GetLatestSequenceNumber();
  TF_ASSIGN_OR_RETURN(const std::vector<std::string> logs, ReadLogs());
  std::uint64_t first = 0;
  for (const std::string& log : logs) {
    const std::uint64_t one = WritesBehind(log, newest).first;
    if (one != 0 && (first == 0 || one < first)) first = one;
  }
  return first == 0 || first == newest + 1 ? absl::OkStatus() : StoreDamaged();
}

absl::StatusOr<std::vector<std::string>> RocksFolder::ReadLogs() const {
  std::vector<std::string> names, logs;
  TF_RETURN_IF_ERROR(FromRocks(options_.env->GetChildren(path_, &names)));
  for (const std::string& name : names) {
    if (!absl::EndsWith(name, ".log")) continue;
    TF_RETURN_IF_ERROR(FromRocks(rocksdb::ReadFileToString(
        options_.env, absl::StrCat(path_, "/", name), &logs.emplace_back())));
  }
  return logs;
}

std::uint64_t RocksFolder::FreeBytes() const {
  std::uint64_t bytes = 0;
  return options_.env->GetFreeSpace(path_, &bytes).ok() ? bytes : 0;
}

absl::Status RocksFolder::SyncFolder(const std::string& path) const {
  std::unique_ptr<rocksdb::Directory> folder;
  TF_RETURN_IF_ERROR(FromRocks(options_.env->NewDirectory(path, &folder)));
  return FromRocks(folder->Fsync());
}

// The marker's existence is all that counts, so it may be written in place.
absl::Status RocksFolder::WriteMarker() const {
  TF_RETURN_IF_ERROR(FromRocks(rocksdb::WriteStringToFile(
      options_.env, kMarkerText, absl::StrCat(path_, "/", kMarkerName), /*should_sync=*/true)));
  return SyncFolder(path_);
}

absl::StatusOr<std::vector<std::string>> RocksFolder::Copies() const {
  const std::string prefix = absl::StrCat(NameOf(path_), "-aside-");
  std::vector<std::string> names;
  TF_RETURN_IF_ERROR(FromRocks(options_.env->GetChildren(ParentOf(path_), &names)));
  std::vector<std::pair<int, std::string>> numbered;
  for (const std::string& name : names) {
    int number = 0;
    if (!absl::StartsWith(name, prefix)) continue;
    if (!absl::SimpleAtoi(name.substr(prefix.size()), &number) || number < 1) continue;
    numbered.emplace_back(number, absl::StrCat(ParentOf(path_), "/", name));
  }
  std::sort(numbered.begin(), numbered.end());
  std::vector<std::string> copies;
  for (auto& [number, copy] : numbered) copies.push_back(std::move(copy));
  return copies;
}

absl::Status RocksFolder::SetCopyAside() const {
  if (guard_.copies == StoreGuard::Copies::kNone) return absl::OkStatus();
  TF_ASSIGN_OR_RETURN(const std::vector<std::string> copies, Copies());
  const std::string prefix = absl::StrCat(path_, "-aside-");
  int number = 1;
  if (!copies.empty() && absl::SimpleAtoi(copies.back().substr(prefix.size()), &number)) ++number;
  // Under another name first, so that half a copy is never taken for one.
  const std::string draft = absl::StrCat(path_, "-aside.new");
  TF_RETURN_IF_ERROR(RemoveFolder(draft));
  TF_RETURN_IF_ERROR(FromRocks(options_.env->CreateDir(draft)));
  std::vector<std::string> names;
  TF_RETURN_IF_ERROR(FromRocks(options_.env->GetChildren(path_, &names)));
  for (const std::string& name : names) {
    if (name == "." || name == ".." || name == "LOCK") continue;
    TF_RETURN_IF_ERROR(CopyFile(absl::StrCat(path_, "/", name), absl::StrCat(draft, "/", name)));
  }
  TF_RETURN_IF_ERROR(SyncFolder(draft));
  TF_RETURN_IF_ERROR(FromRocks(options_.env->RenameFile(draft, absl::StrCat(prefix, number))));
  TF_RETURN_IF_ERROR(SyncFolder(ParentOf(path_)));
  for (std::size_t i = 0; i + kCopiesKept <= copies.size(); ++i) {
    TF_RETURN_IF_ERROR(RemoveFolder(copies[i]));
  }
  return absl::OkStatus();
}

absl::Status RocksFolder::CopyFile(const std::string& from, const std::string& to) const {
  const rocksdb::EnvOptions plain;
  std::unique_ptr<rocksdb::SequentialFile> in;
  std::unique_ptr<rocksdb::WritableFile> out;
  TF_RETURN_IF_ERROR(FromRocks(options_.env->NewSequentialFile(from, &in, plain)));
  TF_RETURN_IF_ERROR(FromRocks(options_.env->NewWritableFile(to, &out, plain)));
  std::string buffer(kCopyChunk, '\0');
  for (;;) {
    rocksdb::Slice got;
    TF_RETURN_IF_ERROR(FromRocks(in->Read(buffer.size(), &got, buffer.data())));
    if (got.empty()) break;
    TF_RETURN_IF_ERROR(FromRocks(out->Append(got)));
  }
  TF_RETURN_IF_ERROR(FromRocks(out->Sync()));
  TF_RETURN_IF_ERROR(FromRocks(out->Close()));
  // It is a keepsake: that nobody changes it by mistake matters less than that it is there.
  (void)chmod(to.c_str(), 0400);
  return absl::OkStatus();
}

absl::Status RocksFolder::RemoveFolder(const std::string& path) const {
  std::vector<std::string> names;
  const rocksdb::Status listed = options_.env->GetChildren(path, &names);
  if (listed.IsNotFound() || listed.IsPathNotFound()) return absl::OkStatus();
  TF_RETURN_IF_ERROR(FromRocks(listed));
  for (const std::string& name : names) {
    if (name == "." || name == "..") continue;
    TF_RETURN_IF_ERROR(FromRocks(options_.env->DeleteFile(absl::StrCat(path, "/", name))));
  }
  return FromRocks(options_.env->DeleteDir(path));
}

absl::Status RocksFolder::RemoveCopies() const {
  TF_RETURN_IF_ERROR(RemoveFolder(absl::StrCat(path_, "-aside.new")));
  TF_ASSIGN_OR_RETURN(const std::vector<std::string> copies, Copies());
  for (const std::string& copy : copies) TF_RETURN_IF_ERROR(RemoveFolder(copy));
  return copies.empty() ? absl::OkStatus() : SyncFolder(ParentOf(path_));
}

}  // namespace twofold
