// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Texts of a file as twofold takes them: valid, without control characters, short enough; what had
// to go is counted. Pure.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "import/remarks.h"

namespace twofold::importing {

// The text of a whole file as DecodeText gives it, and its refusal; where the encoding was guessed,
// that is said.
absl::StatusOr<std::string> FileText(std::string bytes, Remarks& remarks);

// A title; "Imported goal" when nothing is left.
std::string TitleText(absl::string_view text, Remarks& remarks);
// A unit; empty when nothing is left.
std::string UnitText(absl::string_view text, Remarks& remarks);
// Texts of one line: why, meaning, cue, smallest, learned, the reason of a skip.
std::string LineText(absl::string_view text, Remarks& remarks);
std::string GroupText(absl::string_view text, Remarks& remarks);
// The title of a step.
std::string StepText(absl::string_view text, Remarks& remarks);
// A note, which may have line breaks.
std::string NoteText(absl::string_view text, Remarks& remarks);

}  // namespace twofold::importing
