// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The project's files as the layers test sees them.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tests/layers/rules.h"

namespace twofold::layers {

struct Include {
  int line = 0;        // from 1
  std::string header;  // as written: `core/base/ids.h`, or `<vector>` with its brackets
};

struct SourceFile {
  std::string path;  // from the root, such as core/base/ids.h
  std::vector<Include> includes;
  Names text;  // its lines
  Names code;  // the same lines, comments and the insides of literals blanked
};

SourceFile ParseSource(absl::string_view path, absl::string_view text);

// Reads every .h and .cc below the folders, sorted by path. A folder that is not there is empty.
// NotFound when there is no file at all.
absl::StatusOr<std::vector<SourceFile>> ReadSources(const std::string& root, const Names& folders);

}  // namespace twofold::layers
