// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "import/sandbox.h"

#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <memory>
#include <utility>

#include "core/base/limits.h"
#include "core/base/refusal.h"

namespace twofold::importing {
namespace {

// Sanitizers map terabytes of address space and look at the process when it ends.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

constexpr rlim_t kDescriptors = 32;  // a folder at each depth, and the file

absl::Status NotLocked() {
  return Refusal(absl::StatusCode::kInternal, "import_not_locked",
                 "the process that reads the file could not be locked in; nothing was read.");
}

// Lowers a limit; one that is lower already stays.
absl::Status Limit(__rlimit_resource resource, rlim_t most) {
  rlimit limit;
  if (getrlimit(resource, &limit) != 0) return NotLocked();
  limit.rlim_max = std::min(limit.rlim_max, most);
  limit.rlim_cur = std::min(limit.rlim_cur, limit.rlim_max);
  return setrlimit(resource, &limit) == 0 ? absl::OkStatus() : NotLocked();
}

}  // namespace

absl::Status LimitProcess() {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) {
    return NotLocked();
  }
  // Writing to a file is an error then, not the end.
  std::signal(SIGXFSZ, SIG_IGN);
  const std::array<std::pair<__rlimit_resource, rlim_t>, 5> kLimits = {{
      {RLIMIT_CORE, 0},
      {RLIMIT_FSIZE, 0},
      {RLIMIT_NPROC, 0},
      {RLIMIT_NOFILE, kDescriptors},
      {RLIMIT_CPU, limits::kImportCpuSeconds},
  }};
  for (const auto& [resource, most] : kLimits) {
    const absl::Status status = Limit(resource, most);
    if (!status.ok()) return status;
  }
  return kSanitized ? absl::OkStatus() : Limit(RLIMIT_AS, limits::kImportMemoryBytes);
}

absl::Status GiveUpSystemCalls() {
  if (kSanitized) return absl::OkStatus();
  const std::unique_ptr<void, void (*)(scmp_filter_ctx)> filter(seccomp_init(SCMP_ACT_ERRNO(EPERM)),
                                                                seccomp_release);
  if (filter == nullptr) return NotLocked();
  // What allocating, writing the result and ending take.
  for (const int call :
       {SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(brk), SCMP_SYS(mmap), SCMP_SYS(mremap),
        SCMP_SYS(munmap), SCMP_SYS(madvise), SCMP_SYS(futex), SCMP_SYS(close), SCMP_SYS(exit),
        SCMP_SYS(exit_group), SCMP_SYS(rt_sigreturn), SCMP_SYS(clock_gettime),
        SCMP_SYS(gettimeofday), SCMP_SYS(getpid)}) {
    // Memory that can be run is none of it.
    const bool maps = call == SCMP_SYS(mmap);
    const scmp_arg_cmp no_code = SCMP_A2(SCMP_CMP_MASKED_EQ, 4 /* PROT_EXEC */, 0);
    const int code = maps ? seccomp_rule_add_array(filter.get(), SCMP_ACT_ALLOW, call, 1, &no_code)
                          : seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0);
    if (code != 0) return NotLocked();
  }
  return seccomp_load(filter.get()) == 0 ? absl::OkStatus() : NotLocked();
}

}  // namespace twofold::importing
