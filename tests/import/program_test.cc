// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// twofold-import as a process: what it prints, and how it ends.
#include "tests/e2e/program.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "import/input.h"
#include "tests/import/import_support.h"
#include "tests/support/refusals.h"
#include "tests/support/temporary_folder.h"

namespace twofold::importing {
namespace {

namespace fs = std::filesystem;

class ImportProgram : public ::testing::Test {
 protected:
  std::string Put(const std::string& name, absl::string_view bytes) {
    return temporary_.Write(name, bytes);
  }

  e2e::Ended Run(std::vector<std::string> words) {
    words.insert(words.begin(), TWOFOLD_IMPORT);
    return e2e::RunProgram(words, {}, "", std::chrono::seconds(60));
  }

  void ExpectRefused(const e2e::Ended& ended, const std::string& reason, int code = 1) {
    EXPECT_EQ(ended.exit_code, code) << ended.err;
    EXPECT_EQ(ended.out, "");
    EXPECT_TRUE(absl::StartsWith(ended.err, absl::StrCat(reason, "\t"))) << ended.err;
    EXPECT_EQ(std::count(ended.err.begin(), ended.err.end(), '\n'), 1) << ended.err;
    EXPECT_EQ(ended.err.find(folder_.string()), std::string::npos) << "it names a path";
  }

