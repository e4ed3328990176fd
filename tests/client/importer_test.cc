// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The program that reads other programs' files, and every way in which it can go wrong.
#include "client/importer.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "tests/client/run_twofold.h"
#include "tests/support/temporary_folder.h"

namespace twofold {
namespace {

using portable::v1::ImportFile;

class Importer : public ::testing::Test {
 protected:
  Importer() {
    ImportFile file;
    file.set_format("loop");
    file.add_goals()->mutable_goal()->set_title("Wake up");
    folder_.Write("result", file.SerializeAsString());
  }

  std::string At(const std::string& name) const { return folder_.At(name); }
  // A program that runs these lines of shell.
  std::string Program(const std::string& lines) const {
    folder_.Write("program", absl::StrCat("#!/bin/sh\n", lines, "\n"));
    chmod(At("program").c_str(), 0700);
    return At("program");
  }
  absl::StatusOr<ImportFile> Read(const std::string& lines, const std::string& format = "") const {
    return ReadWithImporter(Program(lines), "some file", format, bounds_, clock_);
  }
  std::string ReasonOf(const std::string& lines) const {
    return RefusalReason(Read(lines).status());
  }

  TemporaryFolder folder_;
  const SystemClock clock_;
  ReadingBounds bounds_{1000, absl::Seconds(60), -1};
};

TEST_F(Importer, IsGivenThePathAndTheFormatAndNothingElse) {
  const auto file =
      Read(absl::StrCat("echo \"$#:$1:$2:$3:$4\" >", At("arguments"), "; cat >", At("input"),
                        "; ls /proc/self/fd >", At("open"), "; cat ", At("result")),
           "loop");
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->goals(0).goal().title(), "Wake up");
  EXPECT_EQ(Content(At("arguments")), "4:--format:loop:--:some file\n");
  EXPECT_EQ(Content(At("input")), "");
  // 3 is the folder that ls reads.
  EXPECT_EQ(Content(At("open")), "0\n1\n2\n3\n");
  ASSERT_TRUE(Read(absl::StrCat("echo \"$*\" >", At("arguments"), "; cat ", At("result"))).ok());
  EXPECT_EQ(Content(At("arguments")), "-- some file\n");
}

TEST_F(Importer, IsNeverReachedThroughAShell) {
  const std::string path = absl::StrCat("$(touch ", At("touched"), "); touch ", At("touched"));
  ASSERT_TRUE(
      ReadWithImporter(Program(absl::StrCat("cat ", At("result"))), path, "; true", bounds_, clock_)
          .ok());
  EXPECT_NE(access(At("touched").c_str(), F_OK), 0);
}

TEST_F(Importer, RefusesInItsOwnWords) {
  const absl::Status status = Read(
                                  "printf 'chatter\\nimport_damaged\\tthe file is damaged: "
                                  "\\033[31mits end.\\n' >&2; exit 1")
                                  .status();
  EXPECT_EQ(RefusalReason(status), "import_damaged");
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(), "the file is damaged: [31mits end.");
  EXPECT_EQ(Read("printf 'import_no_file\\tthere is none.\\n' >&2; exit 1").status().code(),
            absl::StatusCode::kNotFound);
}

TEST_F(Importer, HasToBeThere) {
  EXPECT_EQ(RefusalReason(ReadWithImporter("", "x", "", bounds_, clock_).status()),
            "importer_absent");
  EXPECT_EQ(RefusalReason(ReadWithImporter(At("none"), "x", "", bounds_, clock_).status()),
            "importer_ended");
}

TEST_F(Importer, EndsWithoutAWordOrIsEnded) {
  EXPECT_EQ(ReasonOf("exit 3"), "importer_ended");
  EXPECT_EQ(ReasonOf("echo Segmentation fault >&2; exit 139"), "importer_ended");
  EXPECT_EQ(ReasonOf("printf 'Not A Reason\\tx\\n' >&2; exit 1"), "importer_ended");
  EXPECT_EQ(ReasonOf("printf 'reason\\t\\n' >&2; exit 1"), "importer_ended");
  EXPECT_EQ(ReasonOf(absl::StrCat("cat ", At("result"), "; kill -9 $$")), "importer_ended");
}

