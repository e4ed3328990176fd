// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/client/fake_daemon.h"

#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server_builder.h>

#include <chrono>

#include "core/base/limits.h"
#include "proto/wire/status_codec.h"
#include "twofold/daemon/v1/couple.grpc.pb.h"
#include "twofold/daemon/v1/daemon.grpc.pb.h"
#include "twofold/daemon/v1/doctor.grpc.pb.h"
#include "twofold/daemon/v1/entries.grpc.pb.h"
#include "twofold/daemon/v1/goals.grpc.pb.h"
#include "twofold/daemon/v1/numbers.grpc.pb.h"
#include "twofold/daemon/v1/pairing.grpc.pb.h"
#include "twofold/daemon/v1/transfer.grpc.pb.h"

namespace twofold {

#define SERVE(service, method)                                                          \
  grpc::Status method(grpc::ServerContext*, const daemon::v1::method##Request* request, \
                      daemon::v1::method##Response* response) override {                \
    return fake.Serve(#service "/" #method, *request, *response);                       \
  }

struct FakeDaemon::Services {
  struct Goals final : daemon::v1::GoalService::Service {
    explicit Goals(FakeDaemon& owner) : fake(owner) {}
    SERVE(GoalService, AddGoal)
    SERVE(GoalService, ListGoals)
    SERVE(GoalService, EditGoal)
    SERVE(GoalService, ReviseGoal)
    SERVE(GoalService, ArchiveGoal)
    SERVE(GoalService, RestoreGoal)
    SERVE(GoalService, MoveGoal)
    SERVE(GoalService, ChangeStep)
    SERVE(GoalService, ListTemplates)
    FakeDaemon& fake;
  };
  struct Entries final : daemon::v1::EntryService::Service {
    explicit Entries(FakeDaemon& owner) : fake(owner) {}
    SERVE(EntryService, Log)
    SERVE(EntryService, Today)
    SERVE(EntryService, Rest)
    SERVE(EntryService, EndRest)
    SERVE(EntryService, ListRests)
    SERVE(EntryService, SetEase)
    SERVE(EntryService, Undo)
    SERVE(EntryService, Redo)
    SERVE(EntryService, History)
    FakeDaemon& fake;
  };
  struct Numbers final : daemon::v1::NumbersService::Service {
    explicit Numbers(FakeDaemon& owner) : fake(owner) {}
    SERVE(NumbersService, ShowGoal)
    SERVE(NumbersService, LookBack)
    FakeDaemon& fake;
  };
  struct Transfer final : daemon::v1::TransferService::Service {
    explicit Transfer(FakeDaemon& owner) : fake(owner) {}
    SERVE(TransferService, Export)
    SERVE(TransferService, Import)
    FakeDaemon& fake;
  };
  struct Couple final : daemon::v1::CoupleService::Service {
    explicit Couple(FakeDaemon& owner) : fake(owner) {}
    SERVE(CoupleService, Propose)
    SERVE(CoupleService, Change)
    SERVE(CoupleService, Accept)
    SERVE(CoupleService, Decline)
    SERVE(CoupleService, Withdraw)
    SERVE(CoupleService, StepOut)
    SERVE(CoupleService, Shared)
    SERVE(CoupleService, Leave)
    SERVE(CoupleService, Code)
    FakeDaemon& fake;
  };
  struct Pairing final : daemon::v1::PairingService::Service {
    explicit Pairing(FakeDaemon& owner) : fake(owner) {}
    SERVE(PairingService, Invite)
    SERVE(PairingService, Join)
    SERVE(PairingService, Watch)
    SERVE(PairingService, Confirm)
    SERVE(PairingService, Cancel)
    FakeDaemon& fake;
  };
  struct Itself final : daemon::v1::DaemonService::Service {
    explicit Itself(FakeDaemon& owner) : fake(owner) {}
    SERVE(DaemonService, Hello)
    SERVE(DaemonService, Start)
    SERVE(DaemonService, Status)
    SERVE(DaemonService, Sync)
    FakeDaemon& fake;
  };
  struct Doctor final : daemon::v1::DoctorService::Service {
    explicit Doctor(FakeDaemon& owner) : fake(owner) {}
    SERVE(DoctorService, Examine)
    SERVE(DoctorService, Repair)
    FakeDaemon& fake;
  };

  explicit Services(FakeDaemon& owner)
      : goals(owner),
        entries(owner),
        numbers(owner),
        transfer(owner),
        couple(owner),
        pairing(owner),
        itself(owner),
        doctor(owner) {}
  Goals goals;
  Entries entries;
  Numbers numbers;
  Transfer transfer;
  Couple couple;
  Pairing pairing;
  Itself itself;
  Doctor doctor;
};

#undef SERVE

FakeDaemon::FakeDaemon(const std::string& path) : services_(std::make_unique<Services>(*this)) {
  grpc::ServerBuilder builder;
  builder.AddListeningPort("unix:" + path, grpc::InsecureServerCredentials());
  // As the daemon itself.
  builder.SetMaxReceiveMessageSize(static_cast<int>(limits::kLocalMessageBytes));
  builder.RegisterService(&services_->goals);
  builder.RegisterService(&services_->entries);
  builder.RegisterService(&services_->numbers);
  builder.RegisterService(&services_->transfer);
  builder.RegisterService(&services_->couple);
  builder.RegisterService(&services_->pairing);
  builder.RegisterService(&services_->itself);
  builder.RegisterService(&services_->doctor);
  server_ = builder.BuildAndStart();
}

FakeDaemon::~FakeDaemon() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  ended_.notify_all();
  server_->Shutdown(std::chrono::system_clock::now());
  server_->Wait();
}

void FakeDaemon::Answer(const std::string& method, const google::protobuf::Message& response) {
  const std::lock_guard lock(mutex_);
  replies_[method].push_back({absl::OkStatus(), response.SerializeAsString()});
}

void FakeDaemon::Refuse(const std::string& method, const absl::Status& status) {
  const std::lock_guard lock(mutex_);
  replies_[method].push_back({status, ""});
}

void FakeDaemon::Hang(const std::string& method) {
  const std::lock_guard lock(mutex_);
  replies_[method].push_back({absl::OkStatus(), "", true});
}

void FakeDaemon::AwaitRequests(const std::string& method, std::size_t count) {
  std::unique_lock lock(mutex_);
  asked_.wait(lock, [&] { return requests_[method].size() >= count; });
}

std::vector<std::string> FakeDaemon::Requests(const std::string& method) const {
  const std::lock_guard lock(mutex_);
  const auto found = requests_.find(method);
  return found == requests_.end() ? std::vector<std::string>() : found->second;
}

grpc::Status FakeDaemon::Serve(const std::string& method, const google::protobuf::Message& request,
                               google::protobuf::Message& response) {
  std::unique_lock lock(mutex_);
  requests_[method].push_back(request.SerializeAsString());
  asked_.notify_all();
  auto& queue = replies_[method];
  if (queue.empty()) return {grpc::StatusCode::UNIMPLEMENTED, ""};
  const Reply reply = queue.front();
  if (queue.size() > 1) queue.pop_front();
  if (reply.hang) ended_.wait(lock, [this] { return ending_; });
  response.ParseFromString(reply.response);
  return ToGrpcStatus(reply.status);
}

}  // namespace twofold
