// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Data that come back older, are gone, or have gone bad: never silently, and never without a way
// out.
#include <filesystem>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/e2e/scene.h"

namespace twofold::e2e {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kOlder[] = "Your data are older than they were";
constexpr char kGone[] = "What was here before is gone";

class Damaged : public Scene {
 protected:
  std::string Copy(const std::string& from, const std::string& name) {
    const std::string to = absl::StrCat(household.folder(), "/", name);
    fs::remove_all(to);
    fs::copy(from, to, fs::copy_options::recursive);
    return to;
  }
  static void PutBack(const std::string& copy, const std::string& folder) {
    fs::remove_all(folder);
    fs::copy(copy, folder, fs::copy_options::recursive);
  }
  std::string StateFolder() const { return noa.folder() + "/state/twofold"; }
};

TEST_F(Damaged, AnOlderCopyIsToldOnceAndWhatIsSharedComesBack) {
  SetUpTogether();
  const std::string run = Agree({"Run", "--every", "day", "--unit", "km"});
  Do(noa, {"log", run, "1"});
  Do(noa, {"goal", "add", "Read", "--every", "day"});
  Await("1 km at Sam's", [&] { return Amount(sam, run) == "1"; });
  ASSERT_TRUE(noa.StopDaemon());
  const std::string backup = Copy(noa.data_folder(), "backup");
  Do(noa, {"log", run, "2"});
  Do(noa, {"log", "read"});
  Await("3 km at Sam's", [&] { return Amount(sam, run) == "3"; });
  ASSERT_TRUE(noa.StopDaemon());
  PutBack(backup, noa.data_folder());

  EXPECT_THAT(noa.Json({"today"}).value("notice", ""), HasSubstr(kOlder)) << "a script may ask";
  EXPECT_THAT(noa.Json({"status"}).value("notice", ""), HasSubstr(kOlder));
  EXPECT_THAT(Do(noa, {"today"}), HasSubstr(kOlder));
  EXPECT_THAT(Do(noa, {"today"}), Not(HasSubstr(kOlder))) << "it is told once";
  EXPECT_THAT(Do(noa, {"status"}), Not(HasSubstr(kOlder)));
  EXPECT_TRUE(fs::exists(noa.data_folder() + "/store-aside-1"));

  Do(noa, {"log", run, "4"});
  Await("7 km at Sam's", [&] { return Amount(sam, run) == "7"; });
  Await("7 km at Noa's", [&] { return Amount(noa, run) == "7"; });
  AwaitSameShared();
  ASSERT_TRUE(noa.StopDaemon());
  EXPECT_THAT(Do(noa, {"today"}), Not(HasSubstr(kOlder))) << "nor after another start";
}

TEST_F(Damaged, WhatIsGoneIsToldOnceAndANewBeginningIsPossible) {
  SetUpAlone(noa, "Noa");
  ASSERT_TRUE(noa.StopDaemon());
  fs::remove_all(noa.data_folder());
  EXPECT_THAT(noa.Json({"status"}).value("notice", ""), HasSubstr(kGone));
  const std::string welcome = Do(noa, {});
  EXPECT_THAT(welcome, HasSubstr("Nothing is set up yet"));
  EXPECT_THAT(welcome, HasSubstr(kGone));
  EXPECT_THAT(Do(noa, {}), Not(HasSubstr(kGone)));
  SetUpAlone(noa, "Noa");
}

TEST_F(Damaged, ALostAnchorIsNoAlarm) {
  SetUpAlone(noa, "Noa");
  ASSERT_TRUE(noa.StopDaemon());
  ASSERT_FALSE(fs::is_empty(StateFolder()));
  fs::remove_all(StateFolder());
  const nlohmann::json status = noa.Json({"status"});
  EXPECT_TRUE(status.value("started", false));
  EXPECT_EQ(status.value("notice", ""), "");
  ASSERT_TRUE(noa.StopDaemon());
  EXPECT_FALSE(fs::is_empty(StateFolder())) << "there is one again";
}

TEST_F(Damaged, EachFileGoneEmptyOrHalvedIsHarmlessOrNoticedWithAWayOut) {
  SetUpAlone(noa, "Noa");
  Do(noa, {"goal", "add", "Run", "--every", "day", "--unit", "km"});
  for (int i = 0; i < 3; ++i) Do(noa, {"log", "run", "1"});
  ASSERT_TRUE(noa.StopDaemon());
  // Another start, so that there are a table and a log.
  Do(noa, {"log", "run", "1"});
  ASSERT_TRUE(noa.StopDaemon());
  const std::string data = Copy(noa.data_folder(), "data"), state = Copy(StateFolder(), "state");
  std::vector<std::string> files;
  for (const std::string& folder : {noa.data_folder(), StateFolder()}) {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.is_regular_file()) files.push_back(entry.path());
    }
  }
  ASSERT_GE(files.size(), 9u);
  int noticed = 0;
  for (const std::string& file : files) {
    for (const char* what : {"gone", "empty", "halved"}) {
      PutBack(data, noa.data_folder());
      PutBack(state, StateFolder());
      if (*what == 'g') fs::remove(file);
      if (*what == 'e') fs::resize_file(file, 0);
      if (*what == 'h') fs::resize_file(file, fs::file_size(file) / 2);
      const Ended today = noa.Run({"today", "--no-input"});
      const std::string said = absl::StrCat(file, " ", what, ": ", today.out, today.err);
      if (today.exit_code != 0) {
        EXPECT_TRUE(absl::StrContains(today.err, "backup") ||
                    absl::StrContains(today.err, "twofold help damage"))
            << said;
        EXPECT_THAT(today.err, Not(HasSubstr("Assertion"))) << said;
        ++noticed;
      } else if (absl::StrContains(today.out, kOlder)) {
        EXPECT_THAT(today.out, HasSubstr("Ways out: twofold")) << said;
        ++noticed;
      } else {
        EXPECT_EQ(Amount(noa, "run"), "4") << said;
      }
      noa.StopDaemon();
    }
  }
  EXPECT_GE(noticed, 8);
}

}  // namespace
}  // namespace twofold::e2e
