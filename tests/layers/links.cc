// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/layers/links.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace twofold::layers {

absl::StatusOr<std::vector<Target>> ParseLinks(absl::string_view text) {
  std::vector<Target> targets;
  for (absl::string_view line : absl::StrSplit(text, '\n', absl::SkipWhitespace())) {
    const Names words = absl::StrSplit(line, ' ', absl::SkipEmpty());
    if (words.size() == 3 && words[0] == "target") {
      targets.push_back({words[1], words[2], {}, {}});
    } else if (words.size() == 2 && words[0] == "source" && !targets.empty()) {
      targets.back().sources.push_back(words[1]);
    } else if (words.size() == 2 && words[0] == "link" && !targets.empty()) {
      targets.back().links.push_back(words[1]);
    } else {
      return absl::InvalidArgumentError(absl::StrCat("not a line of a link list: ", line));
    }
  }
  return targets;
}

}  // namespace twofold::layers
