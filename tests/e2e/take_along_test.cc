// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What comes in from other programs and what is taken along: every reader's format, again and
// again, back and forth, from hostile files, and with a daemon that is killed in between.
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <ostream>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tests/e2e/scene.h"
#include "tests/import/import_support.h"

namespace twofold::e2e {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

// Files of one other program, and what a person has afterwards.
struct Elsewhere {
  std::string name;
  std::vector<std::pair<std::string, std::string>> files;  // the first, or its folder, is read
  bool is_folder;
  std::string heading;             // the report's first line
  std::vector<std::string> after;  // "handle day state amount note", of all goals in order
};

void PrintTo(const Elsewhere& elsewhere, std::ostream* out) { *out << elsewhere.name; }

std::string LoopDatabase() {
  // 20089 is 2025-01-01.
  return importing::LoopDatabaseOf(
      "INSERT INTO Habits (id, archived, freq_den, freq_num, name, position, type, target_type, "
      "target_value, unit, uuid) VALUES "
      "(1, 0, 1, 1, 'Run', 0, 0, 0, 0, '', '00112233445566778899aabbccddeeff'),"
      "(2, 0, 1, 1, 'Water', 1, 1, 0, 2, 'litres', 'ffeeddccbbaa99887766554433221100');"
      "INSERT INTO Repetitions (habit, timestamp, value, notes) VALUES "
      "(1, 20089 * 86400000, 2, ''), (1, 20090 * 86400000, 0, 'rain'),"
      "(1, 20091 * 86400000, 3, ''), (2, 20089 * 86400000, 2500, '');");
}

std::vector<Elsewhere> AllElsewhere() {
  return {
      {"LoopDatabase",
       {{"loop.db", LoopDatabase()}},
       false,
       "From Loop",
       {"run 2025-01-01 kept", "run 2025-01-02 not_today rain", "run 2025-01-03 skipped",
        "water 2025-01-01 kept 2.5"}},
      {"LoopCsv",
       {{"Habits.csv",
         "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,"
         "Unit,Target Type,Target Value,Archived?\n"
         "001,Run,YES_NO,,,1,1,#ffffff,,,,false\n"},
        {"001 Run/Checkmarks.csv",
         "Date,Value,Notes\n2025-01-03,SKIP,\n2025-01-02,NO,rain\n2025-01-01,YES_MANUAL,\n"}},
       true,
       "From Loop",
       {"run 2025-01-01 kept", "run 2025-01-02 not_today rain", "run 2025-01-03 skipped"}},
      {"HabitBull",
       {{"bull.csv",
         "HabitName,HabitDescription,HabitCategory,CalendarDate,Value,CommentText\n"
         "Teeth,,,2025-01-01,1,\nTeeth,,,2025-01-02,0,at the sea\n"}},
       false,
       "From HabitBull",
       {"teeth 2025-01-01 kept", "teeth 2025-01-02 not_today at the sea"}},
      {"Harsh",
       {{"habits", "! Body\nGym: 3/7\nSleep: 0\n"},
        {"log",
         "2025-01-01 : Gym : y : good : 3\n2025-01-02 : Gym : n\n2025-01-03 : Gym : s\n"
         "2025-01-01 : Sleep : y : seven\n"}},
       true,
       "From harsh",
       {"gym 2025-01-01 kept 3 good", "gym 2025-01-03 skipped", "sleep 2025-01-01 kept seven"}},
      {"TableHabit",
       {{"table.json",
         R"({"habits": [{"name": "Read", "desc": "", "type": 1, "status": 1, "daily_goal": 1,
             "daily_goal_unit": "", "daily_goal_extra": null, "freq_type": 3,
             "freq_custom": "[1,1]", "start_date": 20000, "create_t": 1735689600,
             "modify_t": 1735689600, "records": [
               {"record_date": 20089, "record_type": 1, "record_value": 1, "reason": "in bed"},
               {"record_date": 20090, "record_type": 2, "record_value": 0, "reason": "ill"}]}]})"}},
       false,
       "From Table Habit",
       {"read 2025-01-01 kept in bed", "read 2025-01-02 skipped"}},
      {"GenericCsv",
       {{"generic.csv",
         "date,goal,state,value,unit,note\n2025-01-01,Read,kept,,,\n2025-01-02,Read,not_kept,,,\n"
         "2025-01-03,Read,skipped,,,\n2025-01-01,Walk,,5.5,km,by the sea\n"}},
       false,
       "From a table",
       {"read 2025-01-01 kept", "read 2025-01-02 not_today", "read 2025-01-03 skipped",
        "walk 2025-01-01 kept 5.5 by the sea"}},
      {"OwnExport",
       {{"twofold.json",
         R"({"schema":"twofold.export.v1","goals":[{"id":"000102030405060708090a0b0c0d0e0f",
             "handle":"read","title":"Read, 20 min","why":"Evenings","tags":["home"],
             "versions":[{"from":"2025-01-01","kind":"check",
               "schedule":{"shape":"mon,wed,fri","at":"20:00","week_start":"mon"}}],
             "entries":[{"day":"2025-01-01","mark":"kept","note":"Two pages"},
               {"day":"2025-01-03","mark":"skipped","reason":"travel"}],
             "ease":[{"day":"2025-01-01","ease":3}]}],
             "rests":[{"first_day":"2025-02-01","last_day":"2025-02-05"}]})"}},
       false,
       "From twofold",
       {"read 2025-01-01 kept Two pages", "read 2025-01-03 skipped"}},
  };
}

