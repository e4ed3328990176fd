// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Looks for private words with the eyes of an attacker: on every disk, in every process list, in
// every log, and through the socket as somebody else.
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <iostream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tests/e2e/argument_watch.h"
#include "tests/e2e/scene.h"

namespace twofold::e2e {
namespace {

namespace fs = std::filesystem;

// Words that nothing else holds.
constexpr char kOwnGoal[] = "Zanzibarcanary";
constexpr char kOwnUnit[] = "zunitcanary";
constexpr char kOffered[] = "Quokkacanary";
constexpr char kOfferedUnit[] = "qunitcanary";
constexpr char kNoasName[] = "Noacanary";
constexpr char kSamsName[] = "Samcanary";

class Privacy : public Scene {
 protected:
  // A life with private, offered and shared things, and a log of each program.
  void Live() {
    ASSERT_TRUE(household.StartRelay());
    noas_daemon_ = noa.StartDaemon(household.folder() + "/noa.log");
    sams_daemon_ = sam.StartDaemon(household.folder() + "/sam.log");
    ASSERT_EQ(noas_daemon_->ready(), "ready");
    ASSERT_EQ(sams_daemon_->ready(), "ready");
    SetUpAlone(noa, kNoasName);
    SetUpAlone(sam, kSamsName);
    Do(noa, {"goal", "add", kOwnGoal, "--every", "day", "--unit", kOwnUnit});
    Do(noa, {"log", "zanzibarcanary", "5"});
    words_ = household.Invite(noa);
    ASSERT_EQ(household.Join(sam, words_).exit_code, 0);
    ASSERT_EQ(household.ConfirmBoth(), "");
    run_ = Agree({kOffered, "--every", "day", "--unit", kOfferedUnit});
    Do(noa, {"log", run_, "3"});
    AwaitSameShared();
    EXPECT_EQ(noa.Run({"log", "zanzibarcanary", "5stone"}).exit_code, 2);
  }
  void StopAll() {
    EXPECT_TRUE(noas_daemon_->End(SIGTERM));
    EXPECT_TRUE(sams_daemon_->End(SIGTERM));
    EXPECT_TRUE(household.EndRelay(SIGTERM));
  }

