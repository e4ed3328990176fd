// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Files that a person asked for: whole or not there, and for their owner's eyes alone.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "core/base/random.h"

namespace twofold {

struct NewFile {
  std::string path;
  std::string content;
};

// What happens to files that are there already.
enum class Existing { kKeep, kReplace };

// Writes all files with mode 0600 and on the disk when this returns, or none of them: each is
// written under another name beside its place first. With kKeep nothing is written when one of
// them is there already. Errors, after which nothing half written is left:
//   ALREADY_EXISTS      "file_exists"
//   NOT_FOUND           "no_such_folder"
//   PERMISSION_DENIED   "file_denied"
//   RESOURCE_EXHAUSTED  "disk_full"
//   INVALID_ARGUMENT    "not_a_file"    what is there is no ordinary file
//   UNAVAILABLE         "file_unwritten" for anything else
absl::Status WriteNewFiles(const std::vector<NewFile>& files, Existing existing, Random& random);

// Makes the folder with mode 0700 unless it is there; its parent has to be. `made` tells which.
// Errors as above, and INVALID_ARGUMENT "not_a_folder".
absl::Status MakeFolder(const std::string& path, bool& made);

}  // namespace twofold
