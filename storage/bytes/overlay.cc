// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "storage/bytes/overlay.h"

#include "core/base/status_macros.h"

namespace twofold {

absl::StatusOr<std::optional<std::string>> Overlay::Get(absl::string_view key) const {
  const auto it = changes_.find(std::string(key));
  if (it != changes_.end()) return it->second;
  return below_.Get(key);
}

absl::Status Overlay::Scan(absl::string_view begin, absl::string_view end, ScanOrder order,
                           ByteVisitor visit) const {
  const auto first = changes_.lower_bound(std::string(begin));
  const auto last = end.empty() ? changes_.end() : changes_.lower_bound(std::string(end));
  if (first == last) return below_.Scan(begin, end, order, visit);
  // Transactions write little and scan little: merge in a map.
  std::map<std::string, std::string> merged;
  TF_RETURN_IF_ERROR(below_.Scan(begin, end, ScanOrder::kAscending,
                                 [&](absl::string_view key, absl::string_view value) {
                                   merged.emplace(std::string(key), std::string(value));
                                   return true;
                                 }));
  for (auto it = first; it != last; ++it) {
    if (it->second) {
      merged[it->first] = *it->second;
    } else {
      merged.erase(it->first);
    }
  }
  if (order == ScanOrder::kAscending) {
    for (auto it = merged.begin(); it != merged.end(); ++it) {
      if (!visit(it->first, it->second)) break;
    }
  } else {
    for (auto it = merged.rbegin(); it != merged.rend(); ++it) {
      if (!visit(it->first, it->second)) break;
    }
  }
  return absl::OkStatus();
}

void Overlay::Put(absl::string_view key, absl::string_view value) {
  changes_[std::string(key)] = std::string(value);
}

void Overlay::Delete(absl::string_view key) { changes_[std::string(key)] = std::nullopt; }

ByteBatch Overlay::Batch() const {
  ByteBatch batch;
  for (const auto& [key, value] : changes_) {
    if (value) {
      batch.Put(key, *value);
    } else {
      batch.Delete(key);
    }
  }
  return batch;
}

}  // namespace twofold
