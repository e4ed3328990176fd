// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// fill SOCKET SEED GOALS DAYS SINGLY: gives a daemon that is set up and empty a life to measure,
// with an entry for each goal on each of DAYS days up to the day before yesterday. The entries of
// the last SINGLY days are logged, each by a call of its own and day by day, as a person would;
// what is older is taken in at once.
#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/limits.h"
#include "core/schedule/day.h"
#include "tools/fill/life.h"
#include "twofold/daemon/v1/entries.grpc.pb.h"
#include "twofold/daemon/v1/transfer.grpc.pb.h"

namespace twofold::bench {
namespace {

constexpr int kGoalsAtOnce = 20;

absl::Status FromGrpc(const grpc::Status& status) {
  return status.ok() ? absl::OkStatus() : absl::UnknownError(status.error_message());
}

class Filler {
 public:
  explicit Filler(const std::string& socket) {
    grpc::ChannelArguments arguments;
    arguments.SetMaxSendMessageSize(static_cast<int>(limits::kLocalMessageBytes));
    const auto channel = grpc::CreateCustomChannel(absl::StrCat("unix:", socket),
                                                   grpc::InsecureChannelCredentials(), arguments);
    entries_ = daemon::v1::EntryService::NewStub(channel);
    transfer_ = daemon::v1::TransferService::NewStub(channel);
  }

  absl::Status Fill(portable::v1::Portable life, int singly) {
    std::vector<daemon::v1::Answer> answers = TakeAnswers(life, singly);
    while (life.goals_size() > 0) {
      const absl::Status status = TakeIn(life);
      if (!status.ok()) return status;
    }
    for (daemon::v1::Answer& answer : answers) {
      daemon::v1::LogRequest request;
      request.set_request_id(RequestId::Make(random_).str());
      request.set_together(daemon::v1::TOGETHER_ALL_OR_NONE);
      *request.add_answers() = std::move(answer);
      daemon::v1::LogResponse response;
      grpc::ClientContext context;
      const absl::Status status = FromGrpc(entries_->Log(&context, request, &response));
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }

 private:
  // Takes the newest entries of goals that can be logged out of a life, day by day.
  static std::vector<daemon::v1::Answer> TakeAnswers(portable::v1::Portable& life, int singly) {
    std::vector<daemon::v1::Answer> answers;
    for (portable::v1::Goal& goal : *life.mutable_goals()) {
      if (goal.archived()) continue;
      const int keep = std::max(0, goal.entries_size() - singly);
      for (int i = keep; i < goal.entries_size(); ++i) {
        const portable::v1::Entry& entry = goal.entries(i);
        daemon::v1::Answer& answer = answers.emplace_back();
        answer.set_goal(goal.handle());
        answer.set_what(std::string(AnswerFor(entry)));
        answer.set_on(entry.day());
        answer.set_reason(entry.reason());
        if (!entry.note().empty()) answer.set_note(entry.note());
      }
      goal.mutable_entries()->DeleteSubrange(keep, goal.entries_size() - keep);
    }
    std::stable_sort(answers.begin(), answers.end(),
                     [](const auto& a, const auto& b) { return a.on() < b.on(); });
    return answers;
  }

  // Sends some goals, and with the first all rests, and takes them out of the life.
  absl::Status TakeIn(portable::v1::Portable& life) {
    daemon::v1::ImportRequest request;
    request.set_request_id(RequestId::Make(random_).str());
    request.set_mode(daemon::v1::IMPORT_MODE_APPLY);
    request.mutable_file()->set_format("twofold");
    const int count = std::min(kGoalsAtOnce, life.goals_size());
    for (int i = 0; i < count; ++i) {
      request.mutable_file()->add_goals()->mutable_goal()->Swap(life.mutable_goals(i));
    }
    life.mutable_goals()->DeleteSubrange(0, count);
    request.mutable_file()->mutable_rests()->Swap(life.mutable_rests());
    daemon::v1::ImportResponse response;
    grpc::ClientContext context;
    return FromGrpc(transfer_->Import(&context, request, &response));
  }

  std::unique_ptr<daemon::v1::EntryService::Stub> entries_;
  std::unique_ptr<daemon::v1::TransferService::Stub> transfer_;
  SystemRandom random_;
};

}  // namespace
}  // namespace twofold::bench

int main(int argc, char** argv) {
  twofold::bench::LifePlan plan;
  int singly = 0;
  if (argc != 6 || !absl::SimpleAtoi(argv[2], &plan.seed) ||
      !absl::SimpleAtoi(argv[3], &plan.goals) || !absl::SimpleAtoi(argv[4], &plan.days) ||
      !absl::SimpleAtoi(argv[5], &singly) || plan.goals < 1 || plan.days < 1 || singly < 0) {
    std::cerr << "usage: fill SOCKET SEED GOALS DAYS SINGLY\n";
    return 2;
  }
  plan.last_day =
      twofold::DayNumber(absl::ToCivilDay(twofold::SystemClock().Now(), absl::UTCTimeZone()) - 2);
  const absl::Status status =
      twofold::bench::Filler(argv[1]).Fill(twofold::bench::MakeLife(plan), singly);
  if (!status.ok()) std::cerr << "fill: " << status.message() << "\n";
  return status.ok() ? 0 : 1;
}
