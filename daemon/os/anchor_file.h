// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The anchor in a small file of its own, outside the folder of the data; docs/formats/anchor.md.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/base/anchor.h"
#include "proto/wire/unique_fd.h"

namespace twofold {

// One of the two places in the file, which are written in turn: kAnchorBytes.
struct AnchorPlace {
  std::uint64_t turn = 0;  // of two whole ones the later counts
  AnchorPoint point;
  bool operator==(const AnchorPlace&) const = default;
};
inline constexpr std::size_t kAnchorBytes = 512;
std::string EncodeAnchor(const AnchorPlace& place);
// Nothing when it is no whole one.
std::optional<AnchorPlace> DecodeAnchor(absl::string_view bytes);

// The name of the anchor for a folder of data: each folder has its own.
std::string AnchorName(absl::string_view data_folder);

// Thread-safe.
class AnchorFile final : public Anchor {
 public:
  // Reads what is there; a file that is none, or damaged, or not the caller's own says nothing.
  // What Advance tells waits for `patience`.
  AnchorFile(std::string path, absl::Duration patience);

  // What the file says.
  std::optional<AnchorPoint> remembered() const;

  void Advance(const AnchorPoint& point) override;
  absl::Status Raise(const AnchorPoint& point) override;

  // Readable when something has waited long enough; then it is time for Settle.
  int alarm() const { return alarm_.get(); }
  // Remembers what waits. When that fails it waits again. Errors as Raise.
  absl::Status Settle();

 private:
  void Arm();

  const std::string path_;
  const absl::Duration patience_;
  const UniqueFd alarm_;
  mutable std::mutex mutex_;  // guards all below
  std::optional<AnchorPoint> remembered_;
  std::uint64_t turn_ = 0;  // of the place written last
  std::optional<AnchorPoint> waiting_;
};

}  // namespace twofold