  std::unique_ptr<Background> noas_daemon_, sams_daemon_;
  std::string words_, run_;
};

TEST_F(Privacy, EachWordIsOnlyWhereItBelongs) {
  Live();
  StopAll();
  const std::string noas = noa.folder(), sams = sam.folder(), relays = household.relay_folder();
  // That the search finds what is there, in the same places.
  for (const std::string word : {kOwnGoal, kOwnUnit, kOffered, kOfferedUnit, kNoasName}) {
    EXPECT_TRUE(IsIn(word, noas)) << word;
  }
  for (const std::string word : {kOffered, kOfferedUnit, kNoasName, kSamsName}) {
    EXPECT_TRUE(IsIn(word, sams)) << word;
  }
  for (const std::string word : {kOwnGoal, kOwnUnit}) EXPECT_FALSE(IsIn(word, sams)) << word;
  for (const std::string word :
       {kOwnGoal, kOwnUnit, kOffered, kOfferedUnit, kNoasName, kSamsName}) {
    EXPECT_FALSE(IsIn(word, relays)) << word;
  }
}

TEST_F(Privacy, NoWordIsPartOfAKeyInAnyStore) {
  Live();
  StopAll();
  for (const std::string& folder : {noa.data_folder() + "/store", sam.data_folder() + "/store",
                                    household.relay_folder() + "/store"}) {
    const std::string keys = StoreKeys(folder);
    EXPECT_NE(keys, "") << folder;
    for (const std::string word : {"canary", "Canary"}) {
      EXPECT_FALSE(absl::StrContains(keys, word)) << folder;
    }
  }
}

TEST_F(Privacy, LogsHoldNoWordOfAnybody) {
  Live();
  StopAll();
  for (const std::string log : {"/noa.log", "/sam.log", "/relay.log"}) {
    const std::string text = FileText(household.folder() + log);
    EXPECT_NE(text, "") << log;
    for (const std::string word :
         {kOwnGoal, kOwnUnit, kOffered, kOfferedUnit, kNoasName, kSamsName, "zanzibarcanary"}) {
      EXPECT_FALSE(absl::StrContains(text, word)) << log << ": " << word;
    }
    EXPECT_FALSE(absl::StrContains(text, run_)) << log;
  }
}

TEST_F(Privacy, TheWordsOfTheInvitationAreOnNoDiskAfterwards) {
  Live();
  StopAll();
  const std::vector<std::string> words = absl::StrSplit(words_, ' ');
  ASSERT_EQ(words.size(), 12U);
  const std::string three = absl::StrCat(words[3], " ", words[4], " ", words[5]);
  for (const std::string& folder : {noa.folder(), sam.folder(), household.relay_folder()}) {
    EXPECT_FALSE(IsIn(three, folder));
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
      // RocksDB's own settings are prose and hold words of any list.
      if (absl::StartsWith(entry.path().filename().string(), "OPTIONS")) fs::remove(entry.path());
    }
    int found = 0;
    for (const std::string& word : words) {
      // Short words may stand in a byte string by chance.
      if (word.size() >= 6 && IsIn(word, folder)) ++found;
    }
    EXPECT_LT(found, 3) << folder;
  }
}

TEST_F(Privacy, NoArgumentOfAnyProcessHoldsTheWordsOrAPartnersText) {
  SetUpTogether();
  // Every process of the machine is looked at, also those of other tests at the same time.
  const std::string offered = absl::StrCat("Zephyrcanary ", getpid());
  Do(noa, {"propose", offered, "--every", "day", "--yes"});
  Await("the proposal at Sam's", [&] { return Proposal(sam, "p1").is_object(); });
  ASSERT_TRUE(noa.KillDaemon());  // so that one is started while somebody looks
  std::string words;
  std::string seen;
  {
    ArgumentWatch watch;
    Do(noa, {"today"});
    Do(sam, {"accept", "p1"});
    Do(sam, {"today"});
    Do(sam, {"shared"});
    Do(sam, {"leave", "--yes"});
    Do(noa, {"leave", "--yes"});
    words = household.Invite(noa);
    ASSERT_EQ(household.Join(sam, words).exit_code, 0);
    seen = watch.Seen();
  }
  EXPECT_TRUE(absl::StrContains(seen, "twofoldd")) << "the watch sees nothing";
  EXPECT_TRUE(absl::StrContains(seen, "twofold-relay"));
  EXPECT_FALSE(absl::StrContains(seen, offered));
  std::replace(seen.begin(), seen.end(), '\0', ' ');
  const std::vector<std::string> each = absl::StrSplit(words, ' ');
  ASSERT_EQ(each.size(), 12u);
  for (std::size_t i = 1; i < each.size(); ++i) {
    EXPECT_FALSE(absl::StrContains(seen, absl::StrCat(each[i - 1], " ", each[i])));
  }
}

TEST_F(Privacy, FilesAreTheOwnersAlone) {
  Live();
  for (const std::string& folder :
       {noa.data_folder(), noa.folder() + "/run/twofold", household.relay_folder()}) {
    struct stat found {};
    ASSERT_EQ(lstat(folder.c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 07777, 0700U) << folder;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
      if (lstat(entry.path().c_str(), &found) != 0) continue;  // RocksDB removes old files
      const mode_t right = S_ISDIR(found.st_mode) ? 0700 : 0600;
      EXPECT_EQ(found.st_mode & 07777, right) << entry.path();
    }
  }
  struct stat socket {};
  ASSERT_EQ(lstat(noa.socket().c_str(), &socket), 0);
  EXPECT_TRUE(S_ISSOCK(socket.st_mode));
}

TEST_F(Privacy, AWideUmaskMakesNothingWider) {
  const mode_t before = umask(0);
  SetUpAlone(noa, "Noa");
  Do(noa, {"goal", "add", "Read", "--every", "day"});
  umask(before);
  for (const std::string& folder : {noa.data_folder(), noa.folder() + "/run/twofold"}) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
      struct stat found {};
      if (lstat(entry.path().c_str(), &found) != 0) continue;
      EXPECT_EQ(found.st_mode & 077, 0U) << entry.path();
    }
  }
}

