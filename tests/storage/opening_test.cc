// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// When a store is made, opened, mended, and when only a person can help.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "storage/bytes/rocks_byte_store.h"
#include "tests/storage/deep_life.h"

namespace twofold {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Opening : public testing::Test {
 protected:
  Opening() : old_umask_(umask(077)) {
    std::string pattern = testing::TempDir() + "twofold_opening_XXXXXX";
    root_ = mkdtemp(pattern.data());
    folder_ = root_ + "/store";
  }
  ~Opening() override {
    fs::remove_all(root_);
    umask(old_umask_);
  }

  absl::StatusOr<std::unique_ptr<ByteStore>> Open(std::uint64_t anchor) {
    StoreGuard guard;
    guard.copies = StoreGuard::Copies::kKept;
    guard.is_whole = [anchor](const ByteReader& reader) -> absl::StatusOr<bool> {
      const auto number = DeepLife::NumberIn(reader);
      if (!number.ok()) return number.status();
      return *number >= anchor;
    };
    return OpenRocksByteStore(folder_, OpenMode::kCreate, RocksTuning(), guard);
  }
  // Makes a store of so many commits, all of them in its log.
  void Fill(int commits) {
    const auto store = Open(0);
    ASSERT_TRUE(store.ok()) << store.status();
    for (int i = 0; i < commits; ++i) ASSERT_TRUE((*store)->Commit(life_.Next(random_)).ok());
  }
  fs::path Log() const {
    for (const auto& entry : fs::directory_iterator(folder_)) {
      if (entry.path().extension() == ".log" && entry.file_size() > 0) return entry.path();
    }
    return {};
  }
  void AppendToLog(const std::string& bytes) const {
    std::ofstream(Log(), std::ios::binary | std::ios::app) << bytes;
  }
  // Bytes that begin as a record does and do not end as one.
  static std::string HalfARecord() {
    return std::string("\x11\x22\x33\x44\x40\x00\x01", 7) + std::string(300, '\0');
  }
  std::vector<std::string> Beside() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(root_))
      names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    return names;
  }
  std::map<std::string, std::string> Files(const std::string& folder) const {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
      if (entry.path().filename() == "LOCK") continue;
      std::ifstream in(entry.path(), std::ios::binary);
      files[entry.path().filename()] = std::string(std::istreambuf_iterator<char>(in), {});
    }
    return files;
  }

  std::string root_;
  std::string folder_;
  SeededRandom random_{5};
  DeepLife life_;

 private:
  mode_t old_umask_;
};

