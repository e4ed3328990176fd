// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "proto/wire/accept_loop.h"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <mutex>

#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "proto/wire/listener.h"
#include "tests/support/temporary_folder.h"

namespace twofold {
namespace {

constexpr int kPatienceMs = 10'000;  // longest wait for an event that has to come

UniqueFd Connect(const std::string& path) {
  UniqueFd fd(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof(address.sun_path) - 1);
  if (connect(fd.get(), reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) return {};
  return fd;
}

UniqueFd ConnectTcp(const std::string& where) {
  UniqueFd fd(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(ParseHostPort(where)->port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(fd.get(), reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) return {};
  return fd;
}

// Waits for the other end's word: one byte, or the end of the connection (0).
ssize_t ReadOne(int fd) {
  pollfd wait{fd, POLLIN, 0};
  if (poll(&wait, 1, kPatienceMs) != 1) return -2;
  char byte = 0;
  return read(fd, &byte, 1);
}

class AcceptLoopTest : public testing::Test {
 protected:
  // Greets with one byte and keeps the connection.
  AcceptLoop::Admit Keep() {
    return [this](int fd) {
      std::lock_guard lock(mutex_);
      kept_.emplace_back(fd);
      return write(fd, "k", 1) == 1;
    };
  }
  void WaitForConnections(const AcceptLoop& loop, int wanted) {
    while (loop.connections() != wanted) std::this_thread::yield();
  }

  const TemporaryFolder temporary_;
  const std::string folder_ = temporary_.path();
  const std::string path_ = temporary_.At("s");
  std::mutex mutex_;  // guards kept_
  std::vector<UniqueFd> kept_;
};

TEST_F(AcceptLoopTest, AdmitsUpToTheCapAndClosesTheNext) {
  auto listener = ListenUnix(path_, StaleSocket::kRefuse);
  ASSERT_TRUE(listener.ok()) << listener.status();
  AcceptLoop loop(listener->fd(), {"test", 2}, Keep());
  const UniqueFd first = Connect(path_);
  const UniqueFd second = Connect(path_);
  EXPECT_EQ(ReadOne(first.get()), 1);
  EXPECT_EQ(ReadOne(second.get()), 1);
  const UniqueFd third = Connect(path_);
  EXPECT_EQ(ReadOne(third.get()), 0);
  EXPECT_EQ(loop.connections(), 2);
}

TEST_F(AcceptLoopTest, AClosedConnectionMakesRoomForAnother) {
  auto listener = ListenUnix(path_, StaleSocket::kRefuse);
  ASSERT_TRUE(listener.ok());
  AcceptLoop loop(listener->fd(), {"test", 1}, Keep());
  {
    const UniqueFd first = Connect(path_);
    ASSERT_EQ(ReadOne(first.get()), 1);
  }
  WaitForConnections(loop, 0);
  const UniqueFd second = Connect(path_);
  EXPECT_EQ(ReadOne(second.get()), 1);
}

TEST_F(AcceptLoopTest, AConnectionShutDownOnOurSideEndsForThePeerAndMakesRoom) {
  auto listener = ListenUnix(path_, StaleSocket::kRefuse);
  ASSERT_TRUE(listener.ok());
  AcceptLoop loop(listener->fd(), {"test", 1}, Keep());
  const UniqueFd first = Connect(path_);
  ASSERT_EQ(ReadOne(first.get()), 1);
  {
    std::lock_guard lock(mutex_);
    shutdown(kept_.front().get(), SHUT_RDWR);
    kept_.clear();
  }
  EXPECT_EQ(ReadOne(first.get()), 0);
  WaitForConnections(loop, 0);
}

TEST_F(AcceptLoopTest, TellsOfQuietOnceTheLastConnectionIsClosed) {
  auto listener = ListenUnix(path_, StaleSocket::kRefuse);
  ASSERT_TRUE(listener.ok());
  std::promise<void> quiet;  // told twice, it would throw
  AcceptLoop loop(listener->fd(), {"test", 2, [&] { quiet.set_value(); }}, Keep());
  UniqueFd first = Connect(path_);
  ASSERT_EQ(ReadOne(first.get()), 1);
  UniqueFd second = Connect(path_);
  ASSERT_EQ(ReadOne(second.get()), 1);
  first = UniqueFd();
  WaitForConnections(loop, 1);
  second = UniqueFd();
  quiet.get_future().wait();
  EXPECT_EQ(loop.connections(), 0);
}

TEST_F(AcceptLoopTest, WhoIsNotAdmittedIsClosedAndNotCounted) {
  auto listener = ListenUnix(path_, StaleSocket::kRefuse);
  ASSERT_TRUE(listener.ok());
  AcceptLoop loop(listener->fd(), {"test", 1}, [](int) { return false; });
  const UniqueFd first = Connect(path_);
  EXPECT_EQ(ReadOne(first.get()), 0);
  EXPECT_EQ(loop.connections(), 0);
}

TEST_F(AcceptLoopTest, WhoTakesNothingIsHungUpOnAndWhoIsSentNothingIsNot) {
  auto listener = ListenTcp(*ParseHostPort("127.0.0.1:0"));
  ASSERT_TRUE(listener.ok()) << listener.status();
  AcceptLoop loop(listener->fd(), {"test", 2, nullptr, absl::Milliseconds(200)}, Keep());
  const UniqueFd idle = ConnectTcp(listener->address());
  ASSERT_EQ(ReadOne(idle.get()), 1);
  const UniqueFd asleep = ConnectTcp(listener->address());
  ASSERT_EQ(ReadOne(asleep.get()), 1);
  int busy = -1;
  {
    std::lock_guard lock(mutex_);
    busy = kept_.back().get();
  }
  const std::string many(1 << 20, 'x');
  while (send(busy, many.data(), many.size(), MSG_NOSIGNAL | MSG_DONTWAIT) > 0) continue;
  WaitForConnections(loop, 1);
  pollfd ended{busy, 0, 0};
  EXPECT_EQ(poll(&ended, 1, kPatienceMs), 1) << "for our side";
  pollfd lives{idle.get(), POLLIN, 0};
  EXPECT_EQ(poll(&lives, 1, 0), 0);
}

TEST_F(AcceptLoopTest, HangUpEndsWhatIsOpenForBothEnds) {
  auto listener = ListenUnix(path_, StaleSocket::kRefuse);
  ASSERT_TRUE(listener.ok());
  AcceptLoop loop(listener->fd(), {"test", 2}, Keep());
  const UniqueFd peer = Connect(path_);
  ASSERT_EQ(ReadOne(peer.get()), 1);
  loop.Stop();
  pollfd lives{peer.get(), POLLIN, 0};
  EXPECT_EQ(poll(&lives, 1, 0), 0) << "stopping alone ends nothing";
  loop.HangUp();
  EXPECT_EQ(ReadOne(peer.get()), 0);
  std::lock_guard lock(mutex_);
  EXPECT_EQ(send(kept_.front().get(), "x", 1, MSG_NOSIGNAL), -1);
}

TEST_F(AcceptLoopTest, StopTwiceIsFine) {
  auto listener = ListenUnix(path_, StaleSocket::kRefuse);
  ASSERT_TRUE(listener.ok());
  AcceptLoop loop(listener->fd(), {"test", 1}, Keep());
  loop.Stop();
  loop.Stop();
}

// In a child, because the descriptor limit is the whole process's.
TEST_F(AcceptLoopTest, RecoversAfterRunningOutOfDescriptors) {
  auto listener = ListenUnix(path_, StaleSocket::kRefuse);
  ASSERT_TRUE(listener.ok());
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    std::vector<UniqueFd> hoard;
    const UniqueFd waiting = Connect(path_);
    AcceptLoop* loop = nullptr;
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = 40;
    setrlimit(RLIMIT_NOFILE, &limit);
    loop = new AcceptLoop(listener->fd(), {"test", 100}, Keep());
    if (ReadOne(waiting.get()) != 1) _exit(1);
    for (;;) {
      UniqueFd next(dup(0));
      if (!next.valid()) break;
      hoard.push_back(std::move(next));
    }
    hoard.pop_back();
    const UniqueFd starved = Connect(path_);
    if (!starved.valid()) _exit(2);
    pollfd wait{starved.get(), POLLIN, 0};
    if (poll(&wait, 1, 300) != 0) _exit(3);
    rusage before{};
    getrusage(RUSAGE_SELF, &before);
    if (poll(&wait, 1, 500) != 0) _exit(4);
    rusage after{};
    getrusage(RUSAGE_SELF, &after);
    if (after.ru_utime.tv_sec - before.ru_utime.tv_sec > 0 ||
        after.ru_nvcsw - before.ru_nvcsw > 50) {
      _exit(5);  // spinning
    }
    hoard.clear();
    if (ReadOne(starved.get()) != 1) _exit(6);
    delete loop;
    _exit(0);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status)) << status;
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST_F(AcceptLoopTest, APathOfExactlyTheLimitWorksAndOneMoreIsRefused) {
  const std::size_t room = limits::kSocketPathBytes - folder_.size() - 1;
  const std::string longest = folder_ + "/" + std::string(room, 'a');
  ASSERT_EQ(longest.size(), limits::kSocketPathBytes);
  EXPECT_TRUE(ListenUnix(longest, StaleSocket::kRefuse).ok());
  const auto refused = ListenUnix(longest + "a", StaleSocket::kRefuse);
  EXPECT_EQ(RefusalReason(refused.status()), "socket_path_too_long");
  EXPECT_EQ(refused.status().message(),
            "the socket path is longer than 107 bytes; set TWOFOLD_SOCKET to a shorter one.");
}

TEST_F(AcceptLoopTest, TheSocketIsForTheOwnerAloneAndLeavesWithItsListener) {
  {
    auto listener = ListenUnix(path_, StaleSocket::kRefuse);
    ASSERT_TRUE(listener.ok());
    struct stat found {};
    ASSERT_EQ(lstat(path_.c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777, 0600u);
  }
  EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(AcceptLoopTest, AFolderOpenToOthersIsRefused) {
  ASSERT_EQ(chmod(folder_.c_str(), 0750), 0);
  EXPECT_EQ(RefusalReason(ListenUnix(path_, StaleSocket::kReplace).status()), "socket_folder_open");
}

TEST_F(AcceptLoopTest, AStaleSocketIsReplacedOnlyOnRequest) {
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    auto left_behind = ListenUnix(path_, StaleSocket::kRefuse);
    _exit(left_behind.ok() ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(std::filesystem::exists(path_));
  EXPECT_EQ(RefusalReason(ListenUnix(path_, StaleSocket::kRefuse).status()), "socket_path_taken");
  EXPECT_TRUE(ListenUnix(path_, StaleSocket::kReplace).ok());
}

TEST_F(AcceptLoopTest, ASocketOnWhichSomebodyListensIsNeverReplaced) {
  auto listener = ListenUnix(path_, StaleSocket::kRefuse);
  ASSERT_TRUE(listener.ok());
  EXPECT_EQ(RefusalReason(ListenUnix(path_, StaleSocket::kReplace).status()), "socket_path_taken");
  EXPECT_TRUE(Connect(path_).valid());
}

TEST_F(AcceptLoopTest, AFileOrALinkAtThePathIsNeverRemoved) {
  std::ofstream(path_) << "mine";
  EXPECT_EQ(RefusalReason(ListenUnix(path_, StaleSocket::kReplace).status()), "socket_path_taken");
  EXPECT_TRUE(std::filesystem::exists(path_));
  std::filesystem::remove(path_);
  std::filesystem::create_symlink("/nowhere", path_);
  EXPECT_EQ(RefusalReason(ListenUnix(path_, StaleSocket::kReplace).status()), "socket_path_taken");
  EXPECT_TRUE(std::filesystem::is_symlink(path_));
}

TEST_F(AcceptLoopTest, ThePeerOnAUnixSocketIsKnownByUser) {
  int pair[2];
  ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
  const UniqueFd left(pair[0]), right(pair[1]);
  EXPECT_TRUE(PeerIsSameUser(left.get()));
  EXPECT_FALSE(PeerIsSameUser(-1));
  if (geteuid() != 0) return;
  ASSERT_EQ(seteuid(65534), 0);
  EXPECT_FALSE(PeerIsSameUser(left.get()));
  ASSERT_EQ(seteuid(0), 0);
}

TEST(ParseHostPort, ReadsLiteralsAndLocalhost) {
  EXPECT_EQ(ParseHostPort("127.0.0.1:7470")->host, "127.0.0.1");
  EXPECT_EQ(ParseHostPort("127.0.0.1:7470")->port, 7470);
  EXPECT_EQ(ParseHostPort("[::1]:0")->host, "::1");
  EXPECT_EQ(ParseHostPort("localhost:1")->host, "127.0.0.1");
  for (const char* near : {"127.9.9.9:1", "[::1]:1", "localhost:1"}) {
    EXPECT_TRUE(ParseHostPort(near)->loopback) << near;
  }
  for (const char* far : {"0.0.0.0:1", "192.0.2.1:1", "[::]:1", "[2001:db8::1]:1"}) {
    EXPECT_FALSE(ParseHostPort(far)->loopback) << far;
  }
  EXPECT_EQ(ParseHostPort("127.0.0.1:65535")->port, 65535);
}

TEST(ParseHostPort, RefusesEverythingElse) {
  for (const char* bad : {"", ":", ":1", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536",
                          "127.0.0.1:-1", "::1:1", "[::1]", "[]:1", "example.org:1", "1.2.3:1"}) {
    EXPECT_EQ(RefusalReason(ParseHostPort(bad).status()), "bad_address") << bad;
  }
}

void ExpectAPortThatIsThenTaken(absl::string_view any_port) {
  auto first = ListenTcp(*ParseHostPort(any_port));
  ASSERT_TRUE(first.ok()) << first.status();
  const auto where = ParseHostPort(first->address());
  ASSERT_TRUE(where.ok()) << first->address();
  EXPECT_NE(where->port, 0);
  EXPECT_EQ(RefusalReason(ListenTcp(*where).status()), "address_in_use");
}

// Whether this kernel has an address ::1 to listen on.
bool HasIpv6() {
  const int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_addr = in6addr_loopback;
  const bool bound = bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  if (fd >= 0) close(fd);
  return bound;
}

TEST(ListenTcp, PortZeroReportsTheChosenPortWhichIsThenTaken) {
  ExpectAPortThatIsThenTaken("127.0.0.1:0");
}

TEST(ListenTcp, SoItDoesWithIpv6) {
  // Containers often come without it, and no test can give it to them.
  if (!HasIpv6()) GTEST_SKIP() << "no IPv6 here";
  ExpectAPortThatIsThenTaken("[::1]:0");
}

}  // namespace
}  // namespace twofold
