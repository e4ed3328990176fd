// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Goals while they are being read: a reader fills plain fields with what the file says, and
// Finish() makes texts, amounts and days of them that twofold takes, with a remark wherever
// something had to give way.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "import/bounds.h"
#include "import/number.h"
#include "import/remarks.h"
#include "import/rhythm.h"
#include "twofold/portable/v1/portable.pb.h"

namespace twofold::importing {

enum class Said { kNothing, kKept, kNotKept, kSkipped };

struct DayDraft {
  std::int32_t day = 0;  // days since 1970-01-01
  Said said = Said::kNothing;
  std::optional<std::int64_t> micros;
  std::string note;
  std::string reason;  // of a skip
};

enum class DraftKind { kCheck, kMeasure, kObserve };

struct TargetDraft {
  absl::string_view direction;  // "at_least" or "at_most"
  Amount amount;
  absl::string_view per;  // "day", "week" or "month"
};

// Of several rows for one day.
enum class Repeats { kFirstCounts, kLastCounts };

struct GoalDraft {
  std::string key;  // the file's own id of the goal, or what stands for one
  std::string title, why, meaning, group, unit;
  bool archived = false;
  std::optional<int> at_minute;  // after midnight
  Rhythm rhythm;
  std::optional<std::int32_t> start_day;  // before which the goal did not exist
  std::optional<std::int32_t> last_day;
  DraftKind kind = DraftKind::kCheck;
  std::optional<TargetDraft> target;
  Repeats repeats = Repeats::kFirstCounts;
  std::vector<DayDraft> days;  // in the order of the file
  Remarks remarks;
  std::optional<portable::v1::LoopCheck> loop;
};

// Puts an amount into a day, or counts in the goal's remarks why not.
void SetAmount(GoalDraft& goal, DayDraft& day, const Amount& amount);

// Decides between check and measure for a goal whose days have amounts at will: a measure if every
// kept day has one above zero and no other day has; else a check, whose amounts go into the notes.
void SetKindByDays(GoalDraft& goal);

// Where all amounts are 0 and 1 makes them no and yes. Returns false for any other, and leaves the
// goal as it is then.
bool TakeAmountsAsYesAndNo(GoalDraft& goal);

// One thread at a time.
class FileDraft {
 public:
  FileDraft(absl::string_view format, const Bounds& bounds) : format_(format), bounds_(bounds) {}

  // Returns a new goal, valid as long as this object. ResourceExhausted, "import_too_large": there
  // are too many.
  absl::StatusOr<GoalDraft*> AddGoal(absl::string_view key);
  // Adds a day to the goal, unless it holds nothing at all. ResourceExhausted likewise.
  absl::Status AddDay(GoalDraft& goal, DayDraft day);
  // Widens what the file is known to cover, for goals without a day of their own.
  void Covers(std::int32_t day);
  std::optional<std::int32_t> last_day() const { return last_day_; }

  Remarks& remarks() { return remarks_; }
  std::deque<GoalDraft>& goals() { return goals_; }

  // Returns the goals in the order they were added, each with its days rising. A goal without a
  // day begins on the file's last one, or today. InvalidArgument, "import_nothing_found": there is
  // no goal.
  absl::StatusOr<portable::v1::ImportFile> Finish(absl::CivilDay today);

 private:
  absl::string_view format_;
  Bounds bounds_;
  std::deque<GoalDraft> goals_;
  std::size_t entries_ = 0;
  std::optional<std::int32_t> last_day_;
  Remarks remarks_;
};

// Returns `key` fit to be kept as an id: harmless, short, and the same each time.
std::string SourceId(absl::string_view format, absl::string_view key);

}  // namespace twofold::importing