TEST_F(Opening, WhatWasNotFinishedIsDroppedAfterACopyWasSetAside) {
  Fill(10);
  AppendToLog(HalfARecord());
  const auto before = Files(folder_);
  const auto store = Open(10);
  ASSERT_TRUE(store.ok()) << store.status();
  EXPECT_EQ(*DeepLife::NumberIn(**store), 10u);
  EXPECT_EQ(life_.Faults(**store, 10), "");
  EXPECT_THAT(Beside(), ElementsAre("store", "store-aside-1"));
  EXPECT_EQ(Files(root_ + "/store-aside-1"), before);
  struct stat found {};
  ASSERT_EQ(stat((root_ + "/store-aside-1").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0700u);
  ASSERT_EQ(stat((root_ + "/store-aside-1/CURRENT").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0400u);
}

TEST_F(Opening, AMendedStoreIsLikeAnyOther) {
  Fill(10);
  AppendToLog(HalfARecord());
  {
    const auto store = Open(10);
    ASSERT_TRUE(store.ok()) << store.status();
    ASSERT_TRUE((*store)->Commit(life_.Next(random_)).ok());
  }
  const auto again = Open(11);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(life_.Faults(**again, 11), "");
  EXPECT_THAT(Beside(), ElementsAre("store", "store-aside-1"));
}

TEST_F(Opening, ADamagedPlaceWithSomethingWholeBehindItIsLeftAsItIs) {
  Fill(10);
  std::string bytes = Files(folder_)[Log().filename()];
  bytes[bytes.size() / 3] ^= 0x10;
  std::ofstream(Log(), std::ios::binary | std::ios::trunc) << bytes;
  const auto before = Files(folder_);
  EXPECT_TRUE(absl::IsDataLoss(Open(0).status()));
  EXPECT_EQ(Files(folder_), before);
  EXPECT_THAT(Beside(), ElementsAre("store"));
}

TEST_F(Opening, ADamagedEndIsLeftAsItIsWhereMoreWasPromised) {
  Fill(10);
  std::string bytes = Files(folder_)[Log().filename()];
  bytes[bytes.size() - 2] ^= 0x10;
  std::ofstream(Log(), std::ios::binary | std::ios::trunc) << bytes;
  const auto before = Files(folder_);
  EXPECT_TRUE(absl::IsDataLoss(Open(10).status()));
  EXPECT_EQ(Files(folder_), before);
  const auto store = Open(9);
  ASSERT_TRUE(store.ok()) << store.status();
  EXPECT_EQ(*DeepLife::NumberIn(**store), 9u);
}

TEST_F(Opening, AnOlderStoreOpensAfterACopyWasSetAside) {
  Fill(10);
  const auto before = Files(folder_);
  const auto store = Open(11);
  ASSERT_TRUE(store.ok()) << store.status();
  EXPECT_EQ(life_.Faults(**store, 10), "");
  EXPECT_EQ(Files(root_ + "/store-aside-1"), before);
}

TEST_F(Opening, NoMoreThanThreeCopiesAreKeptTheNewest) {
  Fill(3);
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(Open(100).ok());
  EXPECT_THAT(Beside(), ElementsAre("store", "store-aside-3", "store-aside-4", "store-aside-5"));
}

TEST_F(Opening, ScrubbingRemovesTheCopiesToo) {
  Fill(3);
  const auto store = Open(100);
  ASSERT_TRUE(store.ok());
  EXPECT_THAT(Beside(), ElementsAre("store", "store-aside-1"));
  ASSERT_TRUE((*store)->Scrub().ok());
  EXPECT_THAT(Beside(), ElementsAre("store"));
}

TEST_F(Opening, AFolderThatHoldsWritesIsNeverTakenForAnEmptyOne) {
  Fill(3);
  fs::remove(folder_ + "/CURRENT");
  fs::remove(folder_ + "/twofold-store");
  const auto before = Files(folder_);
  EXPECT_TRUE(absl::IsDataLoss(Open(0).status()));
  EXPECT_EQ(Files(folder_), before);
}

TEST_F(Opening, AMakingThatWasInterruptedIsDoneAgain) {
  Fill(0);
  fs::remove(folder_ + "/CURRENT");
  fs::remove(folder_ + "/twofold-store");
  for (const auto& entry : fs::directory_iterator(folder_)) {
    if (entry.path().extension() == ".log") fs::remove(entry.path());
  }
  const auto store = Open(0);
  ASSERT_TRUE(store.ok()) << store.status();
  EXPECT_THAT(*DeepLife::ContentOf(**store), IsEmpty());
}

TEST_F(Opening, AFileOfTheStoreThatIsGoneIsDamage) {
  Fill(3);
  ASSERT_TRUE((*Open(0))->Scrub().ok());
  for (const std::string kind : {"MANIFEST-", ".sst"}) {
    const fs::path away = root_ + "/away";
    for (const auto& entry : fs::directory_iterator(folder_)) {
      const fs::path path = entry.path();
      if (path.string().find(kind) == std::string::npos) continue;
      fs::rename(path, away);
      EXPECT_TRUE(absl::IsDataLoss(Open(0).status())) << kind;
      fs::rename(away, path);
    }
  }
  EXPECT_TRUE(Open(3).ok());
}

}  // namespace
}  // namespace twofold
