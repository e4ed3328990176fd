// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The readers of what finding out the format has parsed already. Pure; refusals as in readers.h.
#pragma once

#include "import/json.h"
#include "import/readers.h"
#include "import/sqlite.h"

namespace twofold::importing {

Imported ReadLoopSqlite(SqliteFile file, const Circumstances& circumstances);
Imported ReadTableHabitJson(const Json& json, const Circumstances& circumstances);
Imported ReadTwofoldJson(Json json, const Circumstances& circumstances);

}  // namespace twofold::importing
