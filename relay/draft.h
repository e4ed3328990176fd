// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Changes that are being gathered over a store: reads see them as if they had been committed.
// Many independent calls write into one draft, which is then committed with one sync.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "storage/bytes/byte_store.h"

namespace twofold::relay {

// One thread at a time. The reader must outlive it and must not change meanwhile.
class Draft {
 public:
  explicit Draft(const ByteReader& base) : base_(base) {}

  // As ByteReader, with ascending order only. The draft must not be changed during a scan.
  absl::StatusOr<std::optional<std::string>> Get(absl::string_view key) const;
  absl::Status Scan(absl::string_view begin, absl::string_view end, ByteVisitor visit) const;

  void Put(absl::string_view key, absl::string_view value);
  void Delete(absl::string_view key);
  // Deletes every key that starts with `prefix`.
  absl::Status DeletePrefix(absl::string_view prefix);

  // Everything so far, one change for each key.
  ByteBatch Batch() const;

 private:
  const ByteReader& base_;
  std::map<std::string, std::optional<std::string>> changes_;  // nothing: deleted
};

}  // namespace twofold::relay
