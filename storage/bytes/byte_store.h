// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// An ordered map from bytes to bytes that survives power loss: the one door to a disk. It has two
// implementations, RocksDB and memory, and knows nothing of what it holds.
//
// Errors of every call: DataLoss when the store is damaged (stop using it); ResourceExhausted when
// the disk is full; Unavailable for any other failure of the disk. After an error from Commit the
// outcome is unknown: all of the batch is there, or nothing of it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace twofold {

// Puts and deletes that take effect together, in the order added.
class ByteBatch {
 public:
  struct Change {
    std::string key;
    std::optional<std::string> value;  // nothing: delete
  };
  void Put(absl::string_view key, absl::string_view value) {
    changes_.push_back({std::string(key), std::string(value)});
  }
  void Delete(absl::string_view key) { changes_.push_back({std::string(key), std::nullopt}); }
  const std::vector<Change>& changes() const { return changes_; }
  bool empty() const { return changes_.empty(); }

 private:
  std::vector<Change> changes_;
};

// Return false to end the scan. The views are valid during the call only.
using ByteVisitor = absl::FunctionRef<bool(absl::string_view key, absl::string_view value)>;

enum class ScanOrder { kAscending, kDescending };

// Thread-safe.
class ByteReader {
 public:
  virtual ~ByteReader() = default;

  // Returns the value, or nothing when there is no such key.
  virtual absl::StatusOr<std::optional<std::string>> Get(absl::string_view key) const = 0;

  // Visits every key in [begin, end) in bytewise order. An empty `end` means no upper bound.
  virtual absl::Status Scan(absl::string_view begin, absl::string_view end, ScanOrder order,
                            ByteVisitor visit) const = 0;
};

// Thread-safe.
class ByteStore : public ByteReader {
 public:
  // Makes the whole batch durable (synced) and visible, or nothing of it. An empty batch does
  // nothing.
  virtual absl::Status Commit(const ByteBatch& batch) = 0;

  // The same, but durable only with the next Commit: until then the end of this process loses
  // nothing, and a power loss may lose the batch as a whole.
  virtual absl::Status CommitUnsynced(const ByteBatch& batch) { return Commit(batch); }

  // Rewrites what is kept, so that what was deleted or replaced before is in no file of the store
  // any more. Costs as much as reading and writing everything once. What a snapshot still shows
  // stays until it is gone.
  virtual absl::Status Scrub() = 0;

  // Returns a view of this instant; must not outlive the store.
  virtual std::unique_ptr<ByteReader> Snapshot() const = 0;
};

// Returns the first key after all keys that start with `prefix`; empty when there is none.
std::string PrefixEnd(absl::string_view prefix);

}  // namespace twofold
