// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Two people share a goal; one of them lives. What that one writes for themself alone, what they
// say no to and where they are is looked for everywhere else.
#include <signal.h>
#include <unistd.h>

#include <filesystem>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "tests/e2e/argument_watch.h"
#include "tests/e2e/scene.h"

namespace twofold::e2e {
namespace {

namespace fs = std::filesystem;

class PrivateLife : public Scene {
 protected:
  void SetUp() override {
    // Another zone for Sam with, at noon, the same day.
    sam.environment()["TZ"] = absl::StrReplaceAll(NoonZone(), {{":00:00", ":30:00"}});
    for (Account* account : {&noa, &sam}) {
      const std::string tmp = account->folder() + "/tmp";
      fs::create_directories(tmp);
      account->environment()["TMPDIR"] = tmp;
    }
    ASSERT_TRUE(household.StartRelay());
    noas_daemon_ = noa.StartDaemon(household.folder() + "/noa.log");
    sams_daemon_ = sam.StartDaemon(household.folder() + "/sam.log");
    ASSERT_EQ(noas_daemon_->ready(), "ready");
    ASSERT_EQ(sams_daemon_->ready(), "ready");
    ASSERT_EQ(household.Pair(), "");
    walk_ = Agree({"Evening walk", "--every", "day"});
    Do(noa, {"goal", "add", "Read", "--every", "day"});
    AwaitSettled();
  }
  // Until nothing waits at Noa's and both have the same.
  void AwaitSettled() {
    Do(noa, {"sync"});
    Do(sam, {"sync"});
    Do(noa, {"sync"});
  }
  // All that the relay has on its disk, which it tells once it is stopped.
  std::string RelaysDisk() {
    EXPECT_TRUE(household.EndRelay(SIGTERM));
    const std::string disk = StoreText(household.relay_folder() + "/store");
    EXPECT_TRUE(household.StartRelay());
    AwaitSettled();
    return disk;
  }
  void StopAll() {
    EXPECT_TRUE(noas_daemon_->End(SIGTERM));
    EXPECT_TRUE(sams_daemon_->End(SIGTERM));
    EXPECT_TRUE(household.EndRelay(SIGTERM));
  }

  std::unique_ptr<Background> noas_daemon_, sams_daemon_;
  std::string walk_;
};

TEST_F(PrivateLife, NotOneWordOfItIsAnywhereElse) {
  // Every process of the machine is looked at, also those of other tests at the same time.
  const std::string own = absl::StrCat("canary", getpid());
  int written = 0;
  const auto word = [&] { return absl::StrCat("w", ++written, own, "\n"); };
  const std::string iso = absl::FormatCivilTime(day() + 5);
  std::string seen;
  {
    ArgumentWatch watch;
    Do(noa, {"log", walk_, "--note", "-"}, word());
    Do(noa, {"log", walk_, "no", "--on", "2d", "--note", "-"}, word());
    Do(noa, {"log", walk_, "skip", "--on", "3d", "--reason", "-"}, word());
    Do(noa, {"log", "read", "--note", "-"}, absl::StrCat(word(), "\n", word()));
    Do(noa, {"log", "read", "skip", "--on", "2d", "--reason", "-"}, word());
    Do(noa, {"goal", "edit", "read", "--why", "-"}, word());
    Do(noa, {"revise", "read", "--times", "4", "--per", "week", "--learned", "-"}, word());
    Do(noa, {"rest", walk_, "--until", iso});
    Do(noa, {"rest", "--all", "--from", iso});
    Do(noa, {"goal", "ease", "read", "2"});
    Do(noa, {"goal", "show", "read"});
    Do(noa, {"history"});
    AwaitSettled();
    Do(noa, {"export", "--all", "--out", household.folder() + "/noa.json"});
    Do(sam, {"today"});
    Do(sam, {"shared"});
    seen = watch.Seen();
  }
  EXPECT_TRUE(absl::StrContains(seen, "twofold")) << "the watch sees nothing";
  EXPECT_FALSE(absl::StrContains(seen, own));
  StopAll();
  for (int i = 1; i <= written; ++i) {
    EXPECT_TRUE(IsIn(absl::StrCat("w", i, own), noa.data_folder())) << "the search is blind: " << i;
  }
  for (const std::string& folder :
       {sam.folder(), household.relay_folder(), noa.folder() + "/tmp", noa.folder() + "/run",
        noa.folder() + "/state", noa.folder() + "/cache", noa.folder() + "/home"}) {
    EXPECT_FALSE(IsIn(own, folder)) << folder;
  }
  for (const char* log : {"/noa.log", "/sam.log", "/relay.log"}) {
    const std::string text = FileText(household.folder() + log);
    EXPECT_NE(text, "") << log;
    EXPECT_FALSE(absl::StrContains(text, own)) << log;
    EXPECT_FALSE(absl::StrContains(text, "UTC")) << log << " names a zone";
  }
  // Where somebody was when they wrote stays with them.
  const std::string noas_zone = NoonZone(), sams_zone = sam.environment()["TZ"];
  EXPECT_TRUE(IsIn(noas_zone, noa.data_folder()));
  EXPECT_FALSE(IsIn(noas_zone, sam.folder()));
  EXPECT_FALSE(IsIn(sams_zone, noa.folder()));
  for (const std::string& zone : {noas_zone, sams_zone}) {
    EXPECT_FALSE(IsIn(zone, household.relay_folder())) << zone;
  }
}

TEST_F(PrivateLife, ASharedGoalSaidNoToSkippedOrRestedSendsNothing) {
  const std::string sams = sam.Run({"today", "--json"}).out;
  const std::string relays = RelaysDisk();
  for (const Words& words :
       std::vector<Words>{{"log", walk_, "no"},
                          {"log", walk_, "skip", "--on", "yesterday"},
                          {"log", walk_, "blank", "--on", "yesterday"},
                          {"log", walk_, "no", "--on", "9d", "--until", "4d"},
                          {"rest", walk_, "--until", absl::FormatCivilTime(day() + 3)},
                          {"rest", walk_, "--end"},
                          {"rest", "--all", "--from", absl::FormatCivilTime(day() + 3)},
                          {"log", "read"},
                          {"revise", "read", "--times", "3", "--per", "week"}}) {
    const std::string said = Do(noa, words);
    EXPECT_FALSE(absl::StrContains(said, "Shared with")) << said;
    const nlohmann::json sync = noa.Json({"sync"});
    EXPECT_EQ(sync.value("sent", -1), 0) << words[0] << " " << words[1];
  }
  AwaitSettled();
  EXPECT_EQ(RelaysDisk(), relays) << "nothing came to it";
  EXPECT_EQ(sam.Run({"today", "--json"}).out, sams);
  // And what happened is given, alone.
  EXPECT_TRUE(absl::StrContains(Do(noa, {"log", walk_}), "Shared with Sam: this entry."));
  Await("the walk at Sam's", [&] { return Item(sam, walk_).value("state", "") == "done"; });
  AwaitSettled();
  EXPECT_NE(RelaysDisk(), relays) << "else the look at its disk sees nothing";
}

}  // namespace
}  // namespace twofold::e2e
