// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "storage/bytes/overlay.h"

#include <algorithm>
#include <vector>

#include "core/base/status_macros.h"

namespace twofold {

absl::StatusOr<std::optional<std::string>> Overlay::Get(absl::string_view key) const {
  const auto it = changes_.find(std::string(key));
  if (it != changes_.end()) return it->second;
  return below_.Get(key);
}

absl::Status Overlay::Scan(absl::string_view begin, absl::string_view end, ScanOrder order,
                           ByteVisitor visit) const {
  if (!end.empty() && begin >= end) return absl::OkStatus();
  std::vector<const Changes::value_type*> changed;
  const auto last = end.empty() ? changes_.end() : changes_.lower_bound(std::string(end));
  for (auto it = changes_.lower_bound(std::string(begin)); it != last; ++it) {
    changed.push_back(&*it);
  }
  const bool ascending = order == ScanOrder::kAscending;
  if (!ascending) std::reverse(changed.begin(), changed.end());
  auto next = changed.begin();
  bool more = true;
  // Visits the changes that come before `key`; all that are left when there is none.
  const auto catch_up = [&](std::optional<absl::string_view> key) {
    const auto is_before = [&](absl::string_view mine) {
      return !key || (ascending ? mine < *key : mine > *key);
    };
    for (; more && next != changed.end() && is_before((*next)->first); ++next) {
      if ((*next)->second) more = visit((*next)->first, *(*next)->second);
    }
  };
  TF_RETURN_IF_ERROR(
      below_.Scan(begin, end, order, [&](absl::string_view key, absl::string_view value) {
        catch_up(key);
        if (!more) return false;
        const bool mine = next != changed.end() && absl::string_view((*next)->first) == key;
        if (!mine) more = visit(key, value);
        return more;
      }));
  catch_up(std::nullopt);
  return absl::OkStatus();
}

absl::Status Overlay::DeletePrefix(absl::string_view prefix) {
  std::vector<std::string> keys;
  TF_RETURN_IF_ERROR(Scan(prefix, PrefixEnd(prefix), ScanOrder::kAscending,
                          [&](absl::string_view key, absl::string_view) {
                            keys.emplace_back(key.data(), key.size());
                            return true;
                          }));
  for (const std::string& key : keys) Delete(key);
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
