// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// bench_fill SOCKET GOAL COUNT: logs COUNT entries, each on its own, over ten years of
// days, so that growth can be measured.
#include <grpcpp/grpcpp.h>

#include <iostream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "core/base/ids.h"
#include "twofold/daemon/v1/entries.grpc.pb.h"

namespace {

constexpr int kDays = 3650;
constexpr absl::CivilDay kNewest(2024, 1, 1);

int Fill(const std::string& socket, const std::string& goal, int count) {
  const auto service = twofold::daemon::v1::EntryService::NewStub(
      grpc::CreateChannel(absl::StrCat("unix:", socket), grpc::InsecureChannelCredentials()));
  twofold::SystemRandom random;
  for (int i = 0; i < count; ++i) {
    twofold::daemon::v1::LogRequest request;
    request.set_request_id(twofold::RequestId::Make(random).str());
    request.set_goal(goal);
    request.set_amount("1");
    request.set_on(absl::FormatCivilTime(kNewest - i % kDays));
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
  if (argc != 4 || !absl::SimpleAtoi(argv[3], &count) || count < 0) {
    std::cerr << "usage: bench_fill SOCKET GOAL COUNT\n";
    return 2;
  }
  return Fill(argv[1], argv[2], count);
}
