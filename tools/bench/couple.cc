// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tools/bench/couple.h"

#include <grpcpp/grpcpp.h>
#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "core/base/ids.h"
#include "core/base/status_macros.h"

namespace twofold::bench {
namespace {

constexpr Nanoseconds kPatience = 10'000'000'000;

std::unique_ptr<daemon::v1::EntryService::Stub> ConnectTo(const std::string& socket) {
  return daemon::v1::EntryService::NewStub(
      grpc::CreateChannel(absl::StrCat("unix:", socket), grpc::InsecureChannelCredentials()));
}

}  // namespace

Couple::Couple(const std::string& from_socket, const std::string& to_socket,
               const std::string& to_store, std::string goal)
    : from_(ConnectTo(from_socket)),
      to_(ConnectTo(to_socket)),
      writes_(inotify_init1(IN_CLOEXEC | IN_NONBLOCK)),
      goal_(std::move(goal)) {
  if (inotify_add_watch(writes_.get(), to_store.c_str(), IN_MODIFY) < 0) {
    std::perror(to_store.c_str());
    std::exit(1);
  }
}

void Couple::AwaitWrite() {
  pollfd watched = {writes_.get(), POLLIN, 0};
  poll(&watched, 1, 1000);
  std::array<char, 4096> events;
  while (read(writes_.get(), events.data(), events.size()) > 0) {
  }
}

absl::StatusOr<long> Couple::Amount() {
  daemon::v1::TodayResponse today;
  grpc::ClientContext context;
  const grpc::Status status = to_->Today(&context, daemon::v1::TodayRequest(), &today);
  if (!status.ok()) return absl::UnavailableError(status.error_message());
  for (const daemon::v1::DayLine& line : today.items()) {
    long amount = 0;
    if (line.goal().handle() != goal_) continue;
    if (!line.amount().empty() && !absl::SimpleAtoi(line.amount(), &amount)) break;
    return amount;
  }
  return absl::NotFoundError(absl::StrCat("today does not show a whole amount of ", goal_));
}

absl::StatusOr<Nanoseconds> Couple::Once() {
  TF_ASSIGN_OR_RETURN(const long before, Amount());
  SystemRandom random;
  daemon::v1::LogRequest request;
  request.set_request_id(RequestId::Make(random).str());
  request.set_together(daemon::v1::TOGETHER_ALL_OR_NONE);
  request.add_answers()->set_goal(goal_);
  request.mutable_answers(0)->set_what("1");
  daemon::v1::LogResponse response;
  grpc::ClientContext context;
  const grpc::Status status = from_->Log(&context, request, &response);
  if (!status.ok()) return absl::UnavailableError(status.error_message());
  const Nanoseconds start = Now();
  while (Now() - start < kPatience) {
    AwaitWrite();
    TF_ASSIGN_OR_RETURN(const long amount, Amount());
    if (amount > before) return Now() - start;
  }
  return absl::DeadlineExceededError("what was logged did not arrive within ten seconds");
}

}  // namespace twofold::bench