TEST_F(Privacy, AnotherUserIsRefusedEvenWhereTheSocketLetsEverybodyIn) {
  if (geteuid() != 0) {
    std::cout << "LEFT OUT: only root can connect as another user.\n";
    return;
  }
  SetUpAlone(noa, "Noa");
  for (const std::string& folder :
       {household.folder(), noa.folder(), noa.folder() + "/run", noa.folder() + "/run/twofold"}) {
    ASSERT_EQ(chmod(folder.c_str(), 0711), 0);
  }
  const std::string path = noa.socket();
  ASSERT_EQ(chmod(path.c_str(), 0777), 0);
  sockaddr_un where{};
  where.sun_family = AF_UNIX;
  std::memcpy(where.sun_path, path.data(), path.size());
  // As `user`: 1 when the service hangs up without a byte, 0 when it talks, else 2.
  const auto connect_as = [&](uid_t user) {
    const pid_t child = fork();
    if (child == 0) {
      alarm(10);
      if (setresuid(user, user, user) != 0) _exit(2);
      const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
      if (connect(fd, reinterpret_cast<sockaddr*>(&where), sizeof where) != 0) _exit(3);
      // The greeting of HTTP/2 with empty settings.
      constexpr char kGreeting[] = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0";
      if (send(fd, kGreeting, sizeof kGreeting - 1, MSG_NOSIGNAL) < 0) _exit(1);
      char byte = 0;
      _exit(recv(fd, &byte, 1, 0) > 0 ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  };
  constexpr uid_t kNobody = 65534;
  EXPECT_EQ(connect_as(kNobody), 1);
  EXPECT_EQ(connect_as(geteuid()), 0) << "the owner is still served";
}

class Squatted : public Scene {
 protected:
  // A stopped account with something else at the socket's path.
  void SetUp() override {
    SetUpAlone(noa, "Noa");
    before_ = Standing(noa);
    ASSERT_TRUE(noa.StopDaemon());
  }
  void ExpectRefusal() {
    Refuses(noa, {"today"}, {5, "twofold: something else is at the path of the socket.", ""});
    EXPECT_FALSE(noa.RunningDaemon().has_value());
  }
  void ExpectAllIsWellOnceItIsGone() {
    fs::remove(noa.socket());
    EXPECT_EQ(Standing(noa), before_);
  }
  std::string before_;
};

TEST_F(Squatted, AFileIsNotReplaced) {
  WriteFile(noa.socket(), "mine");
  ExpectRefusal();
  EXPECT_EQ(FileText(noa.socket()), "mine");
  ExpectAllIsWellOnceItIsGone();
}

TEST_F(Squatted, ALinkIsNotFollowed) {
  const std::string elsewhere = noa.folder() + "/elsewhere";
  fs::create_symlink(elsewhere, noa.socket());
  ExpectRefusal();
  EXPECT_FALSE(fs::exists(elsewhere));
  EXPECT_TRUE(fs::is_symlink(noa.socket()));
  ExpectAllIsWellOnceItIsGone();
}

TEST_F(Squatted, ASocketOnWhichSomebodyListensIsNotTakenAway) {
  sockaddr_un where{};
  where.sun_family = AF_UNIX;
  const std::string path = noa.socket();
  std::memcpy(where.sun_path, path.data(), path.size());
  const int squatter = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  ASSERT_EQ(bind(squatter, reinterpret_cast<sockaddr*>(&where), sizeof where), 0);
  ASSERT_EQ(listen(squatter, 8), 0);
  const Ended daemon =
      RunProgram({noa.Program("twofoldd")}, noa.environment(), "", std::chrono::seconds(20));
  EXPECT_EQ(daemon.exit_code, 1);
  EXPECT_EQ(daemon.err, "twofoldd: something else is at the path of the socket.\n");
  EXPECT_TRUE(fs::is_socket(path));
  close(squatter);
  ExpectAllIsWellOnceItIsGone();
}

}  // namespace
}  // namespace twofold::e2e
