// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Files that other programs really wrote. They are not ours and not in the project; the tests look
// for them in TWOFOLD_SHARED_DATA.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "import/input.h"
#include "tests/import/import_support.h"
#include "tests/support/refusals.h"

namespace twofold::importing {
namespace {

class RealFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* given = getenv("TWOFOLD_SHARED_DATA");
    folder_ = given != nullptr ? given : TWOFOLD_SHARED_DATA;
    if (!std::filesystem::exists(folder_ / "habitbull.csv")) {
      GTEST_SKIP() << "there are no files of other programs in " << folder_;
    }
  }
  Source Input(const char* name) { return *ReadInput((folder_ / name).string(), Bounds()); }

  std::filesystem::path folder_;
};

constexpr char kLoop[] = R"(Meditate [loop_csv:001 Meditate]
check day from 2015-01-25
meaning: Did you meditate this morning?

Wake up early [loop_csv:002 Wake up early]
check 2/3days from 2015-01-16 counted
meaning: Did you wake up before 6am?
2015-01-16 kept
2015-01-17 kept
2015-01-19 ""Vacation""
2015-01-20 kept
2015-01-21 kept
2015-01-22 kept
2015-01-23 "Forgot to do it, really"
2015-01-24 not_kept "Sick"
2015-01-25 kept
! 3 automatic days were left out.
!! Checkmarks.csv and Scores.csv at the top of the archive were not used.
)";

TEST_F(RealFiles, LoopsFolderAndArchiveArriveWhole) {
  const Source folder = Input("loop");
  EXPECT_EQ(Shown(Read(folder, std::nullopt, On())), kLoop);
  EXPECT_EQ(Shown(Read(OneFile(ZipOf(folder)), std::nullopt, On())), kLoop);
}

TEST_F(RealFiles, OurScoresAreLoopsToTheLastDigit) {
  const auto file = Read(Input("loop"), std::nullopt, On());
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ(file->goals(0).loop().score(), "0.0000");
  EXPECT_EQ(file->goals(0).loop().compared(), 1u);
  EXPECT_EQ(file->goals(0).loop().equal(), 1u);
  EXPECT_EQ(file->goals(1).loop().score(), "0.2557");
  EXPECT_EQ(file->goals(1).loop().compared(), 10u);
  EXPECT_EQ(file->goals(1).loop().equal(), 10u);
}

TEST_F(RealFiles, HabitBullArrivesWhole) {
  EXPECT_EQ(Shown(Read(Input("habitbull.csv"), std::nullopt, On())),
            R"(Breed dragons [habitbull:Breed dragons] in "Diet & Food"
check day from 2016-03-18
why: with love and fire
2016-03-18 kept "text"
2016-03-19 kept
2016-03-21 kept
! Its file does not say how often it is due; every day was taken.

Reduce sleep [habitbull:Reduce sleep] in "Time Management"
check day from 2016-03-15
why: only 2 hours per day
2016-03-15 kept
2016-03-16 kept
2016-03-17 kept
2016-03-21 kept
! Its file does not say how often it is due; every day was taken.

No-arms pushup [habitbull:No-arms pushup] in "Fitness"
check day from 2016-03-15
why: Become like water my friend!
2016-03-15 kept
2016-03-16 kept
2016-03-18 kept
2016-03-21 kept
! Its file does not say how often it is due; every day was taken.
! 4 repeated days were left out; the first one of each counts.

Grow spiritually [habitbull:Grow spiritually] in "Meditation"
check day from 2016-03-15
why: transcend ego, practice compassion, smile and breath
2016-03-15 kept
2016-03-17 kept
2016-03-21 kept
! Its file does not say how often it is due; every day was taken.
)");
}

}  // namespace
}  // namespace twofold::importing
