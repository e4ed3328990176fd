// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <map>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "tests/layers/checks.h"

namespace twofold::layers {
namespace {

using TargetsByName = std::map<std::string, const Target*>;

TargetsByName ByName(const std::vector<Target>& targets) {
  TargetsByName by_name;
  for (const Target& target : targets) by_name[target.name] = &target;
  return by_name;
}

std::set<std::string> RoomsInside(const Rules& rules, const Target& target) {
  std::set<std::string> rooms;
  for (const std::string& source : target.sources) {
    const std::string room = RoomOf(rules, source);
    if (!room.empty()) rooms.insert(room);
  }
  return rooms;
}

// A room of one file is a part of the folder around it, for whoever links both.
Names RoomsOf(const Rules& rules, const Target& target) {
  const std::set<std::string> inside = RoomsInside(rules, target);
  Names rooms;
  for (const std::string& room : inside) {
    if (inside.count(room.substr(0, room.rfind('/'))) == 0 || room.rfind('.') == room.npos) {
      rooms.push_back(room);
    }
  }
  return rooms;
}

bool IsGenerated(const Rules& rules, absl::string_view name) {
  for (const Outside& generated : rules.generated) {
    if (generated.name == name) return true;
  }
  return false;
}

// The rooms and libraries that a link stands for; empty when nobody knows it.
Names NamesOfLink(const Rules& rules, const TargetsByName& targets, absl::string_view link) {
  absl::string_view bare = link;
  if (absl::ConsumePrefix(&bare, "outside_")) return {std::string(bare)};
  if (IsGenerated(rules, link)) return {std::string(link)};
  if (absl::ConsumeSuffix(&bare, "_grpc") && IsGenerated(rules, bare)) {
    return {std::string(bare), "grpc"};
  }
  const auto target = targets.find(std::string(link));
  if (target != targets.end()) return RoomsOf(rules, *target->second);
  const std::string outside = OutsideByLink(rules, link);
  return outside.empty() ? Names() : Names{outside};
}

void VisitLinks(const Rules& rules, const TargetsByName& targets, const Never& never,
                const Target& target, Names way, std::set<std::string>& seen,
                std::vector<Finding>& findings) {
  if (!seen.insert(target.name).second) return;
  way.push_back(target.name);
  for (const std::string& link : target.links) {
    for (const std::string& name : NamesOfLink(rules, targets, link)) {
      if (!Matches(never.names, name) || !seen.insert("reached " + name).second) continue;
      findings.push_back(
          {absl::StrCat("target ", way[0]), 0, "never",
           absl::StrCat("links ", name, " by ", absl::StrJoin(way, " -> "), " -> ", link),
           never.reason});
    }
    const auto next = targets.find(link);
    if (next != targets.end()) {
      VisitLinks(rules, targets, never, *next->second, way, seen, findings);
    }
  }
}

}  // namespace

std::vector<Finding> CheckLinks(const Rules& rules, const std::vector<Target>& targets) {
  const TargetsByName by_name = ByName(targets);
  std::vector<Finding> findings;
  for (const Target& target : targets) {
    const Names rooms = RoomsOf(rules, target);
    // Generated messages are no room; what a program links by plain name is for the linker's
    // needs and is judged by the "never" rules.
    if (rooms.empty()) continue;
    Names may = rooms;
    std::string reason;
    const std::set<std::string> inside = RoomsInside(rules, target);
    for (const Room& room : rules.rooms) {
      if (inside.count(room.path) == 0) continue;
      may.insert(may.end(), room.may.begin(), room.may.end());
      if (reason.empty()) reason = room.reason;
    }
    for (const std::string& link : target.links) {
      const Names names = NamesOfLink(rules, by_name, link);
      if (names.empty() && target.type != "EXECUTABLE") {
        findings.push_back({absl::StrCat("target ", target.name), 0, "room",
                            absl::StrCat("links ", link, ", which is nobody's"), reason});
      }
      for (const std::string& name : names) {
        if (Matches(may, name)) continue;
        findings.push_back(
            {absl::StrCat("target ", target.name), 0, "room",
             absl::StrCat(absl::StrJoin(rooms, ", "), " may not link ", link, " (", name, ")"),
             reason});
      }
    }
  }
  return findings;
}

std::vector<Finding> CheckLinkReach(const Rules& rules, const std::vector<Target>& targets) {
  const TargetsByName by_name = ByName(targets);
  std::vector<Finding> findings;
  for (const Target& target : targets) {
    const Names rooms = RoomsOf(rules, target);
    for (const Never& never : rules.never) {
      bool concerned = false;
      for (const std::string& room : rooms) concerned = concerned || Matches(never.rooms, room);
      std::set<std::string> seen;
      if (concerned) VisitLinks(rules, by_name, never, target, {}, seen, findings);
    }
  }
  return findings;
}

}  // namespace twofold::layers
