// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What a person takes along, as comma-separated values: docs/formats/export.md has the columns.
// Pure.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "twofold/portable/v1/portable.pb.h"

namespace twofold {

struct CsvFile {
  std::string name;  // "read.csv"
  std::string content;
};

// Returns goals.csv, then a file for each goal, in the person's order.
std::vector<CsvFile> ExportCsvFiles(const portable::v1::Portable& portable);

// Returns one table of all entries: date, goal, state, value, unit, note. Without shared goals,
// whose entries have more than one author.
std::string ExportCsv(const portable::v1::Portable& portable);

// Returns one line with commas between, quoted where it has to be (RFC 4180), ended by CR LF.
std::string CsvLine(const std::vector<std::string>& fields);

// What was typed by somebody else cannot begin a formula in a spreadsheet: an apostrophe goes
// before
// "=", "+", "-", "@", tab and carriage return.
std::string CsvForeign(absl::string_view text);

}  // namespace twofold
