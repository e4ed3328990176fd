// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/os/stream_log.h"

#include <unistd.h>

#include <string>

#include "absl/strings/str_cat.h"

namespace twofold {
namespace {

const char* Name(Event event) {
  switch (event) {
    case Event::kServing:
      return "serving";
    case Event::kStopping:
      return "stopping";
    case Event::kRelayAnswers:
      return "relay_answers";
    case Event::kRelaySilent:
      return "relay_silent";
    case Event::kRelayStartedOver:
      return "relay_started_over";
    case Event::kSent:
      return "sent";
    case Event::kReceived:
      return "received";
    case Event::kRefusedOperations:
      return "refused_operations";
    case Event::kRepaired:
      return "repaired";
    case Event::kUnreadableEnvelopes:
      return "unreadable_envelopes";
    case Event::kPairingBegan:
      return "pairing_began";
    case Event::kPairingEnded:
      return "pairing_ended";
    case Event::kPaired:
      return "paired";
    case Event::kDataOlder:
      return "data_older";
  }
  return "";
}

const char* Name(Field field) {
  switch (field) {
    case Field::kPid:
      return "pid";
    case Field::kCount:
      return "count";
    case Field::kHeld:
      return "held";
    case Field::kReason:
      return "reason";
  }
  return "";
}

}  // namespace

void StreamLog::Write(Event event, std::initializer_list<std::pair<Field, std::int64_t>> fields) {
  std::string line = absl::StrCat("twofoldd: ", Name(event));
  for (const auto& [field, number] : fields) {
    absl::StrAppend(&line, " ", Name(field), "=", number);
  }
  line += '\n';
  std::lock_guard<std::mutex> lock(writing_);
  // A log that cannot be written must not stop the daemon.
  if (write(fd_, line.data(), line.size()) < 0) return;
}

}  // namespace twofold
