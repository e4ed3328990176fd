// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tests/layers/checks.h"

namespace twofold::layers {
namespace {

const Room* FindRoom(const Rules& rules, const std::string& path) {
  for (const Room& room : rules.rooms) {
    if (room.path == path) return &room;
  }
  return nullptr;
}

void CheckOneInclude(const Rules& rules, const Room& room, const SourceFile& file,
                     const Include& include, std::vector<Finding>& findings) {
  const auto find = [&](const char* rule, std::string what, const std::string& reason) {
    findings.push_back({file.path, include.line, rule, std::move(what), reason});
  };
  const Reached reached = ReachedBy(rules, include.header);
  if (!reached.known && !Matches(room.may, "anything")) {
    find("room", absl::StrCat(room.path, " includes ", include.header, ", which is nobody's"),
         room.reason);
  }
  for (const std::string& name : reached.names) {
    if (name != room.path && !Matches(room.may, name)) {
      find("room", absl::StrCat(room.path, " may not include ", include.header, " (", name, ")"),
           room.reason);
    }
    for (const Only& only : rules.only) {
      if (only.name == name && !Matches(only.files, file.path)) {
        find("only", absl::StrCat(include.header, " (", name, ") is not for this file"),
             only.reason);
      }
    }
  }
}

// Walks everything that one file includes, directly or not.
class IncludeWalk {
 public:
  IncludeWalk(const Rules& rules, const std::map<std::string, const SourceFile*>& by_path)
      : rules_(rules), by_path_(by_path) {}

  std::vector<Finding> From(const SourceFile& start, const Never& never) {
    seen_.clear();
    findings_.clear();
    Visit(start, never, {}, 0);
    return findings_;
  }

 private:
  void Visit(const SourceFile& file, const Never& never, Names way, int first_line) {
    if (!seen_.insert(file.path).second) return;
    way.push_back(file.path);
    for (const Include& include : file.includes) {
      const int line = first_line == 0 ? include.line : first_line;
      for (const std::string& name : ReachedBy(rules_, include.header).names) {
        if (!Matches(never.names, name) || !seen_.insert("reached " + name).second) continue;
        findings_.push_back({way[0], line, "never",
                             absl::StrCat("reaches ", name, " by ", absl::StrJoin(way, " -> "),
                                          " -> ", include.header),
                             never.reason});
      }
      const auto next = by_path_.find(include.header);
      if (next != by_path_.end()) Visit(*next->second, never, way, line);
    }
  }

  const Rules& rules_;
  const std::map<std::string, const SourceFile*>& by_path_;
  std::set<std::string> seen_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> CheckIncludes(const Rules& rules, const std::vector<SourceFile>& files) {
  std::vector<Finding> findings;
  for (const SourceFile& file : files) {
    const Room* room = FindRoom(rules, RoomOf(rules, file.path));
    if (room == nullptr) {
      findings.push_back(
          {file.path, 0, "room", "the file is in no room", "a room without rules is a back door"});
      continue;
    }
    for (const Include& include : file.includes) {
      CheckOneInclude(rules, *room, file, include, findings);
    }
  }
  return findings;
}

std::vector<Finding> CheckIncludeReach(const Rules& rules, const std::vector<SourceFile>& files) {
  std::map<std::string, const SourceFile*> by_path;
  for (const SourceFile& file : files) by_path[file.path] = &file;
  IncludeWalk walk(rules, by_path);
  std::vector<Finding> findings;
  for (const SourceFile& file : files) {
    for (const Never& never : rules.never) {
      if (!Matches(never.rooms, RoomOf(rules, file.path))) continue;
      for (Finding& finding : walk.From(file, never)) findings.push_back(std::move(finding));
    }
  }
  return findings;
}

std::vector<Finding> CheckCycles(const Rules& rules, const std::vector<SourceFile>& files) {
  if (rules.no_cycles.empty()) return {};
  std::map<std::string, std::map<std::string, std::pair<std::string, int>>> edges;
  for (const SourceFile& file : files) {
    const std::string from = RoomOf(rules, file.path);
    for (const Include& include : file.includes) {
      const std::string to = RoomOf(rules, include.header);
      // A room of one file is a part of the folder around it.
      if (to.empty() || from.empty() || to == from || from.find('.') != std::string::npos) continue;
      edges[from].try_emplace(to, file.path, include.line);
    }
  }
  std::vector<Finding> findings;
  std::set<std::string> done;
  Names way;
  std::function<void(const std::string&)> visit = [&](const std::string& room) {
    way.push_back(room);
    for (const auto& [next, where] : edges[room]) {
      const auto at = std::find(way.begin(), way.end(), next);
      if (at != way.end()) {
        Names circle(at, way.end());
        circle.push_back(next);
        findings.push_back({where.first, where.second, "cycles",
                            absl::StrCat("closes a circle: ", absl::StrJoin(circle, " -> ")),
                            rules.no_cycles});
      } else if (done.count(next) == 0) {
        visit(next);
      }
    }
    way.pop_back();
    done.insert(room);
  };
  Names rooms;
  for (const auto& [room, unused] : edges) rooms.push_back(room);
  for (const std::string& room : rooms) {
    if (done.count(room) == 0) visit(room);
  }
  return findings;
}

}  // namespace twofold::layers
