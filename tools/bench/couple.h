// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Two paired people, through their daemons' own language.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "proto/wire/unique_fd.h"
#include "tools/bench/samples.h"
#include "twofold/daemon/v1/entries.grpc.pb.h"

namespace twofold::bench {

// One thread at a time.
class Couple {
 public:
  // Two daemons' sockets, the folder of the second one's store, and the handle of a measured goal
  // that both share.
  Couple(const std::string& from_socket, const std::string& to_socket, const std::string& to_store,
         std::string goal);

  // Logs one on one side. Returns the time from its answer until the other side's answer to
  // "today" shows it. The other side is asked when something was written to its store, so that
  // asking does not take the processor from those who are measured.
  // DeadlineExceeded after ten seconds.
  absl::StatusOr<Nanoseconds> Once();

 private:
  // The goal's amount as the other side has it.
  absl::StatusOr<long> Amount();
  // Waits until the other side's store is written to, a second at most.
  void AwaitWrite();

  std::unique_ptr<daemon::v1::EntryService::Stub> from_;
  std::unique_ptr<daemon::v1::EntryService::Stub> to_;
  UniqueFd writes_;  // tells of writes to the other side's store
  std::string goal_;
};

}  // namespace twofold::bench
