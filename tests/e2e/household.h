// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Two people's computers and a relay, all on this machine: real programs in a temporary folder.
#pragma once

#include <functional>
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

  // Sees every run of the client: what was typed and how it ended.
  using Observer = std::function<void(const std::vector<std::string>& words, const Ended& ended)>;
  void Observe(Observer observer) { observer_ = std::move(observer); }

  // Runs the client: Run({"log", "read"}). The client starts the daemon when none runs.
  Ended Run(std::vector<std::string> words, absl::string_view input = "");
  // The same with --json; what it printed. A discarded value when that was no JSON.
  nlohmann::json Json(std::vector<std::string> words);

  // The daemon's process, if one answers.
  std::optional<pid_t> Daemon();
  // The process that holds the lock of this account's data, without calling or starting it.
  std::optional<pid_t> RunningDaemon() const;
  // kill -9, and waits until it is gone. False when none runs.
  bool KillDaemon();
  // SIGTERM, and waits until it is gone. False when none runs.
  bool StopDaemon();
  // Starts the daemon in front, its log going to a file. It ends with the object.
  std::unique_ptr<Background> StartDaemon(const std::string& log);

  const std::string& folder() const { return folder_; }
  std::string data_folder() const;
  std::string socket() const;
  // What the client and, started by it, the daemon see.
  Environment& environment() { return environment_; }
  // The path of a program such as "twofoldd".
  std::string Program(absl::string_view name) const;

 private:
  std::string programs_;
  std::string folder_;
  Environment environment_;
  Observer observer_;
};

// Waits until a pairing stands at a step; the client does the waiting. Returns its check number as
// "482 913".
std::optional<std::string> AwaitStep(Account& account, absl::string_view step);

// A zone in which it is about noon now, so that no test sees a day end.
std::string NoonZone();

// A relay on this machine, with its data and its log beside each other.
class RelayProgram {
 public:
  // `folder` is its data's; it is made at the first start.
  explicit RelayProgram(const std::string& folder) : folder_(folder) {}

  // The second time on the same address and with the same data. False, with the relay's log on
  // standard error, when it does not serve within 20 seconds.
  bool Start();
  bool End(int signal);
  // "127.0.0.1:PORT" once it was started.
  const std::string& address() const { return address_; }
  const std::string& folder() const { return folder_; }

 private:
  const std::string folder_;
  std::string address_ = "127.0.0.1:0";
  std::unique_ptr<Background> program_;
};

// Everything at once. The folder is removed at the end.
class Household {
 public:
  Household();
  ~Household();

  Account& noa() { return *noa_; }
  Account& sam() { return *sam_; }
  // Somebody else, for what only a third can do.
  Account& kim() { return *kim_; }

  // Of the relay that both pair at.
  bool StartRelay() { return relay_->Start(); }
  bool EndRelay(int signal) { return relay_->End(signal); }
  const std::string& relay() const { return relay_->address(); }
  // Another one.
  RelayProgram& other_relay() { return *other_relay_; }

  // Sets both up and pairs them over the relay. Returns what went wrong, or an empty text.
  std::string Pair();
  // Links a new computer to one that is set up; they are called "desk" and `name`. Returns what
  // went wrong, or an empty text.
  std::string Link(Account& there, Account& fresh, const std::string& name);
  // The steps of it: the twelve words, or an empty text; the joining; both yeses.
  std::string Invite(Account& inviter);
  Ended Join(Account& joiner, absl::string_view words);
  std::string ConfirmBoth();
  // The same of two accounts that meet by this command.
  std::string ConfirmBoth(Account& one, Account& other, const std::vector<std::string>& command);

  const std::string& folder() const { return folder_; }
  const std::string& relay_folder() const { return relay_->folder(); }

 private:
  std::string folder_;
  std::unique_ptr<Account> noa_;
  std::unique_ptr<Account> sam_;
  std::unique_ptr<Account> kim_;
  std::unique_ptr<RelayProgram> relay_;
  std::unique_ptr<RelayProgram> other_relay_;
};

}  // namespace twofold::e2e
