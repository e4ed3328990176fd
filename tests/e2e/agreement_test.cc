// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Two people: by invitation, by proposal and consent, and nothing else crosses.
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/e2e/scene.h"

namespace twofold::e2e {
namespace {

class Together : public Scene {
 protected:
  void SetUp() override { SetUpTogether(); }

  // Noa offers; returns once Sam sees it.
  void Propose(const Words& terms, const std::string& handle) {
    Words words = {"propose"};
    words.insert(words.end(), terms.begin(), terms.end());
    words.push_back("--yes");
    Do(noa, words);
    Await("the proposal at Sam's", [&] { return Proposal(sam, handle).is_object(); });
  }
  void AwaitGone(Account& account, const std::string& handle) {
    Await("no open " + handle, [&] { return Proposal(account, handle).is_null(); });
  }
};

TEST_F(Together, TwelveWordsAndTwoYesesMakeASpaceInWhichNothingIsSharedYet) {
  EXPECT_TRUE(
      absl::StrContains(Do(noa, {"status"}), absl::StrCat("with Sam since ", DayText(day()))));
  EXPECT_TRUE(
      absl::StrContains(Do(sam, {"status"}), absl::StrCat("with Noa since ", DayText(day()))));
  EXPECT_EQ(noa.Json({"shared"})["given"].size(), 0U);
  EXPECT_EQ(sam.Json({"shared"})["given"].size(), 0U);
}

TEST_F(Together, WhatIsSentIsShownBeforeAndIsWhatTheOtherReads) {
  const std::string said =
      Do(noa, {"propose", "Evening walk", "--every", "mon,wed,fri", "--at", "20:00", "--yes"});
  EXPECT_EQ(said,
            "Sam will receive exactly this:\n\n"
            "    Noa proposes: Evening walk\n"
            "    Mon, Wed and Fri at 20:00. It begins only if you agree.\n\n"
            "Sent as p1. Take it back any time before it is agreed: twofold undo\n"
            "Sam is not reminded, and you will not see whether it was read.\n");
  Await("the proposal at Sam's", [&] { return Proposal(sam, "p1").is_object(); });
  EXPECT_TRUE(absl::StrContains(Do(sam, {"today"}),
                                "  ?  p1      Noa proposes: Evening walk\n"
                                "             Mon, Wed and Fri at 20:00\n"));
}

TEST_F(Together, WithoutAYesNothingIsSent) {
  RefusesWithoutTrace(noa, {"propose", "Evening walk", "--every", "day"},
                      {2, "twofold: \"propose\" shows what it sends and wants a person's yes.",
                       "Nothing was sent."});
}

TEST_F(Together, AChangedOfferBeginsInTheVersionThatBothSaidYesTo) {
  Propose({"Evening walk", "--every", "mon,wed,fri", "--at", "20:00"}, "p1");
  EXPECT_EQ(LastLine(Do(sam, {"change", "p1", "--every", "day", "--yes"})),
            "Sent. It begins if Noa agrees to this version.");
  Await("Sam's version at Noa's",
        [&] { return Proposal(noa, "p1").value("from", "") == "partner"; });
  EXPECT_TRUE(Item(noa, "walk").is_null());
  EXPECT_TRUE(Item(sam, "walk").is_null());
  EXPECT_EQ(FirstLine(Do(noa, {"accept", "p1"})),
            absl::StrCat("Agreed by both, ", DayText(day()), "."));
  Await("the goal at Sam's", [&] { return Item(sam, "walk").is_object(); });
  EXPECT_EQ(Item(noa, "walk"), Item(sam, "walk"));
  EXPECT_EQ(Item(sam, "walk")["goal"]["schedule"].value("shape", ""), "every_day");
}

TEST_F(Together, SilenceIsNoYes) {
  Propose({"Evening walk", "--every", "day"}, "p1");
  Do(sam, {"today"});
  Do(noa, {"sync"});
  EXPECT_TRUE(Item(noa, "walk").is_null());
  EXPECT_EQ(Proposal(noa, "p1").value("from", ""), "me");
  Refuses(noa, {"accept", "p1"},
          {4, "twofold: \"p1\" is your own offer; the other answers it.", ""});
}

TEST_F(Together, ANoEndsTheOfferForBothAndNothingElseIsTold) {
  Propose({"Evening walk", "--every", "day"}, "p1");
  EXPECT_TRUE(absl::StartsWith(Do(sam, {"decline", "p1"}), "Declined: p1, Evening walk."));
  AwaitGone(noa, "p1");
  EXPECT_TRUE(Proposal(sam, "p1").is_null());
  EXPECT_TRUE(Item(noa, "walk").is_null());
}

TEST_F(Together, AnOfferIsTakenBackByItsAuthorAlone) {
  Propose({"Evening walk", "--every", "day"}, "p1");
  RefusesWithoutTrace(sam, {"withdraw", "p1"},
                      {4, "twofold: nothing of yours stands open at \"p1\".", ""});
  Do(noa, {"withdraw", "p1"});
  AwaitGone(sam, "p1");
  RefusesWithoutTrace(sam, {"accept", "p1"},
                      {4, "twofold: \"p1\" does not stand open any more.", ""});
}

TEST_F(Together, UndoOfAProposalTakesItBackAndSaysThatItMayHaveBeenSeen) {
  Propose({"Evening walk", "--every", "day"}, "p1");
  EXPECT_EQ(Do(noa, {"undo"}),
            "Undone: proposing p1, Evening walk.\n"
            "Your partner has received it already and keeps having seen it.\n"
            "Bring it back: twofold redo    Go further back: twofold undo\n");
  AwaitGone(sam, "p1");
}

TEST_F(Together, WhatIsAgreedIsChangedByTwoYesesOnly) {
  const std::string goal = Agree({"Run", "--every", "day", "--unit", "km"});
  Do(noa, {"change", goal, "--every", "mon", "--yes"});
  Await("the change at Sam's", [&] { return sam.Json({"today"})["proposals"].size() == 1; });
  EXPECT_EQ(Item(noa, goal)["goal"]["schedule"].value("shape", ""), "every_day");
  EXPECT_EQ(Item(sam, goal)["goal"]["schedule"].value("shape", ""), "every_day");
  Do(sam, {"accept", goal});
  for (Account* account : {&noa, &sam}) {
    Await("the new version", [&] {
      const auto goals = account->Json({"goal", "list"})["goals"];
      return goals.size() == 1 && goals[0]["schedule"].value("shape", "") == "weekdays";
    });
  }
}

TEST_F(Together, AnAgreementIsNotUndoneByOneButLeft) {
  const std::string goal = Agree({"Run", "--every", "day", "--unit", "km"});
  RefusesWithoutTrace(
      noa, {"undo"},
      {4, "twofold: that offer has its answer; it no longer stands open.", "Nothing was changed."});
  RefusesWithoutTrace(sam, {"undo"},
                      {4, "twofold: there is nothing to undo.", "Nothing was undone."});
  RefusesWithoutTrace(
      noa, {"goal", "archive", goal},
      {4, "twofold: \"run\" is shared; nobody changes it alone.", "Nothing was changed."});
}

TEST_F(Together, EntriesOfBothAddUpAndEachTakesBackOnlyTheOwn) {
  const std::string goal = Agree({"Run", "--every", "day", "--unit", "km"});
  Do(noa, {"log", goal, "5km"});
  Do(sam, {"log", goal, "2km"});
  Await("7 km at both", [&] { return Amount(noa, goal) == "7" && Amount(sam, goal) == "7"; });
  Do(sam, {"undo"});
  Await("5 km at both", [&] { return Amount(noa, goal) == "5" && Amount(sam, goal) == "5"; });
}

TEST_F(Together, SharedNamesEverythingThatWasGivenAndNothingElse) {
  Do(noa, {"goal", "add", "Violin", "--every", "day"});
  Do(noa, {"log", "violin"});
  const std::string goal = Agree({"Run", "--every", "day", "--unit", "km"});
  Do(noa, {"log", goal, "5km"});
  Do(noa, {"propose", "Dance", "--every", "day", "--yes"});
  const std::string said = Do(noa, {"shared"});
  EXPECT_TRUE(absl::StrContains(said, "What Sam has been given, complete\n"));
  EXPECT_TRUE(absl::StrContains(said, "We goal, happened on 1 day  Run\n"));
  EXPECT_TRUE(absl::StrContains(said, "Dance"));
  EXPECT_TRUE(absl::StrContains(said, "your name"));
  EXPECT_FALSE(absl::StrContains(said, "violin"));
  EXPECT_TRUE(absl::StrContains(said, "your 1 I goal,"));
}

TEST_F(Together, SteppingOutEndsTheGoalForBothAndKeepsItsHistory) {
  const std::string goal = Agree({"Run", "--every", "day", "--unit", "km"});
  Do(noa, {"log", goal, "5km"});
  AwaitSameShared();
  Refuses(sam, {"goal", "leave", goal},
          {2, "twofold: \"goal leave\" wants a person's yes.", "Nothing was changed."});
  Do(sam, {"goal", "leave", goal, "--yes"});
  for (Account* account : {&noa, &sam}) {
    Await("the end", [&] { return Item(*account, goal).is_null(); });
    EXPECT_TRUE(absl::StrContains(Do(*account, {"goal", "list", "--all"}), "ended"));
    RefusesWithoutTrace(*account, {"log", goal, "1km"},
                        {4, "twofold: \"run\" is ended.", "Nothing was logged."});
  }
}

}  // namespace
}  // namespace twofold::e2e
