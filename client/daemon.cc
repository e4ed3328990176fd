// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/daemon.h"

#include <poll.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "client/transport/refusals.h"
#include "core/base/refusal.h"
#include "core/base/text.h"
#include "core/base/version.h"
#include "twofold/daemon/v1/daemon.pb.h"

namespace twofold {
namespace {

constexpr int kOtherStartTries = 40;
constexpr int kOtherStartMs = 50;

bool Absent(const absl::Status& status) { return RefusalReason(status) == "service_absent"; }

std::string Path(absl::string_view method) { return absl::StrCat("/twofold.daemon.v1.", method); }

}  // namespace

absl::StatusOr<std::string> Daemon::CallBytes(absl::string_view method,
                                              const google::protobuf::MessageLite& request,
                                              absl::Duration deadline) {
  absl::StatusOr<std::string> answer = transport_.Call(Path(method), request, deadline);
  if (starter_ != nullptr && Absent(answer.status())) {
    const absl::Status started = starter_();
    starter_ = nullptr;
    answer = transport_.Call(Path(method), request, deadline);
    // Two commands may start the daemon at the same moment; one of the two daemons then ends and
    // says so, and the other serves both.
    for (int i = 0; i < kOtherStartTries && !started.ok() && Absent(answer.status()) &&
                    absl::StrContains(started.message(), "another twofoldd");
         ++i) {
      poll(nullptr, 0, kOtherStartMs);
      answer = transport_.Call(Path(method), request, deadline);
    }
    if (!started.ok() && Absent(answer.status())) return started;
  }
  if (answer.status().code() == absl::StatusCode::kUnimplemented &&
      RefusalReason(answer.status()).empty()) {
    return OtherVersion();
  }
  return answer;
}

absl::Status Daemon::OtherVersion() {
  daemon::v1::HelloResponse hello;
  const absl::StatusOr<std::string> answer =
      transport_.Call(Path("DaemonService/Hello"), daemon::v1::HelloRequest(), kCallDeadline);
  if (!answer.ok() || !hello.ParseFromString(*answer)) return AnswerGarbled();
  constexpr std::size_t kVersionLength = 20;
  const std::string theirs = CleanForDisplay(hello.version(), kVersionLength);
  const bool newer = hello.protocol() > kProtocol;
  return Refusal(absl::StatusCode::kUnavailable, newer ? "service_newer" : "service_older",
                 absl::StrCat("the running service is ", newer ? "newer" : "older", " (", theirs,
                              ") than this command (", kVersion, ")."))
      .Hint("Restart it", "end the process twofoldd, then run: twofoldd");
}

absl::Status Daemon::Unreadable() { return AnswerGarbled(); }

}  // namespace twofold
