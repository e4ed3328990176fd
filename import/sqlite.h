// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Reading a stranger's SQLite database, in memory. Nothing of its schema is ever run: no views,
// triggers, virtual tables, functions or expressions.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "import/bounds.h"

struct sqlite3;
struct sqlite3_stmt;

namespace twofold::importing {

bool IsSqlite(absl::string_view bytes);

// One row under way; valid inside the function it is given to.
class SqliteRow {
 public:
  SqliteRow(sqlite3_stmt* statement, const std::vector<int>& columns)
      : statement_(statement), columns_(columns) {}
  // Whether the table has the column at all.
  bool Has(std::size_t name) const { return columns_[name] >= 0; }
  // By place in the list of names. Absent: the table has no such column, it is NULL, or it is of
  // another type.
  std::optional<std::int64_t> Integer(std::size_t name) const;
  std::optional<double> Real(std::size_t name) const;
  // Text as valid UTF-8; a number in its digits; empty when absent.
  std::string Text(std::size_t name) const;

 private:
  sqlite3_stmt* statement_;
  const std::vector<int>& columns_;
};

// One thread at a time.
class SqliteFile {
 public:
  // "import_damaged" for what is no whole database.
  static absl::StatusOr<SqliteFile> Open(std::string bytes, const Bounds& bounds);

  // PRAGMA user_version.
  absl::StatusOr<std::int64_t> UserVersion();
  // Whether there is an ordinary table of this name.
  absl::StatusOr<bool> HasTable(absl::string_view name);
  // Checks the pages of a table, then visits its rows in the order they are stored. `names` are the
  // wanted columns, in any case; those of the first `required` have to exist. The visitor's error
  // ends it. "import_damaged"; "import_too_large" when it takes too many steps.
  // REQUIRES: HasTable(table), and `table` is a plain word.
  absl::Status Visit(absl::string_view table, const std::vector<absl::string_view>& names,
                     std::size_t required,
                     absl::FunctionRef<absl::Status(const SqliteRow&)> visitor);

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  // What the callbacks of the library look at; its address must not change.
  struct Watch {
    std::int64_t steps = 0;
    std::int64_t most = 0;
  };

  SqliteFile() = default;
  absl::Status CheckColumns(absl::string_view table);
  absl::Status CheckPages(absl::string_view table);
  absl::Status Failed(int code) const;

  std::unique_ptr<std::string> bytes_;  // what the database reads from
  std::unique_ptr<Watch> watch_;
  std::unique_ptr<sqlite3, Close> database_;
};

}  // namespace twofold::importing
