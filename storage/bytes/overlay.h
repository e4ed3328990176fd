// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Writes that are not committed yet, seen on top of a reader: what a transaction reads. Many
// independent changes may gather in one overlay, to be committed with one sync.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "storage/bytes/byte_store.h"

namespace twofold {

// One thread at a time. The reader must outlive it and must not change meanwhile.
class Overlay final : public ByteReader {
 public:
  explicit Overlay(const ByteReader& below) : below_(below) {}

  absl::StatusOr<std::optional<std::string>> Get(absl::string_view key) const override;
  absl::Status Scan(absl::string_view begin, absl::string_view end, ScanOrder order,
                    ByteVisitor visit) const override;

  void Put(absl::string_view key, absl::string_view value);
  void Delete(absl::string_view key);
  // Deletes every key that starts with `prefix`.
  absl::Status DeletePrefix(absl::string_view prefix);

  bool empty() const { return changes_.empty(); }
  // Everything written so far, one change a key.
  ByteBatch Batch() const;

 private:
  using Changes = std::map<std::string, std::optional<std::string>>;

  const ByteReader& below_;
  Changes changes_;  // nothing: deleted
};

}  // namespace twofold
