// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/household.h"

#include <signal.h>
#include <sys/stat.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <iostream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

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

// Waits until a pairing stands at a step; the client does the waiting. Returns its check number.
std::optional<std::string> AwaitStep(Account& account, absl::string_view step) {
  const auto deadline = std::chrono::steady_clock::now() + kCommandDeadline;
  do {
    const nlohmann::json now = account.Json({"pair", "--status", "--wait", "10"});
    if (!now.is_object()) return std::nullopt;
    if (now.value("step", "") == std::string(step)) return now.value("check_number", "");
  } while (std::chrono::steady_clock::now() < deadline);
  return std::nullopt;
}

std::string Failure(absl::string_view what, const Ended& ended) {
  return absl::StrCat(what, " ended with ", ended.exit_code, ": ", ended.out, ended.err);
}

}  // namespace

Account::Account(std::string programs, std::string folder)
    : programs_(std::move(programs)), folder_(std::move(folder)) {
  for (const char* name : {"home", "data", "config", "state", "cache", "run"}) {
    std::filesystem::create_directories(absl::StrCat(folder_, "/", name));
  }
  environment_ = {{"PATH", absl::StrCat(programs_, ":/usr/bin:/bin")},
                  {"LC_ALL", "C.UTF-8"},
                  {"COLUMNS", "80"},
                  {"HOME", absl::StrCat(folder_, "/home")},
                  {"XDG_DATA_HOME", absl::StrCat(folder_, "/data")},
                  {"XDG_CONFIG_HOME", absl::StrCat(folder_, "/config")},
                  {"XDG_STATE_HOME", absl::StrCat(folder_, "/state")},
                  {"XDG_CACHE_HOME", absl::StrCat(folder_, "/cache")},
                  {"XDG_RUNTIME_DIR", absl::StrCat(folder_, "/run")}};
}

Account::~Account() {
  if (std::filesystem::exists(absl::StrCat(folder_, "/run/twofold/daemon.sock"))) Daemon();
  for (const pid_t pid : daemons_) {
    if (!EndProcess(pid, SIGTERM)) EndProcess(pid, SIGKILL);
  }
}

Ended Account::Run(std::vector<std::string> words, absl::string_view input) {
  words.insert(words.begin(), absl::StrCat(programs_, "/twofold"));
  return RunProgram(words, environment_, input, kCommandDeadline);
}

nlohmann::json Account::Json(std::vector<std::string> words) {
  words.insert(words.end(), {"--json", "--no-input"});
  return nlohmann::json::parse(Run(std::move(words)).out, nullptr, false);
}

std::optional<pid_t> Account::Daemon() {
  const nlohmann::json status = Json({"status"});
  if (!status.is_object() || status.value("pid", 0) <= 1) return std::nullopt;
  const pid_t pid = status.value("pid", 0);
  if (daemons_.empty() || daemons_.back() != pid) daemons_.push_back(pid);
  return pid;
}

bool Account::KillDaemon() {
  const std::optional<pid_t> pid = Daemon();
  return pid.has_value() && EndProcess(*pid, SIGKILL);
}

Household::Household() {
  umask(077);
  // Short, because a Unix socket's path has room for 107 bytes only.
  std::string folder = "/tmp/twofold-e2e.XXXXXX";
  if (mkdtemp(folder.data()) == nullptr) std::abort();
  folder_ = folder;
  noa_ = std::make_unique<Account>(TWOFOLD_PROGRAMS, absl::StrCat(folder_, "/noa"));
  sam_ = std::make_unique<Account>(TWOFOLD_PROGRAMS, absl::StrCat(folder_, "/sam"));
}

Household::~Household() {
  noa_.reset();
  sam_.reset();
  relay_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

bool Household::StartRelay() {
  const std::string log = absl::StrCat(folder_, "/relay.log");
  relay_ = std::make_unique<Background>(
      std::vector<std::string>{absl::StrCat(TWOFOLD_PROGRAMS, "/twofold-relay"), "--listen",
                               relay_address_, "--data", absl::StrCat(folder_, "/relay")},
      Environment{{"PATH", "/usr/bin:/bin"}, {"HOME", folder_}}, log);
  if (relay_->ready().empty()) {
    std::cerr << std::ifstream(log).rdbuf();
    return false;
  }
  relay_address_ = relay_->ready();
  return true;
}

bool Household::EndRelay(int signal) { return relay_ != nullptr && relay_->End(signal); }

std::string Household::Pair() {
  for (const auto& [account, name] : {std::pair(noa_.get(), "Noa"), std::pair(sam_.get(), "Sam")}) {
    const Ended started = account->Run({"start", "--no-input", "--name", name, "--no-checkin"});
    if (started.exit_code != 0) return Failure("start", started);
  }
  const Ended invited =
      noa_->Run({"pair", "--yes", "--no-input", "--relay", relay_address_, "--plain"});
  const std::string words = InvitationIn(invited.out);
  if (words.empty()) return Failure("pair", invited);
  const Ended joined =
      sam_->Run({"pair", "--join", "-", "--yes", "--no-input", "--relay", relay_address_},
                absl::StrCat(words, "\n"));
  if (joined.exit_code != 0) return Failure("pair --join", joined);
  const std::optional<std::string> noas_number = AwaitStep(*noa_, "comparing");
  const std::optional<std::string> sams_number = AwaitStep(*sam_, "comparing");
  if (!noas_number.has_value() || noas_number != sams_number) return "the numbers differ";
  const std::string digits = absl::StrReplaceAll(*noas_number, {{" ", ""}});
  // Each answers when the other has said yes too.
  const std::vector<std::string> confirm = {"pair", "--confirm", digits};
  std::future<Ended> noas = std::async(std::launch::async, [&] { return noa_->Run(confirm); });
  const Ended sams = sam_->Run(confirm);
  for (const Ended& confirmed : {noas.get(), sams}) {
    if (confirmed.exit_code != 0) return Failure("pair --confirm", confirmed);
  }
  for (Account* account : {noa_.get(), sam_.get()}) {
    if (!AwaitStep(*account, "paired").has_value()) return "the pairing did not finish";
  }
  return "";
}

}  // namespace twofold::e2e
