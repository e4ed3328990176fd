// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The real program: looking back, taking over, taking along.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "client/render/export_calendar.h"
#include "client/render/export_csv.h"
#include "client/render/export_json.h"
#include "client/render/width.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "tests/client/client_fixture.h"
#include "tests/client/first_week.h"
#include "tests/client/looking_back.h"
#include "tests/support/temporary_folder.h"

namespace twofold {
namespace {

using daemon::v1::ImportRequest;
using daemon::v1::LookBackRequest;

class TakeAlong : public ClientTest {
 protected:
  TakeAlong() : ClientTest({{"TERM", "xterm"}, {"PATH", "/usr/bin:/bin"}}) {
    LookBackToo(fake_);
    portable::v1::ImportFile file;
    file.set_format("loop");
    file.add_goals()->mutable_goal()->set_title("Wake up early");
    Write("result", file.SerializeAsString());
    Write("habits.db", "somebody's years");
  }

  std::string At(const std::string& name) const { return folder_.At(name); }
  void Write(const std::string& name, const std::string& content) const {
    folder_.Write(name, content);
  }

  // The client in a folder of its own, with a twofold-import beside it that runs these lines.
  std::string ClientBeside(const std::string& lines) const {
    std::filesystem::create_directory(At("bin"));
    std::filesystem::copy_file(TWOFOLD_PROGRAM, At("bin/twofold"),
                               std::filesystem::copy_options::skip_existing);
    if (!lines.empty()) {
      Write("bin/twofold-import", absl::StrCat("#!/bin/sh\n", lines, "\n"));
      chmod(At("bin/twofold-import").c_str(), 0700);
    }
    return At("bin/twofold");
  }
  Ran Import(const std::string& lines, const std::vector<std::string>& words) const {
    return RunProgramAt(ClientBeside(lines), words, variables_);
  }
  std::string Good() const { return absl::StrCat("cat ", At("result")); }
  std::vector<ImportRequest> Imports() const {
    std::vector<ImportRequest> requests;
    for (const std::string& bytes : fake_.Requests("TransferService/Import")) {
      requests.emplace_back().ParseFromString(bytes);
    }
    return requests;
  }
};

TEST_F(TakeAlong, LooksBackInEveryForm) {
  for (const std::vector<std::string>& command : std::vector<std::vector<std::string>>{
           {"goal", "show", "read"}, {"week"}, {"month"}, {"year"}, {"year", "2025"}}) {
    for (const std::string form : {"--color=auto", "--plain", "--json", "--quiet"}) {
      std::vector<std::string> words = command;
      words.push_back(form);
      const Ran ran = Run(words);
      EXPECT_EQ(ran.code, 0) << command[0] << form << ran.err;
      EXPECT_FALSE(absl::StrContains(ran.out, "\x1b"));
      EXPECT_EQ(form == "--quiet", ran.out.empty()) << command[0];
      if (form == "--json") {
        EXPECT_TRUE(absl::StartsWith(
            ran.out, absl::StrCat("{\"schema\":\"twofold.",
                                  command[0] == "goal" ? "goal_show" : command[0], ".v1\",")));
      }
      for (absl::string_view line : absl::StrSplit(ran.out, '\n')) {
        EXPECT_TRUE(form != "--color=auto" || Width(line) <= 80) << line;
      }
    }
  }
}

TEST_F(TakeAlong, AsksForTheStretchAndTheGoalsThatWereTyped) {
  Run({"goal", "show", "rea", "--weeks", "52"});
  const auto shown = fake_.LastRequest<daemon::v1::ShowGoalRequest>("NumbersService/ShowGoal");
  EXPECT_EQ(shown.handle(), "rea");
  EXPECT_EQ(shown.weeks(), 52u);
  Run({"week", "--on", "sun", "--me", "--tag", "home", "--group", "mornings"});
  auto request = fake_.LastRequest<LookBackRequest>("NumbersService/LookBack");
  EXPECT_EQ(request.stretch(), daemon::v1::STRETCH_WEEK);
  EXPECT_EQ(request.on(), "sun");
  EXPECT_EQ(request.filter().side(), "me");
  EXPECT_EQ(request.filter().tag(), "home");
  EXPECT_EQ(request.filter().group(), "mornings");
  Run({"month", "--us"});
  request = fake_.LastRequest<LookBackRequest>("NumbersService/LookBack");
  EXPECT_EQ(request.stretch(), daemon::v1::STRETCH_MONTH);
  EXPECT_EQ(request.filter().side(), "us");
  Run({"year", "2025"});
  request = fake_.LastRequest<LookBackRequest>("NumbersService/LookBack");
  EXPECT_EQ(request.stretch(), daemon::v1::STRETCH_YEAR);
  EXPECT_EQ(request.on(), "2025-01-01");
}

TEST_F(TakeAlong, RefusesWhatIsNoYearAndNoNumberOfWeeks) {
  EXPECT_EQ(Run({"year", "202"}).err, "twofold: \"202\" is not a year. Try 2026.\n");
  EXPECT_EQ(Run({"year", "2025", "--on", "sun"}).code, 2);
  for (const char* weeks : {"0", "-1", "many"}) {
    EXPECT_EQ(Run({"goal", "show", "read", absl::StrCat("--weeks=", weeks)}).code, 2) << weeks;
  }
  EXPECT_TRUE(fake_.Requests("NumbersService/LookBack").empty());
  EXPECT_TRUE(fake_.Requests("NumbersService/ShowGoal").empty());
}

TEST_F(TakeAlong, ImportsInOneStepWithAYesBeforehand) {
  const Ran ran = Import(Good(), {"import", At("habits.db"), "--yes"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(absl::StartsWith(ran.out, "From Loop Habit Tracker, its database\n")) << ran.out;
  EXPECT_TRUE(absl::EndsWith(ran.out,
                             "Taken over: 2 goals, 123 days.\n"
                             "Only you can see it.  Undo: twofold undo\n"))
      << ran.out;
  ASSERT_EQ(Imports().size(), 1u);
  EXPECT_EQ(Imports()[0].mode(), daemon::v1::IMPORT_MODE_APPLY);
  EXPECT_EQ(Imports()[0].request_id().size(), 16u);
  EXPECT_EQ(Imports()[0].file().goals(0).goal().title(), "Wake up early");
}

TEST_F(TakeAlong, ImportsNothingInADryRun) {
  const Ran ran = Import(Good(), {"import", At("habits.db"), "--dry-run"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(absl::EndsWith(ran.out, "Goals: 1 new, 1 changed, 1 left out.\n")) << ran.out;
  ASSERT_EQ(Imports().size(), 1u);
  EXPECT_EQ(Imports()[0].mode(), daemon::v1::IMPORT_MODE_DRY_RUN);
  const Ran json = Import(Good(), {"import", At("habits.db"), "--dry-run", "--json"});
  EXPECT_TRUE(absl::StartsWith(json.out, "{\"schema\":\"twofold.import.v1\",\"format\":\"loop\","));
  const Ran plain = Import(Good(), {"import", At("habits.db"), "--dry-run", "--plain"});
  EXPECT_TRUE(absl::StartsWith(plain.out, "new\twake\tcheck\tday\t120\t120\t0\t0\t2014-09-28\t"));
}

TEST_F(TakeAlong, ImportsNothingWithoutAPersonsYes) {
  const Ran ran = Import("touch " + At("read"), {"import", At("habits.db")});
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err,
            "twofold: \"import\" shows what it found and wants a person's yes.\n"
            "  Look first    the same command with --dry-run\n"
            "  In a script   the same command with --yes\n"
            "Nothing was taken over.\n");
  EXPECT_NE(access(At("read").c_str(), F_OK), 0);
  EXPECT_TRUE(Imports().empty());
}

TEST_F(TakeAlong, ShowsTheReportThenAsks) {
  const std::string client = ClientBeside(Good());
  TwofoldOnTerminal no({"import", At("habits.db")}, variables_, client);
  ASSERT_TRUE(no.Shows("0.2557; all 10 days agree\n"));
  ASSERT_TRUE(no.Shows("\n\nTake it over? Everything arrives private.  [y/N] "));
  no.Type("\n");
  EXPECT_TRUE(no.Shows("Nothing was taken over.\n"));
  EXPECT_EQ(no.Wait(), 1);
  ASSERT_EQ(Imports().size(), 1u);
  EXPECT_EQ(Imports()[0].mode(), daemon::v1::IMPORT_MODE_DRY_RUN);

  TwofoldOnTerminal yes({"import", At("habits.db")}, variables_, client);
  ASSERT_TRUE(yes.Shows("[y/N] "));
  yes.Type("y\n");
  EXPECT_TRUE(yes.Shows("Taken over: 2 goals, 123 days.\n"));
  EXPECT_EQ(yes.Wait(), 0);
  ASSERT_EQ(Imports().size(), 3u);
  EXPECT_EQ(Imports()[2].mode(), daemon::v1::IMPORT_MODE_APPLY);
}

TEST_F(TakeAlong, AsksNothingWhenAllOfItIsHere) {
  TemporaryFolder folder;
  FakeDaemon fake(folder.socket());
  daemon::v1::ImportResponse same = LoopReport();
  same.set_changes(false);
  fake.Answer("TransferService/Import", same);
  variables_["TWOFOLD_SOCKET"] = folder.socket();
  TwofoldOnTerminal terminal({"import", At("habits.db")}, variables_, ClientBeside(Good()));
  EXPECT_TRUE(terminal.Shows("Nothing to take over: all of it is here already.\n"));
  EXPECT_EQ(terminal.Wait(), 0);
}

TEST_F(TakeAlong, ControlCWhileItReadsLeavesEverythingAsItWas) {
  const std::string client = ClientBeside(
      absl::StrCat("mkfifo ", At("pipe"), "; echo >", At("begun"), "; exec cat ", At("pipe")));
  // The importer waits for somebody who writes into the pipe; nobody does.
  ASSERT_EQ(mkfifo(At("begun").c_str(), 0600), 0);
  TwofoldOnTerminal terminal({"import", At("habits.db")}, variables_, client);
  EXPECT_EQ(Content(At("begun")), "\n");
  terminal.Type("\x03");
  EXPECT_TRUE(terminal.Shows("Nothing was taken over."));
  EXPECT_EQ(terminal.Wait(), 130);
  EXPECT_TRUE(Imports().empty());
}

TEST_F(TakeAlong, SaysThatItIsNotKnownWhenItWasCutWhileTheServiceTookItOver) {
  TemporaryFolder folder;
  FakeDaemon fake(folder.socket());
  fake.Answer("TransferService/Import", LoopReport());
  fake.Hang("TransferService/Import");
  variables_["TWOFOLD_SOCKET"] = folder.socket();
  TwofoldOnTerminal terminal({"import", At("habits.db")}, variables_, ClientBeside(Good()));
  ASSERT_TRUE(terminal.Shows("[y/N] "));
  terminal.Type("y\n");
  fake.AwaitRequests("TransferService/Import", 2);
  terminal.Type("\x03");
  EXPECT_TRUE(terminal.Shows("Either all of it was taken over or nothing; look before you repeat"));
  EXPECT_EQ(terminal.Wait(), 130);
  EXPECT_FALSE(absl::StrContains(terminal.screen(), "Nothing was taken over."));
}

TEST_F(TakeAlong, SaysWhatIsWrongWithTheImport) {
  const auto err = [&](const std::string& lines, const std::string& path) {
    const Ran ran = Import(lines, {"import", path, "--yes"});
    EXPECT_EQ(ran.out, "");
    return absl::StrCat(ran.code, " ", ran.err.substr(0, ran.err.find('\n')));
  };
  EXPECT_EQ(err("", At("habits.db")),
            "1 twofold: twofold-import, which reads other programs' files, is not to be found.");
  EXPECT_EQ(err(Good(), At("none.db")),
            absl::StrCat("3 twofold: there is no file or folder \"", At("none.db"), "\"."));
  EXPECT_EQ(err(Good(), "-"), "2 twofold: import reads a file or a folder, not standard input.");
  EXPECT_EQ(err("printf 'import_damaged\\tthe file is damaged.\\n' >&2; exit 1", At("habits.db")),
            "2 twofold: the file is damaged.");
  EXPECT_EQ(err("kill -9 $$", At("habits.db")),
            "1 twofold: twofold-import ended before it had read everything.");
  EXPECT_EQ(err("echo hello", At("habits.db")),
            "70 twofold: what twofold-import says cannot be understood.");
  EXPECT_TRUE(Imports().empty());
}

TEST_F(TakeAlong, TakesAsMuchAsOneMessageHoldsAndNoMore) {
  ImportRequest request;
  request.set_request_id(std::string(16, 'x'));
  request.set_mode(daemon::v1::IMPORT_MODE_APPLY);
  portable::v1::ImportFile& file = *request.mutable_file();
  file.set_format("loop");
  std::string& remark = *file.add_remarks();
  remark.assign(limits::kLocalMessageBytes - 100, 'x');
  remark.append(limits::kLocalMessageBytes - request.ByteSizeLong(), 'x');
  ASSERT_EQ(request.ByteSizeLong(), limits::kLocalMessageBytes);
  Write("result", file.SerializeAsString());
  const Ran exact = Import(Good(), {"import", At("habits.db"), "--yes", "--quiet"});
  EXPECT_EQ(exact.code, 0) << exact.err;
  ASSERT_EQ(Imports().size(), 1u);
  EXPECT_EQ(Imports()[0].ByteSizeLong(), limits::kLocalMessageBytes);

  remark += 'x';
  Write("result", file.SerializeAsString());
  const Ran more = Import(Good(), {"import", At("habits.db"), "--yes"});
  EXPECT_EQ(more.code, 1);
  EXPECT_TRUE(absl::StartsWith(more.err, "twofold: what is in there takes more than 64 MiB.\n"))
      << more.err;
  EXPECT_EQ(Imports().size(), 1u);
}

TEST_F(TakeAlong, TakesAFolder) {
  const Ran ran = Import(absl::StrCat("test -d \"$4\" && ", Good()),
                         {"import", folder_.path(), "--format", "harsh", "--yes"});
  EXPECT_EQ(ran.code, 0) << ran.err;
}

TEST_F(TakeAlong, ExportsToStandardOutput) {
  const Ran json = Run({"export"});
  EXPECT_EQ(json.out, ExportJson(ExamplePortable()));
  EXPECT_EQ(json.code, 0);
  EXPECT_EQ(Run({"export", "--out", "-", "--quiet"}).out, json.out);
  EXPECT_EQ(Run({"export", "--json"}).out, json.out);
  EXPECT_EQ(Run({"export", "--format", "csv"}).out, ExportCsv(ExamplePortable()));
  EXPECT_EQ(Run({"export", "--format=ics"}).out, ExportCalendar(ExamplePortable()).content);
  Run({"export", "read", "cello", "--all"});
  const auto request = fake_.LastRequest<daemon::v1::ExportRequest>("TransferService/Export");
  EXPECT_TRUE(request.all());
  EXPECT_EQ(request.goals_size(), 2);
  EXPECT_EQ(Run({"export", "--format", "xml"}).code, 2);
}

TEST_F(TakeAlong, ExportsIntoAFileOnce) {
  const Ran ran = Run({"export", "--out", At("out.json")});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, absl::StrCat("Written: 3 goals, to ", At("out.json"),
                                  "\nReadable by your account alone. It is not encrypted.\n"));
  EXPECT_EQ(Content(At("out.json")), ExportJson(ExamplePortable()));
  struct stat found {};
  ASSERT_EQ(stat(At("out.json").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 07777, 0600u);

  Write("out.json", "precious");
  const Ran again = Run({"export", "--out", At("out.json")});
  EXPECT_EQ(again.code, 1);
  EXPECT_EQ(again.err, absl::StrCat("twofold: \"", At("out.json"), "\" is there already.\n",
                                    "  Replace it   the same command with --yes\n"
                                    "Nothing was written.\n"));
  EXPECT_EQ(Content(At("out.json")), "precious");
  EXPECT_EQ(Run({"export", "--out", At("out.json"), "--yes", "--quiet"}).out, "");
  EXPECT_EQ(Content(At("out.json")), ExportJson(ExamplePortable()));
}

TEST_F(TakeAlong, ExportsTablesIntoAFolder) {
  const Ran ran = Run({"export", "--format", "csv", "--out", At("tables"), "--plain"});
  EXPECT_EQ(ran.out, absl::StrCat("csv\t3\t4\t", At("tables"), "\n")) << ran.err;
  for (const CsvFile& file : ExportCsvFiles(ExamplePortable())) {
    EXPECT_EQ(Content(At("tables/" + file.name)), file.content) << file.name;
  }
  EXPECT_EQ(Run({"export", "--format", "csv", "--out", At("tables")}).code, 1);
  const Ran json = Run({"export", "--format", "csv", "--out", At("tables"), "--yes", "--json"});
  EXPECT_EQ(json.out, absl::StrCat("{\"schema\":\"twofold.exported.v1\",\"format\":\"csv\","
                                   "\"goals\":3,\"files\":4,\"place\":\"",
                                   At("tables"), "\"}\n"));
}

TEST_F(TakeAlong, LeavesNothingHalfWritten) {
  EXPECT_EQ(Run({"export", "--out", At("none/out.json")}).code, 3);
  const Ran into_file = Run({"export", "--format", "csv", "--out", At("habits.db")});
  EXPECT_EQ(into_file.code, 2);
  EXPECT_TRUE(absl::EndsWith(into_file.err, "Nothing was written.\n")) << into_file.err;
  fake_.Refuse("TransferService/Export",
               Refusal(absl::StatusCode::kNotFound, "no_such_goal", "there is no such goal."));
  Run({"export", "--out", At("used.json")});
  EXPECT_EQ(Run({"export", "x", "--format", "csv", "--out", At("unmade")}).code, 3);
  EXPECT_NE(access(At("unmade").c_str(), F_OK), 0);
}

TEST_F(TakeAlong, SaysOnStandardErrorWhatACalendarCannotHold) {
  TemporaryFolder folder;
  FakeDaemon fake(folder.socket());
  daemon::v1::ExportResponse exported;
  *exported.mutable_portable() = ExamplePortable();
  exported.mutable_portable()->mutable_goals(0)->mutable_versions(0)->mutable_schedule()->set_shape(
      "2-4days");
  fake.Answer("TransferService/Export", exported);
  variables_["TWOFOLD_SOCKET"] = folder.socket();
  const Ran ran = Run({"export", "--format", "ics"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_TRUE(absl::StartsWith(ran.err, "Left out of the calendar: read.")) << ran.err;
  EXPECT_FALSE(absl::StrContains(ran.out, "Left out"));
  exported.mutable_portable()->clear_shared();
  exported.mutable_portable()->mutable_goals()->RemoveLast();
  fake.Answer("TransferService/Export", exported);
  Run({"export", "--format", "ics"});
  const Ran none = Run({"export", "--format", "ics", "--out", At("none.ics")});
  EXPECT_EQ(none.code, 4);
  EXPECT_NE(access(At("none.ics").c_str(), F_OK), 0);
}

}  // namespace
}  // namespace twofold
