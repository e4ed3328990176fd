// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Folders, files and locks that only their owner may have.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "daemon/os/instance_lock.h"
#include "daemon/os/paths.h"
#include "daemon/os/private_file.h"
#include "tests/support/refusals.h"
#include "tests/support/temporary_folder.h"

namespace twofold {
namespace {

class OsFilesTest : public testing::Test {
 protected:
  std::string In(absl::string_view name) const { return absl::StrCat(folder_, "/", name); }
  void Write(const std::string& path, absl::string_view bytes, mode_t mode) {
    std::ofstream(path) << bytes;
    chmod(path.c_str(), mode);
  }
  static mode_t ModeOf(const std::string& path) {
    struct stat found {};
    EXPECT_EQ(lstat(path.c_str(), &found), 0);
    return found.st_mode & 0777;
  }

  const TemporaryFolder temporary_;
  const std::string folder_ = temporary_.path();
};

TEST_F(OsFilesTest, APrivateFolderIsMadeWithItsParentsAndForItsOwnerAlone) {
  EXPECT_THAT(MakePrivateFolder(In("a/b/c")), IsOk());
  EXPECT_EQ(ModeOf(In("a/b/c")), 0700u);
  EXPECT_THAT(MakePrivateFolder(In("a/b/c")), IsOk()) << "again";
}

TEST_F(OsFilesTest, AFolderThatOthersCanEnterALinkOrAFileIsRefused) {
  ASSERT_EQ(mkdir(In("open").c_str(), 0700), 0);
  for (const mode_t mode : {0710, 0701, 0750, 0777}) {
    chmod(In("open").c_str(), mode);
    EXPECT_THAT(MakePrivateFolder(In("open")), IsRefused("folder_open")) << mode;
  }
  ASSERT_EQ(mkdir(In("real").c_str(), 0700), 0);
  ASSERT_EQ(symlink(In("real").c_str(), In("link").c_str()), 0);
  EXPECT_THAT(MakePrivateFolder(In("link")), IsRefused("folder_of_another"));
  Write(In("file"), "x", 0600);
  EXPECT_THAT(MakePrivateFolder(In("file")), IsRefused("folder_of_another"));
  EXPECT_THAT(MakePrivateFolder(In("file/below")), IsRefused("folder_not_made"));
}

TEST_F(OsFilesTest, ASecondLockIsRefusedUntilTheFirstIsGone) {
  {
    const auto first = InstanceLock::Take(In("lock"));
    ASSERT_THAT(first, IsOk());
    const auto second = InstanceLock::Take(In("lock"));
    EXPECT_THAT(second, IsRefused("second_daemon"));
    EXPECT_THAT(std::string(second.status().message()),
                testing::HasSubstr(absl::StrCat("(pid ", getpid(), ")")));
  }
  EXPECT_THAT(InstanceLock::Take(In("lock")), IsOk());
}

TEST_F(OsFilesTest, ALockNamesNothingButNumbers) {
  Write(In("lock"), "\x1b[2J rm -rf", 0600);
  const int fd = open(In("lock").c_str(), O_RDWR | O_CLOEXEC);
  ASSERT_EQ(flock(fd, LOCK_EX), 0);
  const absl::Status status = InstanceLock::Take(In("lock")).status();
  close(fd);
  EXPECT_EQ(status.message(), "another twofoldd serves this account.");
}

TEST_F(OsFilesTest, ALockThroughALinkIsRefused) {
  Write(In("precious"), "x", 0600);
  ASSERT_EQ(symlink(In("precious").c_str(), In("lock").c_str()), 0);
  EXPECT_THAT(InstanceLock::Take(In("lock")), IsRefused("folder_of_another"));
}

TEST_F(OsFilesTest, AFullDiskDoesNotKeepALockFromBeingTaken) {
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit none{0, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &none);
  const auto taken = InstanceLock::Take(In("lock"));
  setrlimit(RLIMIT_FSIZE, &before);
  EXPECT_THAT(taken, IsOk());
}

TEST_F(OsFilesTest, WhatIsNotThereIsNoError) {
  const auto none = ReadPrivateFile(In("key"), 4);
  ASSERT_THAT(none, IsOk());
  EXPECT_FALSE(none->has_value());
}

TEST_F(OsFilesTest, APrivateFileIsMadeOnce) {
  ASSERT_THAT(CreatePrivateFile(In("key"), "seed"), IsOk());
  EXPECT_EQ(ModeOf(In("key")), 0600u);
  EXPECT_THAT(CreatePrivateFile(In("key"), "other"), HasCode(absl::StatusCode::kAlreadyExists));
  EXPECT_EQ(**ReadPrivateFile(In("key"), 4), "seed");
  EXPECT_THAT(ReadPrivateFile(In("key"), 3), IsRefused("file_too_large"));
  EXPECT_FALSE(std::filesystem::exists(In("key.new")));
}

TEST_F(OsFilesTest, AFullDiskLeavesNoHalfFile) {
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit two{2, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &two);
  const absl::Status status = CreatePrivateFile(In("key"), "seed");
  setrlimit(RLIMIT_FSIZE, &before);
  EXPECT_FALSE(status.ok());
  EXPECT_FALSE(std::filesystem::exists(In("key")));
  EXPECT_FALSE(std::filesystem::exists(In("key.new")));
}

TEST_F(OsFilesTest, APrivateFileThatOthersCanReadOrThatIsNoneIsRefused) {
  Write(In("key"), "seed", 0640);
  EXPECT_THAT(ReadPrivateFile(In("key"), 4), IsRefused("file_open"));
  EXPECT_EQ(**ReadPlainFile(In("key"), 4), "seed");
  ASSERT_EQ(symlink(In("key").c_str(), In("link").c_str()), 0);
  EXPECT_THAT(ReadPrivateFile(In("link"), 4), IsRefused("folder_of_another"));
  EXPECT_EQ(**ReadPlainFile(In("link"), 4), "seed");
  EXPECT_THAT(ReadPrivateFile(folder_, 4), IsRefused("folder_of_another"));
}

TEST_F(OsFilesTest, APipeInAFilesPlaceIsNotWaitedFor) {
  ASSERT_EQ(mkfifo(In("pipe").c_str(), 0600), 0);
  alarm(10);
  EXPECT_THAT(ReadPlainFile(In("pipe"), 4), IsRefused("folder_of_another"));
  EXPECT_THAT(ReadPrivateFile(In("pipe"), 4), IsRefused("folder_of_another"));
  alarm(0);
}

class PathsTest : public testing::Test {
 protected:
  PathsTest() {
    for (const char* name :
         {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "TWOFOLD_SOCKET"}) {
      unsetenv(name);
    }
  }
};

TEST_F(PathsTest, WithoutAHomeThereIsNoPlace) {
  EXPECT_THAT(FindPaths(), IsRefused("no_home"));
  setenv("HOME", "relative", 1);
  EXPECT_THAT(FindPaths(), IsRefused("no_home"));
  setenv("XDG_DATA_HOME", "/d", 1);
  EXPECT_THAT(FindPaths(), IsRefused("no_home"));
  setenv("XDG_CONFIG_HOME", "/c", 1);
  EXPECT_EQ(FindPaths()->store_folder, "/d/twofold/store");
}

TEST_F(PathsTest, TheSpecificationsFoldersAreUsedWhereTheyAreAbsolute) {
  setenv("HOME", "/home/noa", 1);
  EXPECT_EQ(FindPaths()->config_file, "/home/noa/.config/twofold/config.toml");
  EXPECT_EQ(FindPaths()->key_file, "/home/noa/.local/share/twofold/device.key");
  EXPECT_EQ(FindPaths()->socket, absl::StrCat("/tmp/twofold-", geteuid(), "/daemon.sock"));
  setenv("XDG_DATA_HOME", "relative", 1);
  EXPECT_EQ(FindPaths()->data_folder, "/home/noa/.local/share/twofold");
  setenv("XDG_RUNTIME_DIR", "/run/user/1", 1);
  EXPECT_EQ(FindPaths()->socket, "/run/user/1/twofold/daemon.sock");
  setenv("TWOFOLD_SOCKET", "/elsewhere/s", 1);
  EXPECT_EQ(FindPaths()->socket, "/elsewhere/s");
}

}  // namespace
}  // namespace twofold