class TakeAlong : public Scene {
 protected:
  void SetUp() override {
    SetUpAlone(noa, "Noa");
    SetUpAlone(sam, "Sam");
  }
  std::string Place(const std::string& name) const { return household.folder() + "/" + name; }
  std::string Content(Account& account) { return Do(account, {"export", "--all"}); }
  json Import(Account& account, const std::string& path, const std::string& mode) {
    return json::parse(Do(account, {"import", path, mode, "--json"}), nullptr, false);
  }
  // Of days within a year back from the end of January 2025.
  std::vector<std::string> Days(Account& account) {
    std::vector<std::string> days;
    const json list = account.Json({"goal", "list", "--all"});
    for (const json& goal : list["goals"]) {
      const std::string handle = goal.value("handle", "");
      EXPECT_EQ(goal.value("side", ""), "me");
      const json shown = account.Json({"goal", "show", handle, "--weeks", "520"});
      for (const json& one : shown["days"]) {
        if (one.value("day", "") > "2025-01-31" || one.value("state", "") == "blank") continue;
        if (one.value("state", "") == "not_due" || one.value("state", "") == "resting") continue;
        std::string text =
            absl::StrCat(handle, " ", one.value("day", ""), " ", one.value("state", ""));
        for (const char* field : {"amount", "note"}) {
          if (one.value(field, "") != "") absl::StrAppend(&text, " ", one.value(field, ""));
        }
        days.push_back(text);
      }
    }
    return days;
  }
};

class TakeAlongFrom : public TakeAlong, public ::testing::WithParamInterface<Elsewhere> {
 protected:
  std::string WriteFiles() {
    const std::string folder = Place("elsewhere");
    for (const auto& [name, content] : GetParam().files) {
      WriteFile(absl::StrCat(folder, "/", name), content);
    }
    return GetParam().is_folder ? folder : absl::StrCat(folder, "/", GetParam().files[0].first);
  }
};

TEST_P(TakeAlongFrom, LooksFirstTakesOverOnceGoesBackAndComesAgain) {
  const std::string path = WriteFiles();
  Do(noa, {"goal", "add", "Something of mine", "--every", "day"});
  const std::string before = Content(noa);

  EXPECT_TRUE(Import(noa, path, "--dry-run").value("changes", false));
  EXPECT_TRUE(absl::StartsWith(Do(noa, {"import", path, "--dry-run"}), GetParam().heading));
  EXPECT_EQ(Content(noa), before) << "only looked";

  EXPECT_TRUE(Import(noa, path, "--yes").value("changes", false));
  const std::string after = Content(noa);
  EXPECT_NE(after, before);
  EXPECT_EQ(Days(noa), GetParam().after);

  const json again = Import(noa, path, "--yes");
  EXPECT_FALSE(again.value("changes", true));
  for (const json& goal : again["goals"]) EXPECT_EQ(goal.value("what", ""), "same") << goal;
  EXPECT_EQ(Content(noa), after);
  ASSERT_TRUE(noa.KillDaemon());
  EXPECT_EQ(Content(noa), after);

  Do(noa, {"undo"});
  EXPECT_EQ(Content(noa), before) << "one act";
  Do(noa, {"redo"});
  EXPECT_EQ(Content(noa), after);
}

