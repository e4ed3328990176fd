// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Two paired people, through their daemons' own language.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "tools/bench/samples.h"
#include "twofold/daemon/v1/entries.grpc.pb.h"

namespace twofold::bench {

// One thread at a time.
class Couple {
 public:
  // Two daemons' sockets, and the handle of a measured goal that both share.
  Couple(const std::string& from_socket, const std::string& to_socket, std::string goal);

  // Logs one on one side. Returns the time from its answer until the other side's answer to
  // "today" shows it. The other side is asked again as soon as it has answered, one call at a
  // time, so the result is too large by one call at most: see polls().
  // DeadlineExceeded after ten seconds.
  absl::StatusOr<Nanoseconds> Once();

  // How long each call of "today" took.
  const std::vector<double>& polls() const { return polls_; }

 private:
  // The goal's amount as the other side has it.
  absl::StatusOr<long> Amount();

  std::unique_ptr<daemon::v1::EntryService::Stub> from_;
  std::unique_ptr<daemon::v1::EntryService::Stub> to_;
  std::string goal_;
  std::vector<double> polls_;
};

}  // namespace twofold::bench
