// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "storage/bytes/memory_byte_store.h"

#include <utility>

#include "core/base/status_macros.h"

namespace twofold {

// The map of one instant. A commit copies the map only while a view of it is alive; the view is
// let go under the store's mutex, so that the owner count a commit sees is exact.
class MemoryByteStore::View final : public ByteReader {
 public:
  View(const MemoryByteStore& store, std::shared_ptr<const Map> map)
      : store_(store), map_(std::move(map)) {}
  View(const View&) = delete;
  View& operator=(const View&) = delete;
  ~View() override {
    std::lock_guard lock(store_.mutex_);
    map_.reset();
  }

  absl::StatusOr<std::optional<std::string>> Get(absl::string_view key) const override {
    const auto found = map_->find(std::string(key));
    if (found == map_->end()) return std::nullopt;
    return found->second;
  }

  absl::Status Scan(absl::string_view begin, absl::string_view end, ScanOrder order,
                    ByteVisitor visit) const override {
    if (!end.empty() && begin >= end) return absl::OkStatus();
    const auto first = map_->lower_bound(std::string(begin));
    const auto last = end.empty() ? map_->end() : map_->lower_bound(std::string(end));
    if (order == ScanOrder::kAscending) {
      for (auto it = first; it != last; ++it) {
        if (!visit(it->first, it->second)) break;
      }
      return absl::OkStatus();
    }
    for (auto it = last; it != first;) {
      --it;
      if (!visit(it->first, it->second)) break;
    }
    return absl::OkStatus();
  }

 private:
  const MemoryByteStore& store_;
  std::shared_ptr<const Map> map_;
};

MemoryByteStore::View MemoryByteStore::Pin() const {
  std::lock_guard lock(mutex_);
  return View(*this, map_);
}

absl::StatusOr<std::optional<std::string>> MemoryByteStore::Get(absl::string_view key) const {
  std::lock_guard lock(mutex_);
  const auto found = map_->find(std::string(key));
  if (found == map_->end()) return std::nullopt;
  return found->second;
}

absl::Status MemoryByteStore::Scan(absl::string_view begin, absl::string_view end, ScanOrder order,
                                   ByteVisitor visit) const {
  return Pin().Scan(begin, end, order, visit);
}

absl::Status MemoryByteStore::Commit(const ByteBatch& batch) {
  std::lock_guard lock(mutex_);
  if (batch.empty()) return absl::OkStatus();
  TF_RETURN_IF_ERROR(failure_);
  if (map_.use_count() > 1) map_ = std::make_shared<Map>(*map_);
  for (const ByteBatch::Change& change : batch.changes()) {
    if (change.value) {
      map_->insert_or_assign(change.key, *change.value);
    } else {
      map_->erase(change.key);
    }
  }
  ++commits_;
  return absl::OkStatus();
}

std::unique_ptr<ByteReader> MemoryByteStore::Snapshot() const {
  std::lock_guard lock(mutex_);
  return std::make_unique<View>(*this, map_);
}

void MemoryByteStore::FailCommits(absl::Status status) {
  std::lock_guard lock(mutex_);
  failure_ = std::move(status);
}

absl::Status MemoryByteStore::Scrub() {
  std::lock_guard lock(mutex_);
  ++scrubs_;
  return absl::OkStatus();
}

int MemoryByteStore::scrubs() const {
  std::lock_guard lock(mutex_);
  return scrubs_;
}

int MemoryByteStore::commits() const {
  std::lock_guard lock(mutex_);
  return commits_;
}

}  // namespace twofold
