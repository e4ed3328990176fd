// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The anchor's file.
#include <gtest/gtest.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "absl/strings/str_cat.h"
#include "daemon/os/anchor_file.h"
#include "daemon/os/private_file.h"
#include "tests/support/refusals.h"
#include "tests/support/seeded_random.h"

namespace twofold {
namespace {

constexpr absl::Duration kNoPatience = absl::Nanoseconds(1);

class AnchorFileTest : public testing::Test {
 protected:
  AnchorFileTest() {
    char name[] = "/tmp/twofold-anchor-XXXXXX";
    folder_ = mkdtemp(name);
    path_ = folder_ + "/anchor";
    point_ = {StoreId::Make(random_), 7, 2};
  }
  ~AnchorFileTest() override { std::filesystem::remove_all(folder_); }

  AnchorFile File() const { return AnchorFile(path_, absl::Minutes(1)); }
  static bool Rings(const AnchorFile& file, int milliseconds) {
    pollfd waiting = {file.alarm(), POLLIN, 0};
    return poll(&waiting, 1, milliseconds) == 1;
  }

  std::string folder_;
  std::string path_;
  SeededRandom random_{9};
  AnchorPoint point_;
};

TEST_F(AnchorFileTest, WhatWasRaisedIsRememberedByTheNextProcess) {
  EXPECT_EQ(AnchorFile(path_, kNoPatience).remembered(), std::nullopt);
  AnchorFile file(path_, kNoPatience);
  ASSERT_THAT(file.Raise(point_), IsOk());
  EXPECT_EQ(AnchorFile(path_, kNoPatience).remembered(), point_);
  ++point_.counter;
  ASSERT_THAT(file.Raise(point_), IsOk());
  EXPECT_EQ(AnchorFile(path_, kNoPatience).remembered(), point_);
  struct stat found {};
  ASSERT_EQ(stat(path_.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0600u);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1);
}

TEST_F(AnchorFileTest, APlaceReadsAsItsFormatSays) {
  point_.store = *StoreId::FromBytes("0123456789abcdef");
  std::string expected =
      "twofold anchor 1\n"
      "turn 5\n"
      "store 30313233343536373839616263646566\n"
      "counter 7\n"
      "incarnation 2\n"
      "sum 2e398a9123562684\n";
  expected.resize(512, '\n');
  EXPECT_EQ(EncodeAnchor({5, point_}), expected);
}

TEST_F(AnchorFileTest, AnyChangedByteOrLengthSaysNothingInsteadOfSomethingWrong) {
  const AnchorPlace place{5, point_};
  const std::string bytes = EncodeAnchor(place);
  ASSERT_EQ(DecodeAnchor(bytes), place);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    EXPECT_EQ(DecodeAnchor(bytes.substr(0, at)), std::nullopt) << at;
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = bytes;
      damaged[at] ^= static_cast<char>(1 << bit);
      EXPECT_EQ(DecodeAnchor(damaged), std::nullopt) << at;
    }
  }
  EXPECT_EQ(DecodeAnchor(bytes + bytes), std::nullopt);
  EXPECT_EQ(DecodeAnchor(std::string(bytes.size(), '\0')), std::nullopt);
}

TEST_F(AnchorFileTest, WhereOnePlaceWasSpoiltTheOtherCounts) {
  AnchorFile file(path_, kNoPatience);
  std::vector<AnchorPoint> raised;
  for (int i = 0; i < 5; ++i) {
    ++point_.counter;
    ASSERT_THAT(file.Raise(point_), IsOk());
    raised.push_back(point_);
    std::string bytes(2 * kAnchorBytes, ' ');
    ASSERT_TRUE(std::ifstream(path_).read(bytes.data(), static_cast<long>(bytes.size())));
    for (const std::size_t place : {std::size_t{0}, kAnchorBytes}) {
      const std::string other = folder_ + "/spoilt";
      std::string spoilt = bytes;
      std::fill_n(spoilt.begin() + static_cast<long>(place), 100, '\0');
      ASSERT_THAT(ReplacePrivateFile(other, spoilt), IsOk());
      const auto remembered = AnchorFile(other, kNoPatience).remembered();
      ASSERT_TRUE(remembered.has_value());
      EXPECT_TRUE(*remembered == raised.back() ||
                  (raised.size() > 1 && *remembered == raised[raised.size() - 2]));
    }
  }
}

