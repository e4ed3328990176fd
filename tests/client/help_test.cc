// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Every text of help: its size, its words, and that it promises only what there is.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "client/arguments.h"
#include "client/commands/dispatch.h"
#include "client/commands/help_text.h"
#include "client/commands/option_table.h"
#include "client/render/width.h"
#include "core/base/refusal.h"

namespace twofold {
namespace {

std::vector<std::pair<std::string, std::string>> EveryHelp() {
  std::vector<std::pair<std::string, std::string>> texts = {{"overview", OverviewText()},
                                                            {"goal", NounHelpText("goal")}};
  for (const Command& command : Commands()) {
    texts.emplace_back(std::string(command.name), CommandHelpText(command));
  }
  for (const char* topic :
       {"days", "schedules", "kinds", "answers", "scripts", "exit-codes", "safety", "damage"}) {
    texts.emplace_back(topic, *TopicText(topic));
  }
  return texts;
}

TEST(Help, FitsTwentyFourLinesOfEightyColumns) {
  for (const auto& [name, text] : EveryHelp()) {
    EXPECT_LE(std::count(text.begin(), text.end(), '\n'), 24) << name;
    for (absl::string_view line : absl::StrSplit(text, '\n')) {
      EXPECT_LE(Width(line), 80) << name << ": " << line;
    }
  }
}

TEST(Help, HasNoCommandThatTheReadmeDoesNotName) {
  std::ifstream file(README);
  const std::string readme{std::istreambuf_iterator<char>(file), {}};
  ASSERT_FALSE(readme.empty());
  for (const Command& command : Commands()) {
    EXPECT_TRUE(absl::StrContains(readme, absl::StrCat("`", command.name, "`"))) << command.name;
  }
}

TEST(Help, BeginsWithASentenceAndHasExamplesThatParse) {
  for (const Command& command : Commands()) {
    EXPECT_TRUE(absl::EndsWith(command.summary, ".")) << command.name;
    ASSERT_FALSE(command.examples.empty()) << command.name;
    for (absl::string_view example : absl::StrSplit(command.examples, '\n')) {
      // Quotes hold words together, as in a shell.
      std::vector<std::string> words;
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
      ASSERT_EQ(words.front(), "twofold") << example;
      words.erase(words.begin());
      const auto named = NameCommand(words);
      ASSERT_TRUE(named.ok()) << example;
      ASSERT_EQ(named->command, &command) << example;
      const auto arguments = ParseArguments(OptionsOf(command.options), named->rest);
      ASSERT_TRUE(arguments.ok()) << example << arguments.status();
      EXPECT_GE(arguments->words().size(), command.least) << example;
      EXPECT_LE(arguments->words().size(), command.most) << example;
    }
  }
}

TEST(Help, NamesOnlyCommandsThatExist) {
  for (const auto& [name, text] : EveryHelp()) {
    for (std::size_t at = text.find("twofold "); at != std::string::npos;
         at = text.find("twofold ", at + 1)) {
      const std::string rest = text.substr(at, text.find_first_of("\n\"", at) - at);
      std::vector<std::string> words =
          absl::StrSplit(rest, absl::ByAnyChar(" :,"), absl::SkipEmpty());
      words.erase(words.begin());
      // Prose about the program itself, not a command to type.
      if (words.empty() || words[0] == "in" || words[0] == "is" || words[0] == "cannot" ||
          absl::StrContains(rest, "something went wrong")) {
        continue;
      }
      EXPECT_TRUE(NameCommand(words).ok()) << name << ": " << rest;
    }
  }
}

TEST(Help, EveryOptionOfTheTableIsUsedAndEveryNameIsThere) {
  for (const Command& command : Commands()) {
    const std::vector<std::string> names = absl::StrSplit(command.options, ' ', absl::SkipEmpty());
    EXPECT_EQ(OptionsOf(command.options).size(), names.size() + CommonOptions().size())
        << command.name;
  }
  for (const OptionSpec& option : SpecialOptions()) {
    bool used = false;
    for (const Command& command : Commands()) {
      for (absl::string_view name : absl::StrSplit(command.options, ' ')) {
        used = used || name == option.name;
      }
    }
    EXPECT_TRUE(used) << option.name;
  }
}

// The words of every string literal in a source file, in lower case.
std::vector<std::string> LiteralWords(const std::string& source) {
  std::string letters;
  bool inside = false;
  for (std::size_t i = 0; i < source.size(); ++i) {
    if (!inside && (source.compare(i, 2, "//") == 0 || source[i] == '#')) {
      i = source.find('\n', i);
      if (i == std::string::npos) break;
      continue;
    }
    if (source[i] == '\\') {
      letters += ' ';
      ++i;
      continue;
    }
    if (source[i] == '"') inside = !inside;
    const char c = inside ? absl::ascii_tolower(static_cast<unsigned char>(source[i])) : ' ';
    letters += absl::ascii_isalpha(static_cast<unsigned char>(c)) ? c : ' ';
  }
  return absl::StrSplit(letters, ' ', absl::SkipEmpty());
}

TEST(EveryString, UsesNoWordOfBlameOrRank) {
  int words = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(CLIENT_SOURCES)) {
    if (entry.path().extension() != ".cc" && entry.path().extension() != ".h") continue;
    std::ifstream file(entry.path());
    const std::string source((std::istreambuf_iterator<char>(file)), {});
    for (const std::string& word : LiteralWords(source)) {
      ++words;
      for (absl::string_view unwanted :
           {"failed", "missed", "broken", "overdue", "ignored", "late", "unanswered", "should",
            "percent", "score", "streak", "level", "rank", "grpc", "rocksdb"}) {
        // The one place where the wire's own header names stand.
        if (unwanted == "grpc" && entry.path().parent_path().filename() == "transport") continue;
        // Another program's own word for its own number, in the report of an import.
        if (unwanted == "score" && entry.path().filename() == "transfer.cc") continue;
        EXPECT_NE(word, unwanted) << entry.path();
      }
    }
  }
  EXPECT_GT(words, 500);
}

TEST(HelpFor, SuggestsTopicsAndTakesNouns) {
  EXPECT_TRUE(HelpFor("")->size() > 100);
  EXPECT_TRUE(HelpFor("goal add").ok());
  EXPECT_TRUE(HelpFor("goal").ok());
  const absl::Status status = HelpFor("exitcodes").status();
  EXPECT_EQ(status.message(), "there is no help about \"exitcodes\".");
  EXPECT_EQ(RefusalHints(status).at(0).text, "twofold help exit-codes");
}

}  // namespace
}  // namespace twofold
