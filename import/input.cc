// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "import/input.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"
#include "import/refusals.h"

namespace twofold::importing {
namespace {

constexpr int kDeepest = 2;  // folders below the one that was named

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }
  int Release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

struct CloseFolder {
  void operator()(DIR* folder) const { closedir(folder); }
};

absl::Status NotOpened(int error) {
  if (error == ENOENT || error == ENOTDIR) {
    return Refusal(absl::StatusCode::kNotFound, "import_no_file", "there is no such file.");
  }
  return Refusal(absl::StatusCode::kPermissionDenied, "import_not_readable",
                 "the file cannot be opened for reading.");
}

absl::Status NotOrdinary() {
  return Refusal(absl::StatusCode::kInvalidArgument, "import_no_ordinary_file",
                 "this is neither a file nor a folder.");
}

absl::StatusOr<std::string> ReadAll(int fd, std::size_t stated, std::size_t most,
                                    absl::string_view what) {
  const auto too_large = [&] {
    return TooLarge(absl::StrCat(what, " has more than ", most >> 20, " MiB"));
  };
  if (stated > most) return too_large();
  std::string bytes(stated, '\0');
  std::size_t at = 0;
  while (true) {
    if (at == bytes.size()) {
      if (at > most) return too_large();
      bytes.resize(std::min(most + 1, bytes.size() + 64 * 1024));
    }
    const ssize_t got = read(fd, bytes.data() + at, bytes.size() - at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return NotOpened(errno);
    if (got == 0) break;
    at += static_cast<std::size_t>(got);
    if (at > most) return too_large();
  }
  bytes.resize(at);
  return bytes;
}

// Reads the wanted files of a folder. One thread at a time.
class Folder {
 public:
  explicit Folder(const Bounds& bounds) : bounds_(bounds) { source_.folder = true; }

  absl::Status Read(int fd, const std::string& above, int depth);
  Source Take() { return std::move(source_); }

 private:
  absl::Status ReadOne(int folder, const char* name, const std::string& path, int depth);

  const Bounds& bounds_;
  Source source_;
  std::size_t seen_ = 0;
  std::size_t total_ = 0;
};

absl::Status Folder::Read(int fd, const std::string& above, int depth) {
  const std::unique_ptr<DIR, CloseFolder> folder(fdopendir(fd));
  if (folder == nullptr) {
    close(fd);
    return NotOpened(EACCES);
  }
  std::vector<std::string> names;
  while (const dirent* entry = readdir(folder.get())) {
    const std::string name = entry->d_name;
    if (name == "." || name == "..") continue;
    if (++seen_ > bounds_.members) {
      return TooLarge(absl::StrCat("the folder holds more than ", bounds_.members, " files"));
    }
    names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) {
    TF_RETURN_IF_ERROR(
        ReadOne(dirfd(folder.get()), name.c_str(), absl::StrCat(above, name), depth));
  }
  return absl::OkStatus();
}

absl::Status Folder::ReadOne(int folder, const char* name, const std::string& path, int depth) {
  struct stat status;
  if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0) return absl::OkStatus();
  const bool below = S_ISDIR(status.st_mode) && depth < kDeepest;
  const bool wanted = S_ISREG(status.st_mode) && IsWanted(name);
  if (!below && !wanted) return absl::OkStatus();
  Descriptor fd(openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (fd.get() < 0) return below ? absl::OkStatus() : NotOpened(errno);
  if (below) return Read(fd.Release(), absl::StrCat(path, "/"), depth + 1);
  if (fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode)) return NotOrdinary();
  TF_ASSIGN_OR_RETURN(std::string bytes, ReadAll(fd.get(), static_cast<std::size_t>(status.st_size),
                                                 bounds_.member_bytes, "a file in the folder"));
  total_ += bytes.size();
  if (total_ > bounds_.total_bytes) {
    return TooLarge(absl::StrCat("the folder has more than ", bounds_.total_bytes >> 20, " MiB"));
  }
  source_.files.push_back({path, std::move(bytes)});
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Source> ReadInput(const std::string& path, const Bounds& bounds) {
  Descriptor fd(open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
  if (fd.get() < 0) return NotOpened(errno);
  struct stat status;
  if (fstat(fd.get(), &status) != 0) return NotOpened(errno);
  if (S_ISDIR(status.st_mode)) {
    Folder folder(bounds);
    TF_RETURN_IF_ERROR(folder.Read(fd.Release(), "", 0));
    return folder.Take();
  }
  if (!S_ISREG(status.st_mode)) return NotOrdinary();
  Source source;
  TF_ASSIGN_OR_RETURN(std::string bytes, ReadAll(fd.get(), static_cast<std::size_t>(status.st_size),
                                                 bounds.file_bytes, "it"));
  source.files.push_back({"", std::move(bytes)});
  struct stat journal;
  source.journal_beside =
      stat(absl::StrCat(path, "-wal").c_str(), &journal) == 0 && journal.st_size > 0;
  return source;
}

}  // namespace twofold::importing
