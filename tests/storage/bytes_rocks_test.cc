// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What is special about the store on disk: making, finding, losing and damaging it.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "storage/bytes/rocks_byte_store.h"
#include "tests/support/temporary_folder.h"

namespace twofold {
namespace {

namespace fs = std::filesystem;

class RocksByteStoreTest : public testing::Test {
 protected:
  RocksByteStoreTest() : old_umask_(umask(077)) {}
  ~RocksByteStoreTest() override { umask(old_umask_); }
  absl::StatusOr<std::unique_ptr<ByteStore>> Open(OpenMode mode) {
    return OpenRocksByteStore(folder_, mode, RocksTuning());
  }
  static absl::Status Put(ByteStore& store, absl::string_view key, absl::string_view value) {
    ByteBatch batch;
    batch.Put(key, value);
    return store.Commit(batch);
  }
  // The write-ahead log with something in it.
  fs::path Log() {
    for (const auto& entry : fs::directory_iterator(folder_)) {
      if (entry.path().extension() == ".log" && entry.file_size() > 0) return entry.path();
    }
    return {};
  }
  const TemporaryFolder root_;
  const std::string folder_ = root_.At("store");

 private:
  mode_t old_umask_;
};

// Whether a text stands in any file of the folder, byte for byte.
bool StandsInFiles(const std::string& folder, const std::string& text) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (bytes.find(text) != std::string::npos) return true;
  }
  return false;
}

TEST_F(RocksByteStoreTest, ScrubbingLeavesNothingOfWhatWasRemovedOrReplaced) {
  auto store = Open(OpenMode::kCreate);
  ASSERT_TRUE(store.ok()) << store.status();
  ASSERT_TRUE(Put(**store, "removed", "zqxj 7f3a wvuk").ok());
  ASSERT_TRUE(Put(**store, "replaced", "mnbh 91bc lkgf").ok());
  ASSERT_TRUE(Put(**store, "kept", "poiy 55d0 trew").ok());
  // Some of it already lies in a table, some only in the log.
  ASSERT_TRUE((*store)->Scrub().ok());
  ByteBatch batch;
  batch.Delete("removed");
  batch.Put("replaced", "by something else");
  ASSERT_TRUE((*store)->Commit(batch).ok());
  EXPECT_TRUE(StandsInFiles(folder_, "zqxj 7f3a wvuk"));
  EXPECT_TRUE(StandsInFiles(folder_, "mnbh 91bc lkgf"));
  ASSERT_TRUE((*store)->Scrub().ok());
  EXPECT_FALSE(StandsInFiles(folder_, "zqxj 7f3a wvuk"));
  EXPECT_FALSE(StandsInFiles(folder_, "mnbh 91bc lkgf"));
  EXPECT_TRUE(StandsInFiles(folder_, "poiy 55d0 trew"));
  EXPECT_EQ(*(*store)->Get("kept"), "poiy 55d0 trew");
}

TEST_F(RocksByteStoreTest, WhatWasCommittedIsThereAfterReopening) {
  {
    auto store = Open(OpenMode::kCreate);
    ASSERT_TRUE(store.ok()) << store.status();
    ASSERT_TRUE(Put(**store, "a", "1").ok());
  }
  for (const OpenMode mode : {OpenMode::kExisting, OpenMode::kCreate}) {
    auto again = Open(mode);
    ASSERT_TRUE(again.ok()) << again.status();
    EXPECT_EQ((*again)->Get("a").value(), "1");
  }
}

