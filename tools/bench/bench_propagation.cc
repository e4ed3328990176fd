// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// bench_propagation SCRATCH ROUNDS [FROM_SOCKET TO_SOCKET TO_STORE GOAL]: how long until what one
// side has on its disk can be read at the other, beside two floors, all three in every round.
// Without sockets only the floors are measured.
#include <algorithm>
#include <iostream>
#include <numeric>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
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
  if (!sockets.empty()) couple.emplace(sockets[0], sockets[1], sockets[2], sockets[3]);

  std::vector<Samples> samples = {{"floor: raw TCP relay, three fdatasyncs", {}},
                                  {"bare gRPC relay, the same", {}}};
  if (couple) samples.push_back({"twofold, logged on A -> today on B", {}});
  std::vector<std::size_t> turns(samples.size());
  std::iota(turns.begin(), turns.end(), 0);
  std::mt19937 order(1);
  DurableFile broom(scratch + "/broom");
  for (int round = 0; round < kWarmUp + rounds; ++round) {
    std::shuffle(turns.begin(), turns.end(), order);
    for (const std::size_t turn : turns) {
      // What the turn before left unwritten is not for this one to write.
      broom.Append("", 1);
      absl::StatusOr<Nanoseconds> time = turn == 0   ? floor.Once()
                                         : turn == 1 ? bare.Once()
                                                     : couple->Once();
      TF_RETURN_IF_ERROR(time.status());
      if (round >= kWarmUp) samples[turn].times.push_back(*time);
    }
  }
  std::cout << Table("from the disk here to the disk there", samples);
  if (couple) std::cout << RatioLine("twofold / bare gRPC relay", samples[2], samples[1]);
  return absl::OkStatus();
}

}  // namespace
}  // namespace twofold::bench

int main(int argc, char** argv) {
  int rounds = 0;
  if ((argc != 3 && argc != 7) || !absl::SimpleAtoi(argv[2], &rounds) || rounds < 1) {
    std::cerr << "usage: bench_propagation SCRATCH ROUNDS [FROM_SOCKET TO_SOCKET TO_STORE GOAL]\n";
    return 2;
  }
  const absl::Status status =
      twofold::bench::Run(argv[1], rounds, std::vector<std::string>(argv + 3, argv + argc));
  if (!status.ok()) std::cerr << "bench_propagation: " << status.message() << "\n";
  return status.ok() ? 0 : 1;
}
