// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/os/instance_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "absl/strings/ascii.h"
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
    const absl::string_view pid =
        absl::StripAsciiWhitespace(absl::string_view(holder, got > 0 ? got : 0));
    return Refusal(absl::StatusCode::kFailedPrecondition, "second_daemon",
                   absl::StrCat("another twofoldd", pid.empty() ? "" : absl::StrCat(" (pid ", pid, ")"),
                                " serves this account."))
        .Aftermath("Not started.");
  }
  // The pid is a courtesy to the reader of the refusal; the lock itself is what counts.
  const std::string pid = absl::StrCat(getpid(), "\n");
  if (ftruncate(fd.get(), 0) != 0 ||
      pwrite(fd.get(), pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size())) {
    return Refusal(absl::StatusCode::kResourceExhausted, "disk_full",
                   "no room left on the disk that holds your data.")
        .Aftermath("Not started.");
  }
  return InstanceLock(std::move(fd));
}

}  // namespace twofold
