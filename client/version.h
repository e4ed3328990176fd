// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Which client this is.
#pragma once

namespace twofold {

inline constexpr char kVersion[] = "0.1.0";

}  // namespace twofold
