// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "storage/store/folded.h"

#include <string>

#include "core/base/status_macros.h"
#include "storage/store/keys.h"

namespace twofold {

absl::Status VisitFolded(const ByteReader& reader, const SpaceId& space, ByteVisitor visit) {
  bool more = true;
  for (const std::string& prefix :
       {keys::SubjectPrefix(space), keys::EntriesOfSpace(space), keys::RestPrefix(space),
        keys::GoalPrefix(space), keys::EaseOfSpace(space), keys::RosterOf(space),
        keys::LaterPrefix(space)}) {
    TF_RETURN_IF_ERROR(reader.Scan(prefix, PrefixEnd(prefix), ScanOrder::kAscending,
                                   [&](absl::string_view key, absl::string_view value) {
                                     more = visit(key, value);
                                     return more;
                                   }));
    if (!more) break;
  }
  return absl::OkStatus();
}

absl::Status CompareFolded(
    const ByteReader& kept, const ByteReader& rebuilt, const SpaceId& space,
    absl::FunctionRef<void(absl::string_view, const std::optional<std::string>&)> each) {
  absl::Status status;
  TF_RETURN_IF_ERROR(VisitFolded(kept, space, [&](absl::string_view key, absl::string_view value) {
    const auto other = rebuilt.Get(key);
    status = other.status();
    if (status.ok() && (!*other || **other != value)) each(key, *other);
    return status.ok();
  }));
  TF_RETURN_IF_ERROR(status);
  TF_RETURN_IF_ERROR(
      VisitFolded(rebuilt, space, [&](absl::string_view key, absl::string_view value) {
        const auto other = kept.Get(key);
        status = other.status();
        if (status.ok() && !*other) each(key, std::string(value));
        return status.ok();
      }));
  return status;
}

}  // namespace twofold
