// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What the person's locale says.
#pragma once

namespace twofold {

// Where weeks begin by the locale of LC_ALL, LC_TIME or LANG: 0 is Monday, 6 Sunday. Monday where
// the locale does not say, is not installed, or is "C".
int LocaleWeekStart();

}  // namespace twofold