TEST_F(Importer, SaysWhatNobodyUnderstands) {
  EXPECT_EQ(ReasonOf("echo hello"), "importer_garbled");
  EXPECT_EQ(ReasonOf("exit 0"), "importer_garbled");
  EXPECT_EQ(ReasonOf(absl::StrCat("head -c 5 ", At("result"))), "importer_garbled");
}

TEST_F(Importer, SaysExactlySoMuchAndNoMore) {
  ImportFile file;
  file.set_format("loop");
  file.add_remarks(std::string(1000, 'x'));
  file.set_remarks(0, std::string(1000 - (file.ByteSizeLong() - 1000), 'x'));
  ASSERT_EQ(file.ByteSizeLong(), 1000u);
  folder_.Write("result", file.SerializeAsString());
  EXPECT_TRUE(Read(absl::StrCat("cat ", At("result"))).ok());
  bounds_.bytes = 999;
  const absl::Status status = Read(absl::StrCat("cat ", At("result"))).status();
  EXPECT_EQ(RefusalReason(status), "import_too_large");
  EXPECT_EQ(status.message(), "what is in there takes more than 999 bytes.");
  EXPECT_EQ(ReasonOf("cat /dev/zero"), "import_too_large");
  EXPECT_EQ(ImportTooLarge(limits::kLocalMessageBytes).message(),
            "what is in there takes more than 64 MiB.");
}

TEST_F(Importer, MayComplainAtAnyLength) {
  const auto file = Read(absl::StrCat("head -c 300000 /dev/zero >&2; cat ", At("result")));
  EXPECT_TRUE(file.ok()) << file.status();
}

// A program that never ends by itself, and says its number first.
std::string Hanging(const std::string& number_file) {
  return absl::StrCat("echo $$ >", number_file, ".new; mv ", number_file, ".new ", number_file,
                      "; exec tail -f /dev/null");
}

TEST_F(Importer, IsCutWhenItsTimeIsOver) {
  bounds_.patience = absl::Milliseconds(20);
  const absl::Status status = Read(Hanging(At("number"))).status();
  EXPECT_EQ(RefusalReason(status), "importer_slow");
  EXPECT_EQ(status.code(), absl::StatusCode::kDeadlineExceeded);
  // Neither silence on closed streams nor a child of its own helps it.
  EXPECT_EQ(ReasonOf("exec >/dev/null 2>&1 tail -f /dev/null"), "importer_slow");
  EXPECT_EQ(ReasonOf("tail -f /dev/null & wait"), "importer_slow");
}

TEST_F(Importer, IsGoneWithEverythingItStarted) {
  // Its child outlives it and holds the streams open.
  ASSERT_TRUE(
      Read(absl::StrCat("tail -f /dev/null & echo $! >", At("number"), "; cat ", At("result")))
          .ok());
  const int child = std::stoi(Content(At("number")));
  const int end = static_cast<int>(syscall(SYS_pidfd_open, child, 0));
  if (end < 0) return;  // gone, and its number with it
  pollfd watched{end, POLLIN, 0};
  EXPECT_EQ(poll(&watched, 1, 20'000), 1) << "it goes on";
  close(end);
}

TEST_F(Importer, StopsAtOnceWhenThePersonWants) {
  const int interrupt = eventfd(1, EFD_CLOEXEC);
  bounds_.interrupt_fd = interrupt;
  EXPECT_EQ(ReasonOf("exec tail -f /dev/null"), "interrupted");
  close(interrupt);
}

TEST_F(Importer, IsLookedForBesideThisProgram) {
  // These tests stand in another folder than the programs.
  const std::string found = FindImporter();
  EXPECT_TRUE(found.empty() || absl::EndsWith(found, "/twofold-import")) << found;
}

}  // namespace
}  // namespace twofold
