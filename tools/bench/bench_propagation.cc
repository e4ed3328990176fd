// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// bench_propagation SCRATCH ROUNDS [FROM_SOCKET TO_SOCKET GOAL]: how long until what one side has
// on its disk can be read at the other, beside two floors, all three in every round. Without
// sockets only the floors are measured.
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "core/base/status_macros.h"
#include "tools/bench/bare_relay.h"
#include "tools/bench/couple.h"
#include "tools/bench/tcp_floor.h"

namespace twofold::bench {
namespace {

constexpr int kWarmUp = 5;  // rounds that are not counted

absl::Status Run(const std::string& scratch, int rounds, const std::vector<std::string>& sockets) {
  // These two make processes and so have to come before gRPC makes threads here.
  TcpFloor floor(scratch);
  BareRelay bare(scratch);
  std::optional<Couple> couple;
  if (!sockets.empty()) couple.emplace(sockets[0], sockets[1], sockets[2]);

  std::vector<Samples> samples = {{"floor: raw TCP relay, three fdatasyncs", {}},
                                  {"bare gRPC relay, the same", {}}};
  if (couple) samples.push_back({"twofold, logged on A -> today on B", {}});
  for (int round = 0; round < kWarmUp + rounds; ++round) {
    std::vector<Nanoseconds> times = {floor.Once(), bare.Once()};
    if (couple) {
      TF_ASSIGN_OR_RETURN(const Nanoseconds time, couple->Once());
      times.push_back(time);
    }
    for (std::size_t i = 0; i < times.size() && round >= kWarmUp; ++i) {
      samples[i].times.push_back(times[i]);
    }
  }
  std::cout << Table("from the disk here to the disk there", samples);
  if (couple) {
    std::cout << absl::StrFormat(
        "  (B is asked again as soon as it answered; one such call takes %.2f ms, p90 %.2f, and\n"
        "  the figure above is too large by one call at most.)\n",
        Quantile(couple->polls(), 0.5) / 1e6, Quantile(couple->polls(), 0.9) / 1e6);
  }
  return absl::OkStatus();
}

}  // namespace
}  // namespace twofold::bench

int main(int argc, char** argv) {
  int rounds = 0;
  if ((argc != 3 && argc != 6) || !absl::SimpleAtoi(argv[2], &rounds) || rounds < 1) {
    std::cerr << "usage: bench_propagation SCRATCH ROUNDS [FROM_SOCKET TO_SOCKET GOAL]\n";
    return 2;
  }
  const absl::Status status =
      twofold::bench::Run(argv[1], rounds, std::vector<std::string>(argv + 3, argv + argc));
  if (!status.ok()) std::cerr << "bench_propagation: " << status.message() << "\n";
  return status.ok() ? 0 : 1;
}
