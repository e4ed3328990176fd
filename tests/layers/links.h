// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What CMake was told to build and link, as it writes it down when it configures.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tests/layers/rules.h"

namespace twofold::layers {

struct Target {
  std::string name;
  std::string type;  // CMake's word, such as STATIC_LIBRARY or EXECUTABLE
  Names sources;     // from the root; generated ones keep an absolute path
  Names links;       // direct ones only
};

// Reads lines "target NAME TYPE", each followed by its "source PATH" and "link NAME" lines.
// InvalidArgument for anything else.
absl::StatusOr<std::vector<Target>> ParseLinks(absl::string_view text);

}  // namespace twofold::layers
