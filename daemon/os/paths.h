// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Where the daemon keeps its things, after the XDG base directory specification.
#pragma once

#include <string>

#include "absl/status/statusor.h"

namespace twofold {

struct Paths {
  std::string config_file;     // $XDG_CONFIG_HOME/twofold/config.toml
  std::string data_folder;     // $XDG_DATA_HOME/twofold
  std::string store_folder;    // data_folder/store
  std::string key_file;        // data_folder/device.key
  std::string state_folder;    // $XDG_STATE_HOME/twofold; empty when nothing says where
  std::string runtime_folder;  // $XDG_RUNTIME_DIR/twofold, or /tmp/twofold-UID
  std::string socket;          // $TWOFOLD_SOCKET, or runtime_folder/daemon.sock
};

// Reads the environment. FailedPrecondition, reason "no_home", when neither HOME nor the XDG
// variables say where.
absl::StatusOr<Paths> FindPaths();

// Makes a folder and its missing parents, the folder itself with mode 0700, or checks one that is
// there: FailedPrecondition, reasons "folder_of_another" (not the caller's own, or no folder, or a
// link) and "folder_open" (others can enter it; the hint says how to close it).
absl::Status MakePrivateFolder(const std::string& path);

// The bytes of all files below a folder; 0 when there is none.
std::uint64_t FolderBytes(const std::string& path);

}  // namespace twofold
