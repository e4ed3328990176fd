// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "proto/wire/shut_down.h"

#include <grpc/grpc.h>
#include <grpc/support/time.h>

#include <future>

namespace twofold {
namespace {

// For what was cancelled to say so.
constexpr absl::Duration kFarewell = absl::Milliseconds(250);

// Whoever lets go of gRPC last waits, up to ten seconds, for a thread that watches over writes that
// nobody took. So this process never does: there is a reference more than anybody gives back.
void KeepLibrary() {
  static const bool kept = [] {
    grpc_init();
    return true;
  }();
  (void)kept;
}

}  // namespace

void ShutDown(grpc::Server& server, AcceptLoop& accepting, absl::Duration grace) {
  KeepLibrary();
  accepting.Stop();
  const gpr_timespec deadline =
      gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC),
                   gpr_time_from_millis(absl::ToInt64Milliseconds(grace), GPR_TIMESPAN));
  const auto over = std::async(std::launch::async, [&] { server.Shutdown(deadline); });
  const auto patience = absl::ToChronoMilliseconds(grace + kFarewell);
  // gRPC closes no connection that it is still writing to, however long nobody reads there.
  if (over.wait_for(patience) == std::future_status::timeout) accepting.HangUp();
  over.wait();
}

}  // namespace twofold
