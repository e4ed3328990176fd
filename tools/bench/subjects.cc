// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tools/bench/subjects.h"

#include <sys/stat.h>

#include <fstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "core/base/status_macros.h"

namespace twofold::bench {
namespace {

std::vector<std::string> PlainEnvironment(const Places& places) {
  return {"PATH=/usr/bin:/bin",
          "LC_ALL=C.UTF-8",
          absl::StrCat("HOME=", places.scratch),
          absl::StrCat("TASKRC=", places.scratch, "/taskrc"),
          absl::StrCat("TASKDATA=", places.scratch, "/task"),
          absl::StrCat("TIMEWARRIORDB=", places.scratch, "/timew")};
}

Command Plain(const Places& places, std::vector<std::string> words) {
  return {std::move(words), PlainEnvironment(places)};
}

std::string Database(const Places& places, absl::string_view mode) {
  return absl::StrCat(places.scratch, "/", mode, ".db");
}

Command Sqlite(const Places& places, absl::string_view mode, absl::string_view sql) {
  return Plain(places, {"/usr/bin/sqlite3", "-batch", Database(places, mode),
                        absl::StrCat("PRAGMA synchronous=FULL; ", sql)});
}

// Twenty minutes that nobody tracked before.
Command Track(const Places& places, int round) {
  const int minute = round * 30;
  const auto at = [](int minutes) {
    return absl::StrFormat("2020-%02d-%02dT%02d:%02d:00", minutes / 1440 / 28 % 12 + 1,
                           minutes / 1440 % 28 + 1, minutes / 60 % 24, minutes % 60);
  };
  return Plain(places,
               {"/usr/bin/timew", "track", ":yes", at(minute), "-", at(minute + 20), "read"});
}

}  // namespace

absl::Status Prepare(const Places& places, int entries) {
  for (const char* folder : {"task", "timew"}) {
    mkdir(absl::StrCat(places.scratch, "/", folder).c_str(), 0700);
  }
  std::ofstream(absl::StrCat(places.scratch, "/taskrc")) << "confirmation=no\n";
  std::ofstream(absl::StrCat(places.scratch, "/floor.log")) << "";
  const std::string table = absl::StrCat(
      "CREATE TABLE entry(id INTEGER PRIMARY KEY, goal TEXT, day TEXT, amount INTEGER); "
      "CREATE INDEX by_day ON entry(day); "
      "INSERT INTO entry(goal, day, amount) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
      "SELECT i + 1 FROM n WHERE i < ",
      entries,
      ") SELECT 'goal' || (i % 20), date('2026-11-20', '-' || (i / 20) || ' days'), 1 "
      "FROM n;");
  for (const Command& command :
       {Sqlite(places, "delete", table),
        Sqlite(places, "wal", absl::StrCat("PRAGMA journal_mode=WAL; ", table)),
        Plain(places, {"/usr/bin/task", "add", "Read"}), Track(places, 0)}) {
    TF_RETURN_IF_ERROR(TimeOf(command).status());
  }
  return absl::OkStatus();
}

Subject AppendFloor(const Places& places) {
  return {"floor: append a line, fdatasync", [places](int round) {
            return Plain(places, {absl::StrCat(places.floors, "/floor_append"),
                                  absl::StrCat(places.scratch, "/floor.log"),
                                  absl::StrCat("2026-11-21 cello ", round)});
          }};
}

Subject ReadFloor(const Places& places) {
  return {"floor: read the last 4 KiB", [places](int) {
            return Plain(places, {absl::StrCat(places.floors, "/floor_tail"),
                                  absl::StrCat(places.scratch, "/floor.log")});
          }};
}

std::vector<Subject> LogPeers(const Places& places) {
  const auto insert = [places](absl::string_view mode, int round) {
    return Sqlite(
        places, mode,
        absl::StrCat("INSERT INTO entry(goal, day, amount) VALUES('cello', '2026-11-21', ", round,
                     ");"));
  };
  return {
      {"sqlite3, synchronous=FULL", [insert](int round) { return insert("delete", round); }},
      {"sqlite3, WAL and synchronous=FULL", [insert](int round) { return insert("wal", round); }},
      {"taskwarrior add (no fsync)",
       [places](int round) {
         return Plain(places, {"/usr/bin/task", "add", absl::StrCat("Read ", round)});
       }},
      {"timewarrior track (no fsync)", [places](int round) { return Track(places, round + 1); }},
  };
}

std::vector<Subject> TodayPeers(const Places& places) {
  return {
      {"sqlite3 sum by goal of one day",
       [places](int) {
         return Sqlite(places, "delete",
                       "SELECT goal, sum(amount) FROM entry WHERE day='2026-11-20' GROUP BY goal;");
       }},
      {"taskwarrior list",
       [places](int) {
         return Plain(places, {"/usr/bin/task", "list"});
       }},
      {"timewarrior summary",
       [places](int) {
         return Plain(places, {"/usr/bin/timew", "summary", "2020-01-01", "-", "2020-01-02"});
       }},
  };
}

}  // namespace twofold::bench
