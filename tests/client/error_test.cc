// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/error.h"

#include <gtest/gtest.h>

namespace twofold {
namespace {

absl::Status Of(absl::StatusCode code, absl::string_view reason) {
  return Refusal(code, reason, "a sentence.");
}

TEST(ErrorLines, HaveTheSentenceAlignedHintsAndTheAftermath) {
  const absl::Status status =
      Refusal(absl::StatusCode::kNotFound, "no_such_goal", "there is no goal called \"raed\".")
          .Hint("Did you mean", "read    Read 20 min")
          .Hint("All goals", "twofold goal list")
          .Aftermath("Nothing was logged.");
  EXPECT_EQ(ErrorLines(Look(), status),
            "twofold: there is no goal called \"raed\".\n"
            "  Did you mean   read    Read 20 min\n"
            "  All goals      twofold goal list\n"
            "Nothing was logged.\n");
}

TEST(ErrorLines, NeverShowALibrarysWords) {
  for (const auto code : {absl::StatusCode::kInternal, absl::StatusCode::kUnknown,
                          absl::StatusCode::kUnavailable, absl::StatusCode::kAborted}) {
    const std::string text = ErrorLines(Look(), absl::Status(code, "gRPC: rocksdb::Status"));
    EXPECT_EQ(text.find("gRPC"), std::string::npos);
    EXPECT_EQ(text.substr(0, 9), "twofold: ");
  }
}

TEST(ErrorLines, CleanTheTypedWordAndUseRedForTheProgramAlone) {
  Look look;
  look.color = true;
  const absl::Status status =
      Refusal(absl::StatusCode::kNotFound, "x", "there is no goal called \"a\x1b[2Jb\".");
  EXPECT_EQ(ErrorLines(look, status),
            "\x1b[31mtwofold:\x1b[0m there is no goal called \"a[2Jb\".\n");
}

TEST(ExitCode, IsTheDocumentedOneForEveryKind) {
  using absl::StatusCode;
  EXPECT_EQ(ExitCode(absl::OkStatus()), 0);
  EXPECT_EQ(ExitCode(Of(StatusCode::kAborted, "said_no")), 1);
  EXPECT_EQ(ExitCode(Of(StatusCode::kResourceExhausted, "disk_full")), 1);
  EXPECT_EQ(ExitCode(Of(StatusCode::kInvalidArgument, "handle_ambiguous")), 2);
  EXPECT_EQ(ExitCode(Of(StatusCode::kOutOfRange, "day_ahead")), 2);
  EXPECT_EQ(ExitCode(Of(StatusCode::kInvalidArgument, "answer_not_understood")), 2);
  EXPECT_EQ(ExitCode(Of(StatusCode::kInvalidArgument, "answer_not_of_this_kind")), 2);
  EXPECT_EQ(ExitCode(Of(StatusCode::kNotFound, "no_such_goal")), 3);
  EXPECT_EQ(ExitCode(Of(StatusCode::kFailedPrecondition, "not_paired")), 4);
  EXPECT_EQ(ExitCode(Of(StatusCode::kUnavailable, "service_absent")), 5);
  EXPECT_EQ(ExitCode(Of(StatusCode::kDeadlineExceeded, "answer_absent")), 5);
  EXPECT_EQ(ExitCode(Of(StatusCode::kDataLoss, "answer_garbled")), 5);
  EXPECT_EQ(ExitCode(Of(StatusCode::kPermissionDenied, "service_foreign")), 5);
  EXPECT_EQ(ExitCode(absl::UnavailableError("")), 5);
  EXPECT_EQ(ExitCode(Of(StatusCode::kUnavailable, "relay_unreachable")), 6);
  EXPECT_EQ(ExitCode(Of(StatusCode::kUnavailable, "relay_strange")), 6);
  EXPECT_EQ(ExitCode(absl::InternalError("")), 70);
  EXPECT_EQ(ExitCode(absl::UnknownError("")), 70);
  EXPECT_EQ(ExitCode(Of(StatusCode::kCancelled, "interrupted")), 130);
}

}  // namespace
}  // namespace twofold
