// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Compares the project's files and link lists with the rules of layers.txt.
#pragma once

#include <string>
#include <vector>

#include "tests/layers/links.h"
#include "tests/layers/rules.h"
#include "tests/layers/source_tree.h"

namespace twofold::layers {

struct Finding {
  std::string file;    // or "target NAME"
  int line = 0;        // from 1; 0 when the finding has no line
  std::string rule;    // the rule's keyword
  std::string what;    // what was found
  std::string reason;  // why that is not allowed
};

// Each returns what it found, in the order of the files or targets; empty when all is well.
std::vector<Finding> CheckIncludes(const Rules& rules, const std::vector<SourceFile>& files);
std::vector<Finding> CheckIncludeReach(const Rules& rules, const std::vector<SourceFile>& files);
std::vector<Finding> CheckCycles(const Rules& rules, const std::vector<SourceFile>& files);
std::vector<Finding> CheckWords(const Rules& rules, const std::vector<SourceFile>& files);
std::vector<Finding> CheckLengths(const Rules& rules, const std::vector<SourceFile>& files);
std::vector<Finding> CheckLinks(const Rules& rules, const std::vector<Target>& targets);
std::vector<Finding> CheckLinkReach(const Rules& rules, const std::vector<Target>& targets);

// "core/goals/goal.h:7: room: ... (reason)"
std::string Sentence(const Finding& finding);

}  // namespace twofold::layers
