// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// One row of the table of commands, and the functions behind the rows. The table drives dispatch,
// help and suggestions.
#pragma once

#include <cstddef>
#include <span>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "client/session.h"
#include "twofold/daemon/v1/goals.pb.h"

namespace twofold {

// What a person wants when they look for the command; the order of help.
enum class Intent { kDaily, kGoals, kBetween, kUpkeep };

struct Command {
  absl::string_view name;  // "log", "goal add"
  Intent intent;
  absl::string_view listing;    // in the overview; empty: listed with the row before
  absl::string_view summary;    // one sentence, at most 80 columns
  absl::string_view words;      // "GOAL [AMOUNT]"
  std::size_t least, most;      // how many words
  absl::string_view options;    // names in the table of options, blanks between
  absl::string_view columns;    // of --plain; empty: none
  absl::string_view examples;   // one a line
  absl::string_view aftermath;  // what did not happen when it could not be done; empty: nothing
  bool asks;                    // whether it may ask or wait for a person
  absl::Status (*run)(Session&);
};

// Every command, in the order of help.
std::span<const Command> Commands();

// Returns the schedule as typed in --every, --times, --per, --at, --from and --until.
daemon::v1::ScheduleWords ScheduleOf(const Arguments& arguments);

// Returns the value of --wait, or `otherwise`. INVALID_ARGUMENT "not_seconds".
absl::StatusOr<absl::Duration> WaitOf(const Arguments& arguments, absl::Duration otherwise);

// Returns the words as one title, or asks for one. INVALID_ARGUMENT "no_title" when there are none
// and nobody can be asked or nothing is answered.
absl::StatusOr<std::string> TitleOf(Session& session, absl::string_view question);

// Where a notice was shown as text: it has been read. For scripts it stays.
void TellNoticeRead(Session& session);

absl::Status RunStart(Session& session);
absl::Status RunGoalAdd(Session& session);
absl::Status RunGoalTemplates(Session& session);
absl::Status RunGoalList(Session& session);
absl::Status RunGoalEdit(Session& session);
absl::Status RunGoalRename(Session& session);
absl::Status RunGoalOrder(Session& session);
absl::Status RunGoalStep(Session& session);
absl::Status RunGoalEase(Session& session);
absl::Status RunRevise(Session& session);
absl::Status RunGoalArchive(Session& session);
absl::Status RunGoalRestore(Session& session);
absl::Status RunGoalLeave(Session& session);
absl::Status RunGoalShow(Session& session);
absl::Status RunWeek(Session& session);
absl::Status RunMonth(Session& session);
absl::Status RunYear(Session& session);
absl::Status RunImport(Session& session);
absl::Status RunExport(Session& session);
absl::Status RunLog(Session& session);
absl::Status RunCheckin(Session& session);
absl::Status RunRest(Session& session);
absl::Status RunToday(Session& session);
absl::Status RunUndo(Session& session);
absl::Status RunRedo(Session& session);
absl::Status RunHistory(Session& session);
absl::Status RunPair(Session& session);
absl::Status RunDeviceLink(Session& session);
absl::Status RunDeviceList(Session& session);
absl::Status RunDeviceRemove(Session& session);
absl::Status RunDeviceRename(Session& session);
absl::Status RunRecoveryCreate(Session& session);
absl::Status RunRecover(Session& session);
absl::Status RunPropose(Session& session);
absl::Status RunChange(Session& session);
absl::Status RunAccept(Session& session);
absl::Status RunDecline(Session& session);
absl::Status RunWithdraw(Session& session);
absl::Status RunStatus(Session& session);
absl::Status RunSync(Session& session);
absl::Status RunRelayMove(Session& session);
absl::Status RunDoctor(Session& session);
absl::Status RunShared(Session& session);
absl::Status RunCode(Session& session);
absl::Status RunLeave(Session& session);
absl::Status RunHelp(Session& session);
// `twofold` alone, and `twofold --version`.
absl::Status RunHome(Session& session);
absl::Status RunVersion(Session& session);

}  // namespace twofold
