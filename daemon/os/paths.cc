// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/os/paths.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "core/base/refusal.h"

namespace twofold {
namespace {

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// An XDG folder; relative values are to be ignored, says the specification.
std::string XdgFolder(const char* name, const std::string& home, absl::string_view below_home) {
  const std::string value = Environment(name);
  if (!value.empty() && value[0] == '/') return value;
  return home.empty() ? "" : absl::StrCat(home, "/", below_home);
}

}  // namespace

absl::StatusOr<Paths> FindPaths() {
  std::string home = Environment("HOME");
  if (!home.empty() && home[0] != '/') home.clear();  // it would depend on where we were started
  const std::string config = XdgFolder("XDG_CONFIG_HOME", home, ".config");
  const std::string data = XdgFolder("XDG_DATA_HOME", home, ".local/share");
  const std::string state = XdgFolder("XDG_STATE_HOME", home, ".local/state");
  const std::string runtime = Environment("XDG_RUNTIME_DIR");
  if (config.empty() || data.empty()) {
    return Refusal(absl::StatusCode::kFailedPrecondition, "no_home",
                   "neither HOME nor XDG_DATA_HOME says where your data belong.");
  }
  Paths paths;
  paths.config_file = absl::StrCat(config, "/twofold/config.toml");
  paths.data_folder = absl::StrCat(data, "/twofold");
  paths.store_folder = absl::StrCat(paths.data_folder, "/store");
  paths.key_file = absl::StrCat(paths.data_folder, "/device.key");
  if (!state.empty()) paths.state_folder = absl::StrCat(state, "/twofold");
  paths.runtime_folder = !runtime.empty() && runtime[0] == '/'
                             ? absl::StrCat(runtime, "/twofold")
                             : absl::StrCat("/tmp/twofold-", geteuid());
  paths.socket = Environment("TWOFOLD_SOCKET");
  if (paths.socket.empty()) paths.socket = absl::StrCat(paths.runtime_folder, "/daemon.sock");
  return paths;
}

absl::Status MakePrivateFolder(const std::string& path) {
  std::error_code ignored;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), ignored);
  if (mkdir(path.c_str(), 0700) == 0) return absl::OkStatus();
  struct stat found {};
  if (errno != EEXIST || lstat(path.c_str(), &found) != 0) {
    return Refusal(absl::StatusCode::kFailedPrecondition, "folder_not_made",
                   absl::StrCat("the folder ", path, " cannot be made."));
  }
  if (!S_ISDIR(found.st_mode) || found.st_uid != geteuid()) {
    return Refusal(absl::StatusCode::kFailedPrecondition, "folder_of_another",
                   absl::StrCat(path, " is not a folder of yours."))
        .Hint("Look at it", absl::StrCat("ls -ld ", path));
  }
  if ((found.st_mode & 077) != 0) {
    return Refusal(absl::StatusCode::kFailedPrecondition, "folder_open",
                   absl::StrCat("others on this computer can enter ", path, "."))
        .Hint("Close it", absl::StrCat("chmod 700 ", path));
  }
  return absl::OkStatus();
}

std::uint64_t FolderBytes(const std::string& path) {
  std::uint64_t bytes = 0;
  std::error_code error;
  for (auto it = std::filesystem::recursive_directory_iterator(path, error);
       !error && it != std::filesystem::recursive_directory_iterator(); it.increment(error)) {
    std::error_code ignored;
    if (it->is_regular_file(ignored)) bytes += it->file_size(ignored);
  }
  return bytes;
}

}  // namespace twofold
