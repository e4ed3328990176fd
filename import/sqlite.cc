// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "import/sqlite.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/base/status_macros.h"
#include "import/encoding.h"
#include "import/refusals.h"

namespace twofold::importing {
namespace {

constexpr absl::string_view kMagic("SQLite format 3\0", 16);
constexpr std::size_t kHeaderBytes = 100;
constexpr int kStepsPerLook = 1'000;

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

std::uint32_t BigEndian(absl::string_view bytes) {
  std::uint32_t number = 0;
  for (const char c : bytes) number = (number << 8) | static_cast<unsigned char>(c);
  return number;
}

// What the header says about the file, before the library sees it.
absl::Status CheckHeader(absl::string_view file) {
  if (file.size() < kHeaderBytes) return Damaged("it is cut short");
  const std::uint32_t stated = BigEndian(file.substr(16, 2));
  const std::size_t page = stated == 1 ? 65536 : stated;
  if (page < 512 || (page & (page - 1)) != 0) return Damaged("its page size is none");
  const std::size_t pages = BigEndian(file.substr(28, 4));
  // The number of pages holds when it was written together with the change counter.
  const bool stated_pages = pages != 0 && file.substr(24, 4) == file.substr(92, 4);
  if (file.size() % page != 0 || (stated_pages && pages > file.size() / page)) {
    return Damaged("it is cut short");
  }
  return absl::OkStatus();
}

// Reading the tables that we ask for, and nothing else.
int Authorize(void*, int action, const char* first, const char* second, const char*,
              const char* inside) {
  const auto is = [](const char* text, const char* word) {
    return text != nullptr && sqlite3_stricmp(text, word) == 0;
  };
  if (inside != nullptr) return SQLITE_DENY;  // from within a view or trigger
  if (action == SQLITE_SELECT) return SQLITE_OK;
  if (action == SQLITE_PRAGMA) {
    return is(first, "user_version") && second == nullptr         ? SQLITE_OK
           : is(first, "quick_check") || is(first, "table_xinfo") ? SQLITE_OK
                                                                  : SQLITE_DENY;
  }
  if (action != SQLITE_READ) return SQLITE_DENY;
  for (const char* table : {"sqlite_master", "Habits", "Repetitions"}) {
    if (is(first, table)) return SQLITE_OK;
  }
  return SQLITE_DENY;
}

void SetLimits(sqlite3* database, const Bounds& bounds) {
  constexpr std::array<std::pair<int, int>, 10> kLimits = {{
      {SQLITE_LIMIT_SQL_LENGTH, 100'000},
      {SQLITE_LIMIT_COLUMN, 200},
      {SQLITE_LIMIT_EXPR_DEPTH, 20},
      {SQLITE_LIMIT_COMPOUND_SELECT, 2},
      {SQLITE_LIMIT_VDBE_OP, 25'000},
      {SQLITE_LIMIT_FUNCTION_ARG, 8},
      {SQLITE_LIMIT_ATTACHED, 0},
      {SQLITE_LIMIT_VARIABLE_NUMBER, 4},
      {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
      {SQLITE_LIMIT_WORKER_THREADS, 0},
  }};
  for (const auto& [limit, value] : kLimits) sqlite3_limit(database, limit, value);
  sqlite3_limit(database, SQLITE_LIMIT_LENGTH, static_cast<int>(bounds.row_bytes));
}

int Harden(sqlite3* database) {
  constexpr std::array<std::pair<int, int>, 8> kSettings = {{
      {SQLITE_DBCONFIG_DEFENSIVE, 1},
      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
      {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
      {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
      {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
      {SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0},
      {SQLITE_DBCONFIG_DQS_DDL, 0},
      {SQLITE_DBCONFIG_DQS_DML, 0},
  }};
  for (const auto& [setting, value] : kSettings) {
    const int code = sqlite3_db_config(database, setting, value, nullptr);
    if (code != SQLITE_OK) return code;
  }
  return sqlite3_exec(database,
                      "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA query_only = ON;"
                      "PRAGMA temp_store = MEMORY; PRAGMA ignore_check_constraints = ON;",
                      nullptr, nullptr, nullptr);
}

std::string ColumnText(sqlite3_stmt* statement, int column) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
  if (text == nullptr) return "";
  return ValidUtf8({text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column))});
}

Statement Prepare(sqlite3* database, absl::string_view sql, int* code) {
  sqlite3_stmt* statement = nullptr;
  *code = sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()), 0, &statement,
                             nullptr);
  return Statement(statement);
}

}  // namespace

bool IsSqlite(absl::string_view bytes) { return bytes.substr(0, kMagic.size()) == kMagic; }

std::optional<std::int64_t> SqliteRow::Integer(std::size_t name) const {
  const int column = columns_[name];
  if (column < 0 || sqlite3_column_type(statement_, column) != SQLITE_INTEGER) return std::nullopt;
  return sqlite3_column_int64(statement_, column);
}

std::optional<double> SqliteRow::Real(std::size_t name) const {
  const int column = columns_[name];
  if (column < 0) return std::nullopt;
  const int type = sqlite3_column_type(statement_, column);
  if (type != SQLITE_INTEGER && type != SQLITE_FLOAT) return std::nullopt;
  return sqlite3_column_double(statement_, column);
}

std::string SqliteRow::Text(std::size_t name) const {
  const int column = columns_[name];
  if (column < 0 || sqlite3_column_type(statement_, column) == SQLITE_BLOB) return "";
  return ColumnText(statement_, column);
}

void SqliteFile::Close::operator()(sqlite3* database) const { sqlite3_close_v2(database); }

absl::Status SqliteFile::Failed(int code) const {
  switch (code & 0xFF) {
    case SQLITE_INTERRUPT:
      return TooLarge("reading it takes too long");
    case SQLITE_TOOBIG:
      return TooLarge("a row of it is too long");
    case SQLITE_NOMEM:
      return TooLarge("reading it takes too much memory");
    default:
      return Damaged("the database cannot be read");
  }
}

absl::StatusOr<SqliteFile> SqliteFile::Open(std::string bytes, const Bounds& bounds) {
  TF_RETURN_IF_ERROR(CheckHeader(bytes));
  // A database in WAL mode says so in two bytes, and the library would look for files beside it;
  // the pages are the same.
  for (const std::size_t at : {18, 19}) {
    if (bytes[at] == 2) bytes[at] = 1;
  }
  SqliteFile file;
  file.bytes_ = std::make_unique<std::string>(std::move(bytes));
  file.watch_ = std::make_unique<Watch>(Watch{0, bounds.steps});
  sqlite3* database = nullptr;
  int code = sqlite3_open_v2(":memory:", &database,
                             SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE,
                             nullptr);
  file.database_.reset(database);
  if (code == SQLITE_OK) code = Harden(database);
  if (code != SQLITE_OK) return file.Failed(code);
  SetLimits(database, bounds);
  std::string& held = *file.bytes_;
  code = sqlite3_deserialize(database, "main", reinterpret_cast<unsigned char*>(held.data()),
                             static_cast<sqlite3_int64>(held.size()),
                             static_cast<sqlite3_int64>(held.size()), SQLITE_DESERIALIZE_READONLY);
  if (code != SQLITE_OK) return file.Failed(code);
  sqlite3_progress_handler(
      database, kStepsPerLook,
      [](void* watch) {
        auto* const steps = static_cast<Watch*>(watch);
        steps->steps += kStepsPerLook;
        return steps->steps > steps->most ? 1 : 0;
      },
      file.watch_.get());
  sqlite3_set_authorizer(database, Authorize, nullptr);
  return file;
}

absl::StatusOr<std::int64_t> SqliteFile::UserVersion() {
  int code = SQLITE_OK;
  const Statement statement = Prepare(database_.get(), "PRAGMA user_version", &code);
  if (code != SQLITE_OK) return Failed(code);
  code = sqlite3_step(statement.get());
  if (code != SQLITE_ROW) return Failed(code);
  return sqlite3_column_int64(statement.get(), 0);
}

absl::StatusOr<bool> SqliteFile::HasTable(absl::string_view name) {
  int code = SQLITE_OK;
  const Statement statement =
      Prepare(database_.get(), "SELECT type, name, rootpage, sql FROM sqlite_master", &code);
  if (code != SQLITE_OK) return Failed(code);
  bool found = false;
  while ((code = sqlite3_step(statement.get())) == SQLITE_ROW) {
    if (!absl::EqualsIgnoreCase(ColumnText(statement.get(), 1), name)) continue;
    const std::string sql = ColumnText(statement.get(), 3);
    // A virtual table is a "table" without a page of its own.
    found = ColumnText(statement.get(), 0) == "table" &&
            sqlite3_column_int64(statement.get(), 2) > 0 &&
            absl::StartsWithIgnoreCase(sql, "CREATE TABLE");
    if (found) break;
  }
  if (code != SQLITE_ROW && code != SQLITE_DONE) return Failed(code);
  return found;
}

// Columns that are computed would be, by expressions of the file.
absl::Status SqliteFile::CheckColumns(absl::string_view table) {
  constexpr int kHidden = 6;  // 0 for an ordinary column
  int code = SQLITE_OK;
  const Statement statement =
      Prepare(database_.get(), absl::StrCat("PRAGMA table_xinfo('", table, "')"), &code);
  if (code != SQLITE_OK) return Failed(code);
  while ((code = sqlite3_step(statement.get())) == SQLITE_ROW) {
    if (sqlite3_column_int64(statement.get(), kHidden) != 0) {
      return Damaged("a column of the database is computed");
    }
  }
  return code == SQLITE_DONE ? absl::OkStatus() : Failed(code);
}

// Runs over the pages and rows of a table without reading what is in them.
absl::Status SqliteFile::CheckPages(absl::string_view table) {
  int code = SQLITE_OK;
  const Statement check =
      Prepare(database_.get(), absl::StrCat("PRAGMA quick_check('", table, "')"), &code);
  if (code != SQLITE_OK) return Failed(code);
  code = sqlite3_step(check.get());
  if (code != SQLITE_ROW) return Failed(code);
  if (ColumnText(check.get(), 0) != "ok") return Damaged("the pages of the database do not fit");
  return absl::OkStatus();
}

absl::Status SqliteFile::Visit(absl::string_view table, const std::vector<absl::string_view>& names,
                               std::size_t required,
                               absl::FunctionRef<absl::Status(const SqliteRow&)> visitor) {
  TF_RETURN_IF_ERROR(CheckColumns(table));
  TF_RETURN_IF_ERROR(CheckPages(table));
  int code = SQLITE_OK;
  const Statement statement =
      Prepare(database_.get(), absl::StrCat("SELECT * FROM main.", table, " NOT INDEXED"), &code);
  if (code != SQLITE_OK) return Failed(code);
  std::vector<int> columns(names.size(), -1);
  for (int i = 0; i < sqlite3_column_count(statement.get()); ++i) {
    const char* name = sqlite3_column_name(statement.get(), i);
    const auto wanted = std::find_if(names.begin(), names.end(), [&](absl::string_view candidate) {
      return name != nullptr && absl::EqualsIgnoreCase(candidate, name);
    });
    if (wanted != names.end()) columns[static_cast<std::size_t>(wanted - names.begin())] = i;
  }
  for (std::size_t i = 0; i < required; ++i) {
    if (columns[i] < 0) return Damaged("a column of the database is missing");
  }
  const SqliteRow row(statement.get(), columns);
  while ((code = sqlite3_step(statement.get())) == SQLITE_ROW) TF_RETURN_IF_ERROR(visitor(row));
  return code == SQLITE_DONE ? absl::OkStatus() : Failed(code);
}

}  // namespace twofold::importing