TEST_P(TakeAlongFrom, AnExportIntoAFreshStoreExportsTheSameBytes) {
  Do(noa, {"import", WriteFiles(), "--yes"});
  const std::string file = Place("noa.json"), copy = Place("sam.json");
  Do(noa, {"export", "--all", "--out", file});
  Do(sam, {"import", file, "--yes"});
  Do(sam, {"export", "--all", "--out", copy});
  EXPECT_EQ(FileText(copy), FileText(file));
  EXPECT_EQ(Days(sam), Days(noa));
}

INSTANTIATE_TEST_SUITE_P(Every, TakeAlongFrom, ::testing::ValuesIn(AllElsewhere()),
                         [](const auto& info) { return info.param.name; });

TEST_F(TakeAlong, ALifeGoesOverWholeToAFreshStore) {
  Do(noa, {"goal", "add", "Read", "--every", "day", "--tag", "calm", "--ease", "--why", "-"},
     "for a quiet head\n");
  Do(noa, {"goal", "add", "Cello", "--times", "3", "--per", "week", "--unit", "min"});
  Do(noa, {"goal", "add", "House", "--kind", "milestone", "--step", "Pack", "--deadline",
           absl::FormatCivilTime(day() + 9)});
  Do(noa, {"goal", "add", "Kindly", "--kind", "edge", "--size", "2"});
  Do(noa, {"log", "-"}, "read\nread no 2d\ncello 30min yesterday\nkindly back\n");
  Do(noa, {"log", "read", "skip", "--reason", "-", "--on", "3d"}, "travelled\n");
  Do(noa, {"log", "read", "--note", "-"}, "with \"quotes\"\nand lines\n");
  Do(noa, {"goal", "step", "house", "--done", "1"});
  Do(noa, {"rest", "cello", "--until", absl::FormatCivilTime(day() + 4)});
  Do(noa, {"rest", "--all", "--from", absl::FormatCivilTime(day() + 20)});
  Do(noa, {"revise", "read", "--times", "4", "--per", "week"});
  Do(noa, {"goal", "ease", "read", "4"});
  Do(noa, {"goal", "archive", "kindly"});
  const std::string file = Place("noa.json");
  Do(noa, {"export", "--all", "--out", file});
  Do(sam, {"import", file, "--yes"});
  EXPECT_EQ(Content(sam), FileText(file));
}

TEST_F(TakeAlong, HostileFilesAreToldOfAndTheDaemonIsUntouched) {
  Do(noa, {"goal", "add", "Read", "--every", "day"});
  const std::string before = Content(noa);
  const pid_t daemon = noa.RunningDaemon().value_or(0);
  const std::string whole = LoopDatabase();
  std::string zeros(64U << 20U, '\0');
  const std::string bomb = importing::ZipOf(importing::FolderOf(
      {{"Habits.csv", "Position,Name\n"}, {"001 Run/Checkmarks.csv", std::move(zeros)}}));
  for (const auto& [name, bytes] : std::vector<std::pair<std::string, std::string>>{
           {"cut.db", whole.substr(0, whole.size() / 2)},
           {"header.db", whole.substr(0, 100)},
           {"bomb.zip", bomb},
           {"empty.csv", ""},
           {"bytes.csv", std::string(5000, '\xff')},
           {"deep.json", std::string(100000, '[')}}) {
    const std::string path = Place(name);
    WriteFile(path, bytes);
    const Ended ended = noa.Run({"import", path, "--yes"});
    EXPECT_TRUE(ended.exit_code == 1 || ended.exit_code == 2) << name << ended.exit_code;
    EXPECT_TRUE(absl::StartsWith(ended.err, "twofold: ")) << name << ": " << ended.err;
    EXPECT_EQ(LastLine(ended.err), "Nothing was taken over.") << name << ": " << ended.err;
    EXPECT_EQ(ended.out, "") << name;
    EXPECT_EQ(Content(noa), before) << name;
  }
  EXPECT_EQ(noa.RunningDaemon().value_or(-1), daemon);
}

