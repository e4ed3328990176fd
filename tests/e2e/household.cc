// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/household.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <future>
#include <iostream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "tests/support/sanitizer_environment.h"

namespace twofold::e2e {
namespace {

constexpr std::chrono::seconds kCommandDeadline(40);
constexpr int kInvitationWords = 12;

// The line of twelve words, whatever stands between them.
std::string InvitationIn(absl::string_view text) {
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    const std::vector<std::string> words =
        absl::StrSplit(line, absl::ByAnyChar(" \t"), absl::SkipEmpty());
    if (words.size() == kInvitationWords) return absl::StrJoin(words, " ");
  }
  return "";
}

std::string Failure(absl::string_view what, const Ended& ended) {
  return absl::StrCat(what, " ended with ", ended.exit_code, ": ", ended.out, ended.err);
}

std::string ValueOr(const Environment& environment, const std::string& name,
                    const std::string& otherwise) {
  const auto found = environment.find(name);
  return found == environment.end() ? otherwise : found->second;
}

}  // namespace

std::string NoonZone() {
  constexpr int kHourSeconds = 3600, kDayHours = 24, kNoon = 12;
  const auto hours = kNoon - static_cast<int>(std::time(nullptr) / kHourSeconds % kDayHours);
  return absl::StrFormat("Fixed/UTC%c%02d:00:00", hours < 0 ? '-' : '+', std::abs(hours));
}

std::optional<std::string> AwaitStep(Account& account, absl::string_view step) {
  std::optional<std::string> number;
  bool answered = true;
  Eventually(
      [&] {
        const nlohmann::json now = account.Json({"pair", "--status", "--wait", "10"});
        answered = now.is_object();
        if (answered && now.value("step", "") == std::string(step)) {
          number = now.value("check_number", "");
        }
        return !answered || number.has_value();
      },
      kCommandDeadline);
  return number;
}

Account::Account(std::string programs, std::string folder)
    : programs_(std::move(programs)), folder_(std::move(folder)) {
  for (const char* name : {"home", "data", "config", "state", "cache", "run"}) {
    std::filesystem::create_directories(absl::StrCat(folder_, "/", name));
  }
  environment_ = {{"PATH", absl::StrCat(programs_, ":/usr/bin:/bin")},
                  {"LC_ALL", "C.UTF-8"},
                  {"TZ", NoonZone()},
                  {"COLUMNS", "80"},
                  {"HOME", absl::StrCat(folder_, "/home")},
                  {"XDG_DATA_HOME", absl::StrCat(folder_, "/data")},
                  {"XDG_CONFIG_HOME", absl::StrCat(folder_, "/config")},
                  {"XDG_STATE_HOME", absl::StrCat(folder_, "/state")},
                  {"XDG_CACHE_HOME", absl::StrCat(folder_, "/cache")},
                  {"XDG_RUNTIME_DIR", absl::StrCat(folder_, "/run")}};
  environment_.merge(SanitizerEnvironment());
}

Account::~Account() {
  const std::optional<pid_t> pid = RunningDaemon();
  if (!pid.has_value()) return;
  kill(*pid, SIGCONT);
  if (!EndProcess(*pid, SIGTERM)) {
    std::cerr << "A daemon did not end when it was told to.\n";
    EndProcess(*pid, SIGKILL);
  }
}

std::string Account::Program(absl::string_view name) const {
  return absl::StrCat(programs_, "/", name);
}

std::string Account::data_folder() const {
  const std::string home = ValueOr(environment_, "HOME", "");
  return absl::StrCat(ValueOr(environment_, "XDG_DATA_HOME", absl::StrCat(home, "/.local/share")),
                      "/twofold");
}

std::string Account::socket() const {
  return ValueOr(environment_, "TWOFOLD_SOCKET", absl::StrCat(folder_, "/run/twofold/daemon.sock"));
}

Ended Account::Run(std::vector<std::string> words, absl::string_view input) {
  words.insert(words.begin(), Program("twofold"));
  const Ended ended = RunProgram(words, environment_, input, kCommandDeadline);
  if (observer_) observer_({words.begin() + 1, words.end()}, ended);
  return ended;
}

nlohmann::json Account::Json(std::vector<std::string> words) {
  words.insert(words.end(), {"--json", "--no-input"});
  return nlohmann::json::parse(Run(std::move(words)).out, nullptr, false);
}

std::optional<pid_t> Account::Daemon() {
  const nlohmann::json status = Json({"status"});
  if (!status.is_object() || status.value("pid", 0) <= 1) return std::nullopt;
  return status.value("pid", 0);
}

std::optional<pid_t> Account::RunningDaemon() const {
  const std::string path = absl::StrCat(data_folder(), "/lock");
  const int lock = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (lock < 0) return std::nullopt;
  const bool held = flock(lock, LOCK_SH | LOCK_NB) != 0;
  close(lock);
  pid_t pid = 0;
  if (!held || !(std::ifstream(path) >> pid) || pid <= 1) return std::nullopt;
  return pid;
}