  const TemporaryFolder temporary_;
  const fs::path folder_ = temporary_.path();
};

TEST_F(ImportProgram, WritesWhatItRead) {
  const e2e::Ended ended = Run({Put("a.csv", DataFile("generic.csv"))});
  EXPECT_EQ(ended.exit_code, 0);
  EXPECT_EQ(ended.err, "");
  portable::v1::ImportFile file;
  ASSERT_TRUE(file.ParseFromString(ended.out));
  EXPECT_EQ(file.format(), "csv");
  EXPECT_EQ(Shown(file), Shown(ReadGenericCsv(DataFile("generic.csv"), On())));
}

TEST_F(ImportProgram, ReadsAnArchiveADatabaseAndAFolder) {
  EXPECT_EQ(Run({Put("loop.zip", ZipOf(DataFolder("loop_csv_third")))}).exit_code, 0);
  EXPECT_EQ(Run({Put("loop.db", LoopDatabaseOf(DataFile("loop_v25.sql")))}).exit_code, 0);
  Put("harsh/habits", DataFile("harsh/habits"));
  Put("harsh/log", DataFile("harsh/log"));
  EXPECT_EQ(Run({"--format", "harsh", "--", (folder_ / "harsh").string()}).exit_code, 0);
}

TEST_F(ImportProgram, RefusesInOneLine) {
  ExpectRefused(Run({Put("x", "hello")}), "import_format_unknown");
  ExpectRefused(Run({"--format", "loop", Put("x", "hello")}), "import_not_that_format");
  ExpectRefused(Run({(folder_ / "nothing").string()}), "import_no_file");
  ExpectRefused(Run({"/dev/null"}), "import_no_ordinary_file");
}

TEST_F(ImportProgram, WrongUseEndsWithTwo) {
  ExpectRefused(Run({}), "wrong_use", 2);
  ExpectRefused(Run({"--format", "excel", "x"}), "wrong_use", 2);
  ExpectRefused(Run({"--format"}), "wrong_use", 2);
  ExpectRefused(Run({"--frobnicate"}), "wrong_use", 2);
  ExpectRefused(Run({"a", "b"}), "wrong_use", 2);
}

TEST_F(ImportProgram, HelpAndVersionAreThere) {
  EXPECT_EQ(Run({"--help"}).exit_code, 0);
  EXPECT_TRUE(absl::StartsWith(Run({"--version"}).out, "twofold-import "));
}

TEST_F(ImportProgram, APathMayLookLikeAnOption) {
  ExpectRefused(Run({"--", "--help"}), "import_no_file");
}

TEST_F(ImportProgram, APipeIsNoFileAndIsNotWaitedFor) {
  const std::string path = (folder_ / "pipe").string();
  ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
  ExpectRefused(Run({path}), "import_no_ordinary_file");
}

TEST_F(ImportProgram, AFileWithoutTheRightToReadIsRefused) {
  const std::string path = Put("x", "hello");
  fs::permissions(path, fs::perms::none);
  if (geteuid() != 0) {
    ExpectRefused(Run({path}), "import_not_readable");
    return;
  }
  // Root may read everything, so somebody else tries.
  constexpr uid_t kNobody = 65534;
  fs::permissions(folder_, fs::perms::others_exec, fs::perm_options::add);
  const pid_t child = fork();
  if (child == 0) {
    const bool refused = setuid(kNobody) == 0 &&
                         RefusalReason(ReadInput(path, Bounds()).status()) == "import_not_readable";
    _exit(refused ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

TEST_F(ImportProgram, SaysThatChangesLieBesideADatabase) {
  const std::string path = Put("loop.db", LoopDatabaseOf(DataFile("loop_v25.sql")));
  Put("loop.db-wal", "newest");
  portable::v1::ImportFile file;
  ASSERT_TRUE(file.ParseFromString(Run({path}).out));
  EXPECT_TRUE(absl::StrContains(file.remarks(file.remarks_size() - 1), "-wal"));
}

TEST_F(ImportProgram, LinksInAFolderAreNotFollowed) {
  Put("secret", "2025-01-01 : Run : y :  : \n");
  Put("harsh/habits", "Run: 1\n");
  fs::create_symlink(folder_ / "secret", folder_ / "harsh/log");
  fs::create_directory_symlink(folder_, folder_ / "harsh/again");
  const auto source = ReadInput((folder_ / "harsh").string(), Bounds());
  ASSERT_THAT(source, IsOk());
  ASSERT_EQ(source->files.size(), 1u);
  EXPECT_EQ(source->files[0].path, "habits");
}

TEST_F(ImportProgram, AFolderIsReadTwoFoldersDeepAndOnlyForWhatIsWanted) {
  Put("a/Habits.csv", "x");
  Put("a/b/Scores.csv", "x");
  Put("a/b/c/Scores.csv", "x");
  Put("a/photo.jpg", "x");
  const auto source = ReadInput(folder_.string(), Bounds());
  ASSERT_THAT(source, IsOk());
  ASSERT_EQ(source->files.size(), 2u);
  EXPECT_EQ(source->files[0].path, "a/Habits.csv");
  EXPECT_EQ(source->files[1].path, "a/b/Scores.csv");
}

TEST_F(ImportProgram, InputsOfTheBoundsAreReadAndLargerOnesAreNot) {
  const std::string path = Put("folder/Habits.csv", std::string(100, 'x'));
  Put("folder/Scores.csv", std::string(50, 'x'));
  const std::string folder = (folder_ / "folder").string();
  Bounds bounds;
  bounds.file_bytes = bounds.member_bytes = 100;
  bounds.total_bytes = 150;
  bounds.members = 2;
  EXPECT_THAT(ReadInput(path, bounds), IsOk());
  EXPECT_THAT(ReadInput(folder, bounds), IsOk());
  bounds.file_bytes = 99;
  EXPECT_THAT(ReadInput(path, bounds), IsRefused("import_too_large"));
  bounds.member_bytes = 99;
  EXPECT_THAT(ReadInput(folder, bounds), IsRefused("import_too_large"));
  bounds.member_bytes = 100;
  bounds.total_bytes = 149;
  EXPECT_THAT(ReadInput(folder, bounds), IsRefused("import_too_large"));
  bounds.total_bytes = 150;
  bounds.members = 1;
  EXPECT_THAT(ReadInput(folder, bounds), IsRefused("import_too_large"));
}

// A file with a hole: nothing of it is read.
TEST_F(ImportProgram, AFileAboveTheBoundIsRefusedAtOnce) {
  const std::string path = Put("large", "");
  fs::resize_file(path, limits::kImportFileBytes + 1);
  ExpectRefused(Run({path}), "import_too_large");
}

TEST_F(ImportProgram, MoreMemoryThanThereIsIsARefusal) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  // They map terabytes of addresses as they begin, so the program could not even start within the
  // limit, and it sets none itself.
  GTEST_SKIP() << "sanitizers need the address space";
#endif
  std::string json = "{\"habits\": [{\"name\": \"x\", \"freq_type\": 1, \"y\": [";
  for (int i = 0; i < 2'000'000; ++i) json += "{\"x\":{}},";
  const std::string path = Put("large.json", absl::StrCat(json, "{}]}]}"));
  // A quarter of a gigabyte, where three are allowed otherwise.
  const std::string shell = "ulimit -v 262144 && exec \"$0\" \"$@\"";
  const auto ended = e2e::RunProgram({"/bin/sh", "-c", shell, TWOFOLD_IMPORT, path}, {}, "",
                                     std::chrono::seconds(60));
  ExpectRefused(ended, "import_too_large");
  EXPECT_TRUE(absl::StrContains(ended.err, "memory")) << ended.err;
}

}  // namespace
}  // namespace twofold::importing
