// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What a person takes along: the bytes of all three formats.
#include <gtest/gtest.h>

#include <fstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "client/render/export_calendar.h"
#include "client/render/export_csv.h"
#include "client/render/export_json.h"
#include "client/render/repeating.h"
#include "tests/client/looking_back.h"

namespace twofold {
namespace {

using portable::v1::Goal;
using portable::v1::Portable;
using portable::v1::Schedule;

// The blocks of docs/formats/export.md in a language, in their order, as they stand there.
std::vector<std::string> BlocksOfTheDocument(absl::string_view language) {
  std::ifstream file(EXPORT_DOCUMENT);
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  const std::string begin = absl::StrCat("```", language, "\n");
  std::vector<std::string> blocks;
  for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at)) {
    at += begin.size();
    blocks.push_back(text.substr(at, text.find("```", at) - at));
  }
  return blocks;
}

std::string UnixLines(absl::string_view text) {
  return absl::StrReplaceAll(text, {{"\r\n", "\n"}});
}

TEST(ExportDocument, HoldsWhatTheProgramWrites) {
  const Portable portable = ExamplePortable();
  ASSERT_EQ(BlocksOfTheDocument("json").size(), 1u);
  EXPECT_EQ(BlocksOfTheDocument("json")[0], ExportJson(portable));
  const std::vector<CsvFile> files = ExportCsvFiles(portable);
  const std::vector<std::string> tables = BlocksOfTheDocument("csv");
  ASSERT_EQ(tables.size(), 3u);
  EXPECT_EQ(tables[0], UnixLines(ExportCsv(portable)));
  EXPECT_EQ(tables[1], UnixLines(files.at(0).content));
  EXPECT_EQ(tables[2], UnixLines(files.at(1).content));
  ASSERT_EQ(BlocksOfTheDocument("ics").size(), 1u);
  EXPECT_EQ(BlocksOfTheDocument("ics")[0], UnixLines(ExportCalendar(portable).content));
}

TEST(ExportDocument, NamesEveryField) {
  std::ifstream file(EXPORT_DOCUMENT);
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  for (const auto* type :
       {Portable::descriptor(), Goal::descriptor(), portable::v1::Step::descriptor(),
        portable::v1::Version::descriptor(), portable::v1::Target::descriptor(),
        Schedule::descriptor(), portable::v1::Entry::descriptor(), portable::v1::Ease::descriptor(),
        portable::v1::Rest::descriptor()}) {
    for (int i = 0; i < type->field_count(); ++i) {
      EXPECT_TRUE(absl::StrContains(text, absl::StrCat("`", type->field(i)->name(), "`")))
          << type->field(i)->full_name();
    }
  }
}

TEST(ExportJson, SaysNothingAboutWhatIsEmpty) {
  EXPECT_EQ(ExportJson(Portable()), "{\"schema\":\"twofold.export.v1\"}\n");
  Portable portable;
  portable.add_goals();
  EXPECT_EQ(ExportJson(portable), "{\"schema\":\"twofold.export.v1\",\n\"goals\":[\n{}\n]}\n");
}

TEST(ExportJson, KeepsEveryCharacterAndLetsNoneSteerATerminal) {
  EXPECT_EQ(ExactJsonString("a\"b\\c\nd\te\x1b\x7f"), R"("a\"b\\c\nd\te\u001b\u007f")");
  EXPECT_EQ(ExactJsonString("\xE2\x80\xAE\xC2\x9B\xE2\x80\xA8"), R"("\u202e\u009b\u2028")");
  EXPECT_EQ(ExactJsonString("\xF0\x9F\x91\x8D\xE6\x97\xA5"), "\"\xF0\x9F\x91\x8D\xE6\x97\xA5\"");
  EXPECT_EQ(ExactJsonString("a\xFF"), "\"a\xEF\xBF\xBD\"");
}

TEST(ExportCsv, QuotesWhatHasToBeQuoted) {
  EXPECT_EQ(CsvLine({"a", "b c", ""}), "a,b c,\r\n");
  EXPECT_EQ(CsvLine({"a,b", "say \"hi\"", "two\nlines", "r\rn"}),
            "\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\"r\rn\"\r\n");
  EXPECT_EQ(CsvLine({" a", "b ", "\""}), "\" a\",\"b \",\"\"\"\"\r\n");
}

TEST(ExportCsv, LetsNobodyElseBeginAFormula) {
  for (const char* formula : {"=1+1", "+1", "-1", "@sum", "\tx", "\rx"}) {
    EXPECT_EQ(CsvForeign(formula), absl::StrCat("'", formula));
  }
  EXPECT_EQ(CsvForeign("1=1"), "1=1");
  EXPECT_EQ(CsvForeign(""), "");
  Portable portable = ExamplePortable();
  portable.mutable_goals(0)->mutable_entries(0)->set_note("=own");
  portable.mutable_shared(0)->mutable_entries(0)->set_note("=theirs");
  const std::vector<CsvFile> files = ExportCsvFiles(portable);
  EXPECT_TRUE(absl::StrContains(files.at(1).content, ",=own\r\n")) << files.at(1).content;
  EXPECT_TRUE(absl::StrContains(files.at(3).content, ",'=theirs,Sam\r\n")) << files.at(3).content;
}

