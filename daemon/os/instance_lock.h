// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// One daemon at a time: a lock on a file, held as long as this value lives.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "proto/wire/unique_fd.h"

namespace twofold {

class InstanceLock {
 public:
  // FailedPrecondition, reason "second_daemon", when another process holds it; the sentence names
  // its pid. The folder must exist.
  static absl::StatusOr<InstanceLock> Take(const std::string& path);

 private:
  explicit InstanceLock(UniqueFd fd) : fd_(std::move(fd)) {}

  UniqueFd fd_;
};

}  // namespace twofold
