// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The test of the layers test: small made-up trees with one fault each, against the real rules.
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/layers/checks.h"

namespace twofold::layers {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class LayersTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::ostringstream text;
    text << std::ifstream(LAYERS_RULES).rdbuf();
    absl::StatusOr<Rules> rules = ParseRules(text.str());
    ASSERT_TRUE(rules.ok()) << rules.status();
    rules_ = *std::move(rules);
  }

  void Put(absl::string_view path, absl::string_view text) {
    files_.push_back(ParseSource(path, text));
  }

  Rules rules_;
  std::vector<SourceFile> files_;
};

auto Found(const std::string& file, int line, const std::string& rule, const std::string& what) {
  return AllOf(Field(&Finding::file, file), Field(&Finding::line, line),
               Field(&Finding::rule, rule), Field(&Finding::what, HasSubstr(what)),
               Field(&Finding::reason, ::testing::Not(IsEmpty())));
}

TEST_F(LayersTest, WhatIsAllowedIsNotReported) {
  Put("core/goals/goal.h",
      "#include <string>\n#include \"absl/time/time.h\"\n#include \"core/schedule/day.h\"\n");
  Put("core/schedule/day.h", "#include \"core/base/ids.h\"\n");
  Put("storage/bytes/rocks_byte_store.cc", "#include <rocksdb/db.h>\n#include <unistd.h>\n");
  EXPECT_THAT(CheckIncludes(rules_, files_), IsEmpty());
  EXPECT_THAT(CheckIncludeReach(rules_, files_), IsEmpty());
  EXPECT_THAT(CheckCycles(rules_, files_), IsEmpty());
}

TEST_F(LayersTest, ARoomThatReachesWhereItMayNotIsReportedWithItsLine) {
  Put("core/goals/goal.h", "\n#include \"core/progress/kept.h\"\n");
  EXPECT_THAT(CheckIncludes(rules_, files_),
              ElementsAre(Found("core/goals/goal.h", 2, "room", "core/progress")));
}

TEST_F(LayersTest, ThreadsFilesAndClocksStayOutOfTheHeart) {
  Put("core/progress/kept.cc", "#include <thread>\n#include <sys/stat.h>\n#include <map>\n");
  EXPECT_THAT(CheckIncludes(rules_, files_),
              ElementsAre(Found("core/progress/kept.cc", 1, "room", "threads"),
                          Found("core/progress/kept.cc", 2, "room", "io")));
}

TEST_F(LayersTest, TheClientHasNoPathToTheStore) {
  Put("client/commands/log.cc", "#include \"storage/store/store.h\"\n");
  EXPECT_THAT(CheckIncludes(rules_, files_),
              ElementsAre(Found("client/commands/log.cc", 1, "room", "storage/store")));
}

TEST_F(LayersTest, TheClientsGeneratedServiceStubsCountAsGrpc) {
  Put("client/transport.cc", "#include \"twofold/daemon/v1/goals.grpc.pb.h\"\n");
  EXPECT_THAT(CheckIncludes(rules_, files_),
              ElementsAre(Found("client/transport.cc", 1, "room", "(grpc)"),
                          Found("client/transport.cc", 1, "only", "(grpc)")));
}

TEST_F(LayersTest, TheRelayMayNotIncludeAGoal) {
  Put("relay/mailbox.cc", "#include \"core/goals/goal.h\"\n");
  EXPECT_THAT(CheckIncludes(rules_, files_),
              ElementsAre(Found("relay/mailbox.cc", 1, "room", "core/goals")));
}

TEST_F(LayersTest, TheRelaysAnswersKnowNoGrpcAndNoThreads) {
  Put("relay/desk.cc", "#include <thread>\n#include \"relay/desk.h\"\n");
  Put("relay/desk.h", "\n#include \"twofold/relay/v1/relay.grpc.pb.h\"\n");
  EXPECT_THAT(CheckIncludes(rules_, files_),
              ElementsAre(Found("relay/desk.cc", 1, "room", "threads"),
                          Found("relay/desk.h", 2, "room", "(grpc)")));
  EXPECT_THAT(CheckIncludeReach(rules_, files_),
              ElementsAre(Found("relay/desk.cc", 2, "never", "grpc by relay/desk.cc"),
                          Found("relay/desk.h", 2, "never", "grpc by relay/desk.h")));
}

TEST_F(LayersTest, OperationsAsMessagesBelongToTheCodecAlone) {
  Put("core/sync/merge.cc", "#include \"twofold/sync/v1/operation.pb.h\"\n");
  Put("core/sync/operation_codec.cc", "#include \"twofold/sync/v1/operation.pb.h\"\n");
  EXPECT_THAT(CheckIncludes(rules_, files_),
              ElementsAre(Found("core/sync/merge.cc", 1, "only", "proto_sync")));
}

