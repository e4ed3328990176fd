// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The usual screen of tests.
#pragma once

#include "client/render/look.h"

namespace twofold {

// 80 columns, without colours, in 2026.
inline Look Screen() {
  Look look;
  look.columns = 80;
  look.year = 2026;
  return look;
}

}  // namespace twofold
