// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tools/bench/deeds.h"

#include <fstream>

#include "absl/strings/str_cat.h"

namespace twofold::bench {
namespace {

// Twenty answers each, all of which say something new after the other file's.
constexpr char kEvening[] =
    "read yes\ncello 30min\nswim 1km\nwalk yes\nspanish 10min\ncoffee 2\nwine 1\nplants yes\n"
    "call yes\nevening again\nmood yes\nweight 71kg\nno did\nrecipe yes\nthesis yes\nlaundry yes\n"
    "run yes\ngym yes\nread yes yesterday\ncello 10min yesterday\n";
constexpr char kOtherEvening[] =
    "read no\ncello 20min\nswim 2km\nwalk no\nspanish 20min\ncoffee 1\nwine 2\nplants no\n"
    "call no\nevening fine\nmood blank\nweight 70kg\nno stayed\nrecipe blank\nthesis blank\n"
    "laundry no\nrun no\ngym no\nread no yesterday\ncello 20min yesterday\n";

}  // namespace

Command Twofold(const std::string& twofold, const std::string& person,
                std::vector<std::string> words) {
  words.insert(words.begin(), twofold);
  return {std::move(words),
          {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", absl::StrCat("HOME=", person, "/home"),
           absl::StrCat("XDG_DATA_HOME=", person, "/data"),
           absl::StrCat("XDG_CONFIG_HOME=", person, "/config"),
           absl::StrCat("XDG_STATE_HOME=", person, "/state"),
           absl::StrCat("XDG_CACHE_HOME=", person, "/cache"),
           absl::StrCat("XDG_RUNTIME_DIR=", person, "/run")}};
}

std::vector<Deed> Deeds(const std::string& twofold, const std::string& scratch) {
  const std::string evening = absl::StrCat(scratch, "/evening");
  const std::string other = absl::StrCat(scratch, "/other-evening");
  std::ofstream(evening) << kEvening;
  std::ofstream(other) << kOtherEvening;
  std::vector<Deed> deeds;
  const auto add = [&](const char* name, bool writes, std::vector<std::string> words) {
    deeds.push_back({name, writes, [twofold, words](const std::string& person, int) {
                       return Twofold(twofold, person, words);
                     }});
  };
  add("log", true, {"log", "cello", "1min"});
  add("today", false, {"today"});
  add("goal show", false, {"goal", "show", "cello"});
  add("week", false, {"week"});
  add("month", false, {"month"});
  add("year", false, {"year"});
  add("history", false, {"history"});
  deeds.push_back({"checkin -", true, [=](const std::string& person, int round) {
                     Command command = Twofold(twofold, person, {"checkin", "-"});
                     command.input = round % 2 == 0 ? evening : other;
                     return command;
                   }});
  return deeds;
}

}  // namespace twofold::bench