TEST(ExportCsv, GivesEveryGoalAFileOfItsOwn) {
  Portable portable;
  for (const char* handle : {"goals", "Read", "read", "../../etc/passwd", ".hidden", "-x", ""}) {
    portable.add_goals()->set_handle(handle);
  }
  std::vector<std::string> names;
  for (const CsvFile& file : ExportCsvFiles(portable)) names.push_back(file.name);
  EXPECT_EQ(names, (std::vector<std::string>{"goals.csv", "goals-2.csv", "Read.csv", "read-2.csv",
                                             "_.._.._etc_passwd.csv", "_.hidden.csv", "_-x.csv",
                                             "_.csv"}));
}

TEST(ExportCsv, TakesEachDaysUnitFromItsVersion) {
  Portable portable;
  Goal& run = *portable.add_goals();
  run.set_title("Run");
  for (const auto& [from, unit] : {std::pair("2026-01-01", "mi"), std::pair("2026-02-01", "km")}) {
    portable::v1::Version& version = *run.add_versions();
    version.set_from(from);
    version.set_unit(unit);
  }
  for (const char* day : {"2025-12-31", "2026-01-31", "2026-02-01"}) {
    portable::v1::Entry& entry = *run.add_entries();
    entry.set_day(day);
    entry.set_amount("3");
  }
  run.mutable_entries(2)->clear_amount();
  run.mutable_entries(2)->set_mark("zero");
  EXPECT_EQ(UnixLines(ExportCsv(portable)),
            "date,goal,state,value,unit,note\n"
            "2025-12-31,Run,,3,mi,\n"
            "2026-01-31,Run,,3,mi,\n"
            "2026-02-01,Run,,0,km,\n");
}

TEST(Calendar, EscapesWhatMeansSomethingThere) {
  EXPECT_EQ(CalendarText("a,b;c\\d\r\ne\nf"), "a\\,b\\;c\\\\d\\ne\\nf");
  EXPECT_EQ(CalendarText("x\x1b\x07y"), "xy");
}

TEST(Calendar, FoldsAfterSeventyFiveBytesAndNeverInsideACharacter) {
  EXPECT_EQ(CalendarLine(std::string(75, 'a')), std::string(75, 'a') + "\r\n");
  EXPECT_EQ(CalendarLine(std::string(76, 'a')), std::string(75, 'a') + "\r\n a\r\n");
  std::string chinese = "SUMMARY:";
  for (int i = 0; i < 80; ++i) chinese += "\xE6\x97\xA5";
  const std::string folded = CalendarLine(chinese);
  for (absl::string_view line : absl::StrSplit(folded, "\r\n")) {
    EXPECT_LE(line.size(), 75u);
    if (line.empty()) continue;
    const auto first = static_cast<unsigned char>(line[line[0] == ' ' ? 1 : 0]);
    EXPECT_NE(first & 0xC0, 0x80) << "begins inside a character";
  }
  EXPECT_EQ(absl::StrReplaceAll(folded, {{"\r\n ", ""}}), chinese + "\r\n");
}

// "RULE first-day" of a schedule from 21 November 2026, a Saturday, on.
std::string Said(const std::string& shape, const std::string& first_day = "2026-11-21") {
  Schedule schedule;
  schedule.set_shape(shape);
  schedule.set_first_day(first_day);
  schedule.set_week_start("mon");
  const auto repeating = RepeatingOf(schedule, absl::CivilDay(2026, 11, 21));
  if (!repeating) return "cannot be said";
  return absl::StrCat(repeating->rule, " ", absl::FormatCivilTime(repeating->first),
                      repeating->note.empty() ? "" : " ", repeating->note);
}

