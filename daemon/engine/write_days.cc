// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/write_days.h"

#include <algorithm>
#include <utility>

#include "core/base/limits.h"
#include "core/base/status_macros.h"

namespace twofold {
namespace {

// What an operation takes beside its days: it may name as many chains as are allowed.
constexpr std::size_t kMostBytes = limits::kOperationBytes * 5 / 8;

// So many steps fit into one operation, and so does what turns them over.
constexpr std::size_t kStepsPerWrite = 20;

// The size of what is written for a day in bytes of an operation, never too little.
std::size_t SizeOf(const DayWrite& write) {
  constexpr std::size_t kDay = 3 + 6;
  constexpr std::size_t kNumber = 11;
  constexpr std::size_t kText = 4;
  return kDay + (write.mark ? 2 + kText + write.mark->reason.size() : 0) +
         (write.add_micros != 0 ? kNumber : 0) + (write.note ? kText + write.note->size() : 0);
}

}  // namespace

std::int64_t AmountToAdd(std::int64_t wanted, std::int64_t now) {
  if (wanted == now) return 0;
  constexpr std::int64_t kFar = 4 * limits::kAmountMicros;
  return std::clamp(wanted - std::clamp(now, -kFar, kFar), -limits::kAmountMicros,
                    limits::kAmountMicros);
}

std::optional<DayWrite> WriteFor(std::int32_t day, const DayEntry& now, const DayMark& mark,
                                 std::int64_t amount, const std::optional<std::string>& note) {
  DayWrite write;
  write.day = day;
  bool any = false;
  if (now.mark.value != mark) write.mark = mark, any = true;
  write.add_micros = AmountToAdd(amount, now.amount_micros);
  any |= write.add_micros != 0;
  if (note && *note != now.note.value) write.note = *note, any = true;
  return any ? std::optional<DayWrite>(std::move(write)) : std::nullopt;
}

absl::Status EmitDays(Change& change, const Space& space, const EntityId& goal,
                      std::vector<DayWrite> days, const WrittenAt& written) {
  EntryWritePayload payload;
  std::size_t bytes = 0;
  const auto flush = [&]() -> absl::Status {
    if (payload.days.empty()) return absl::OkStatus();
    if (space.kind == SpaceKind::kMe) payload.written = written;
    bytes = 0;
    return change.Emit(space, goal, std::exchange(payload, {})).status();
  };
  for (DayWrite& day : days) {
    const std::size_t size = SizeOf(day);
    if (bytes + size > kMostBytes || payload.days.size() == limits::kDaysPerWrite) {
      TF_RETURN_IF_ERROR(flush());
    }
    bytes += size;
    payload.days.push_back(std::move(day));
  }
  return flush();
}

absl::Status EmitSteps(Change& change, const Space& space, const EntityId& goal,
                       std::vector<StepWrite> steps) {
  for (std::size_t first = 0; first < steps.size(); first += kStepsPerWrite) {
    const std::size_t end = std::min(first + kStepsPerWrite, steps.size());
    GoalSetPayload set;
    for (std::size_t i = first; i < end; ++i) set.steps.push_back(std::move(steps[i]));
    TF_RETURN_IF_ERROR(change.Emit(space, goal, std::move(set)).status());
  }
  return absl::OkStatus();
}

}  // namespace twofold
