// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/os/instance_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "core/base/refusal.h"

namespace twofold {

absl::StatusOr<InstanceLock> InstanceLock::Take(const std::string& path) {
  UniqueFd fd(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!fd.valid()) {
    return Refusal(absl::StatusCode::kFailedPrecondition, "folder_of_another",
                   absl::StrCat("the lock file ", path, " cannot be opened."));
  }
  if (flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
    char holder[32] = {};
    const ssize_t got = pread(fd.get(), holder, sizeof holder - 1, 0);
    pid_t number = 0;
    const std::string pid =
        absl::SimpleAtoi(absl::string_view(holder, got > 0 ? got : 0), &number) && number > 0
            ? absl::StrCat(" (pid ", number, ")")
            : "";
    return Refusal(absl::StatusCode::kFailedPrecondition, "second_daemon",
                   absl::StrCat("another twofoldd", pid, " serves this account."))
        .Aftermath("Not started.");
  }
  // The pid is a courtesy to the reader of the refusal; the lock itself is what counts, and it
  // needs no room on the disk.
  const std::string pid = absl::StrCat(getpid(), "\n");
  if (ftruncate(fd.get(), 0) == 0) {
    [[maybe_unused]] const ssize_t wrote = pwrite(fd.get(), pid.data(), pid.size(), 0);
  }
  return InstanceLock(std::move(fd));
}

}  // namespace twofold
