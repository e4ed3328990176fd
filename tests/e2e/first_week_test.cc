// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Executes first_week.txt: two people, two daemons, a relay, word for word.
#include <fstream>
#include <future>
#include <map>
#include <regex>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "tests/e2e/scene.h"

namespace twofold::e2e {
namespace {

struct Typed {
  int line = 0;  // in the file
  std::string who;
  std::string command;  // behind "twofold"
  int exit_code = 0;
  std::string expected;
};

std::vector<Typed> ReadTranscript(const std::string& path) {
  std::vector<Typed> all;
  std::ifstream file(path);
  const std::regex prompt(R"((noa|sam|both)\$ twofold ?(.*))");
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    std::smatch parts;
    int code = 0;
    if (absl::StartsWith(line, "#")) continue;
    if (std::regex_match(line, parts, prompt)) {
      all.push_back({number, parts[1], parts[2], 0, ""});
    } else if (!all.empty() && all.back().expected.empty() && absl::StartsWith(line, "exit ") &&
               absl::SimpleAtoi(line.substr(5), &code)) {
      all.back().exit_code = code;
    } else if (!all.empty()) {
      absl::StrAppend(&all.back().expected, line, "\n");
    }
  }
  // One empty line parts a command from the one before.
  for (Typed& typed : all) {
    while (absl::EndsWith(typed.expected, "\n\n") || typed.expected == "\n") {
      typed.expected.pop_back();
    }
  }
  return all;
}

// Splits at blanks outside of double quotes.
Words ShellWords(const std::string& command) {
  Words words;
  const std::regex word(R"re("([^"]*)"|(\S+))re");
  for (std::sregex_iterator at(command.begin(), command.end(), word), end; at != end; ++at) {
    words.push_back((*at)[1].matched ? (*at)[1].str() : (*at)[2].str());
  }
  return words;
}

class FirstWeek : public Scene {
 protected:
  std::string Fill(std::string text) const {
    for (const auto& [name, value] : known_) {
      text = absl::StrReplaceAll(text, {{absl::StrCat("{", name, "}"), value}});
    }
    return text;
  }

  // Compares line by line; finds out what is not known yet.
  void Compare(const std::string& expected, const std::string& said) {
    const std::vector<std::string> wanted = absl::StrSplit(expected, '\n');
    const std::vector<std::string> got = absl::StrSplit(said, '\n');
    for (std::size_t i = 0; i < wanted.size() && i < got.size(); ++i) Learn(wanted[i], got[i]);
    std::vector<std::string> filled;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      filled.push_back(Blur(Fill(wanted[i]), i < got.size() ? got[i] : ""));
    }
    EXPECT_EQ(said, absl::StrJoin(filled, "\n"));
  }

  void Play(const Typed& typed) {
    SCOPED_TRACE(absl::StrCat("first_week.txt:", typed.line));
    const std::vector<std::string> halves = absl::StrSplit(typed.command, " < ");
    const Words words = ShellWords(Fill(halves[0]));
    const std::string input = halves.size() > 1 ? Fill(halves[1]) + "\n" : "";
    std::string said;
    if (typed.who == "both") {
      auto noas = std::async(std::launch::async, [&] { return noa.Run(words); });
      const Ended sams = sam.Run(words), first = noas.get();
      EXPECT_EQ(first.exit_code, typed.exit_code);
      EXPECT_EQ(sams.exit_code, typed.exit_code);
      said = absl::StrCat(first.out, first.err, sams.out, sams.err);
    } else {
      const Ended ended = (typed.who == "noa" ? noa : sam).Run(words, input);
      EXPECT_EQ(ended.exit_code, typed.exit_code);
      said = absl::StrCat(ended.out, ended.err);
    }
    Compare(typed.expected, said);
  }

  std::map<std::string, std::string> known_;

 private:
  void Learn(const std::string& wanted, const std::string& got) {
    const std::map<std::string, std::string> shapes = {{"words", "[a-z]+( [a-z]+){11}"},
                                                       {"number", "[0-9]{3} [0-9]{3}"}};
    for (const auto& [name, shape] : shapes) {
      if (known_.count(name) != 0 || !absl::StrContains(wanted, absl::StrCat("{", name, "}"))) {
        continue;
      }
      std::smatch found;
      if (std::regex_search(got, found, std::regex(shape))) known_[name] = found.str();
      if (name == "number") known_["digits"] = absl::StrReplaceAll(known_[name], {{" ", ""}});
    }
  }

  // What may be anything of its shape is taken over from what was said.
  static std::string Blur(std::string wanted, const std::string& got) {
    for (const auto& [name, shape] : std::map<std::string, std::string>{
             {"{clock}", "[0-9]{2}:[0-9]{2}"}, {"{size}", "[0-9.]+ (bytes|kB|MB)"}}) {
      const std::size_t at = wanted.find(name);
      std::smatch found;
      if (at == std::string::npos || at > got.size()) continue;
      const std::string rest = got.substr(at);
      if (std::regex_search(rest, found, std::regex("^" + shape))) {
        wanted.replace(at, name.size(), found.str());
      }
    }
    return wanted;
  }
};

TEST_F(FirstWeek, IsAsItIsWritten) {
  ASSERT_TRUE(household.StartRelay());
  // As at home: the data below the home folder.
  noa.environment().erase("XDG_DATA_HOME");
  sam.environment().erase("XDG_DATA_HOME");
  known_ = {{"relay", household.relay()},
            {"today", DayText(day())},
            {"yesterday", DayText(day() - 1)},
            {"TODAY", LongDayText(day())}};
  if ((day() - 1).year() != day().year()) {
    absl::StrAppend(&known_["yesterday"], " ", (day() - 1).year());
  }
  const std::vector<Typed> transcript = ReadTranscript(FIRST_WEEK);
  ASSERT_GT(transcript.size(), 25U);
  for (const Typed& typed : transcript) {
    Play(typed);
    if (HasFailure()) break;  // what follows would only follow from it
  }
}

}  // namespace
}  // namespace twofold::e2e
