// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What came in from elsewhere, and what was written out. Pure; text ends with a line break.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "client/render/look.h"
#include "twofold/daemon/v1/transfer.pb.h"

namespace twofold {

// What was found in the file and what each goal would bring, or brought.
std::string ImportReportText(const Look& look, const daemon::v1::ImportResponse& response);
// The report, and that it was taken over.
std::string ImportedText(const Look& look, const daemon::v1::ImportResponse& response);
// What stands after a report that was shown before: how much was taken over.
std::string TakenOverText(const Look& look, const daemon::v1::ImportResponse& response);
// Per goal: what, handle, kind, schedule, entries, added, changed, same, first day, last day,
// remarks, title.
std::string ImportPlain(const daemon::v1::ImportResponse& response);

// What `twofold export` wrote to files.
struct Exported {
  std::string format;
  std::string place;  // a file or a folder, as typed
  int goals = 0;
  int files = 0;
};

std::string ExportedText(const Look& look, const Exported& exported);
// Format, goals, files, place.
std::string ExportedPlain(const Exported& exported);
std::string ExportedJson(const Exported& exported);
// "Left out of the calendar: run, swim. ..."; empty when none was.
std::string LeftOutText(const Look& look, const std::vector<std::string>& handles);

}  // namespace twofold
