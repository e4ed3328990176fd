// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// planted [--write] [NAME…]: runs the simulator with each seeded bug until it finds it, two at a
// time, and says at which seed it did. Fails when one is not found, or when its text is not in
// the source any more; and when the simulator without any finds something. It begins with the seed
// that found it last (found.txt, which --write writes anew); with the variable TWOFOLD_SIM_RUNS,
// and with --write, at seed 1.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"

namespace {

constexpr char kNoBug[] = "nothing";
constexpr int kMost = 5000;    // runs to find a bug in
constexpr int kNothing = 300;  // runs in which nothing is found where there is no bug

struct Mutant {
  std::string name;
  std::string why;
  bool applies = true;
  int first = 0;  // the seed to begin with; 0: none
  int seed = 0;   // of the newest run
  std::string found;
  double seconds = 0;
  int most = kMost;

  bool IsRight() const { return applies && found.empty() == (name == kNoBug); }
};

std::string Read(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

// What stands between `from` and the next `to`.
std::string Between(const std::string& text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  if (at == std::string::npos) return "";
  const std::size_t begin = at + from.size();
  const std::size_t end = text.find(to, at + (from.back() == '\n' ? from.size() - 1 : 1));
  return end < begin ? "" : text.substr(begin, end - begin);
}

bool StandsOnce(const std::string& what, const std::string& text) {
  const std::size_t first = text.find(what);
  return !what.empty() && first != std::string::npos && first == text.rfind(what);
}

Mutant ReadMutant(const std::filesystem::path& path) {
  const std::string text = "\n" + Read(path);
  Mutant mutant{.name = path.stem(), .why = Between(text, "\nwhy ", "\n--- old\n")};
  const std::string source = Between(text, "\nfile ", "\n");
  const std::string old = Between(text, "\n--- old\n", "\n--- new\n");
  mutant.applies =
      StandsOnce(old, Read(std::filesystem::path(TWOFOLD_SOURCE) / source)) && !mutant.why.empty();
  return mutant;
}

struct Finding {
  int seed = 0;  // of the newest run
  std::string what;
};

Finding Search(const std::string& name, int first, int last) {
  Finding finding;
  FILE* pipe =
      popen(absl::StrCat(TWOFOLD_PLANTED, "/planted_", name, " ", first, " ", last, " 2>/dev/null")
                .c_str(),
            "r");
  char line[4096];
  while (pipe != nullptr && std::fgets(line, sizeof(line), pipe) != nullptr) {
    absl::string_view said = absl::StripSuffix(line, "\n");
    if (absl::ConsumePrefix(&said, "at ") && !absl::SimpleAtoi(said, &finding.seed)) break;
    if (absl::ConsumePrefix(&said, "found ")) finding.what = std::string(said);
  }
  if (pipe == nullptr || pclose(pipe) != 0) finding.what = "it ended the program";
  return finding;
}

void Run(Mutant& mutant) {
  const auto began = std::chrono::steady_clock::now();
  // What is found without the bug too says nothing about it.
  const auto search = [&](int first, int last) {
    Finding finding = Search(mutant.name, first, last);
    while (!finding.what.empty() && mutant.name != kNoBug &&
           !Search(kNoBug, finding.seed, finding.seed).what.empty()) {
      finding = Search(mutant.name, finding.seed + 1, last);
    }
    mutant.seed = finding.seed;
    mutant.found = finding.what;
  };
  if (mutant.first > 0) search(mutant.first, mutant.first);
  if (mutant.found.empty()) search(1, mutant.most);
  mutant.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

std::filesystem::path FoundPath() {
  return std::filesystem::path(TWOFOLD_SOURCE) / "tests/sim/found.txt";
}

void BeginWhereFound(std::vector<Mutant>& mutants) {
  std::map<std::string, int> found;
  std::ifstream in(FoundPath());
  std::string name;
  for (int seed = 0; in >> name >> seed;) found[name] = seed;
  for (Mutant& mutant : mutants) mutant.first = found[mutant.name];
}

void WriteFound(const std::vector<Mutant>& mutants) {
  std::ofstream out(FoundPath());
  for (const Mutant& mutant : mutants) {
    if (!mutant.found.empty()) out << mutant.name << " " << mutant.seed << "\n";
  }
}

std::vector<Mutant> AllMutants() {
  std::vector<Mutant> mutants;
  const std::filesystem::path folder =
      std::filesystem::path(TWOFOLD_SOURCE) / "tests/sim/mutations";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".txt") mutants.push_back(ReadMutant(entry.path()));
  }
  std::sort(mutants.begin(), mutants.end(),
            [](const Mutant& a, const Mutant& b) { return a.name < b.name; });
  mutants.push_back({.name = kNoBug, .why = "no bug at all", .most = kNothing});
  return mutants;
}

void RunAll(std::vector<Mutant>& mutants) {
  std::mutex mutex;
  std::size_t next = 0;
  const auto work = [&] {
    for (;;) {
      std::size_t mine = 0;
      {
        std::lock_guard<std::mutex> lock(mutex);
        if (next == mutants.size()) return;
        mine = next++;
      }
      Run(mutants[mine]);
    }
  };
  std::thread other(work);
  work();
  other.join();
}

void Say(const Mutant& mutant) {
  std::cout << absl::StreamFormat("%-26s %6s %6.1f s  %s\n", mutant.name,
                                  mutant.found.empty() ? "-" : absl::StrCat(mutant.seed),
                                  mutant.seconds, mutant.found.substr(0, 90));
  if (mutant.IsRight()) return;
  std::cout << "    WRONG (" << mutant.why << "): "
            << (!mutant.applies        ? "its text is not in the source any more"
                : mutant.found.empty() ? absl::StrCat("not found in ", mutant.most, " runs")
                                       : "found where there is none")
            << "\n";
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<Mutant> mutants = AllMutants();
  std::vector<std::string> names(argv + 1, argv + argc);
  const bool writes = std::erase(names, "--write") > 0;
  if (!writes && std::getenv("TWOFOLD_SIM_RUNS") == nullptr) BeginWhereFound(mutants);
  if (!names.empty()) {
    std::erase_if(mutants, [&](const Mutant& mutant) {
      return std::find(names.begin(), names.end(), mutant.name) == names.end();
    });
  }
  RunAll(mutants);
  if (writes && names.empty()) WriteFound(mutants);
  std::cout << absl::StreamFormat("%-26s %6s %8s  %s\n", "seeded bug", "seed", "", "first sign");
  for (const Mutant& mutant : mutants) Say(mutant);
  const auto right = std::count_if(mutants.begin(), mutants.end(),
                                   [](const Mutant& mutant) { return mutant.IsRight(); });
  std::cout << right << " of " << mutants.size() << " as expected\n";
  return static_cast<std::size_t>(right) == mutants.size() && right > 0 ? 0 : 1;
}
