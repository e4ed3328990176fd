// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The versions of a goal by day. Pure.
#pragma once

#include <cstdint>
#include <vector>

#include "core/progress/history.h"
#include "daemon/engine/views.h"

namespace twofold {

// The version in force on a day: the newest valid by then, else the oldest. Valid as long as
// `versions` stays unchanged. REQUIRES: at least one version, rising by day.
inline const VersionView& VersionOn(const std::vector<VersionView>& versions, std::int32_t day) {
  const VersionView* in_force = &versions.front();
  for (const VersionView& version : versions) {
    if (version.from > day) break;
    in_force = &version;
  }
  return *in_force;
}

// The same versions as judging takes them; pointers into `versions`.
inline std::vector<VersionSpan> Timeline(const std::vector<VersionView>& versions) {
  std::vector<VersionSpan> spans;
  spans.reserve(versions.size());
  for (const VersionView& version : versions) spans.push_back({version.from, &version.terms});
  return spans;
}

}  // namespace twofold
