// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What the tests of the readers share: files from tests/import/data, archives and databases that
// are made on the spot, and goals as text.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "import/readers.h"

namespace twofold::importing {

// The bytes of a file below tests/import/data.
std::string DataFile(const std::string& name);
// The text of a file of the project, by its path from the root.
std::string SourceText(const std::string& path);
// The wanted files below a folder there.
Source DataFolder(const std::string& name);
Source OneFile(std::string bytes);
Source FolderOf(std::vector<std::pair<std::string, std::string>> files);

// How files go into an archive.
enum class Packing { kDeflated, kStored, kEncrypted, kBzip2 };
std::string ZipOf(const Source& folder, Packing packing = Packing::kDeflated);

// A database that the statements make, as the bytes of its file.
std::string DatabaseOf(absl::string_view sql);
// A database of Loop in its newest form, with the rows that are given as SQL.
std::string LoopDatabaseOf(absl::string_view rows);
// The statements that make its tables.
std::string LoopTables();

Circumstances On(absl::CivilDay today = absl::CivilDay(2026, 11, 24));
Circumstances Within(const Bounds& bounds);

// A goal in lines: what it is, its entries, its remarks. Fails the test unless twofold takes it.
std::string Shown(const portable::v1::ImportedGoal& goal);
// The one goal with this title; fails the test unless there is exactly one.
std::string ShownGoal(const absl::StatusOr<portable::v1::ImportFile>& file,
                      absl::string_view title);
// All goals, an empty line between them, and the remarks of the file.
std::string Shown(const absl::StatusOr<portable::v1::ImportFile>& file);

// Why twofold would not take what was read; empty when it would.
std::string WhyNotTaken(const portable::v1::ImportFile& file);

}  // namespace twofold::importing