bool Account::KillDaemon() {
  const std::optional<pid_t> pid = RunningDaemon();
  return pid.has_value() && EndProcess(*pid, SIGKILL);
}

bool Account::StopDaemon() {
  const std::optional<pid_t> pid = RunningDaemon();
  return pid.has_value() && EndProcess(*pid, SIGTERM);
}

std::unique_ptr<Background> Account::StartDaemon(const std::string& log) {
  return std::make_unique<Background>(std::vector<std::string>{Program("twofoldd")}, environment_,
                                      log);
}

bool RelayProgram::Start() {
  const std::string log = absl::StrCat(folder_, ".log");
  const std::string home = std::filesystem::path(folder_).parent_path();
  Environment environment = {{"PATH", "/usr/bin:/bin"}, {"HOME", home}};
  environment.merge(SanitizerEnvironment());
  program_ = std::make_unique<Background>(
      std::vector<std::string>{absl::StrCat(TWOFOLD_PROGRAMS, "/twofold-relay"), "--listen",
                               address_, "--data", folder_},
      environment, log);
  if (program_->ready().empty()) {
    std::cerr << std::ifstream(log).rdbuf();
    return false;
  }
  address_ = program_->ready();
  return true;
}

bool RelayProgram::End(int signal) { return program_ != nullptr && program_->End(signal); }

Household::Household() {
  umask(077);
  // Short, because a Unix socket's path has room for 107 bytes only.
  std::string folder = "/tmp/twofold-e2e.XXXXXX";
  if (mkdtemp(folder.data()) == nullptr) std::abort();
  folder_ = folder;
  const auto account = [&](absl::string_view name) {
    return std::make_unique<Account>(TWOFOLD_PROGRAMS, absl::StrCat(folder_, "/", name));
  };
  noa_ = account("noa");
  sam_ = account("sam");
  kim_ = account("kim");
  relay_ = std::make_unique<RelayProgram>(absl::StrCat(folder_, "/relay"));
  other_relay_ = std::make_unique<RelayProgram>(absl::StrCat(folder_, "/relay2"));
}

Household::~Household() {
  noa_.reset();
  sam_.reset();
  kim_.reset();
  relay_.reset();
  other_relay_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::string Household::Invite(Account& inviter) {
  return InvitationIn(
      inviter.Run({"pair", "--yes", "--no-input", "--relay", relay(), "--plain"}).out);
}

Ended Household::Join(Account& joiner, absl::string_view words) {
  return joiner.Run({"pair", "--join", "-", "--yes", "--no-input", "--relay", relay()},
                    absl::StrCat(words, "\n"));
}

std::string Household::ConfirmBoth() { return ConfirmBoth(*noa_, *sam_, {"pair"}); }

std::string Household::ConfirmBoth(Account& one, Account& other,
                                   const std::vector<std::string>& command) {
  const std::optional<std::string> number = AwaitStep(one, "comparing");
  const std::optional<std::string> others_number = AwaitStep(other, "comparing");
  if (!number.has_value() || number != others_number) return "the numbers differ";
  std::vector<std::string> confirm = command;
  confirm.insert(confirm.end(), {"--confirm", absl::StrReplaceAll(*number, {{" ", ""}})});
  // Each answers when the other has said yes too.
  std::future<Ended> ones = std::async(std::launch::async, [&] { return one.Run(confirm); });
  const Ended others = other.Run(confirm);
  for (const Ended& confirmed : {ones.get(), others}) {
    if (confirmed.exit_code != 0) return Failure("--confirm", confirmed);
  }
  for (Account* account : {&one, &other}) {
    if (!AwaitStep(*account, "paired").has_value()) return "it did not finish";
  }
  return "";
}

std::string Household::Link(Account& there, Account& fresh, const std::string& name) {
  const Ended invited = there.Run(
      {"device", "link", "--yes", "--no-input", "--relay", relay(), "--device", "desk", "--plain"});
  const std::string words = InvitationIn(invited.out);
  if (words.empty()) return Failure("device link", invited);
  const Ended joined = fresh.Run({"device", "link", "--join", "-", "--yes", "--no-input", "--relay",
                                  relay(), "--device", name},
                                 absl::StrCat(words, "\n"));
  if (joined.exit_code != 0) return Failure("device link --join", joined);
  return ConfirmBoth(there, fresh, {"device", "link"});
}

std::string Household::Pair() {
  for (const auto& [account, name] : {std::pair(noa_.get(), "Noa"), std::pair(sam_.get(), "Sam")}) {
    const Ended started = account->Run({"start", "--no-input", "--name", name, "--no-checkin"});
    if (started.exit_code != 0) return Failure("start", started);
  }
  const std::string words = Invite(*noa_);
  if (words.empty()) return "the client printed no invitation";
  const Ended joined = Join(*sam_, words);
  if (joined.exit_code != 0) return Failure("pair --join", joined);
  return ConfirmBoth();
}

}  // namespace twofold::e2e
