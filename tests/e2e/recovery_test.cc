// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// All of Noa's computers are gone, and twelve words on paper bring back what was on them.
#include <csignal>
#include <filesystem>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "tests/e2e/argument_watch.h"
#include "tests/e2e/scene.h"

namespace twofold::e2e {
namespace {

class Recovery : public Scene {
 protected:
  // Kim's account is Noa's laptop first, and then her new computer.
  Account& laptop = kim;

  std::string Create(Account& account) {
    const std::string words = Do(account, {"recovery", "create", "--yes", "--no-input", "--relay",
                                           household.relay(), "--device", "desk", "--plain"});
    return std::string(absl::StripSuffix(words, "\n"));
  }
  Ended Recover(Account& account, const std::string& words) {
    return account.Run(
        {"recover", "-", "--yes", "--no-input", "--relay", household.relay(), "--device", "new"},
        absl::StrCat(words, "\n"));
  }
  // As if the machine were at the bottom of the sea.
  static void Lose(Account& account) {
    if (account.RunningDaemon()) {
      EXPECT_TRUE(account.KillDaemon());
    }
    for (const char* name : {"data", "state", "config", "cache"}) {
      const std::string folder = absl::StrCat(account.folder(), "/", name);
      std::filesystem::remove_all(folder);
      std::filesystem::create_directories(folder);
    }
  }
  std::string Handles(Account& account) { return Do(account, {"goal", "list", "--plain"}); }
  void AwaitNew(Account& account) {
    Await("it knows that it is one of them", [&] {
      return absl::StrContains(Do(account, {"device", "list", "--plain"}), "new\there\t");
    });
  }
};

TEST_F(Recovery, ANewComputerBringsBackBothSidesAndGoesOnWithSam) {
  SetUpTogether();
  Do(noa, {"goal", "add", "Read", "--every", "day", "--unit", "min"});
  Do(noa, {"log", "read", "7"});
  ASSERT_EQ(household.Link(noa, laptop, "laptop"), "");
  const std::string walk = Agree({"Evening walk", "--every", "day"});
  std::string watched;
  std::string words;
  {
    ArgumentWatch watch;
    words = Create(noa);
    watched = watch.Seen();
  }
  ASSERT_EQ(std::vector<std::string>(absl::StrSplit(words, ' ')).size(), 12u) << words;
  EXPECT_FALSE(absl::StrContains(watched, words));
  EXPECT_TRUE(absl::StrContains(Do(noa, {"device", "list"}), "on paper"));
  // What is written later comes back too, and what the laptop wrote.
  Do(noa, {"log", "read", "5"});
  Await("the laptop is up to date",
        [&] { return Amount(laptop, "read") == "12" && !Item(laptop, walk).is_null(); });
  Do(laptop, {"goal", "add", "Swim", "--every", "day"});
  Await("the desk too", [&] { return absl::StrContains(Handles(noa), "swim"); });
  const std::string before = Handles(noa);
  const nlohmann::json shared = Item(noa, walk);
  AwaitSent(noa);
  AwaitSent(laptop);
  Lose(noa);
  Lose(laptop);

  Account& fresh = laptop;
  const Ended recovered = Recover(fresh, words);
  ASSERT_EQ(recovered.exit_code, 0) << recovered.err;
  EXPECT_TRUE(absl::StrContains(recovered.out, "device remove")) << recovered.out;
  AwaitNew(fresh);
  Await("all goals are back", [&] { return Handles(fresh) == before; });
  EXPECT_EQ(Amount(fresh, "read"), "12");
  EXPECT_EQ(Item(fresh, walk), shared);
  // And it goes on.
  const nlohmann::json sams = Item(sam, walk);
  Do(fresh, {"log", walk});
  Await("Sam has it", [&] { return Item(sam, walk) != sams; });
  for (const std::string& hidden : {words, std::string("Swim"), std::string("recovery code")}) {
    EXPECT_FALSE(IsIn(hidden, household.relay_folder())) << "in clear at the relay";
  }
  EXPECT_FALSE(IsIn(words, fresh.folder()));
}

TEST_F(Recovery, OneComputerAloneComesBackWithMoreThanIsSentOneByOne) {
  ASSERT_TRUE(household.StartRelay());
  SetUpWithEntries(noa, "Noa", 2500);
  const std::string words = Create(noa);
  AwaitSent(noa);
  Do(noa, {"log", "read", "1"});
  AwaitSent(noa);
  Lose(noa);
  ASSERT_EQ(Recover(noa, words).exit_code, 0);
  Await("all of it is back", [&] { return Amount(noa, "read") == "2501"; });
  // The same words work until another code is made, also for a computer after this one.
  AwaitNew(noa);
  AwaitSent(noa);
  Lose(noa);
  ASSERT_EQ(Recover(noa, words).exit_code, 0);
  Await("once more", [&] { return Amount(noa, "read") == "2501"; });
}

TEST_F(Recovery, OtherWordsFindNothingAndMakeNothing) {
  ASSERT_TRUE(household.StartRelay());
  SetUpAlone(noa, "Noa");
  (void)Create(noa);
  Refuses(kim, {"recover", "-", "--yes", "--no-input", "--relay", household.relay()},
          {3, "twofold: nothing lies at this relay for these words.", "Nothing was changed here."},
          "otter lamp river stone maple pencil autumn violin basket copper window seven\n");
  Refuses(kim, {"recover", "-", "--yes", "--no-input", "--relay", household.relay()},
          {2, "twofold: \"sevem\" is not one of the recovery code's words.",
           "Nothing was sent; the code still works."},
          "otter lamp river stone maple pencil autumn violin basket copper window sevem\n");
  EXPECT_TRUE(absl::StrContains(kim.Run({"today"}).err, "twofold start")) << "it is as new";
}

TEST_F(Recovery, AVoidCodeOpensNothing) {
  ASSERT_TRUE(household.StartRelay());
  SetUpAlone(noa, "Noa");
  const std::string first = Create(noa);
  const std::string second = Create(noa);
  AwaitSent(noa);
  Await("the first is void",
        [&] { return absl::StrContains(Recover(kim, first).err, "this recovery code is void"); });
  EXPECT_EQ(Recover(kim, second).exit_code, 0);
}

TEST_F(Recovery, AComputerThatKeepsGoalsIsNotReplaced) {
  ASSERT_TRUE(household.StartRelay());
  SetUpAlone(noa, "Noa");
  const std::string words = Create(noa);
  SetUpAlone(sam, "Sam");
  RefusesWithoutTrace(
      sam, {"recover", "-", "--yes", "--no-input", "--relay", household.relay()},
      {4,
       "twofold: this computer keeps goals already; it can only join your others while it is new.",
       "Nothing was changed."},
      words + "\n");
}

TEST_F(Recovery, TheWordsDoNotBelongOnTheCommandLine) {
  Refuses(noa, {"recover", "otter", "lamp"},
          {2,
           "twofold: the words of a recovery code are a secret and do not belong on the command "
           "line.",
           "Nothing was changed here."});
}

TEST_F(Recovery, ASilentRelayChangesNothingHereAndTheCodeIsBroughtThereLater) {
  ASSERT_TRUE(household.StartRelay());
  SetUpAlone(noa, "Noa");
  ASSERT_TRUE(household.EndRelay(SIGTERM));
  const std::string words = Create(noa);
  const Ended silent = Recover(kim, words);
  EXPECT_EQ(silent.exit_code, 6) << silent.err;
  EXPECT_TRUE(absl::StrContains(kim.Run({"today"}).err, "twofold start")) << "it is as new";
  ASSERT_TRUE(household.StartRelay());
  Await(
      "the note is there by itself", [&] { return Recover(kim, words).exit_code == 0; },
      std::chrono::seconds(60));
}

}  // namespace
}  // namespace twofold::e2e
