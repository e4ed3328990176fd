// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "relay/draft.h"

#include <vector>

#include "core/base/status_macros.h"

namespace twofold::relay {

absl::StatusOr<std::optional<std::string>> Draft::Get(absl::string_view key) const {
  const auto found = changes_.find(std::string(key));
  if (found != changes_.end()) return found->second;
  return base_.Get(key);
}

absl::Status Draft::Scan(absl::string_view begin, absl::string_view end, ByteVisitor visit) const {
  if (!end.empty() && begin >= end) return absl::OkStatus();
  auto change = changes_.lower_bound(std::string(begin));
  const auto last = end.empty() ? changes_.end() : changes_.lower_bound(std::string(end));
  bool more = true;
  // Visits the changes in front of `key`; all that are left when there is none.
  const auto catch_up = [&](std::optional<absl::string_view> key) {
    for (; more && change != last && (!key || change->first < *key); ++change) {
      if (change->second) more = visit(change->first, *change->second);
    }
  };
  TF_RETURN_IF_ERROR(base_.Scan(begin, end, ScanOrder::kAscending,
                                [&](absl::string_view key, absl::string_view value) {
                                  catch_up(key);
                                  if (!more) return false;
                                  const bool changed = change != last && change->first == key;
                                  if (!changed) more = visit(key, value);
                                  return more;
                                }));
  catch_up(std::nullopt);
  return absl::OkStatus();
}

void Draft::Put(absl::string_view key, absl::string_view value) {
  changes_.insert_or_assign(std::string(key), std::string(value));
}

void Draft::Delete(absl::string_view key) {
  changes_.insert_or_assign(std::string(key), std::nullopt);
}

absl::Status Draft::DeletePrefix(absl::string_view prefix) {
  std::vector<std::string> keys;
  TF_RETURN_IF_ERROR(Scan(prefix, PrefixEnd(prefix), [&](absl::string_view key, absl::string_view) {
    keys.emplace_back(key);
    return true;
  }));
  for (const std::string& key : keys) Delete(key);
  return absl::OkStatus();
}

ByteBatch Draft::Batch() const {
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

}  // namespace twofold::relay
