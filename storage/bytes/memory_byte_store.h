// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A ByteStore in memory, for tests and the simulator. It can be told to fail, which is how the
// rest of the program meets a full or broken disk.
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "storage/bytes/byte_store.h"

namespace twofold {

// Thread-safe.
class MemoryByteStore final : public ByteStore {
 public:
  absl::StatusOr<std::optional<std::string>> Get(absl::string_view key) const override;
  absl::Status Scan(absl::string_view begin, absl::string_view end, ScanOrder order,
                    ByteVisitor visit) const override;
  absl::Status Commit(const ByteBatch& batch) override;
  absl::Status Scrub() override;
  std::unique_ptr<ByteReader> Snapshot() const override;

  // Every later Commit returns `status` and changes nothing, until called with OkStatus.
  void FailCommits(absl::Status status);
  // How many batches have been committed.
  int commits() const;
  // How many times it was scrubbed.
  int scrubs() const;

 private:
  using Map = std::map<std::string, std::string>;
  class View;
  View Pin() const;

  mutable std::mutex mutex_;                            // guards all below
  std::shared_ptr<Map> map_ = std::make_shared<Map>();  // never changed while a view shares it
  absl::Status failure_;
  int commits_ = 0;
  int scrubs_ = 0;
};

}  // namespace twofold
