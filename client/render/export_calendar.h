// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// When goals are due, as an iCalendar (RFC 5545): docs/formats/export.md has the mapping. Pure.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "twofold/portable/v1/portable.pb.h"

namespace twofold {

struct Calendar {
  std::string content;
  int events = 0;
  std::vector<std::string> left_out;  // handles of goals that no calendar can hold
};

// Returns an event for each goal that is not archived. Nothing of it but titles, units, days and
// times leaves the store: no entry, no why, no note.
Calendar ExportCalendar(const portable::v1::Portable& portable);

// Returns text with backslash, semicolon, comma and line breaks escaped and other control
// characters removed.
std::string CalendarText(absl::string_view text);

// Returns a content line, broken after at most 75 bytes and never inside a character, ended by
// CR LF.
std::string CalendarLine(absl::string_view line);

}  // namespace twofold
