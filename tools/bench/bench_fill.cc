// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// bench_fill SOCKET COUNT GOAL...: logs COUNT entries, each by a call of its own: one a day for
// each goal, from the day before yesterday back, so that growth can be measured.
#include <grpcpp/grpcpp.h>

#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "core/base/clock.h"
#include "core/base/ids.h"
#include "twofold/daemon/v1/entries.grpc.pb.h"

namespace {

constexpr int kDays = 20'000;  // nothing can be logged before 1970

int Fill(const std::string& socket, int count, const std::vector<std::string>& goals) {
  const absl::CivilDay newest =
      absl::ToCivilDay(twofold::SystemClock().Now(), absl::UTCTimeZone()) - 2;
  const int per_day = static_cast<int>(goals.size());
  const auto service = twofold::daemon::v1::EntryService::NewStub(
      grpc::CreateChannel(absl::StrCat("unix:", socket), grpc::InsecureChannelCredentials()));
  twofold::SystemRandom random;
  for (int i = 0; i < count; ++i) {
    twofold::daemon::v1::LogRequest request;
    request.set_request_id(twofold::RequestId::Make(random).str());
    request.set_goal(goals[i % per_day]);
    request.set_amount("1");
    request.set_on(absl::FormatCivilTime(newest - i / per_day % kDays));
    twofold::daemon::v1::LogResponse response;
    grpc::ClientContext context;
    const grpc::Status status = service->Log(&context, request, &response);
    if (!status.ok()) {
      std::cerr << "bench_fill: entry " << i << ": " << status.error_message() << "\n";
      return 1;
    }
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  int count = 0;
  if (argc < 4 || !absl::SimpleAtoi(argv[2], &count) || count < 0) {
    std::cerr << "usage: bench_fill SOCKET COUNT GOAL...\n";
    return 2;
  }
  return Fill(argv[1], count, std::vector<std::string>(argv + 3, argv + argc));
}
