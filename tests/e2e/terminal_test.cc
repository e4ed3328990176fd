// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Two people at two real terminals: the questions are asked, and the answers count.
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "tests/e2e/output_rules.h"
#include "tests/e2e/scene.h"

namespace twofold::e2e {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kColumns = 80, kRows = 24;
constexpr std::chrono::seconds kPatience(20);

// The client on a terminal of its own. Of what is typed only Enter shows on it, so that the screen
// is what the program wrote and nothing else.
class AtTerminal {
 public:
  AtTerminal(Account& account, Words words) {
    words.insert(words.begin(), account.Program("twofold"));
    std::vector<std::string> assignments;
    for (const auto& [name, value] : account.environment()) {
      assignments.push_back(absl::StrCat(name, "=", value));
    }
    const std::vector<char*> arguments = Pointers(words), variables = Pointers(assignments);
    winsize size{};
    size.ws_row = kRows;
    size.ws_col = kColumns;
    pid_ = forkpty(&terminal_, nullptr, nullptr, &size);
    if (pid_ == 0) {
      termios settings{};
      tcgetattr(0, &settings);
      settings.c_lflag &= ~static_cast<tcflag_t>(ECHO);
      settings.c_lflag |= ECHONL;
      tcsetattr(0, TCSANOW, &settings);
      execve(arguments[0], arguments.data(), variables.data());
      _exit(127);
    }
  }
  ~AtTerminal() {
    if (pid_ > 0) {
      kill(pid_, SIGKILL);
      waitpid(pid_, nullptr, 0);
    }
    close(terminal_);
  }
  AtTerminal(const AtTerminal&) = delete;
  AtTerminal& operator=(const AtTerminal&) = delete;

  // Reads until `text` comes, behind what was waited for before. False after 20 seconds or at the
  // end of the program.
  bool Shows(absl::string_view text) {
    const Clock::time_point until = Clock::now() + kPatience;
    std::size_t at = std::string::npos;
    while ((at = screen_.find(std::string(text), seen_)) == std::string::npos) {
      if (!Read(until)) return false;
    }
    seen_ = at + text.size();
    return true;
  }
  void Type(const std::string& keys) {
    if (write(terminal_, keys.data(), keys.size()) < 0) return;
  }
  int Wait() {
    const Clock::time_point until = Clock::now() + kPatience;
    while (Read(until)) {
    }
    int status = 0;
    if (Clock::now() >= until) kill(pid_, SIGKILL);
    waitpid(pid_, &status, 0);
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  const std::string& screen() const { return screen_; }

 private:
  static std::vector<char*> Pointers(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
  }
  bool Read(Clock::time_point until) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
    pollfd waiting = {terminal_, POLLIN, 0};
    if (left.count() <= 0 || poll(&waiting, 1, static_cast<int>(left.count())) != 1) return false;
    char bytes[4096];
    const ssize_t got = read(terminal_, bytes, sizeof bytes);
    for (ssize_t i = 0; i < got; ++i) {
      if (bytes[i] != '\r') screen_ += bytes[i];
    }
    return got > 0;
  }

  pid_t pid_ = -1;
  int terminal_ = -1;
  std::string screen_;
  std::size_t seen_ = 0;
};

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
    EXPECT_EQ(BrokenRuleOnScreen(at.screen(), kColumns), "") << at.screen();
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
