// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What was done, taken back and brought back, as text and as columns for scripts. Pure; text ends
// with a line break. Columns of an act: what, handle, day, amount, unit, title, answer, count.
#pragma once

#include <string>
#include <vector>

#include "client/render/look.h"
#include "twofold/daemon/v1/entries.pb.h"

namespace twofold {

// Behind what a person changed on their own side.
inline constexpr char kUndoable[] = "Only you can see it.  Undo: twofold undo\n";

// Acts that were taken back, in the order they were; at least one.
std::string UndoneText(const Look& look, const std::vector<daemon::v1::UndoResponse>& undone);
std::string UndoPlain(const daemon::v1::UndoResponse& response);

// Acts that were brought back; at least one.
std::string RedoneText(const Look& look, const std::vector<daemon::v1::RedoResponse>& redone);
std::string RedoPlain(const daemon::v1::RedoResponse& response);

std::string HistoryText(const Look& look, const daemon::v1::HistoryResponse& response);
// Number, the day it was done on, "undone" or nothing, then the columns of an act.
std::string HistoryPlain(const daemon::v1::HistoryResponse& response);

// How much a goal happens by itself, as answered.
std::string EaseText(const Look& look, const daemon::v1::SetEaseResponse& response);
// Handle, day, 1 to 5 or empty, title.
std::string EasePlain(const daemon::v1::SetEaseResponse& response);

}  // namespace twofold
