// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The examples that help shows are typed as they stand there.
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "tests/e2e/scene.h"

namespace twofold::e2e {
namespace {

class HelpExamples : public Scene {
 protected:
  void SetUp() override {
    SetUpAlone(noa, "Noa");
    Do(noa, {"goal", "add", "Read 20 min", "--tag", "morning"});
    Do(noa, {"goal", "add", "Practise cello", "--unit", "min"});
    Do(noa, {"goal", "add", "Move house", "--kind", "milestone", "--step", "Pack", "--deadline",
             absl::FormatCivilTime(day() + 30)});
    Do(noa, {"rest", "cello", "--from", absl::FormatCivilTime(day() + 30)});
  }

  std::vector<std::string> ExamplesOf(const std::string& command) {
    Words words = {"help"};
    for (absl::string_view word : absl::StrSplit(command, ' ')) words.emplace_back(word);
    const std::string help = Do(noa, words);
    const std::size_t begin = help.find("\nExample");
    EXPECT_NE(begin, std::string::npos) << command;
    std::vector<std::string> examples;
    for (absl::string_view line : absl::StrSplit(help.substr(begin + 1), '\n')) {
      if (line.empty()) break;
      if (absl::ConsumePrefix(&line, "  twofold")) {
        examples.emplace_back(absl::StripPrefix(line, " "));
      }
    }
    EXPECT_FALSE(examples.empty()) << command;
    return examples;
  }
  static Words Split(const std::string& example) {
    Words words;
    bool quoted = false;
    for (absl::string_view part : absl::StrSplit(example, '"')) {
      if (quoted) {
        words.emplace_back(part);
      } else {
        for (absl::string_view word : absl::StrSplit(part, ' ', absl::SkipEmpty())) {
          words.emplace_back(word);
        }
      }
      quoted = !quoted;
    }
    return words;
  }
  // Whether it asks for words at a terminal.
  static bool Asks(const Words& words) {
    const std::string& last = words.back();
    return last == "--reason" || last == "--why" || last == "--learned" || last == "--note" ||
           words == Words{"checkin"} || words == Words{"checkin", "--on", "yesterday"};
  }
  int Acts() {
    const nlohmann::json history = noa.Json({"history", "--limit", "1"});
    return history["acts"].empty() ? 0 : history["acts"][0].value("number", 0);
  }
};

TEST_F(HelpExamples, RunAsTheyStandThere) {
  Do(noa, {"goal", "archive", "read"});
  for (const std::string& example : ExamplesOf("goal restore")) Do(noa, Split(example));
  for (const char* command :
       {"today",        "log",         "checkin",    "rest",           "history",   "week",
        "month",        "year",        "goal add",   "goal templates", "goal list", "goal show",
        "goal edit",    "goal rename", "goal order", "revise",         "goal step", "goal ease",
        "goal archive", "start",       "status",     "help",           "undo",      "redo"}) {
    for (const std::string& example : ExamplesOf(command)) {
      SCOPED_TRACE(example);
      const int before = Acts();
      const Words words = Split(example);
      const Ended ended = noa.Run(words);
      if (Asks(words)) {
        EXPECT_EQ(ended.exit_code, 2) << ended.out << ended.err;
        EXPECT_TRUE(absl::StrContains(ended.err, "nobody can be asked here.")) << ended.err;
        continue;
      }
      EXPECT_EQ(ended.exit_code, 0) << ended.out << ended.err;
      if (Acts() > before) Do(noa, {"undo"});
    }
  }
}

}  // namespace
}  // namespace twofold::e2e
