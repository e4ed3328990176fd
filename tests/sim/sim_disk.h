// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A disk for simulated runs: a batch is there as a whole or not at all, a synced one stays, and
// what was not synced may be gone after a power loss, the newest first.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "storage/bytes/memory_byte_store.h"
#include "tests/support/seeded_random.h"

namespace twofold::sim {

// One thread at a time.
class SimDisk final : public ByteStore {
 public:
  absl::StatusOr<std::optional<std::string>> Get(absl::string_view key) const override;
  absl::Status Scan(absl::string_view begin, absl::string_view end, ScanOrder order,
                    ByteVisitor visit) const override;
  absl::Status Commit(const ByteBatch& batch) override;
  absl::Status CommitUnsynced(const ByteBatch& batch) override;
  absl::Status Scrub() override { return absl::OkStatus(); }
  std::unique_ptr<ByteReader> Snapshot() const override { return store_.Snapshot(); }

  // The next commit fails with Unavailable, and so does every later one until the machine comes
  // back; whether that one is there is up to `kept`.
  enum class Kept { kYes, kNo };
  void BreakAtNextCommit(Kept kept) { breaks_ = kept; }
  bool broken() const { return broken_; }
  void SetFull(bool full) { full_ = full; }

  // After the process has ended: what was not synced is lost from some point on, which `random`
  // chooses; nothing is when it was the process alone.
  void LosePower(SeededRandom& random);
  void ComeBack();

  // The disk as it is, and made so again.
  using Image = std::map<std::string, std::string>;
  Image Copy() const;
  void Restore(const Image& image);

 private:
  absl::Status CheckUsable(const ByteBatch& batch);

  MemoryByteStore store_;
  std::vector<ByteBatch> undo_;  // takes back each batch that is not synced, oldest first
  std::optional<Kept> breaks_;
  bool broken_ = false;
  bool full_ = false;
};

}  // namespace twofold::sim