TEST_F(LayersTest, RocksDbIsKnownToOneFilePair) {
  Put("storage/bytes/memory_byte_store.cc", "#include <rocksdb/slice.h>\n");
  EXPECT_THAT(CheckIncludes(rules_, files_),
              ElementsAre(Found("storage/bytes/memory_byte_store.cc", 1, "only", "rocksdb")));
}

TEST_F(LayersTest, AHeaderOfAnUnknownLibraryIsReported) {
  Put("relay/page.cc", "#include <boost/asio.hpp>\n");
  EXPECT_THAT(CheckIncludes(rules_, files_),
              ElementsAre(Found("relay/page.cc", 1, "room", "nobody's")));
}

TEST_F(LayersTest, AFileInNoRoomIsReported) {
  Put("daemon/everything/everything.cc", "int x;\n");
  EXPECT_THAT(CheckIncludes(rules_, files_),
              ElementsAre(Found("daemon/everything/everything.cc", 0, "room", "no room")));
}

TEST_F(LayersTest, ReachingThroughAnotherHeaderIsReportedWithTheWay) {
  Put("client/render/words.cc", "\n\n#include \"core/base/shortcut.h\"\n");
  Put("core/base/shortcut.h", "#include \"core/sync/merge.h\"\n");
  EXPECT_THAT(CheckIncludeReach(rules_, files_),
              ElementsAre(Found("client/render/words.cc", 3, "never", "core/base/shortcut.h")));
}

TEST_F(LayersTest, TwoRoomsInACircleAreReported) {
  Put("core/goals/goal.h", "#include \"core/schedule/schedule.h\"\n");
  Put("core/schedule/schedule.h", "#include \"core/goals/goal.h\"\n");
  EXPECT_THAT(CheckCycles(rules_, files_),
              ElementsAre(Found("core/schedule/schedule.h", 1, "cycles",
                                "core/goals -> core/schedule -> core/goals")));
}

TEST_F(LayersTest, ACommentedIncludeIsNone) {
  Put("core/goals/goal.h", "// #include <thread>\n/*\n#include <thread>\n*/\n");
  EXPECT_THAT(CheckIncludes(rules_, files_), IsEmpty());
}

TEST_F(LayersTest, WordsThatBelongElsewhereAreReported) {
  Put("daemon/rpc/goals.cc", "grpc::StatusCode a;\n");
  Put("daemon/engine/goals.cc", "auto now = absl::Now();\nabsl::NowSource b;\n");
  Put("relay/mailbox.cc", "randombytes_buf(x, 3);\nstd::this_thread::sleep_for(y);\n");
  EXPECT_THAT(CheckWords(rules_, files_),
              ElementsAre(Found("daemon/rpc/goals.cc", 1, "word", "grpc::StatusCode"),
                          Found("daemon/engine/goals.cc", 1, "word", "absl::Now"),
                          Found("relay/mailbox.cc", 1, "word", "randombytes"),
                          Found("relay/mailbox.cc", 2, "word", "sleep_for")));
}

TEST_F(LayersTest, WordsInTheirOwnPlaceInCommentsAndInLiteralsAreFine) {
  Put("core/base/clock.cc", "return absl::Now();\n");
  Put("proto/wire/status_codec.cc", "grpc::StatusCode a;\n");
  Put("relay/mailbox.cc",
      "// never usleep\nauto a = \"usleep\\\" usleep\";\nauto b = R\"(usleep\n\" usleep)\";\n"
      "int c = 1'000'000;  /* usleep\nusleep */ char d = '\"';\n");
  EXPECT_THAT(CheckWords(rules_, files_), IsEmpty());
}

TEST_F(LayersTest, CodeAfterALiteralIsStillRead) {
  Put("relay/mailbox.cc", "auto a = \"x\"; usleep(1);\nint b = 1'000; usleep(b);\n");
  EXPECT_THAT(CheckWords(rules_, files_),
              ElementsAre(Found("relay/mailbox.cc", 1, "word", "usleep"),
                          Found("relay/mailbox.cc", 2, "word", "usleep")));
}

TEST_F(LayersTest, AMarkOfUnfinishedWorkIsReportedInACommentToo) {
  Put("relay/mailbox.cc", absl::StrCat("// TO", "DO: later\nauto name = \"/tmp/XXXXXX\";\n"));
  EXPECT_THAT(CheckWords(rules_, files_),
              ElementsAre(Found("relay/mailbox.cc", 1, "mark", "has no place")));
}