// Hundredths of a second that a process has had of the processor; 0 when it is gone.
long TicksOf(pid_t pid) {
  const std::string stat = FileText(absl::StrCat("/proc/", pid, "/stat"));
  const std::size_t name_end = stat.rfind(')');
  if (name_end == std::string::npos) return 0;
  const std::vector<std::string> fields = absl::StrSplit(stat.substr(name_end + 2), ' ');
  long user = 0, system = 0;
  constexpr std::size_t kUser = 11, kSystem = 12;
  if (fields.size() <= kSystem || !absl::SimpleAtoi(fields[kUser], &user) ||
      !absl::SimpleAtoi(fields[kSystem], &system)) {
    return 0;
  }
  return user + system;
}

TEST_F(TakeAlong, ADaemonKilledDuringAnImportHasAllOrNothing) {
  constexpr int kGoals = 60, kDays = 1000;
  std::string table = "date,goal,state,value,unit,note\n";
  for (int goal = 0; goal < kGoals; ++goal) {
    for (int i = 0; i < kDays; ++i) {
      absl::StrAppend(&table, absl::FormatCivilTime(absl::CivilDay(2023, 1, 1) + i), ",Goal ", goal,
                      ",kept,,,a note of some length\n");
    }
  }
  const std::string path = Place("large.csv");
  WriteFile(path, table);
  const std::string empty = Content(noa);
  Do(noa, {"import", path, "--yes", "--quiet"});
  std::string whole = Content(noa);
  Do(noa, {"undo"});
  EXPECT_EQ(Content(noa), empty);
  int nothing = 0;
  for (const long ticks : {1, 4, 8, 12, 16, 24, 32}) {
    const pid_t daemon = noa.Daemon().value_or(0);
    ASSERT_GT(daemon, 1);
    const long begin = TicksOf(daemon);
    std::future<Ended> import = std::async(std::launch::async, [&] {
      return noa.Run({"import", path, "--yes", "--quiet"});
    });
    const auto ended = [&] {
      return import.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    };
    Await("some work, or its end", [&] { return ended() || TicksOf(daemon) >= begin + ticks; });
    if (TicksOf(daemon) > 0) noa.KillDaemon();
    const Ended client = import.get();
    const std::string now = Content(noa);
    if (now == empty) {
      ++nothing;
      EXPECT_NE(client.exit_code, 0) << "acknowledged, and lost";
      continue;
    }
    // The goals of this import have ids of their own; all else is as the first one left it.
    EXPECT_EQ(std::count(now.begin(), now.end(), '\n'),
              std::count(whole.begin(), whole.end(), '\n'));
    EXPECT_EQ(Import(noa, path, "--dry-run").value("changes", true), false);
    Do(noa, {"undo"});
    EXPECT_EQ(Content(noa), empty);
  }
  EXPECT_GT(nothing, 0) << "at least the first one came too early";
}

TEST_F(TakeAlong, AnExportIsTheOwnersAloneAndNeverReplacesUnasked) {
  Do(noa, {"goal", "add", "Read", "--every", "day"});
  umask(0);
  const std::string file = Place("out.json"), folder = Place("tables");
  Do(noa, {"export", "--out", file});
  Do(noa, {"export", "--format", "csv", "--out", folder});
  umask(077);
  struct stat found {};
  ASSERT_EQ(stat(file.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 07777, 0600U);
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    ASSERT_EQ(stat(entry.path().c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 07777, 0600U) << entry.path();
  }
  const std::string before = FileText(file);
  Do(noa, {"log", "read"});
  Refuses(noa, {"export", "--out", file},
          {1, absl::StrCat("twofold: \"", file, "\" is there already."), "Nothing was written."});
  EXPECT_EQ(FileText(file), before);
  Do(noa, {"export", "--out", file, "--yes"});
  EXPECT_NE(FileText(file), before);
}

TEST_F(TakeAlong, AnExportThatDoesNotFitIsNotThereAtAll) {
  Do(noa, {"goal", "add", "Read", "--every", "day"});
  const std::string folder = Place("closed");
  fs::create_directories(folder);
  // A folder in the file's place: nothing can be put there.
  fs::create_directories(folder + "/out.json");
  EXPECT_NE(noa.Run({"export", "--out", folder + "/out.json", "--yes"}).exit_code, 0);
  EXPECT_NE(noa.Run({"export", "--out", folder + "/none/out.json"}).exit_code, 0);
  std::vector<std::string> left;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    left.push_back(entry.path().filename());
  }
  EXPECT_EQ(left, Words{"out.json"}) << "no half of a file beside it";
}

}  // namespace
}  // namespace twofold::e2e
