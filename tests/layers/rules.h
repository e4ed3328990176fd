// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The rules of layers.txt, read. The format is described at the top of that file.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace twofold::layers {

using Names = std::vector<std::string>;

struct Outside {
  std::string name;
  Names things;  // header prefixes and link names
};

struct Room {
  std::string path;
  Names may;
  std::string reason;
};

struct Only {
  std::string name;
  Names files;
  std::string reason;
};

struct Never {
  Names rooms;
  Names names;
  std::string reason;
};

struct Word {
  Names words;
  Names files;  // empty: nowhere
  bool in_comments_too = false;
  std::string reason;
};

struct Length {
  std::string suffix;
  int lines = 0;
  std::string reason;
};

struct Rules {
  Names scan;
  std::vector<Outside> outside;
  std::vector<Outside> generated;
  std::vector<Room> rooms;
  std::vector<Only> only;
  std::vector<Never> never;
  std::vector<Word> words;
  std::vector<Length> lengths;
  std::string no_cycles;  // the reason; empty when cycles are allowed
};

// InvalidArgument names the first line that is no rule or has no reason.
absl::StatusOr<Rules> ParseRules(absl::string_view text);

// Whether `name` matches one of the patterns. A * stands for anything, slashes included.
bool Matches(const Names& patterns, absl::string_view name);

// The path of the room that `file` is in; empty when it is in none.
std::string RoomOf(const Rules& rules, absl::string_view file);

// What an #include stands for: a room's path, the names of libraries and generated messages, or
// nothing for a header of the standard library that no rule names. `header` carries its angle
// brackets; `known` becomes false for a header that is nobody's.
struct Reached {
  Names names;
  bool known = true;
};
Reached ReachedBy(const Rules& rules, absl::string_view header);

// The library's name for something linked by its plain name, such as "grpc++"; empty if none.
std::string OutsideByLink(const Rules& rules, absl::string_view link);

}  // namespace twofold::layers
