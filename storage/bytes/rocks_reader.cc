// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "storage/bytes/rocks_reader.h"

#include <utility>

#include "core/base/status_macros.h"
#include "storage/bytes/rocks_status.h"

namespace twofold {
namespace {

rocksdb::Slice ToSlice(absl::string_view text) { return {text.data(), text.size()}; }
absl::string_view FromSlice(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

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

}  // namespace

absl::StatusOr<std::optional<std::string>> GetNow(rocksdb::DB& db, absl::string_view key) {
  return GetFrom(db, nullptr, key);
}

absl::Status ScanNow(rocksdb::DB& db, absl::string_view begin, absl::string_view end,
                     ScanOrder order, ByteVisitor visit) {
  if (!end.empty() && begin >= end) return absl::OkStatus();
  const std::unique_ptr<rocksdb::Iterator> it(db.NewIterator(rocksdb::ReadOptions()));
  return Walk(*it, begin, end, order, visit);
}

RocksSnapshot::RocksSnapshot(SharedDb db) : db_(std::move(db)), snapshot_(db_->GetSnapshot()) {}

RocksSnapshot::~RocksSnapshot() {
  iterator_.reset();
  db_->ReleaseSnapshot(snapshot_);
}

absl::StatusOr<std::optional<std::string>> RocksSnapshot::Get(absl::string_view key) const {
  return GetFrom(*db_, snapshot_, key);
}

absl::Status RocksSnapshot::Scan(absl::string_view begin, absl::string_view end, ScanOrder order,
                                 ByteVisitor visit) const {
  if (!end.empty() && begin >= end) return absl::OkStatus();
  // A question is often many short scans, and to make an iterator costs as much as one of them.
  if (busy_.test_and_set()) return Walk(*NewIterator(), begin, end, order, visit);
  if (!iterator_) iterator_ = NewIterator();
  const absl::Status status = Walk(*iterator_, begin, end, order, visit);
  busy_.clear();
  return status;
}

std::unique_ptr<rocksdb::Iterator> RocksSnapshot::NewIterator() const {
  rocksdb::ReadOptions options;
  options.snapshot = snapshot_;
  return std::unique_ptr<rocksdb::Iterator>(db_->NewIterator(options));
}

}  // namespace twofold
