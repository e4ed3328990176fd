// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/new_files.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <span>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"

namespace twofold {
namespace {

constexpr mode_t kOwnerFile = 0600;
constexpr mode_t kOwnerFolder = 0700;

absl::Status FileExists(absl::string_view path) {
  return Refusal(absl::StatusCode::kAlreadyExists, "file_exists",
                 absl::StrCat("\"", path, "\" is there already."))
      .Hint("Replace it", "the same command with --yes");
}

absl::Status Unwritten(absl::string_view path, int error) {
  const auto say = [&](absl::StatusCode code, absl::string_view reason, absl::string_view what) {
    return Refusal(code, reason, absl::StrCat("\"", path, "\" ", what));
  };
  switch (error) {
    case EEXIST:
      return FileExists(path);
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return say(absl::StatusCode::kResourceExhausted, "disk_full",
                 "does not fit: no room is left on that disk.");
    case EACCES:
    case EPERM:
    case EROFS:
      return say(absl::StatusCode::kPermissionDenied, "file_denied",
                 "cannot be written: its folder does not allow it.");
    case ENOENT:
    case ENOTDIR:
      return say(absl::StatusCode::kNotFound, "no_such_folder",
                 "cannot be written: there is no such folder.");
    case EISDIR:
      return say(absl::StatusCode::kInvalidArgument, "not_a_file", "is a folder, not a file.");
    default:
      return say(absl::StatusCode::kUnavailable, "file_unwritten", "could not be written.");
  }
}

std::string FolderOf(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

// A name that nobody has yet, in the same folder.
std::string NameBeside(const std::string& path, Random& random) {
  constexpr std::size_t kBytes = 8;
  std::array<std::uint8_t, kBytes> bytes{};
  random.Fill(bytes);
  const std::string word = absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
  return absl::StrCat(FolderOf(path), "/.twofold-", word, ".tmp");
}

absl::Status CheckPlace(const NewFile& file, Existing existing) {
  struct stat found {};
  if (lstat(file.path.c_str(), &found) != 0) {
    return errno == ENOENT ? absl::OkStatus() : Unwritten(file.path, errno);
  }
  if (S_ISDIR(found.st_mode)) return Unwritten(file.path, EISDIR);
  if (!S_ISREG(found.st_mode)) {
    return Refusal(absl::StatusCode::kInvalidArgument, "not_a_file",
                   absl::StrCat("\"", file.path, "\" is there and is no ordinary file."));
  }
  return existing == Existing::kKeep ? FileExists(file.path) : absl::OkStatus();
}

// Returns 0 or the error's number.
int WriteWhole(int fd, absl::string_view content) {
  while (!content.empty()) {
    const ssize_t wrote = write(fd, content.data(), content.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return wrote == 0 ? EIO : errno;
    content.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return fsync(fd) == 0 ? 0 : errno;
}

// A file under its first name, removed unless it moves to its place.
class Draft {
 public:
  Draft(const NewFile& file, Random& random)
      : place_(file.path), name_(NameBeside(file.path, random)) {
    const int fd =
        open(name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, kOwnerFile);
    if (fd < 0) {
      error_ = errno;
      name_.clear();
      return;
    }
    error_ = WriteWhole(fd, file.content);
    if (close(fd) != 0 && error_ == 0) error_ = errno;
  }
  Draft(Draft&& other) noexcept
      : place_(std::move(other.place_)),
        name_(std::exchange(other.name_, "")),
        error_(other.error_) {}
  Draft& operator=(Draft&&) = delete;
  ~Draft() {
    if (!name_.empty()) unlink(name_.c_str());
  }

  absl::Status status() const { return error_ == 0 ? absl::OkStatus() : Unwritten(place_, error_); }

  absl::Status MoveToPlace(Existing existing) {
    const unsigned flags = existing == Existing::kKeep ? RENAME_NOREPLACE : 0;
    int moved = renameat2(AT_FDCWD, name_.c_str(), AT_FDCWD, place_.c_str(), flags);
    // Not every file system knows the flag; the place was looked at before.
    if (moved != 0 && errno == EINVAL) moved = rename(name_.c_str(), place_.c_str());
    if (moved != 0) return Unwritten(place_, errno);
    name_.clear();
    return absl::OkStatus();
  }

 private:
  std::string place_;
  std::string name_;
  int error_ = 0;
};

void SyncFolder(const std::string& folder) {
  const int fd = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  fsync(fd);
  close(fd);
}

}  // namespace

absl::Status WriteNewFiles(const std::vector<NewFile>& files, Existing existing, Random& random) {
  for (const NewFile& file : files) TF_RETURN_IF_ERROR(CheckPlace(file, existing));
  std::vector<Draft> drafts;
  drafts.reserve(files.size());
  for (const NewFile& file : files) {
    drafts.emplace_back(file, random);
    TF_RETURN_IF_ERROR(drafts.back().status());
  }
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    const absl::Status moved = drafts[i].MoveToPlace(existing);
    if (moved.ok()) continue;
    // What was new before this one goes again; what was replaced stays replaced.
    for (std::size_t j = 0; j < i && existing == Existing::kKeep; ++j) {
      unlink(files[j].path.c_str());
    }
    return moved;
  }
  for (const NewFile& file : files) SyncFolder(FolderOf(file.path));
  return absl::OkStatus();
}

absl::Status MakeFolder(const std::string& path, bool& made) {
  made = mkdir(path.c_str(), kOwnerFolder) == 0;
  if (made) return absl::OkStatus();
  if (errno != EEXIST) return Unwritten(path, errno);
  struct stat found {};
  if (stat(path.c_str(), &found) == 0 && S_ISDIR(found.st_mode)) return absl::OkStatus();
  return Refusal(absl::StatusCode::kInvalidArgument, "not_a_folder",
                 absl::StrCat("\"", path, "\" is there and is no folder."));
}

}  // namespace twofold
