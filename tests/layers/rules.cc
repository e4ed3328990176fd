// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/layers/rules.h"

#include <fnmatch.h>

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/base/status_macros.h"

namespace twofold::layers {
namespace {

struct Line {
  Names words;
  std::string reason;
};

// Splits the words at `separator`; InvalidArgument when it is not there with words on both sides.
absl::StatusOr<std::pair<Names, Names>> Halves(const Line& line, absl::string_view separator) {
  auto at = std::find(line.words.begin() + 1, line.words.end(), separator);
  if (at == line.words.end() || at == line.words.begin() + 1 || at + 1 == line.words.end()) {
    return absl::InvalidArgumentError(absl::StrCat("expected \"", separator, "\" between words"));
  }
  return std::make_pair(Names(line.words.begin() + 1, at), Names(at + 1, line.words.end()));
}

absl::Status AddWord(const Line& line, Rules& rules) {
  Word word;
  word.in_comments_too = line.words[0] == "mark";
  word.reason = line.reason;
  if (line.words.back() == "nowhere") {
    word.words.assign(line.words.begin() + 1, line.words.end() - 1);
  } else {
    TF_ASSIGN_OR_RETURN(auto halves, Halves(line, "in"));
    word.words = halves.first;
    word.files = halves.second;
  }
  rules.words.push_back(word);
  return absl::OkStatus();
}

absl::Status AddRule(const Line& line, Rules& rules) {
  const std::string& keyword = line.words[0];
  const Names rest(line.words.begin() + 1, line.words.end());
  if (keyword == "scan") {
    rules.scan = rest;
  } else if ((keyword == "outside" || keyword == "generated") && rest.size() > 1) {
    auto& list = keyword == "outside" ? rules.outside : rules.generated;
    list.push_back({rest[0], Names(rest.begin() + 1, rest.end())});
  } else if (keyword == "room") {
    TF_ASSIGN_OR_RETURN(auto halves, Halves(line, "may"));
    rules.rooms.push_back({halves.first[0], halves.second, line.reason});
  } else if (keyword == "only") {
    TF_ASSIGN_OR_RETURN(auto halves, Halves(line, "in"));
    rules.only.push_back({halves.first[0], halves.second, line.reason});
  } else if (keyword == "never") {
    TF_ASSIGN_OR_RETURN(auto halves, Halves(line, "reaches"));
    rules.never.push_back({halves.first, halves.second, line.reason});
  } else if ((keyword == "word" || keyword == "mark") && rest.size() > 1) {
    return AddWord(line, rules);
  } else if (keyword == "lines" && rest.size() == 2) {
    int lines = 0;
    if (!absl::SimpleAtoi(rest[1], &lines)) return absl::InvalidArgumentError("no number");
    rules.lengths.push_back({rest[0], lines, line.reason});
  } else if (keyword == "cycles") {
    rules.no_cycles = line.reason;
  } else {
    return absl::InvalidArgumentError(absl::StrCat("no such rule: ", keyword));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Rules> ParseRules(absl::string_view text) {
  Rules rules;
  int number = 0;
  for (absl::string_view raw : absl::StrSplit(text, '\n')) {
    ++number;
    const absl::string_view trimmed = absl::StripAsciiWhitespace(raw);
    if (trimmed.empty() || trimmed[0] == '#') continue;
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(trimmed, absl::MaxSplits(" : ", 1));
    Line line;
    line.words = absl::StrSplit(parts.first, ' ', absl::SkipEmpty());
    line.reason = std::string(absl::StripAsciiWhitespace(parts.second));
    absl::Status added = line.reason.empty() ? absl::InvalidArgumentError("a rule has a reason")
                                             : AddRule(line, rules);
    if (!added.ok()) {
      return absl::InvalidArgumentError(absl::StrCat("line ", number, ": ", added.message()));
    }
  }
  return rules;
}

bool Matches(const Names& patterns, absl::string_view name) {
  const std::string text(name);
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return fnmatch(pattern.c_str(), text.c_str(), 0) == 0;
  });
}

std::string RoomOf(const Rules& rules, absl::string_view file) {
  std::string best;
  for (const Room& room : rules.rooms) {
    const bool inside = file == room.path || absl::StartsWith(file, absl::StrCat(room.path, "/"));
    if (inside && room.path.size() > best.size()) best = room.path;
  }
  return best;
}

Reached ReachedBy(const Rules& rules, absl::string_view header) {
  Reached reached;
  const bool angle = absl::StartsWith(header, "<");
  const absl::string_view bare = angle ? header.substr(1, header.size() - 2) : header;
  for (const Outside& generated : rules.generated) {
    if (absl::StartsWith(bare, generated.things[0])) {
      reached.names.push_back(generated.name);
      if (absl::EndsWith(bare, ".grpc.pb.h")) reached.names.push_back("grpc");
      return reached;
    }
  }
  for (const Outside& outside : rules.outside) {
    for (const std::string& thing : outside.things) {
      const bool prefix = absl::EndsWith(thing, "/") && absl::StartsWith(bare, thing);
      if (prefix || thing == bare || (angle && thing == header)) {
        reached.names.push_back(outside.name);
        return reached;
      }
    }
  }
  const std::string room = RoomOf(rules, bare);
  if (!room.empty()) {
    reached.names.push_back(room);
    return reached;
  }
  reached.known = angle && bare.find('.') == absl::string_view::npos;
  return reached;
}

std::string OutsideByLink(const Rules& rules, absl::string_view link) {
  const std::string flag =
      absl::StartsWith(link, "-l") ? std::string(link) : absl::StrCat("-l", link);
  for (const Outside& outside : rules.outside) {
    if (Matches(outside.things, flag) || Matches(outside.things, link)) return outside.name;
  }
  return "";
}

}  // namespace twofold::layers
