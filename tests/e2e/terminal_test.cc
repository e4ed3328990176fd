// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Two people at two real terminals: the questions are asked, and the answers count.
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "tests/e2e/at_terminal.h"
#include "tests/e2e/output_rules.h"
#include "tests/e2e/scene.h"

namespace twofold::e2e {
namespace {

class Terminals : public Scene {
 protected:
  void SetUp() override {
    ASSERT_TRUE(household.StartRelay());
    for (Account* account : {&noa, &sam}) {
      account->environment()["TERM"] = "xterm";
      account->environment()["NO_COLOR"] = "1";
    }
    SetUpAlone(noa, "Noa");
    SetUpAlone(sam, "Sam");
  }
  // Everything up to Noa's words.
  std::string ReadWords(AtTerminal& at) {
    EXPECT_TRUE(at.Shows("Contact it now?  [y/N] ")) << at.screen();
    at.Type("y\n");
    EXPECT_TRUE(at.Shows("Works once, for 7 days.\n\n")) << at.screen();
    EXPECT_TRUE(at.Shows("Waiting. Ctrl-C stops, and nothing is left behind.")) << at.screen();
    const std::size_t begin = at.screen().find("7 days.\n\n") + 9;
    const std::vector<std::string> words =
        absl::StrSplit(at.screen().substr(begin, at.screen().find("\n\nWaiting", begin) - begin),
                       absl::ByAnyChar(" \n"), absl::SkipEmpty());
    EXPECT_EQ(words.size(), 12U) << at.screen();
    return absl::StrJoin(words, " ");
  }
  // Sam joins; returns at the question about the number, which is the result.
  std::string Join(AtTerminal& at, const std::string& words) {
    EXPECT_TRUE(at.Shows("The twelve words: ")) << at.screen();
    at.Type(words + "\n");
    EXPECT_TRUE(at.Shows("Contact it now?  [y/N] ")) << at.screen();
    at.Type("y\n");
    return Number(at);
  }
  std::string Number(AtTerminal& at) {
    EXPECT_TRUE(at.Shows("Is it the same on both?\n\n    ")) << at.screen();
    EXPECT_TRUE(at.Shows("Compare it aloud.  Same?  [y/N] ")) << at.screen();
    const std::size_t begin = at.screen().rfind("on both?\n\n    ") + 14;
    return at.screen().substr(begin, 7);
  }
  void KeepsTheRules(const AtTerminal& at) {
    EXPECT_EQ(BrokenRuleOnScreen(at.screen(), AtTerminal::kColumns), "") << at.screen();
    EXPECT_FALSE(absl::StrContains(at.screen(), "\x1b")) << "NO_COLOR is set";
  }
  Words Invite() { return {"pair", "--relay", household.relay()}; }
  Words Joining() { return {"pair", "--join", "--relay", household.relay()}; }
};

TEST_F(Terminals, TwoPeoplePairByAnsweringTheQuestions) {
  AtTerminal noas(noa, Invite());
  const std::string words = ReadWords(noas);
  AtTerminal sams(sam, Joining());
  const std::string sams_number = Join(sams, words);
  EXPECT_EQ(Number(noas), sams_number);
  noas.Type("y\n");
  sams.Type("y\n");
  EXPECT_TRUE(noas.Shows("Paired with Sam. Nothing of yours has been shared."));
  EXPECT_TRUE(sams.Shows("Paired with Noa. Nothing of yours has been shared."));
  EXPECT_EQ(noas.Wait(), 0);
  EXPECT_EQ(sams.Wait(), 0);
  KeepsTheRules(noas);
  KeepsTheRules(sams);
  EXPECT_TRUE(noa.Json({"status"}).value("paired", false));
}

TEST_F(Terminals, AMistypedWordIsAskedForAgainAndTheInvitationStillWorks) {
  AtTerminal noas(noa, Invite());
  const std::string words = ReadWords(noas);
  AtTerminal sams(sam, Joining());
  ASSERT_TRUE(sams.Shows("The twelve words: "));
  sams.Type(absl::StrCat("oter", words.substr(words.find(' ')), "\n"));
  ASSERT_TRUE(sams.Shows("Contact it now?  [y/N] ")) << sams.screen();
  sams.Type("y\n");
  ASSERT_TRUE(sams.Shows("\"oter\" is not one of the invitation's words.")) << sams.screen();
  ASSERT_TRUE(sams.Shows("Nothing was sent; the invitation still works."));
  ASSERT_TRUE(sams.Shows("The twelve words: "));
  sams.Type(words + "\n");
  EXPECT_EQ(Number(sams), Number(noas));
}

TEST_F(Terminals, ANumberThatDiffersEndsItForBothAndSaysWhy) {
  AtTerminal noas(noa, Invite());
  AtTerminal sams(sam, Joining());
  Join(sams, ReadWords(noas));
  Number(noas);
  noas.Type("n\n");
  EXPECT_TRUE(noas.Shows("the numbers were not the same on both screens")) << noas.screen();
  EXPECT_EQ(noas.Wait(), 1);
  // Sam is told that it has ended, not what Noa saw; a yes changes nothing any more.
  ASSERT_TRUE(AwaitStep(sam, "ended").has_value());
  EXPECT_EQ(sam.Json({"pair", "--status"}).value("end_reason", ""), "cancelled_there");
  sams.Type("y\n");
  EXPECT_TRUE(sams.Shows("this pairing was ended on the other computer.")) << sams.screen();
  EXPECT_EQ(sams.Wait(), 1);
  EXPECT_FALSE(noa.Json({"status"}).value("paired", true));
  EXPECT_FALSE(sam.Json({"status"}).value("paired", true));
  KeepsTheRules(noas);
  KeepsTheRules(sams);
}

TEST_F(Terminals, CtrlCWhileWaitingEndsThePairingAndLeavesNothing) {
  AtTerminal noas(noa, Invite());
  const std::string words = ReadWords(noas);
  noas.Type("\x03");
  EXPECT_EQ(noas.Wait(), 130);
  EXPECT_TRUE(absl::StrContains(noas.screen(), "nothing is left behind.")) << noas.screen();
  EXPECT_EQ(household.Join(sam, words).exit_code, 3) << "the invitation opens nothing any more";
}

TEST_F(Terminals, NoToTheRelayContactsNobody) {
  AtTerminal noas(noa, Invite());
  ASSERT_TRUE(noas.Shows("Contact it now?  [y/N] "));
  noas.Type("\n");
  EXPECT_TRUE(noas.Shows("No relay was contacted."));
  EXPECT_EQ(noas.Wait(), 1);
  EXPECT_EQ(noa.Json({"pair", "--status"}).value("step", ""), "none");
}

TEST_F(Terminals, WhatWillBeSentIsShownAndANoSendsNothing) {
  ASSERT_EQ(household.Pair(), "");
  AtTerminal noas(noa, {"propose", "Evening walk together", "--every", "day"});
  ASSERT_TRUE(noas.Shows("Sam will receive exactly this:")) << noas.screen();
  ASSERT_TRUE(noas.Shows("Send it?  [Y/n] "));
  noas.Type("n\n");
  EXPECT_TRUE(noas.Shows("Nothing was sent; it stays with you."));
  EXPECT_EQ(noas.Wait(), 1);
  EXPECT_EQ(noa.Json({"shared"})["given"].size(), 0U);
  KeepsTheRules(noas);
}

TEST_F(Terminals, LeavingIsTypedWhole) {
  ASSERT_EQ(household.Pair(), "");
  {
    AtTerminal noas(noa, {"leave"});
    ASSERT_TRUE(noas.Shows("Type \"leave\" to go, anything else to stay.  > ")) << noas.screen();
    noas.Type("l\n");
    EXPECT_TRUE(noas.Shows("You stay. Nothing was changed."));
    EXPECT_EQ(noas.Wait(), 1);
    KeepsTheRules(noas);
  }
  EXPECT_TRUE(noa.Json({"status"}).value("paired", false));
  AtTerminal noas(noa, {"leave"});
  ASSERT_TRUE(noas.Shows("anything else to stay.  > "));
  noas.Type("leave\n");
  EXPECT_TRUE(noas.Shows("Left. The keys of the shared space are gone."));
  EXPECT_EQ(noas.Wait(), 0);
  EXPECT_FALSE(noa.Json({"status"}).value("paired", true));
}

}  // namespace
}  // namespace twofold::e2e
