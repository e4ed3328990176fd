// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Two people's computers and a relay, all on this machine: real programs in a temporary folder.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "nlohmann/json.hpp"
#include "tests/e2e/program.h"

namespace twofold::e2e {

// One person's account on one computer, with its own folders.
class Account {
 public:
  Account(std::string programs, std::string folder);
  // Ends the daemon and checks that it is gone.
  ~Account();
  Account(const Account&) = delete;
  Account& operator=(const Account&) = delete;

  // Runs the client: Run({"log", "read"}). The client starts the daemon when none runs.
  Ended Run(std::vector<std::string> words, absl::string_view input = "");
  // The same with --json; what it printed. A discarded value when that was no JSON.
  nlohmann::json Json(std::vector<std::string> words);

  // The daemon's process, if one answers.
  std::optional<pid_t> Daemon();
  // kill -9, and waits until it is gone.
  bool KillDaemon();

  const std::string& folder() const { return folder_; }

 private:
  std::string programs_;
  std::string folder_;
  Environment environment_;
  std::vector<pid_t> daemons_;
};

// Everything at once. The folder is removed at the end.
class Household {
 public:
  Household();
  ~Household();

  Account& noa() { return *noa_; }
  Account& sam() { return *sam_; }

  // Starts the relay; the second time on the same address and with the same data. False, with the
  // relay's log on standard error, when it does not serve within 20 seconds.
  bool StartRelay();
  bool EndRelay(int signal);
  // "127.0.0.1:PORT" once it was started.
  const std::string& relay() const { return relay_address_; }

  // Sets both up and pairs them over the relay. Returns what went wrong, or an empty text.
  std::string Pair();

  const std::string& folder() const { return folder_; }

 private:
  std::string folder_;
  std::unique_ptr<Account> noa_;
  std::unique_ptr<Account> sam_;
  std::unique_ptr<Background> relay_;
  std::string relay_address_ = "127.0.0.1:0";
};

}  // namespace twofold::e2e
