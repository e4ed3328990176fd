// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Files that are whole or not there.
#include "client/new_files.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "core/base/refusal.h"
#include "tests/client/run_twofold.h"
#include "tests/support/temporary_folder.h"

namespace twofold {
namespace {

class NewFiles : public ::testing::Test {
 protected:
  std::string At(const std::string& name) const { return folder_.At(name); }
  // Everything in the folder, drafts included.
  int Count() const {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
      count += entry.is_directory() ? 0 : 1;
    }
    return count;
  }

  TemporaryFolder folder_;
  SystemRandom random_;
};

TEST_F(NewFiles, AreWholeAndForTheirOwnerAlone) {
  const mode_t before = umask(0);
  ASSERT_TRUE(WriteNewFiles({{At("a"), "one"}, {At("b"), ""}}, Existing::kKeep, random_).ok());
  umask(before);
  EXPECT_EQ(Content(At("a")), "one");
  struct stat found {};
  ASSERT_EQ(stat(At("a").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 07777, 0600u);
  EXPECT_EQ(Count(), 2);
}

TEST_F(NewFiles, ReplaceNothingUnlessTold) {
  ASSERT_TRUE(WriteNewFiles({{At("b"), "old"}}, Existing::kKeep, random_).ok());
  const absl::Status status =
      WriteNewFiles({{At("a"), "new"}, {At("b"), "new"}}, Existing::kKeep, random_);
  EXPECT_EQ(RefusalReason(status), "file_exists");
  EXPECT_EQ(Content(At("b")), "old");
  EXPECT_EQ(Count(), 1) << "a came into being without b";
  ASSERT_TRUE(WriteNewFiles({{At("b"), "new"}}, Existing::kReplace, random_).ok());
  EXPECT_EQ(Content(At("b")), "new");
}

TEST_F(NewFiles, LeaveNothingBehindWhenTheDiskIsFull) {
  // The kernel refuses to let any file grow further than this, as it does on a full disk.
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{1000, before.rlim_max};
  const auto handler = signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &small);
  const absl::Status exact =
      WriteNewFiles({{At("exact"), std::string(1000, 'x')}}, Existing::kKeep, random_);
  const absl::Status full = WriteNewFiles({{At("a"), "one"}, {At("b"), std::string(1001, 'x')}},
                                          Existing::kKeep, random_);
  setrlimit(RLIMIT_FSIZE, &before);
  signal(SIGXFSZ, handler);
  EXPECT_TRUE(exact.ok()) << exact;
  EXPECT_EQ(RefusalReason(full), "disk_full");
  EXPECT_EQ(full.message(), "\"" + At("b") + "\" does not fit: no room is left on that disk.");
  EXPECT_EQ(Count(), 1);
}

TEST_F(NewFiles, KeepWhatWasThereWhenTheDiskIsFull) {
  ASSERT_TRUE(WriteNewFiles({{At("a"), "old"}}, Existing::kKeep, random_).ok());
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{10, before.rlim_max};
  const auto handler = signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &small);
  const absl::Status full =
      WriteNewFiles({{At("a"), std::string(11, 'x')}}, Existing::kReplace, random_);
  setrlimit(RLIMIT_FSIZE, &before);
  signal(SIGXFSZ, handler);
  EXPECT_EQ(RefusalReason(full), "disk_full");
  EXPECT_EQ(Content(At("a")), "old");
  EXPECT_EQ(Count(), 1);
}

TEST_F(NewFiles, SayWhyAPlaceCannotBeWritten) {
  const auto reason = [&](const std::string& path) {
    return RefusalReason(WriteNewFiles({{path, "x"}}, Existing::kKeep, random_));
  };
  EXPECT_EQ(reason(At("none/a")), "no_such_folder");
  ASSERT_TRUE(WriteNewFiles({{At("a"), "x"}}, Existing::kKeep, random_).ok());
  EXPECT_EQ(reason(At("a/b")), "no_such_folder");
  ASSERT_EQ(mkdir(At("folder").c_str(), 0700), 0);
  EXPECT_EQ(reason(At("folder")), "not_a_file");
  ASSERT_EQ(mkfifo(At("pipe").c_str(), 0600), 0);
  EXPECT_EQ(RefusalReason(WriteNewFiles({{At("pipe"), "x"}}, Existing::kReplace, random_)),
            "not_a_file");
  ASSERT_EQ(chmod(At("folder").c_str(), 0500), 0);
  // Whoever may do everything may write there too.
  if (geteuid() != 0) {
    EXPECT_EQ(reason(At("folder/a")), "file_denied");
  }
}

TEST_F(NewFiles, NeverFollowALink) {
  ASSERT_EQ(symlink(At("target").c_str(), At("link").c_str()), 0);
  EXPECT_EQ(RefusalReason(WriteNewFiles({{At("link"), "x"}}, Existing::kReplace, random_)),
            "not_a_file");
  EXPECT_NE(access(At("target").c_str(), F_OK), 0);
}

TEST_F(NewFiles, MakeAFolderOrTakeTheOneThatIsThere) {
  bool made = false;
  ASSERT_TRUE(MakeFolder(At("new"), made).ok());
  EXPECT_TRUE(made);
  struct stat found {};
  ASSERT_EQ(stat(At("new").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 07777, 0700u);
  ASSERT_TRUE(MakeFolder(At("new"), made).ok());
  EXPECT_FALSE(made);
  ASSERT_TRUE(WriteNewFiles({{At("a"), "x"}}, Existing::kKeep, random_).ok());
  EXPECT_EQ(RefusalReason(MakeFolder(At("a"), made)), "not_a_folder");
  EXPECT_EQ(RefusalReason(MakeFolder(At("none/b"), made)), "no_such_folder");
}

}  // namespace
}  // namespace twofold
