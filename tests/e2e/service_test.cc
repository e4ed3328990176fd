// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The background service: one for each account, and its absence, silence and strange folders told
// apart.
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <future>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/e2e/scene.h"

namespace twofold::e2e {
namespace {

using std::chrono::seconds;
namespace fs = std::filesystem;

// The signal is on its way when kill() returns; a thread may still be answering.
bool AllThreadsStopped(pid_t pid) {
  for (const auto& thread : fs::directory_iterator(absl::StrCat("/proc/", pid, "/task"))) {
    const std::string stat = FileText(thread.path() / "stat");
    const std::size_t name_end = stat.rfind(')');
    if (name_end == std::string::npos || stat.substr(name_end, 3) != ") T") return false;
  }
  return true;
}

class Service : public Scene {
 protected:
  void SetUp() override {
    SetUpAlone(noa, "Noa");
    Do(noa, {"goal", "add", "Read", "--every", "day"});
  }

  Ended RunDaemon() {
    return RunProgram({noa.Program("twofoldd")}, noa.environment(), "", seconds(20));
  }
  // Stops it, breaks something, expects the sentence, repairs it, and finds everything as before.
  void RefusesToServe(const std::string& path, mode_t broken, mode_t right,
                      const std::string& sentence, const std::string& mend) {
    const std::string before = Standing(noa);
    ASSERT_TRUE(noa.StopDaemon());
    ASSERT_EQ(chmod(path.c_str(), broken), 0);
    Refuses(noa, {"log", "read"}, {5, absl::StrCat("twofold: ", sentence), "Nothing was logged."});
    EXPECT_TRUE(absl::StrContains(noa.Run({"log", "read"}).err,
                                  absl::StrCat("\n  Close it   ", mend, "\n")));
    EXPECT_FALSE(noa.RunningDaemon().has_value());
    ASSERT_EQ(chmod(path.c_str(), right), 0);
    EXPECT_EQ(Standing(noa), before);
  }
};

TEST_F(Service, ASecondDaemonSaysWhoServesAndTouchesNothing) {
  const pid_t first = noa.RunningDaemon().value_or(0);
  struct stat before {
  }, after{};
  ASSERT_EQ(stat(noa.socket().c_str(), &before), 0);
  const Ended second = RunDaemon();
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_EQ(second.err, absl::StrCat("twofoldd: another twofoldd (pid ", first,
                                     ") serves this account.\nNot started.\n"));
  ASSERT_EQ(stat(noa.socket().c_str(), &after), 0);
  EXPECT_EQ(before.st_ino, after.st_ino);
  Do(noa, {"log", "read"});
  EXPECT_EQ(noa.Daemon().value_or(0), first);
}

TEST_F(Service, OfTwentyStartedAtOnceOneServesAndTheOthersSaySo) {
  constexpr int kDaemons = 20;
  ASSERT_TRUE(noa.StopDaemon());
  std::vector<std::future<Ended>> ends;
  for (int i = 0; i < kDaemons; ++i) {
    ends.push_back(std::async(std::launch::async, [this] { return RunDaemon(); }));
  }
  // All but one end by themselves; then the one that serves is told to.
  const auto ended = [&] {
    int count = 0;
    for (const auto& end : ends) {
      if (end.wait_for(seconds(0)) == std::future_status::ready) ++count;
    }
    return count;
  };
  Await("nineteen ended", [&] { return ended() == kDaemons - 1; });
  EXPECT_EQ(FirstLine(Do(noa, {"today"})), LongDayText(day()));
  const pid_t serving = noa.RunningDaemon().value_or(0);
  ASSERT_TRUE(noa.StopDaemon());
  int served = 0;
  for (auto& end : ends) {
    const Ended one = end.get();
    if (one.exit_code == 0) {
      ++served;
      EXPECT_TRUE(absl::StrContains(one.err, absl::StrCat("pid=", serving))) << one.err;
    } else {
      EXPECT_EQ(one.exit_code, 1);
      EXPECT_TRUE(absl::StrContains(one.err, "serves this account.\nNot started.\n")) << one.err;
    }
  }
  EXPECT_EQ(served, 1);
}

TEST_F(Service, TwentyCommandsAtOnceWithoutADaemonAllWork) {
  constexpr int kCommands = 20;
  Do(noa, {"goal", "add", "Run", "--every", "day", "--unit", "km"});
  ASSERT_TRUE(noa.StopDaemon());
  std::vector<std::future<Ended>> ends;
  for (int i = 0; i < kCommands; ++i) {
    ends.push_back(std::async(std::launch::async, [this] {
      return noa.Run({"log", "run", "1km"});
    }));
  }
  for (auto& end : ends) {
    const Ended one = end.get();
    EXPECT_EQ(one.exit_code, 0) << one.err;
  }
  EXPECT_EQ(Amount(noa, "run"), "20");
}

TEST_F(Service, ADaemonThatHangsIsToldOfWithinThreeSecondsAndNothingIsLoggedLater) {
  const std::string before = Standing(noa);
  const pid_t pid = noa.RunningDaemon().value_or(0);
  ASSERT_GT(pid, 1);
  ASSERT_EQ(kill(pid, SIGSTOP), 0);
  Await("every thread stopped", [&] { return AllThreadsStopped(pid); });
  const auto begin = std::chrono::steady_clock::now();
  Refuses(
      noa, {"log", "read"},
      {5, "twofold: the background service does not answer (waited 2 s).", "Nothing was logged."});
  EXPECT_LT(std::chrono::steady_clock::now() - begin, seconds(3));
  ASSERT_EQ(kill(pid, SIGCONT), 0);
  EXPECT_EQ(Standing(noa), before);
}

TEST_F(Service, ADaemonThatIsAbsentAndNotToBeFoundOrNotToBeStarted) {
  ASSERT_TRUE(noa.StopDaemon());
  noa.environment()["TWOFOLD_DAEMON"] = "/nowhere/twofoldd";
  Refuses(noa, {"log", "read"},
          {5, "twofold: the background service is not running, and twofoldd is not to be found.",
           "Nothing was logged."});
  noa.environment()["TWOFOLD_DAEMON"] = "/bin/false";
  Refuses(noa, {"log", "read"},
          {5, "twofold: the background service was started but does not serve.",
           "Nothing was logged."});
  noa.environment().erase("TWOFOLD_DAEMON");
  Do(noa, {"log", "read"});
}

TEST_F(Service, ADataFolderThatOthersCanEnter) {
  const std::string folder = noa.data_folder();
  RefusesToServe(folder, 0755, 0700,
                 absl::StrCat("others on this computer can enter ", folder, "."),
                 absl::StrCat("chmod 700 ", folder));
}

TEST_F(Service, ARuntimeFolderThatOthersCanEnter) {
  const std::string folder = noa.folder() + "/run/twofold";
  RefusesToServe(folder, 0711, 0700,
                 absl::StrCat("others on this computer can enter ", folder, "."),
                 absl::StrCat("chmod 700 ", folder));
}

TEST_F(Service, AKeyFileThatOthersCanRead) {
  const std::string file = noa.data_folder() + "/device.key";
  RefusesToServe(file, 0644, 0600, absl::StrCat("others on this computer can read ", file, "."),
                 absl::StrCat("chmod 600 ", file));
}

TEST_F(Service, ADataFolderOfSomebodyElse) {
  const std::string before = Standing(noa);
  ASSERT_TRUE(noa.StopDaemon());
  const std::string folder = noa.data_folder();
  if (geteuid() == 0) {
    constexpr uid_t kNobody = 65534;
    ASSERT_EQ(chown(folder.c_str(), kNobody, kNobody), 0);
  } else {
    // A link to a folder of root's: an ordinary user cannot give a folder away.
    fs::rename(folder, folder + ".own");
    fs::create_directory_symlink("/usr", folder);
  }
  Refuses(
      noa, {"log", "read"},
      {5, absl::StrCat("twofold: ", folder, " is not a folder of yours."), "Nothing was logged."});
  if (geteuid() == 0) {
    ASSERT_EQ(chown(folder.c_str(), 0, 0), 0);
  } else {
    fs::remove(folder);
    fs::rename(folder + ".own", folder);
  }
  EXPECT_EQ(Standing(noa), before);
}

TEST_F(Service, ALinkInPlaceOfTheDataFolder) {
  ASSERT_TRUE(noa.StopDaemon());
  const std::string folder = noa.data_folder();
  fs::rename(folder, folder + ".own");
  fs::create_directory_symlink(folder + ".own", folder);
  Refuses(
      noa, {"log", "read"},
      {5, absl::StrCat("twofold: ", folder, " is not a folder of yours."), "Nothing was logged."});
}

TEST_F(Service, AKeyFileThatIsGoneOrDamagedIsNotReplaced) {
  ASSERT_TRUE(noa.StopDaemon());
  const std::string key = noa.data_folder() + "/device.key";
  const std::string bytes = FileText(key);
  fs::remove(key);
  Refuses(
      noa, {"today"},
      {5, absl::StrCat("twofold: the key file ", key, " is gone, while your data are still there."),
       ""});
  EXPECT_FALSE(fs::exists(key));
  WriteFile(key, "short");
  Refuses(noa, {"today"}, {5, absl::StrCat("twofold: the key file ", key, " is damaged."), ""});
  EXPECT_EQ(FileText(key), "short");
  WriteFile(key, bytes);
  Do(noa, {"today"});
}

TEST_F(Service, ASocketPathOfOneHundredAndSevenBytesWorksAndOneMoreDoesNot) {
  ASSERT_TRUE(noa.StopDaemon());
  const std::string folder = noa.folder() + "/run/";
  const std::string longest = folder + std::string(107 - folder.size(), 's');
  noa.environment()["TWOFOLD_SOCKET"] = longest;
  Do(noa, {"log", "read"});
  EXPECT_TRUE(fs::is_socket(longest));
  ASSERT_TRUE(noa.StopDaemon());
  noa.environment()["TWOFOLD_SOCKET"] = longest + "s";
  Refuses(noa, {"log", "read"},
          {2,
           "twofold: the socket path is longer than 107 bytes; set TWOFOLD_SOCKET to a shorter "
           "one.",
           "Nothing was logged."});
  const Ended daemon = RunDaemon();
  EXPECT_EQ(daemon.exit_code, 1);
  EXPECT_TRUE(absl::StrContains(daemon.err, "longer than 107 bytes")) << daemon.err;
}

TEST_F(Service, ADaemonToldToStopEndsWithinTwoSecondsAndTakesItsSocketAlong) {
  const auto begin = std::chrono::steady_clock::now();
  ASSERT_TRUE(noa.StopDaemon());
  EXPECT_LT(std::chrono::steady_clock::now() - begin, seconds(2));
  EXPECT_FALSE(fs::exists(noa.socket()));
}

TEST_F(Service, AStaleSocketOfAKilledDaemonIsNoObstacle) {
  ASSERT_TRUE(noa.KillDaemon());
  EXPECT_TRUE(fs::is_socket(noa.socket()));
  Do(noa, {"log", "read"});
}

}  // namespace
}  // namespace twofold::e2e
