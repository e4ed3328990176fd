// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What the environment and the options that every command has decide together.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "client/arguments.h"

namespace twofold {

// The environment variables that the client reads; empty when not set.
struct Environment {
  std::string socket;       // TWOFOLD_SOCKET
  std::string daemon;       // TWOFOLD_DAEMON
  std::string color;        // TWOFOLD_COLOR
  std::string no_input;     // TWOFOLD_NO_INPUT
  std::string runtime_dir;  // XDG_RUNTIME_DIR
  std::string home;         // HOME
  std::string login;        // USER, else LOGNAME
  std::string locale;       // LC_ALL, else LC_CTYPE, else LANG
  std::string term;         // TERM
  std::string no_color;     // NO_COLOR
  std::string path;         // PATH
};

Environment ReadEnvironment();

enum class Format { kText, kPlain, kJson };
enum class Color { kAuto, kAlways, kNever };

struct Options {
  Format format = Format::kText;
  Color color = Color::kAuto;
  bool no_input = false;
  bool yes = false;
  bool quiet = false;
  bool debug = false;
};

// INVALID_ARGUMENT "color_unknown" or "formats_conflict".
absl::StatusOr<Options> ChooseOptions(const Environment& environment, const Arguments& arguments);

}  // namespace twofold
