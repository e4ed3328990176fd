// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The real program against a daemon with canned answers, as scripts use it.
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "client/render/width.h"
#include "core/base/refusal.h"
#include "tests/client/client_fixture.h"
#include "tests/client/first_week.h"

namespace twofold {
namespace {

class Program : public ClientTest {
 protected:
  Program() : ClientTest({{"USER", "noa"}}) {}
};

const std::vector<std::vector<std::string>>& EveryCommand() {
  static const auto& commands =
      *new std::vector<std::vector<std::string>>{{"today"},
                                                 {"log", "read"},
                                                 {"log", "-"},
                                                 {"log", "read", "skip", "--reason", "-"},
                                                 {"checkin", "-"},
                                                 {"rest"},
                                                 {"rest", "cello", "--until", "sat"},
                                                 {"rest", "cello", "--end"},
                                                 {"history"},
                                                 {"undo", "--steps", "2"},
                                                 {"goal", "templates"},
                                                 {"goal", "edit", "read", "--cue", "now"},
                                                 {"goal", "rename", "read", "Read"},
                                                 {"goal", "order", "read", "--last"},
                                                 {"goal", "step", "move"},
                                                 {"goal", "step", "move", "Pack"},
                                                 {"goal", "ease", "read", "4"},
                                                 {"goal", "restore", "read"},
                                                 {"revise", "read", "--times", "4"},
                                                 {"undo"},
                                                 {"redo"},
                                                 {"goal", "add", "Read"},
                                                 {"goal", "list"},
                                                 {"goal", "archive", "read"},
                                                 {"goal", "leave", "walk", "--yes"},
                                                 {"propose", "Walk", "--yes"},
                                                 {"change", "p1", "--every", "mon", "--yes"},
                                                 {"accept", "p1"},
                                                 {"decline", "p1"},
                                                 {"withdraw", "p1"},
                                                 {"shared"},
                                                 {"start", "--name", "Noa"},
                                                 {"status"},
                                                 {"pair", "--relay", "r:1", "--yes"},
                                                 {"pair", "--status", "--wait", "30"},
                                                 {"pair", "--confirm", "482913"},
                                                 {"pair", "--cancel"},
                                                 {"leave", "--yes"}};
  return commands;
}

TEST_F(Program, AnswersEveryCommandInEveryFormWithoutAnEscapeByte) {
  for (const std::vector<std::string>& command : EveryCommand()) {
    for (const std::string form : {"--color=auto", "--plain", "--json", "--quiet"}) {
      LiveTheFirstWeek(fake_);
      std::vector<std::string> words = command;
      words.push_back(form);
      const Ran ran = Run(words);
      const std::string what = absl::StrCat(command[0], " ", command.size() > 1 ? command[1] : "",
                                            " ", form, "\n", ran.out, ran.err);
      EXPECT_EQ(ran.code, 0) << what;
      EXPECT_EQ(ran.out.find('\x1b'), std::string::npos) << what;
      if (form == "--quiet") {
        EXPECT_EQ(ran.out + ran.err, "") << what;
      }
      if (form == "--json") {
        EXPECT_TRUE(absl::StartsWith(ran.out, "{\"schema\":\"twofold.")) << what;
        EXPECT_EQ(ran.out.find('\n'), ran.out.size() - 1) << what;
      }
      if (form == "--color=auto") {
        for (absl::string_view line : absl::StrSplit(ran.out, '\n')) EXPECT_LE(Width(line), 80);
      }
    }
  }
}

TEST_F(Program, SaysItAllInAsciiInTheCLocale) {
  LiveTheFirstWeek(fake_);
  variables_["LANG"] = "C";
  for (const std::vector<std::string>& command : EveryCommand()) {
    const Ran ran = Run(command);
    for (const char c : ran.out + ran.err) {
      ASSERT_LT(static_cast<unsigned char>(c), 0x80) << command[0] << ran.out << ran.err;
    }
  }
}

TEST_F(Program, ColoursInAPipeOnlyWhenToldTo) {
  LiveTheFirstWeek(fake_);
  EXPECT_TRUE(absl::StrContains(Run({"today", "--color=always"}).out, "\x1b[36mI\x1b[0m"));
  variables_["TWOFOLD_COLOR"] = "always";
  EXPECT_TRUE(absl::StrContains(Run({"today"}).out, "\x1b["));
  EXPECT_FALSE(absl::StrContains(Run({"today", "--color", "never"}).out, "\x1b["));
}

TEST_F(Program, SendsWhatWasTypedAndAFreshRequestEachTime) {
  LiveTheFirstWeek(fake_);
  Run({"log", "cello", "30min", "--on", "sat"});
  const auto first = fake_.LastRequest<daemon::v1::LogRequest>("EntryService/Log");
  ASSERT_EQ(first.answers_size(), 1);
  EXPECT_EQ(first.answers(0).goal(), "cello");
  EXPECT_EQ(first.answers(0).what(), "30min");
  EXPECT_EQ(first.answers(0).on(), "sat");
  EXPECT_EQ(first.request_id().size(), 16u);
  Run({"log", "cello", "30min"});
  EXPECT_NE(fake_.LastRequest<daemon::v1::LogRequest>("EntryService/Log").request_id(),
            first.request_id());
}

TEST_F(Program, ShowsWhatItSendsAndSendsItOnce) {
  LiveTheFirstWeek(fake_);
  const Ran ran = Run({"propose", "Evening walk together", "--every", "mon,wed,fri", "--at",
                       "20:00", "--yes", "--json"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_TRUE(absl::StrContains(ran.err, "Sam will receive exactly this:\n\n    Noa proposes: "));
  const std::vector<std::string> requests = fake_.Requests("CoupleService/Propose");
  ASSERT_EQ(requests.size(), 2u);
  daemon::v1::ProposeRequest preview, sent;
  ASSERT_TRUE(preview.ParseFromString(requests[0]));
  ASSERT_TRUE(sent.ParseFromString(requests[1]));
  EXPECT_EQ(preview.intent(), daemon::v1::INTENT_PREVIEW);
  EXPECT_EQ(sent.intent(), daemon::v1::INTENT_SEND);
  EXPECT_EQ(preview.request_id(), sent.request_id());
  EXPECT_EQ(sent.terms().schedule().at(), "20:00");
}

TEST_F(Program, SendsNothingWithoutAPersonsYes) {
  LiveTheFirstWeek(fake_);
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{"propose", "Walk"},
                                             {"change", "p1", "--at", "20:00"},
                                             {"leave"},
                                             {"goal", "leave", "walk"},
                                             {"pair", "--relay", "r:1"},
                                             {"pair", "--join", "-"}}) {
    const Ran ran = Run(words, "y\nleave\n");
    EXPECT_EQ(ran.code, 2) << words[0];
    EXPECT_TRUE(absl::StrContains(ran.err, "  In a script   twofold ")) << ran.err;
  }
  EXPECT_TRUE(fake_.Requests("CoupleService/Propose").empty());
  EXPECT_TRUE(fake_.Requests("CoupleService/Change").empty());
  EXPECT_TRUE(fake_.Requests("CoupleService/Leave").empty());
  EXPECT_TRUE(fake_.Requests("CoupleService/StepOut").empty());
  EXPECT_TRUE(fake_.Requests("PairingService/Invite").empty());
  EXPECT_TRUE(fake_.Requests("PairingService/Join").empty());
}

TEST_F(Program, PairsInAScript) {
  LiveTheFirstWeek(fake_);
  const Ran words = Run({"pair", "--yes", "--relay", "r:1", "--no-input", "--plain"});
  EXPECT_EQ(words.out,
            "otter lamp river stone maple pencil autumn violin basket copper window seven\n");
  fake_.Refuse("PairingService/Join", absl::OkStatus());
  Run({"pair", "--join", "-", "--yes", "--relay", "r:1"}, words.out);
  const Ran joined = Run({"pair", "--join", "-", "--yes", "--relay", "r:1", "--plain"},
                         "otter lamp river\nstone maple\n");
  EXPECT_EQ(joined.code, 0) << joined.err;
  EXPECT_EQ(joined.out, "comparing\t482913\tSam\t\n");
  EXPECT_EQ(fake_.LastRequest<daemon::v1::JoinRequest>("PairingService/Join").words(),
            "otter lamp river stone maple");
  const Ran confirmed = Run({"pair", "--confirm", "482 913"});
  EXPECT_EQ(confirmed.out,
            "Paired with Sam. Nothing of yours has been shared.\n"
            "Offer something: twofold propose\n");
  EXPECT_EQ(fake_.LastRequest<daemon::v1::ConfirmRequest>("PairingService/Confirm").check_number(),
            "482913");
}

TEST_F(Program, NeverTakesAnInvitationFromTheCommandLine) {
  LiveTheFirstWeek(fake_);
  const Ran ran = Run({"pair", "--join", "otter", "--yes", "--relay", "r:1"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err.find("otter"), std::string::npos);
  EXPECT_TRUE(fake_.Requests("PairingService/Join").empty());
}

TEST_F(Program, HasAnExitCodeForEveryKindOfRefusal) {
  const auto code = [&](absl::StatusCode status, absl::string_view reason) {
    TemporaryFolder folder;
    FakeDaemon fake(folder.socket());
    fake.Refuse("EntryService/Log", reason.empty() ? absl::Status(status, "x")
                                                   : absl::Status(Refusal(status, reason, "x.")));
    return RunTwofold({"log", "read"}, {{"TWOFOLD_SOCKET", folder.socket()}}).code;
  };
  using absl::StatusCode;
  EXPECT_EQ(code(StatusCode::kResourceExhausted, "disk_full"), 1);
  EXPECT_EQ(code(StatusCode::kInvalidArgument, "handle_ambiguous"), 2);
  EXPECT_EQ(code(StatusCode::kNotFound, "no_such_goal"), 3);
  EXPECT_EQ(code(StatusCode::kFailedPrecondition, "not_started"), 4);
  EXPECT_EQ(code(StatusCode::kUnavailable, "relay_unreachable"), 6);
  EXPECT_EQ(code(StatusCode::kInternal, ""), 70);
  EXPECT_EQ(code(StatusCode::kUnknown, ""), 70);
}

TEST_F(Program, SaysWhatDidNotHappen) {
  fake_.Refuse("EntryService/Log", Refusal(absl::StatusCode::kNotFound, "no_such_goal",
                                           "there is no goal called \"raed\".")
                                       .Hint("All goals", "twofold goal list"));
  EXPECT_EQ(Run({"log", "raed"}).err,
            "twofold: there is no goal called \"raed\".\n"
            "  All goals   twofold goal list\n"
            "Nothing was logged.\n");
  EXPECT_EQ(Run({"log", "raed", "--json"}).err,
            "{\"schema\":\"twofold.error.v1\",\"code\":\"no_such_goal\",\"message\":\"there is no "
            "goal called \\\"raed\\\".\",\"next\":[{\"label\":\"All goals\",\"text\":\"twofold "
            "goal list\"}],\"aftermath\":\"Nothing was logged.\"}\n");
  EXPECT_EQ(Run({"log"}).code, 2);
  EXPECT_TRUE(absl::EndsWith(Run({"log", "a", "b", "c"}).err, "Nothing was logged.\n"));
  EXPECT_TRUE(absl::EndsWith(Run({"log", "a", "--onn"}).err, "Nothing was logged.\n"));
}

TEST_F(Program, TellsAnOlderAndANewerService) {
  daemon::v1::HelloResponse hello;
  hello.set_version("0.0.9");
  fake_.Answer("DaemonService/Hello", hello);
  const Ran older = Run({"today"});
  EXPECT_EQ(older.code, 5);
  EXPECT_TRUE(absl::StartsWith(
      older.err, "twofold: the running service is older (0.0.9) than this command (0.1.0).\n"))
      << older.err;
  hello.set_version("9.0.0");
  hello.set_protocol(99);
  fake_.Answer("DaemonService/Hello", hello);
  Run({"today"});
  EXPECT_TRUE(
      absl::StartsWith(Run({"today"}).err, "twofold: the running service is newer (9.0.0) than "));
}

TEST_F(Program, SaysThatNothingWasLoggedWhenTheServiceHangsAndWasNotAsked) {
  TemporaryFolder folder;
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  folder.socket().copy(address.sun_path, sizeof address.sun_path - 1);
  const int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  ASSERT_EQ(bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  ASSERT_EQ(listen(listener, 1), 0);
  const Ran ran = RunTwofold({"log", "read"}, {{"TWOFOLD_SOCKET", folder.socket()}});
  EXPECT_EQ(ran.code, 5);
  EXPECT_EQ(ran.err,
            "twofold: the background service does not answer (waited 2 s).\n"
            "  Restart it   end the process twofoldd, then run: twofoldd\n"
            "Nothing was logged.\n");
  close(listener);
}

TEST_F(Program, SaysThatItIsNotKnownWhenTheServiceWasAsked) {
  fake_.Hang("EntryService/Log");
  const Ran ran = Run({"log", "read"});
  EXPECT_EQ(ran.code, 5);
  EXPECT_EQ(ran.err.find("Nothing was logged."), std::string::npos) << ran.err;
}

TEST_F(Program, HidesTheInsideUnlessAskedForIt) {
  fake_.Refuse("EntryService/Today", absl::InternalError("rocksdb: Corruption"));
  EXPECT_EQ(Run({"today"}).err,
            "twofold: something went wrong inside twofold.\n"
            "  See more   the same command with --debug\n");
  EXPECT_TRUE(absl::StrContains(Run({"today", "--debug"}).err, "rocksdb: Corruption"));
}

TEST_F(Program, WelcomesBeforeStartAndShowsTodayAfterIt) {
  LiveTheFirstWeek(fake_);
  EXPECT_TRUE(absl::StartsWith(Run({}).out,
                               "twofold: grow an \"I\" and a \"We\" at once.\n\n"
                               "Nothing is set up yet"));
  EXPECT_TRUE(absl::StartsWith(Run({}).out, "Sunday 22 November\n"));
}

TEST_F(Program, HelpsWithoutAService) {
  variables_["TWOFOLD_SOCKET"] = folder_.path() + "/none";
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{},
                                             {"help"},
                                             {"--help"},
                                             {"-h"},
                                             {"help", "log"},
                                             {"log", "--help"},
                                             {"goal", "add", "-h"},
                                             {"help", "goal", "add"},
                                             {"goal"},
                                             {"--version"},
                                             {"-v"}}) {
    const Ran ran = Run(words);
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_FALSE(ran.out.empty());
  }
  EXPECT_EQ(Run({"--version"}).out, "twofold   0.1.0\ntwofoldd  not running\nprotocol  1\n");
}

TEST_F(Program, TakesDefaultsForStartWithoutATerminal) {
  LiveTheFirstWeek(fake_);
  EXPECT_EQ(Run({"start", "--no-input"}).code, 0);
  const auto request = fake_.LastRequest<daemon::v1::StartRequest>("DaemonService/Start");
  EXPECT_EQ(request.name(), "noa");
  EXPECT_EQ(request.checkin_at(), "");
}

}  // namespace
}  // namespace twofold
