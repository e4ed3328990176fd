// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Noa has a second computer: what either of them writes comes to the other, the partner notices
// nothing of it, and a computer that was removed hears nothing more.
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/e2e/scene.h"

namespace twofold::e2e {
namespace {

class Devices : public Scene {
 protected:
  // Kim's account is Noa's laptop here.
  Account& laptop = kim;

  std::string Handles(Account& account) { return Do(account, {"goal", "list", "--plain"}); }
  void AwaitAlike(Account& one, Account& other) {
    Await("both have the same goals", [&] { return Handles(one) == Handles(other); });
  }
  // Until the laptop has read that it is one of Noa's computers; before that it writes nothing.
  void AwaitLaptop() {
    Await("the laptop knows that it is one of them", [&] {
      return absl::StrContains(Do(laptop, {"device", "list", "--plain"}), "\there\t");
    });
  }
};

TEST_F(Devices, ANewComputerGetsAllThatIsThereAndBothGoOn) {
  ASSERT_TRUE(household.StartRelay());
  SetUpAlone(noa, "Noa");
  Do(noa, {"goal", "add", "Read", "--every", "day"});
  Do(noa, {"log", "read"});
  ASSERT_EQ(household.Link(noa, laptop, "laptop"), "");
  AwaitAlike(noa, laptop);
  Await("the entry came along", [&] { return Item(laptop, "read") == Item(noa, "read"); });
  AwaitLaptop();
  Do(laptop, {"goal", "add", "Swim", "--every", "day"});
  Do(laptop, {"log", "swim"});
  AwaitAlike(noa, laptop);
  Await("the laptop's entry came back", [&] { return Item(laptop, "swim") == Item(noa, "swim"); });
  EXPECT_TRUE(absl::StrContains(Do(noa, {"device", "list"}), "laptop"));
  EXPECT_TRUE(absl::StrContains(Do(noa, {"today"}), "laptop is one of your computers, since"));
  EXPECT_FALSE(absl::StrContains(Do(laptop, {"today"}), "laptop is one of")) << "it is in view";
  EXPECT_EQ(Do(laptop, {"status", "--json"}).find("Noa") == std::string::npos, false);
}

TEST_F(Devices, ANewComputerGetsMoreThanIsSentOneByOne) {
  ASSERT_TRUE(household.StartRelay());
  SetUpWithEntries(noa, "Noa", 2500);
  ASSERT_EQ(household.Link(noa, laptop, "laptop"), "");
  Await("all of it has come", [&] { return Amount(laptop, "read") == "2500"; });
  AwaitSent(noa);
  AwaitLaptop();
  Do(laptop, {"log", "read", "7"});
  Await("and it goes on", [&] { return Amount(noa, "read") == "2507"; });
}

TEST_F(Devices, TheLaptopSharesWhatNoaSharesAndSamSeesOneNoa) {
  SetUpTogether();
  ASSERT_EQ(household.Link(noa, laptop, "laptop"), "");
  const std::string walk = Agree({"Evening walk", "--every", "day"});
  Await("the laptop has it", [&] { return !Item(laptop, walk).is_null(); });
  AwaitLaptop();
  const nlohmann::json before = Item(sam, walk);
  Do(laptop, {"log", walk});
  Await("Noa's desk has it", [&] { return Item(noa, walk) == Item(laptop, walk); });
  Await("Sam has it", [&] { return Item(sam, walk) != before; });
  EXPECT_TRUE(absl::StrContains(Do(sam, {"today"}), "Noa has another computer here, since"));
  for (const char* hidden : {"laptop", "desk"}) {
    EXPECT_FALSE(IsIn(hidden, sam.data_folder())) << hidden;
    EXPECT_FALSE(IsIn(hidden, household.relay_folder())) << hidden;
  }
}

TEST_F(Devices, ARemovedComputerHearsNothingMoreAndSaysSo) {
  SetUpTogether();
  ASSERT_EQ(household.Link(noa, laptop, "laptop"), "");
  Do(noa, {"device", "remove", "laptop", "--yes"});
  Await("the laptop knows", [&] {
    return absl::StrContains(laptop.Run({"goal", "add", "Paint", "--every", "day"}).err,
                             "was removed");
  });
  Refuses(
      laptop, {"goal", "add", "Paint", "--every", "day"},
      {4, "twofold: this computer was removed from your devices; what is on it can only be read.",
       "Nothing was added."});
  const std::string walk = Agree({"Evening walk", "--every", "day"});
  Do(noa, {"goal", "add", "Secret", "--every", "day"});
  Do(noa, {"sync"});
  EXPECT_FALSE(absl::StrContains(Handles(laptop), "secret"));
  EXPECT_FALSE(absl::StrContains(Handles(laptop), walk));
  EXPECT_TRUE(absl::StrContains(Do(noa, {"device", "list"}), "removed"));
}

TEST_F(Devices, AnInvitationToPairLinksNothingAndTheOtherWayRound) {
  ASSERT_TRUE(household.StartRelay());
  SetUpAlone(noa, "Noa");
  const std::string words = household.Invite(noa);
  ASSERT_NE(words, "");
  const Ended joined = laptop.Run({"device", "link", "--join", "-", "--yes", "--no-input",
                                   "--relay", household.relay(), "--device", "laptop"},
                                  words + "\n");
  EXPECT_NE(joined.exit_code, 0);
  EXPECT_TRUE(absl::StrContains(joined.err, "one side came to pair")) << joined.err;
}

TEST_F(Devices, AComputerThatKeepsGoalsIsNotLinked) {
  ASSERT_TRUE(household.StartRelay());
  SetUpAlone(noa, "Noa");
  SetUpAlone(laptop, "Noa");
  Refuses(laptop,
          {"device", "link", "--join", "-", "--yes", "--no-input", "--relay", household.relay()},
          {4,
           "twofold: this computer keeps goals already; it can only join your others while it is "
           "new.",
           "Nothing was changed."},
          "otter lamp river stone maple pencil autumn violin basket copper window seven\n");
}

}  // namespace
}  // namespace twofold::e2e
