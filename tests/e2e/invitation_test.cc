// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Invitations that are mistyped, used, guessed or read by a third; numbers that differ.
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "tests/e2e/scene.h"

namespace twofold::e2e {
namespace {

constexpr char kStillWorks[] = "Nothing was sent; the invitation still works.";
constexpr char kNotShared[] = "Nothing was shared.";
constexpr char kUnknown[] =
    "twofold: this invitation is not known at the relay: it was used, is older than 7 days, or a "
    "word is another.";

class Invited : public Scene {
 protected:
  void SetUp() override {
    ASSERT_TRUE(household.StartRelay());
    SetUpAlone(noa, "Noa");
    SetUpAlone(sam, "Sam");
    SetUpAlone(kim, "Kim");
    const std::string words = household.Invite(noa);
    words_ = absl::StrSplit(words, ' ');
    ASSERT_EQ(words_.size(), 12U);
  }

  std::string Typed(const Words& words) { return absl::StrJoin(words, " ") + "\n"; }
  Words Join() {
    return {"pair", "--join", "-", "--yes", "--no-input", "--relay", household.relay()};
  }
  std::string Step(Account& account) {
    return account.Json({"pair", "--status"}).value("step", "");
  }
  void AwaitEnd(Account& account, const std::string& reason) {
    ASSERT_TRUE(AwaitStep(account, "ended").has_value());
    EXPECT_EQ(account.Json({"pair", "--status"}).value("end_reason", ""), reason);
  }
  std::string Compare() {
    EXPECT_EQ(household.Join(sam, Typed(words_)).exit_code, 0);
    EXPECT_TRUE(AwaitStep(sam, "comparing").has_value());
    return absl::StrReplaceAll(AwaitStep(noa, "comparing").value_or(""), {{" ", ""}});
  }
  void NobodyIsPaired() {
    for (Account* account : {&noa, &sam, &kim}) {
      EXPECT_FALSE(account->Json({"status"}).value("paired", true));
    }
  }

