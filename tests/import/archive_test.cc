// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "import/archive.h"

#include <gtest/gtest.h>

#include "tests/import/import_support.h"
#include "tests/support/refusals.h"

namespace twofold::importing {
namespace {

TEST(Unpack, GivesTheWantedFilesAndLeavesOthersPacked) {
  const Source folder = FolderOf({{"Habits.csv", "one"},
                                  {"001 Run/Checkmarks.csv", std::string(100'000, 'x')},
                                  {"virus.exe", "no"},
                                  {"../../log", "path"}});
  for (const Packing packing : {Packing::kDeflated, Packing::kStored}) {
    const auto source = Unpack(ZipOf(folder, packing), Bounds());
    ASSERT_THAT(source, IsOk());
    ASSERT_EQ(source->files.size(), 3u);
    EXPECT_EQ(source->files[0].bytes, "one");
    EXPECT_EQ(source->files[1].bytes, std::string(100'000, 'x'));
    EXPECT_TRUE(source->folder);
  }
}

TEST(Unpack, RefusesWhatIsEncryptedOrPackedInAnotherWay) {
  const Source folder = FolderOf({{"Habits.csv", std::string(1000, 'x')}});
  EXPECT_THAT(Unpack(ZipOf(folder, Packing::kEncrypted), Bounds()), IsRefused("import_damaged"));
  EXPECT_THAT(Unpack(ZipOf(folder, Packing::kBzip2), Bounds()), IsRefused("import_damaged"));
}

TEST(Unpack, AFileOfTheBoundIsUnpackedAndALargerOneIsNot) {
  const std::string zip = ZipOf(FolderOf({{"Habits.csv", std::string(1000, 'x')}}));
  Bounds bounds;
  bounds.member_bytes = 1000;
  EXPECT_THAT(Unpack(zip, bounds), IsOk());
  bounds.member_bytes = 999;
  EXPECT_THAT(Unpack(zip, bounds), IsRefused("import_too_large"));
}

TEST(Unpack, AllTogetherMayHaveTheBoundAndNoMore) {
  const std::string zip = ZipOf(
      FolderOf({{"Habits.csv", std::string(600, 'x')}, {"a/Scores.csv", std::string(400, 'y')}}));
  Bounds bounds;
  bounds.total_bytes = 1000;
  EXPECT_THAT(Unpack(zip, bounds), IsOk());
  bounds.total_bytes = 999;
  EXPECT_THAT(Unpack(zip, bounds), IsRefused("import_too_large"));
}

TEST(Unpack, AsManyFilesAsTheBoundAndNoMore) {
  const std::string zip = ZipOf(FolderOf({{"Habits.csv", "a"}, {"b", "b"}, {"c", "c"}}));
  Bounds bounds;
  bounds.members = 3;
  EXPECT_THAT(Unpack(zip, bounds), IsOk());
  bounds.members = 2;
  EXPECT_THAT(Unpack(zip, bounds), IsRefused("import_too_large"));
}

// A megabyte of archive that unpacks to a gigabyte is left when the first file passes its bound.
TEST(Unpack, ABombIsRefusedBeforeItIsUnpacked) {
  const std::string zip =
      ZipOf(FolderOf({{"Habits.csv", std::string(limits::kImportMemberBytes + 1, '\0')}}));
  EXPECT_LT(zip.size(), 1u << 20);
  EXPECT_THAT(Unpack(zip, Bounds()), IsRefused("import_too_large"));
}

// The stated size is 10 bytes; what comes out is more. The checksum of the whole is not needed to
// see it.
TEST(Unpack, AStatedSizeThatLiesIsNoWayAroundTheBound) {
  std::string zip = ZipOf(FolderOf({{"Habits.csv", std::string(100'000, 'x')}}));
  const std::string size = {'\xA0', '\x86', '\x01', '\0'};
  int changed = 0;
  for (std::size_t at = zip.find(size); at != std::string::npos; at = zip.find(size, at + 1)) {
    zip.replace(at, 4, std::string("\x0A\0\0\0", 4));
    ++changed;
  }
  ASSERT_EQ(changed, 2);
  Bounds bounds;
  bounds.member_bytes = 50'000;
  EXPECT_FALSE(Unpack(zip, bounds).ok());
}

TEST(Unpack, RefusesWhatIsCutShortOrChanged) {
  const std::string zip = ZipOf(FolderOf({{"Habits.csv", "Position,Name\n001,Run\n"}}));
  for (std::size_t size = 0; size < zip.size(); size += 7) {
    EXPECT_THAT(Unpack(absl::string_view(zip).substr(0, size), Bounds()),
                IsRefused("import_damaged"))
        << size;
  }
  std::string changed = ZipOf(FolderOf({{"Habits.csv", "Position,Name\n"}}), Packing::kStored);
  changed[changed.find("Position")] ^= 1;
  EXPECT_THAT(Unpack(changed, Bounds()), IsRefused("import_damaged"));
}

}  // namespace
}  // namespace twofold::importing