TEST_F(LayersTest, TheLongestAllowedFilesPassAndOneMoreLineFails) {
  const auto lines = [](int count) {
    std::string text;
    for (int i = 0; i < count; ++i) absl::StrAppend(&text, "//\n");
    return text;
  };
  Put("relay/a.h", lines(300));
  Put("relay/a.cc", lines(600));
  EXPECT_THAT(CheckLengths(rules_, files_), IsEmpty());
  Put("relay/b.h", lines(301));
  Put("relay/b.cc", lines(601));
  EXPECT_THAT(CheckLengths(rules_, files_),
              ElementsAre(Found("relay/b.h", 301, "lines", "300 at most"),
                          Found("relay/b.cc", 601, "lines", "600 at most")));
}

TEST_F(LayersTest, LinksThatAreAllowedAreNotReported) {
  const auto targets = ParseLinks(
      "target base STATIC_LIBRARY\nsource core/base/ids.cc\nsource core/base/random.cc\n"
      "link outside_absl\n"
      "target goals STATIC_LIBRARY\nsource core/goals/goal.cc\nlink base\nlink outside_absl\n"
      "target twofoldd EXECUTABLE\nsource daemon/main.cc\nlink goals\nlink -static-libgcc\n");
  ASSERT_TRUE(targets.ok()) << targets.status();
  EXPECT_THAT(CheckLinks(rules_, *targets), IsEmpty());
  EXPECT_THAT(CheckLinkReach(rules_, *targets), IsEmpty());
}

TEST_F(LayersTest, ALinkWhereARoomMayNotReachIsReported) {
  const auto targets = ParseLinks(
      "target bytes STATIC_LIBRARY\nsource storage/bytes/byte_store.cc\n"
      "target goals STATIC_LIBRARY\nsource core/goals/goal.cc\n"
      "link bytes\nlink outside_grpc\nlink curl\n");
  ASSERT_TRUE(targets.ok()) << targets.status();
  EXPECT_THAT(CheckLinks(rules_, *targets),
              ElementsAre(Found("target goals", 0, "room", "link bytes (storage/bytes)"),
                          Found("target goals", 0, "room", "outside_grpc"),
                          Found("target goals", 0, "room", "links curl, which is nobody's")));
}

TEST_F(LayersTest, ThePureFilesOfTheRelayAreTheRelayForEverybodyElse) {
  const auto targets = ParseLinks(
      "target relay_core STATIC_LIBRARY\nsource relay/desk.cc\nlink outside_absl\n"
      "target shown STATIC_LIBRARY\nsource client/render/words.cc\nlink relay_core\n"
      "target goals STATIC_LIBRARY\nsource core/goals/goal.cc\nlink relay_core\n");
  ASSERT_TRUE(targets.ok()) << targets.status();
  EXPECT_THAT(CheckLinkReach(rules_, *targets),
              ElementsAre(Found("target shown", 0, "never", "relay/desk.cc by shown"),
                          Found("target goals", 0, "never", "relay/desk.cc by goals")));
}

TEST_F(LayersTest, TheRelaysAnswersMayLinkMessagesButNoCalls) {
  const auto targets = ParseLinks(
      "target relay_core STATIC_LIBRARY\nsource relay/mailbox.cc\nsource relay/desk.cc\n"
      "link proto_relay\nlink proto_relay_grpc\n");
  ASSERT_TRUE(targets.ok()) << targets.status();
  EXPECT_THAT(CheckLinks(rules_, *targets),
              ElementsAre(Found("target relay_core", 0, "room", "proto_relay_grpc (grpc)")));
}

TEST_F(LayersTest, AProgramThatLinksByPlainNameOrByAnotherRoomIsReported) {
  const auto targets = ParseLinks(
      "target sync STATIC_LIBRARY\nsource core/sync/merge.cc\nlink outside_absl\n"
      "target shown STATIC_LIBRARY\nsource client/render/words.cc\nlink sync\n"
      "target twofold EXECUTABLE\nsource client/main.cc\nlink shown\nlink grpc++_unsecure\n");
  ASSERT_TRUE(targets.ok()) << targets.status();
  EXPECT_THAT(CheckLinkReach(rules_, *targets),
              ElementsAre(Found("target shown", 0, "never", "core/sync by shown -> sync"),
                          Found("target twofold", 0, "never", "core/sync by twofold -> shown"),
                          Found("target twofold", 0, "never", "grpc by twofold")));
}

TEST(LayersRules, ARuleWithoutAReasonIsRefused) {
  EXPECT_FALSE(ParseRules("room core/base may absl\n").ok());
  EXPECT_TRUE(ParseRules("room core/base may absl : it stands alone\n").ok());
  EXPECT_FALSE(ParseRules("roam core/base may absl : it stands alone\n").ok());
  EXPECT_FALSE(ParseRules("room core/base : it stands alone\n").ok());
}

TEST(LayersRules, ALinkListThatIsNoneIsRefused) {
  EXPECT_FALSE(ParseLinks("link before_any_target\n").ok());
  EXPECT_FALSE(ParseLinks("target base\n").ok());
}

}  // namespace
}  // namespace twofold::layers
