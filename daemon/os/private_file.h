// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Small files that only their owner may read.
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace twofold {

// Returns the whole file, or nothing when there is none. FailedPrecondition, reason
// "file_open" when others can read it, "folder_of_another" when it is not the caller's own or no
// plain file; ResourceExhausted above `most` bytes.
absl::StatusOr<std::optional<std::string>> ReadPrivateFile(const std::string& path,
                                                           std::size_t most);

// Writes a new file (0600), durable when this returns: the file and its folder are synced.
// AlreadyExists when there is one.
absl::Status CreatePrivateFile(const std::string& path, absl::string_view bytes);

// The same, in place of the one that may be there: after a power loss it is the old one or the new
// one, whole.
absl::Status ReplacePrivateFile(const std::string& path, absl::string_view bytes);

// Writes over a part of a file that is there and large enough, durable when this returns; half of
// it may be there after a power loss, and nothing else has changed. NotFound when there is no such
// file of the caller's own.
absl::Status OverwritePrivateFile(const std::string& path, std::size_t offset,
                                  absl::string_view bytes);

// Returns a file of the person's, whoever may read it; nothing when there is none.
absl::StatusOr<std::optional<std::string>> ReadPlainFile(const std::string& path, std::size_t most);

}  // namespace twofold
