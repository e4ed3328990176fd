// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/sim/sim_disk.h"

#include "core/base/status_macros.h"

namespace twofold::sim {

absl::StatusOr<std::optional<std::string>> SimDisk::Get(absl::string_view key) const {
  return store_.Get(key);
}

absl::Status SimDisk::Scan(absl::string_view begin, absl::string_view end, ScanOrder order,
                           ByteVisitor visit) const {
  return store_.Scan(begin, end, order, visit);
}

absl::Status SimDisk::CheckUsable(const ByteBatch& batch) {
  if (broken_) return absl::UnavailableError("the disk is away");
  if (full_) return absl::ResourceExhaustedError("the disk is full");
  if (!breaks_) return absl::OkStatus();
  if (*breaks_ == Kept::kYes) {
    undo_.clear();
    TF_RETURN_IF_ERROR(store_.Commit(batch));
  }
  breaks_.reset();
  broken_ = true;
  return absl::UnavailableError("the disk went away");
}

absl::Status SimDisk::Commit(const ByteBatch& batch) {
  if (batch.empty()) return absl::OkStatus();
  TF_RETURN_IF_ERROR(CheckUsable(batch));
  undo_.clear();
  return store_.Commit(batch);
}

absl::Status SimDisk::CommitUnsynced(const ByteBatch& batch) {
  if (batch.empty()) return absl::OkStatus();
  TF_RETURN_IF_ERROR(CheckUsable(batch));
  ByteBatch undo;
  for (const ByteBatch::Change& change : batch.changes()) {
    TF_ASSIGN_OR_RETURN(const auto before, store_.Get(change.key));
    if (before) {
      undo.Put(change.key, *before);
    } else {
      undo.Delete(change.key);
    }
  }
  undo_.push_back(std::move(undo));
  return store_.Commit(batch);
}

void SimDisk::LosePower(SeededRandom& random) {
  std::size_t kept = random.Below(undo_.size() + 1);
  while (undo_.size() > kept) {
    (void)store_.Commit(undo_.back());
    undo_.pop_back();
  }
  undo_.clear();
  ComeBack();
}

void SimDisk::ComeBack() {
  broken_ = false;
  breaks_.reset();
}

SimDisk::Image SimDisk::Copy() const {
  Image image;
  (void)store_.Scan("", "", ScanOrder::kAscending,
                    [&](absl::string_view key, absl::string_view value) {
                      image[std::string(key)] = std::string(value);
                      return true;
                    });
  return image;
}

void SimDisk::Restore(const Image& image) {
  ByteBatch batch;
  for (const auto& [key, value] : Copy()) batch.Delete(key);
  for (const auto& [key, value] : image) batch.Put(key, value);
  (void)store_.Commit(batch);
  undo_.clear();
}

}  // namespace twofold::sim
