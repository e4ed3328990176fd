// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The event log as lines on a descriptor: the journal's, or a terminal's.
#pragma once

#include <mutex>

#include "core/base/event_log.h"

namespace twofold {

// Thread-safe.
class StreamLog final : public EventLog {
 public:
  // The descriptor must outlive the log.
  explicit StreamLog(int fd) : fd_(fd) {}

  // One line: "twofoldd: ", the event's name and its numbers.
  void Write(Event event, std::initializer_list<std::pair<Field, std::int64_t>> fields) override;

 private:
  const int fd_;
  std::mutex writing_;
};

}  // namespace twofold
