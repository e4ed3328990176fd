// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// How far a reader goes before it refuses. The program reads with the values of core/base/limits.h.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/base/limits.h"

namespace twofold::importing {

struct Bounds {
  std::size_t file_bytes = limits::kImportFileBytes;
  std::size_t total_bytes = limits::kImportTotalBytes;
  std::size_t member_bytes = limits::kImportMemberBytes;
  std::size_t members = limits::kImportMembers;
  std::size_t goals = limits::kImportGoals;
  std::size_t entries = limits::kImportEntries;
  std::size_t field_bytes = limits::kImportFieldBytes;
  std::size_t fields = limits::kImportFields;
  std::size_t json_depth = limits::kImportJsonDepth;
  std::size_t json_values = limits::kImportJsonValues;
  std::size_t row_bytes = limits::kImportRowBytes;
  std::int64_t steps = limits::kImportSteps;
  std::int64_t score_days = limits::kImportScoreDays;
};

}  // namespace twofold::importing
