// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/os/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "absl/strings/str_cat.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"
#include "proto/wire/unique_fd.h"

namespace twofold {
namespace {

absl::Status Unreadable(const std::string& path) {
  return Refusal(absl::StatusCode::kFailedPrecondition, "folder_of_another",
                 absl::StrCat(path, " is not a file that I can read."));
}

absl::StatusOr<std::string> ReadAll(int fd, const std::string& path, std::size_t most) {
  std::string bytes;
  char buffer[4096];
  for (;;) {
    const ssize_t got = read(fd, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Unreadable(path);
    if (got == 0) return bytes;
    bytes.append(buffer, static_cast<std::size_t>(got));
    if (bytes.size() > most) {
      return Refusal(absl::StatusCode::kResourceExhausted, "file_too_large",
                     absl::StrCat(path, " is larger than ", most, " bytes."));
    }
  }
}

// Opens for reading; an invalid descriptor when there is no such file.
absl::StatusOr<UniqueFd> Open(const std::string& path, int flags, struct stat& found) {
  // Without O_NONBLOCK a pipe in the file's place would be waited for until somebody writes.
  UniqueFd fd(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | flags));
  if (!fd.valid() && errno == ENOENT) return UniqueFd();
  if (!fd.valid() || fstat(fd.get(), &found) != 0 || !S_ISREG(found.st_mode)) {
    return Unreadable(path);
  }
  return fd;
}

absl::Status NotWritten(const std::string& path) {
  if (errno == EEXIST) return absl::AlreadyExistsError(absl::StrCat(path, " is there already"));
  if (errno == ENOSPC || errno == EDQUOT) {
    return Refusal(absl::StatusCode::kResourceExhausted, "disk_full",
                   "no room left on the disk that holds your data.");
  }
  return Refusal(absl::StatusCode::kUnavailable, "disk_trouble",
                 absl::StrCat(path, " cannot be written."));
}

}  // namespace

absl::StatusOr<std::optional<std::string>> ReadPrivateFile(const std::string& path,
                                                           std::size_t most) {
  struct stat found {};
  TF_ASSIGN_OR_RETURN(const UniqueFd fd, Open(path, O_NOFOLLOW, found));
  if (!fd.valid()) return std::optional<std::string>();
  if (found.st_uid != geteuid()) return Unreadable(path);
  if ((found.st_mode & 077) != 0) {
    return Refusal(absl::StatusCode::kFailedPrecondition, "file_open",
                   absl::StrCat("others on this computer can read ", path, "."))
        .Hint("Close it", absl::StrCat("chmod 600 ", path));
  }
  TF_ASSIGN_OR_RETURN(std::string bytes, ReadAll(fd.get(), path, most));
  return std::optional<std::string>(std::move(bytes));
}

absl::StatusOr<std::optional<std::string>> ReadPlainFile(const std::string& path,
                                                         std::size_t most) {
  struct stat found {};
  TF_ASSIGN_OR_RETURN(const UniqueFd fd, Open(path, 0, found));
  if (!fd.valid()) return std::optional<std::string>();
  TF_ASSIGN_OR_RETURN(std::string bytes, ReadAll(fd.get(), path, most));
  return std::optional<std::string>(std::move(bytes));
}

namespace {

std::string DraftOf(const std::string& path) { return absl::StrCat(path, ".new"); }

// Writes it under another name, so that a half-written file never stands in its place.
absl::Status WriteDraft(const std::string& path, absl::string_view bytes) {
  const std::string draft = DraftOf(path);
  unlink(draft.c_str());
  UniqueFd fd(open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!fd.valid()) return NotWritten(path);
  const ssize_t wrote = write(fd.get(), bytes.data(), bytes.size());
  const bool whole = wrote == static_cast<ssize_t>(bytes.size());
  // A short write without an error is what a disk that has just become full does.
  if (wrote >= 0 && !whole) errno = ENOSPC;
  if (whole && fsync(fd.get()) == 0) return absl::OkStatus();
  const int why = errno;
  unlink(draft.c_str());
  errno = why;
  return NotWritten(path);
}

absl::Status SyncFolderOf(const std::string& path) {
  const std::string folder = path.substr(0, path.rfind('/'));
  const UniqueFd directory(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory.valid() || fsync(directory.get()) != 0) return NotWritten(path);
  return absl::OkStatus();
}

}  // namespace

absl::Status CreatePrivateFile(const std::string& path, absl::string_view bytes) {
  TF_RETURN_IF_ERROR(WriteDraft(path, bytes));
  const bool linked = link(DraftOf(path).c_str(), path.c_str()) == 0;
  const int why = errno;
  unlink(DraftOf(path).c_str());
  errno = why;
  return linked ? SyncFolderOf(path) : NotWritten(path);
}

absl::Status ReplacePrivateFile(const std::string& path, absl::string_view bytes) {
  TF_RETURN_IF_ERROR(WriteDraft(path, bytes));
  if (rename(DraftOf(path).c_str(), path.c_str()) != 0) return NotWritten(path);
  return SyncFolderOf(path);
}

absl::Status OverwritePrivateFile(const std::string& path, std::size_t offset,
                                  absl::string_view bytes) {
  const UniqueFd fd(open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  struct stat found {};
  const bool fits = fd.valid() && fstat(fd.get(), &found) == 0 && S_ISREG(found.st_mode) &&
                    found.st_uid == geteuid() &&
                    static_cast<std::size_t>(found.st_size) >= offset + bytes.size();
  if (!fits) return absl::NotFoundError(path);
  const ssize_t wrote = pwrite(fd.get(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
  if (wrote >= 0 && wrote != static_cast<ssize_t>(bytes.size())) errno = ENOSPC;
  if (wrote == static_cast<ssize_t>(bytes.size()) && fdatasync(fd.get()) == 0) {
    return absl::OkStatus();
  }
  return NotWritten(path);
}

}  // namespace twofold