  Words words_;
};

TEST_F(Invited, AWordThatIsNotInTheListIsCorrectedHereAndTheInvitationStillWorks) {
  Words mistyped = words_;
  mistyped[0] = "oter";
  RefusesWithoutTrace(sam, Join(),
                      {2, "twofold: \"oter\" is not one of the invitation's words.", kStillWorks},
                      Typed(mistyped));
  EXPECT_EQ(Step(sam), "none");
  EXPECT_NE(Compare(), "");
}

TEST_F(Invited, ElevenAndThirteenWordsAreNotTwelve) {
  Words eleven(words_.begin(), words_.end() - 1), thirteen = words_;
  thirteen.push_back(words_[0]);
  RefusesWithoutTrace(sam, Join(),
                      {2, "twofold: an invitation has twelve words; these are 11.", kStillWorks},
                      Typed(eleven));
  RefusesWithoutTrace(sam, Join(),
                      {2, "twofold: an invitation has twelve words; these are 13.", kStillWorks},
                      Typed(thirteen));
  RefusesWithoutTrace(sam, Join(),
                      {2, "twofold: the twelve words of the invitation are needed.", kNotShared});
  EXPECT_EQ(Step(noa), "waiting");
}

TEST_F(Invited, TwelveValidWordsThatAreOthersOpenNothing) {
  Words others = words_;
  std::swap(others[0], others[11]);
  if (others == words_) others[1] = others[0];
  RefusesWithoutTrace(sam, Join(), {3, kUnknown, kNotShared}, Typed(others));
  EXPECT_EQ(Step(noa), "waiting");
  EXPECT_NE(Compare(), "");
}

TEST_F(Invited, AnInvitationWorksOnce) {
  const std::string digits = Compare();
  ASSERT_EQ(household.ConfirmBoth(), "");
  RefusesWithoutTrace(kim, Join(), {3, kUnknown, kNotShared}, Typed(words_));
  EXPECT_FALSE(kim.Json({"status"}).value("paired", true));
  EXPECT_TRUE(noa.Json({"status"}).value("paired", false));
}

TEST_F(Invited, AThirdWithTheSameWordsMakesThemVoidForAllAndEachIsTold) {
  Compare();
  RefusesWithoutTrace(
      kim, Join(),
      {1, "twofold: somebody else used this invitation too, so it is void for everybody.",
       kNotShared},
      Typed(words_));
  for (Account* account : {&noa, &sam}) {
    AwaitEnd(*account, "third_party");
    EXPECT_EQ(Do(*account, {"pair", "--status"}),
              "A third computer used this invitation, so the pairing has ended for all.\n");
  }
  NobodyIsPaired();
}

TEST_F(Invited, AThirdAfterOneYesStillEndsItForAll) {
  const std::string digits = Compare();
  noa.Run({"pair", "--confirm", digits, "--wait", "0"});
  EXPECT_EQ(household.Join(kim, Typed(words_)).exit_code, 1);
  AwaitEnd(noa, "third_party");
  AwaitEnd(sam, "third_party");
  NobodyIsPaired();
}

TEST_F(Invited, AnotherNumberThanTheOneShownConfirmsNothing) {
  std::string digits = Compare();
  digits[0] = digits[0] == '9' ? '0' : '9';
  RefusesWithoutTrace(
      noa, {"pair", "--confirm", digits},
      {2, "twofold: that is not the number on this screen.", "Nothing was confirmed."});
  EXPECT_EQ(Step(noa), "comparing");
  ASSERT_EQ(household.ConfirmBoth(), "");
}

TEST_F(Invited, ACancelEndsItOnBothSidesAndLeavesNothing) {
  Compare();
  EXPECT_EQ(Do(sam, {"pair", "--cancel"}),
            "No pairing is under way now, and nothing is left behind.\n");
  AwaitEnd(noa, "cancelled_there");
  NobodyIsPaired();
  EXPECT_NE(household.Invite(noa), "") << "a new one can begin";
}

TEST_F(Invited, AnInvitationTakenBackBeforeAnybodyCameOpensNothing) {
  Do(noa, {"pair", "--cancel"});
  RefusesWithoutTrace(sam, Join(), {3, kUnknown, kNotShared}, Typed(words_));
}

TEST_F(Invited, OnlyOnePairingAtATime) {
  RefusesWithoutTrace(noa, {"pair", "--yes", "--no-input", "--relay", household.relay()},
                      {4, "twofold: a pairing is under way already.", kNotShared});
  RefusesWithoutTrace(noa, Join(), {4, "twofold: a pairing is under way already.", kNotShared},
                      Typed(words_));
}

TEST_F(Invited, WhoIsPairedIsNotPairedASecondTime) {
  Compare();
  ASSERT_EQ(household.ConfirmBoth(), "");
  const std::string kims = household.Invite(kim);
  RefusesWithoutTrace(noa, {"pair", "--yes", "--no-input", "--relay", household.relay()},
                      {4, "twofold: there is a shared space with Sam already.", kNotShared});
  RefusesWithoutTrace(noa, Join(),
                      {4, "twofold: there is a shared space with Sam already.", kNotShared},
                      kims + "\n");
  EXPECT_EQ(Step(kim), "waiting");
}

TEST_F(Invited, WordsOnTheCommandLineAreRefused) {
  RefusesWithoutTrace(
      sam, {"pair", "--join=otter", "--yes"},
      {2, "twofold: the words of an invitation are a secret and do not belong on the command line.",
       kNotShared});
}

TEST_F(Scene, NothingIsContactedWhereNoRelayIsOrCanBe) {
  SetUpAlone(noa, "Noa");
  RefusesWithoutTrace(noa, {"pair", "--yes", "--no-input", "--relay", "127.0.0.1:1"},
                      {6, "twofold: 127.0.0.1:1 does not answer.", kNotShared});
  RefusesWithoutTrace(
      noa, {"pair", "--yes", "--no-input", "--relay", "foo"},
      {2, "twofold: \"foo\" is not where a relay can be. Try relay.example.org:443.",
       "Nothing was contacted."});
  RefusesWithoutTrace(noa, {"pair", "--yes", "--no-input"},
                      {2, "twofold: no relay is named yet.", kNotShared});
}

}  // namespace
}  // namespace twofold::e2e
