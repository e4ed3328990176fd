// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What every program of the project says about itself.
#pragma once

namespace twofold {

inline constexpr char kVersion[] = "0.1.0";

// The number of the language between client and daemon; grows when a client could tell the
// difference.
inline constexpr unsigned kProtocol = 1;

}  // namespace twofold