TEST_F(RocksByteStoreTest, ExistingModeNeverMakesAStore) {
  EXPECT_EQ(Open(OpenMode::kExisting).status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_FALSE(fs::exists(folder_));
}

TEST_F(RocksByteStoreTest, FolderAndFilesAreForTheOwnerAlone) {
  auto store = Open(OpenMode::kCreate);
  ASSERT_TRUE(store.ok());
  ASSERT_TRUE(Put(**store, "a", "1").ok());
  struct stat found {};
  ASSERT_EQ(stat(folder_.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0700u);
  for (const auto& entry : fs::directory_iterator(folder_)) {
    ASSERT_EQ(stat(entry.path().c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0077, 0u) << entry.path();
  }
}

TEST_F(RocksByteStoreTest, ASecondOpenerIsRefused) {
  auto first = Open(OpenMode::kCreate);
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(Open(OpenMode::kCreate).status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(RocksByteStoreTest, AMarkedFolderWithoutAStoreIsDamageNotANewStore) {
  ASSERT_TRUE(Open(OpenMode::kCreate).ok());
  fs::remove(folder_ + "/CURRENT");
  for (const OpenMode mode : {OpenMode::kExisting, OpenMode::kCreate}) {
    EXPECT_EQ(Open(mode).status().code(), absl::StatusCode::kDataLoss);
  }
  EXPECT_FALSE(fs::exists(folder_ + "/CURRENT"));
}

TEST_F(RocksByteStoreTest, AStoreWhoseMarkerWasNotYetWrittenOpensAndIsMarked) {
  ASSERT_TRUE(Open(OpenMode::kCreate).ok());
  fs::remove(folder_ + "/twofold-store");
  ASSERT_TRUE(Open(OpenMode::kExisting).ok());
  EXPECT_TRUE(fs::exists(folder_ + "/twofold-store"));
}

TEST_F(RocksByteStoreTest, AFlippedByteInTheLogIsNeverSilent) {
  {
    auto store = Open(OpenMode::kCreate);
    ASSERT_TRUE(store.ok());
    for (int i = 0; i < 20; ++i) ASSERT_TRUE(Put(**store, "k" + std::to_string(i), "value").ok());
  }
  const fs::path log = Log();
  ASSERT_FALSE(log.empty());
  std::string bytes;
  {
    std::ifstream in(log, std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(in), {});
  }
  bytes[bytes.size() / 3] ^= 0x10;
  std::ofstream(log, std::ios::binary | std::ios::trunc) << bytes;
  const absl::Status status = Open(OpenMode::kExisting).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss) << status;
  EXPECT_EQ(std::string(status.message()).find(folder_), std::string::npos);
}

TEST_F(RocksByteStoreTest, ATornLastRecordIsDroppedAndTheRestKept) {
  {
    auto store = Open(OpenMode::kCreate);
    ASSERT_TRUE(store.ok());
    for (int i = 0; i < 20; ++i) ASSERT_TRUE(Put(**store, "k" + std::to_string(i), "value").ok());
  }
  const fs::path log = Log();
  ASSERT_FALSE(log.empty());
  fs::resize_file(log, fs::file_size(log) - 3);
  auto again = Open(OpenMode::kExisting);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ((*again)->Get("k18").value(), "value");
  EXPECT_EQ((*again)->Get("k19").value(), std::nullopt);
}

// Runs in a child, because the limit on file sizes stands for a full disk and cannot be local to
// a thread. The child's exit code tells at which step it failed.
TEST_F(RocksByteStoreTest, ADiskThatTakesNoMoreIsAnErrorAndHealsWhenItDoes) {
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    auto store = Open(OpenMode::kCreate);
    if (!store.ok() || !Put(**store, "a", "1").ok()) _exit(1);
    rlimit limit{};
    getrlimit(RLIMIT_FSIZE, &limit);
    const rlim_t before = limit.rlim_cur;
    limit.rlim_cur = 10;
    setrlimit(RLIMIT_FSIZE, &limit);
    if (Put(**store, "b", std::string(5000, 'x')).ok()) _exit(2);
    limit.rlim_cur = before;
    setrlimit(RLIMIT_FSIZE, &limit);
    if (!Put(**store, "c", "3").ok()) _exit(3);
    store->reset();
    auto again = Open(OpenMode::kExisting);
    if (!again.ok()) _exit(4);
    if ((*again)->Get("a").value() != "1" || (*again)->Get("c").value() != "3") _exit(5);
    _exit(0);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status)) << "signal " << WTERMSIG(status);
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace
}  // namespace twofold
