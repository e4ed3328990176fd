// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What the process has given up is gone. Each claim is tried in a process of its own.
#include "import/sandbox.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <functional>
#include <string>
#include <vector>

#include "tests/support/temporary_folder.h"

namespace twofold::importing {
namespace {

// Sanitizers map terabytes of addresses and look at the process when it ends; with them the limit
// of memory is not set, and no system call is given up. What remains to be claimed is claimed
// without them.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

// Runs `claim` in a process of its own and says whether it held.
bool Holds(const std::function<bool()>& claim) {
  const pid_t child = fork();
  if (child == 0) _exit(claim() ? 0 : 1);
  int status = 0;
  EXPECT_EQ(waitpid(child, &status, 0), child);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool Locked() { return LimitProcess().ok() && GiveUpSystemCalls().ok(); }

TEST(Sandbox, LimitsHoldBeforeAnythingIsRead) {
  EXPECT_TRUE(Holds([] {
    if (!LimitProcess().ok()) return false;
    rlimit core, size;
    return prctl(PR_GET_DUMPABLE) == 0 && prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 &&
           getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_max == 0 &&
           getrlimit(RLIMIT_FSIZE, &size) == 0 && size.rlim_max == 0;
  }));
}

TEST(Sandbox, NoFileGrows) {
  const TemporaryFolder folder;
  EXPECT_TRUE(Holds([&] {
    const int file = open(folder.At("file").c_str(), O_WRONLY | O_CREAT | O_EXCL, 0600);
    return file >= 0 && LimitProcess().ok() && write(file, "x", 1) < 0 && errno == EFBIG;
  }));
}

TEST(Sandbox, MemoryEnds) {
  if (kSanitized) GTEST_SKIP() << "sanitizers need the address space";
  EXPECT_TRUE(Holds([] {
    return LimitProcess().ok() &&
           mmap(nullptr, 4ull << 30, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1,
                0) == MAP_FAILED;
  }));
}

TEST(Sandbox, AfterReadingNothingOfTheMachineIsLeft) {
  if (kSanitized) GTEST_SKIP() << "sanitizers need system calls of their own";
  const std::vector<std::pair<const char*, std::function<bool()>>> calls = {
      {"open to read", [] { return open("/etc/passwd", O_RDONLY) >= 0; }},
      {"open to write", [] { return open("/tmp/x", O_WRONLY | O_CREAT, 0600) >= 0; }},
      {"socket", [] { return socket(AF_INET, SOCK_STREAM, 0) >= 0; }},
      {"unix socket", [] { return socket(AF_UNIX, SOCK_STREAM, 0) >= 0; }},
      {"socketpair",
       [] {
         int fds[2];
         return socketpair(AF_UNIX, SOCK_STREAM, 0, fds) == 0;
       }},
      {"fork", [] { return fork() >= 0; }},
      {"exec", [] { return execl("/bin/true", "true", nullptr) == 0; }},
      {"unlink", [] { return unlink("/tmp/x") == 0 || errno != EPERM; }},
      {"kill", [] { return kill(getppid(), 0) == 0; }},
      {"read",
       [] {
         char byte;
         return read(0, &byte, 1) >= 0;
       }},
      {"executable memory", [] {
         return mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
                MAP_FAILED;
       }}};
  for (const auto& [name, call] : calls) {
    EXPECT_TRUE(Holds([&, call = call] { return Locked() && !call(); })) << name;
  }
}

TEST(Sandbox, MemoryAndWritingToAPipeAreLeft) {
  EXPECT_TRUE(Holds([] {
    int ends[2];
    if (pipe(ends) != 0 || !Locked()) return false;
    std::vector<std::string> held;
    for (int i = 0; i < 1000; ++i) held.emplace_back(100'000, 'x');
    return write(ends[1], held[999].data(), 10) == 10;
  }));
}

}  // namespace
}  // namespace twofold::importing