TEST(Calendar, RepeatsEveryShapeThatARuleCanSay) {
  EXPECT_EQ(Said("day"), "FREQ=DAILY 2026-11-21");
  EXPECT_EQ(Said("weekday"), "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR 2026-11-23");
  EXPECT_EQ(Said("weekend"), "FREQ=WEEKLY;BYDAY=SA,SU 2026-11-21");
  EXPECT_EQ(Said("fri,mon"), "FREQ=WEEKLY;BYDAY=MO,FR 2026-11-23");
  EXPECT_EQ(Said("3days", "2026-11-20"), "FREQ=DAILY;INTERVAL=3 2026-11-23");
  EXPECT_EQ(Said("2weeks:mon,thu", "2026-11-10"),
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;WKST=MO 2026-11-23");
  EXPECT_EQ(Said("2weeks", "2026-11-17"), "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=MO 2026-12-01");
  EXPECT_EQ(Said("month:1,15"), "FREQ=MONTHLY;BYMONTHDAY=1,15 2026-12-01");
  EXPECT_EQ(Said("month"), "FREQ=MONTHLY;BYMONTHDAY=21 2026-11-21");
  EXPECT_EQ(Said("month:last"), "FREQ=MONTHLY;BYMONTHDAY=-1 2026-11-30");
  EXPECT_EQ(Said("month:15,31"), "FREQ=MONTHLY;BYMONTHDAY=15,-1 2026-11-30");
  EXPECT_EQ(Said("month:30"), "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1 2026-11-30");
  EXPECT_EQ(Said("month:5,29"), "FREQ=MONTHLY;BYMONTHDAY=5,28,29;BYSETPOS=1,-1 2026-11-29");
  EXPECT_EQ(Said("month:28,29"), "FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=1,-1 2026-11-28");
  EXPECT_EQ(Said("month:2nd-tue"), "FREQ=MONTHLY;BYDAY=2TU 2026-12-08");
  EXPECT_EQ(Said("month:last-fri"), "FREQ=MONTHLY;BYDAY=-1FR 2026-11-27");
  EXPECT_EQ(Said("month:5th-mon"), "FREQ=MONTHLY;BYDAY=5MO 2026-11-30");
  EXPECT_EQ(Said("3/week"), "FREQ=WEEKLY;BYDAY=MO 2026-11-23 3 times this week");
  EXPECT_EQ(Said("1/month"), "FREQ=MONTHLY;BYMONTHDAY=1 2026-12-01 once this month");
  EXPECT_EQ(Said("2/10days"), "FREQ=DAILY;INTERVAL=10 2026-11-21 twice in 10 days");
}

TEST(Calendar, LeavesOutWhatNoRuleCanSay) {
  for (const char* shape : {"2-4days", "month:29,30", "fullmoon", "", "0days", "month:32", "3/moon",
                            "mon,", "9999weeks:mon"}) {
    EXPECT_EQ(Said(shape), "cannot be said") << shape;
  }
  Portable portable = ExamplePortable();
  portable.mutable_goals(0)->mutable_versions(0)->mutable_schedule()->set_shape("2-4days");
  portable.mutable_goals(1)->set_archived(true);
  const Calendar calendar = ExportCalendar(portable);
  EXPECT_EQ(calendar.left_out, (std::vector<std::string>{"read"}));
  EXPECT_EQ(calendar.events, 1);
  EXPECT_FALSE(absl::StrContains(calendar.content, "cello"));
}

TEST(Calendar, HasTheLastVersionItsSpanAndMilestonesOnce) {
  Portable portable;
  Goal& goal = *portable.add_goals();
  goal.set_handle("book");
  goal.set_title("Book");
  goal.add_versions()->set_from("2026-01-01");
  portable::v1::Version& version = *goal.add_versions();
  version.set_from("2026-11-21");
  version.mutable_schedule()->set_shape("sun");
  version.mutable_schedule()->set_at("08:30");
  version.mutable_schedule()->set_last_day("2026-12-31");
  const std::string weekly = ExportCalendar(portable).content;
  EXPECT_TRUE(absl::StrContains(
      weekly, "DTSTART:20261122T083000\r\nRRULE:FREQ=WEEKLY;BYDAY=SU;UNTIL=20261231T235959\r\n"))
      << weekly;
  version.mutable_schedule()->clear_at();
  EXPECT_TRUE(absl::StrContains(ExportCalendar(portable).content, ";UNTIL=20261231\r\n"));
  version.mutable_schedule()->set_last_day("2026-11-21");
  EXPECT_EQ(ExportCalendar(portable).events, 0);

  version.set_kind("milestone");
  EXPECT_EQ(ExportCalendar(portable).left_out.size(), 1u);
  version.set_deadline("2027-03-01");
  const std::string once = ExportCalendar(portable).content;
  EXPECT_TRUE(absl::StrContains(once, "DTSTART;VALUE=DATE:20270301\r\nSUMMARY:Book\r\n")) << once;
}

TEST(Calendar, TellsATargetByTheWeekAsANote) {
  Portable portable = ExamplePortable();
  portable::v1::Version& version = *portable.mutable_goals(1)->mutable_versions(0);
  version.mutable_schedule()->set_shape("day");
  version.mutable_target()->set_amount("150");
  version.mutable_target()->set_per("week");
  EXPECT_TRUE(absl::StrContains(
      ExportCalendar(portable).content,
      "RRULE:FREQ=WEEKLY;BYDAY=MO\r\nSUMMARY:Practise cello (at least 150 min this week)\r\n"));
}

TEST(Calendar, HoldsNothingPrivateButTitles) {
  const std::string content = ExportCalendar(ExamplePortable()).content;
  for (const char* secret : {"screen", "dinner", "pages", "travel", "Sam", "loop"}) {
    EXPECT_FALSE(absl::StrContains(content, secret)) << secret;
  }
}

}  // namespace
}  // namespace twofold