TEST_F(AnchorFileTest, AFileThatWasRemovedOrCutIsMadeAnew) {
  AnchorFile file(path_, kNoPatience);
  ASSERT_THAT(file.Raise(point_), IsOk());
  std::filesystem::remove(path_);
  ++point_.counter;
  ASSERT_THAT(file.Raise(point_), IsOk());
  EXPECT_EQ(AnchorFile(path_, kNoPatience).remembered(), point_);
  std::filesystem::resize_file(path_, kAnchorBytes);
  for (int i = 0; i < 2; ++i) {
    ++point_.counter;
    ASSERT_THAT(file.Raise(point_), IsOk());
    EXPECT_EQ(AnchorFile(path_, kNoPatience).remembered(), point_);
  }
}

TEST_F(AnchorFileTest, WhatIsAdvancedWaitsAndRingsOnce) {
  AnchorFile file(path_, kNoPatience);
  EXPECT_FALSE(Rings(file, 0)) << "an idle daemon is not woken";
  file.Advance(point_);
  EXPECT_TRUE(Rings(file, 5000));
  ASSERT_THAT(file.Settle(), IsOk());
  EXPECT_EQ(AnchorFile(path_, kNoPatience).remembered(), point_);
  EXPECT_FALSE(Rings(file, 0));
  file.Advance(point_);
  EXPECT_TRUE(Rings(file, 5000));
}

TEST_F(AnchorFileTest, WhatIsRememberedMeanwhileNeedsNoWriting) {
  AnchorFile file(path_, absl::Minutes(1));
  file.Advance(point_);
  ASSERT_THAT(file.Raise(point_), IsOk());
  std::filesystem::remove(path_);
  ASSERT_THAT(file.Settle(), IsOk());
  ASSERT_THAT(file.Raise(point_), IsOk());
  EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(AnchorFileTest, WhatCannotBeWrittenIsRefusedAndWaitsAgain) {
  AnchorFile file(folder_ + "/nowhere/anchor", kNoPatience);
  EXPECT_THAT(file.Raise(point_), IsRefused("disk_trouble"));
  file.Advance(point_);
  EXPECT_TRUE(Rings(file, 5000));
  EXPECT_THAT(file.Settle(), IsRefused("disk_trouble"));
  EXPECT_TRUE(Rings(file, 5000));
  std::filesystem::create_directory(folder_ + "/nowhere");
  EXPECT_THAT(file.Settle(), IsOk());
  EXPECT_EQ(file.remembered(), point_);
}

TEST_F(AnchorFileTest, EachFolderOfDataHasItsOwn) {
  EXPECT_EQ(AnchorName("/home/noa/.local/share/twofold"),
            AnchorName("/home/noa/.local/share/twofold"));
  EXPECT_NE(AnchorName("/home/noa/.local/share/twofold"), AnchorName("/tmp/play/data/twofold"));
}

TEST(AnchorPointTest, OnlyTheSameStoreOrNoneCanBeBehind) {
  SeededRandom random(1);
  const StoreId one = StoreId::Make(random), other = StoreId::Make(random);
  const AnchorPoint anchor{one, 10, 3};
  EXPECT_FALSE(IsBehind({one, 10, 3}, anchor));
  EXPECT_FALSE(IsBehind({one, 11, 4}, anchor));
  EXPECT_TRUE(IsBehind({one, 9, 3}, anchor));
  EXPECT_TRUE(IsBehind({one, 12, 2}, anchor)) << "a copy that went its own way";
  EXPECT_FALSE(IsBehind({other, 1, 0}, anchor));
  EXPECT_TRUE(IsBehind({StoreId(), 0, 0}, anchor)) << "everything is gone";
  EXPECT_FALSE(IsBehind({StoreId(), 0, 0}, {}));
}

}  // namespace
}  // namespace twofold
