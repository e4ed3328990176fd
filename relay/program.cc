// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "relay/program.h"

#include <fcntl.h>
#include <grpc/support/log.h>
#include <signal.h>
#include <sodium.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"
#include "proto/wire/listener.h"
#include "relay/options.h"
#include "relay/server.h"
#include "storage/bytes/rocks_byte_store.h"

namespace twofold::relay {
namespace {

constexpr RocksTuning kTuning = {
    .write_buffer = 8 << 20, .block_cache = 16 << 20, .open_files = 256};
constexpr int kSpareDescriptors = 64 + kTuning.open_files;

// One line for each event; never an address, an id or a name.
void Log(absl::string_view line) {
  std::fprintf(stderr, "twofold-relay: %.*s\n", static_cast<int>(line.size()), line.data());
}

void Report(const absl::Status& status) {
  Log(absl::string_view(status.message()));
  for (const RefusalHint& hint : RefusalHints(status)) {
    std::fprintf(stderr, "  %s   %s\n", hint.label.c_str(), hint.text.c_str());
  }
}

sigset_t StopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

// Before any thread exists, so that all of them inherit it.
void PrepareProcess() {
  umask(077);
  const sigset_t signals = StopSignals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);
  // Debian's Abseil searches for deadlocks at every lock that gRPC takes, if it is let.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  gpr_set_log_function([](gpr_log_func_args*) {});
}

// Raises the limit on descriptors as far as allowed and returns how many connections fit: each
// takes two, and a fifth stays free.
int RoomForConnections() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 64;
  const rlim_t wanted = 4 * limits::kRelayConnections + kSpareDescriptors;
  limit.rlim_cur = std::max(limit.rlim_cur, std::min(limit.rlim_max, wanted));
  setrlimit(RLIMIT_NOFILE, &limit);
  const auto usable = static_cast<std::int64_t>(std::min(limit.rlim_cur, wanted)) * 4 / 5;
  return static_cast<int>(
      std::clamp<std::int64_t>((usable - kSpareDescriptors) / 2, 8, limits::kRelayConnections));
}

absl::Status NoFolder() {
  return Refusal(absl::StatusCode::kUnavailable, "no_data_folder",
                 "the folder given with --data cannot be used.");
}

// The lock that makes this the only relay in its folder; held until closed.
absl::StatusOr<UniqueFd> LockFolder(const std::string& folder) {
  if (mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return NoFolder();
  const std::string path = absl::StrCat(folder, "/lock");
  UniqueFd fd(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!fd.valid()) return NoFolder();
  if (flock(fd.get(), LOCK_EX | LOCK_NB) == 0) return fd;
  if (errno != EWOULDBLOCK) return NoFolder();
  return Refusal(absl::StatusCode::kFailedPrecondition, "relay_running",
                 "another twofold-relay uses this folder.");
}

absl::StatusOr<std::string> ReadPem(const std::string& path, absl::string_view option) {
  std::ifstream in(path, std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(in), {});
  if (in.good() && !text.empty()) return text;
  return Refusal(absl::StatusCode::kUnavailable, "no_pem",
                 absl::StrCat("the file given with ", option, " cannot be read."));
}

absl::StatusOr<Listener> Listen(const std::string& listen) {
  const std::string path = UnixPathOf(listen);
  if (!path.empty()) return ListenUnix(path, StaleSocket::kReplace);
  TF_ASSIGN_OR_RETURN(const HostPort where, ParseHostPort(listen));
  return ListenTcp(where);
}

absl::Status TellReady(int fd, const std::string& address) {
  if (fd < 0) return absl::OkStatus();
  const UniqueFd owned(fd);
  const std::string line = absl::StrCat(address, "\n");
  if (write(fd, line.data(), line.size()) == static_cast<ssize_t>(line.size())) {
    return absl::OkStatus();
  }
  return Refusal(absl::StatusCode::kUnavailable, "no_ready_fd",
                 "the descriptor given with --ready-fd cannot be written.");
}

absl::Status Serve(const Options& options) {
  ServerSettings settings;
  if (!options.tls_cert.empty()) {
    TF_ASSIGN_OR_RETURN(settings.tls_certificate, ReadPem(options.tls_cert, "--tls-cert"));
    TF_ASSIGN_OR_RETURN(settings.tls_key, ReadPem(options.tls_key, "--tls-key"));
  }
  TF_ASSIGN_OR_RETURN(const UniqueFd lock, LockFolder(options.data));
  TF_ASSIGN_OR_RETURN(
      const std::unique_ptr<ByteStore> store,
      OpenRocksByteStore(absl::StrCat(options.data, "/store"), OpenMode::kCreate, kTuning));
  TF_ASSIGN_OR_RETURN(Listener listener, Listen(options.listen));
  const SystemClock clock;
  SystemRandom random;
  settings.names = options.names;
  if (settings.names.empty()) settings.names.push_back(listener.address());
  settings.max_connections = RoomForConnections();
  settings.heartbeat = absl::Seconds(limits::kHeartbeatSeconds);
  TF_ASSIGN_OR_RETURN(const std::unique_ptr<RelayServer> server,
                      RelayServer::Start(std::move(listener), *store, clock, random, settings));
  TF_RETURN_IF_ERROR(TellReady(options.ready_fd, server->address()));
  Log(absl::StrCat("serving, connections at most ", settings.max_connections));

  const sigset_t signals = StopSignals();
  int received = 0;
  sigwait(&signals, &received);
  Log("stopping");
  server->Stop();
  Log("stopped");
  return absl::OkStatus();
}

}  // namespace

int RunRelay(int argc, const char* const* argv) {
  PrepareProcess();
  const auto parsed = ParseOptions(argc, argv);
  if (const auto* printed = std::get_if<Printed>(&parsed)) {
    std::fputs(printed->text.c_str(), stdout);
    return 0;
  }
  if (const auto* wrong = std::get_if<absl::Status>(&parsed)) {
    Report(*wrong);
    return 2;
  }
  if (sodium_init() < 0) return 1;
  const absl::Status served = Serve(std::get<Options>(parsed));
  if (served.ok()) return 0;
  Report(served);
  return 1;
}

}  // namespace twofold::relay
