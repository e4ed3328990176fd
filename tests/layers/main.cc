// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// layers RULES ROOT LINKS: prints what breaks the rules, one line each; exit 1 when anything does.
#include <fstream>
#include <iostream>
#include <sstream>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "core/base/status_macros.h"
#include "tests/layers/checks.h"

namespace twofold::layers {
namespace {

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path);
  if (!file) return absl::NotFoundError(absl::StrCat("cannot read ", path));
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

absl::Status Run(const std::string& rules_path, const std::string& root,
                 const std::string& links_path) {
  TF_ASSIGN_OR_RETURN(const std::string rules_text, ReadFile(rules_path));
  TF_ASSIGN_OR_RETURN(const Rules rules, ParseRules(rules_text));
  TF_ASSIGN_OR_RETURN(const std::vector<SourceFile> files, ReadSources(root, rules.scan));
  TF_ASSIGN_OR_RETURN(const std::string links_text, ReadFile(links_path));
  TF_ASSIGN_OR_RETURN(const std::vector<Target> targets, ParseLinks(links_text));
  std::size_t count = 0;
  for (const auto& findings :
       {CheckIncludes(rules, files), CheckIncludeReach(rules, files), CheckCycles(rules, files),
        CheckWords(rules, files), CheckLengths(rules, files), CheckLinks(rules, targets),
        CheckLinkReach(rules, targets)}) {
    for (const Finding& finding : findings) std::cout << Sentence(finding) << "\n";
    count += findings.size();
  }
  std::cout << "layers: " << files.size() << " files, " << targets.size() << " targets, " << count
            << " findings\n";
  return count == 0 ? absl::OkStatus() : absl::FailedPreconditionError("the layers are crossed");
}

}  // namespace
}  // namespace twofold::layers

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: layers RULES ROOT LINKS\n";
    return 2;
  }
  const absl::Status status = twofold::layers::Run(argv[1], argv[2], argv[3]);
  if (!status.ok()) std::cerr << "layers: " << status.message() << "\n";
  return status.ok() ? 0 : 1;
}
