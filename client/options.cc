// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/options.h"

#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "core/base/refusal.h"

namespace twofold {
namespace {

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

std::string FirstSet(std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (std::string value = Variable(name); !value.empty()) return value;
  }
  return {};
}

}  // namespace

Environment ReadEnvironment() {
  Environment environment;
  environment.socket = Variable("TWOFOLD_SOCKET");
  environment.daemon = Variable("TWOFOLD_DAEMON");
  environment.color = Variable("TWOFOLD_COLOR");
  environment.no_input = Variable("TWOFOLD_NO_INPUT");
  environment.runtime_dir = Variable("XDG_RUNTIME_DIR");
  environment.home = Variable("HOME");
  environment.login = FirstSet({"USER", "LOGNAME"});
  environment.locale = FirstSet({"LC_ALL", "LC_CTYPE", "LANG"});
  environment.term = Variable("TERM");
  environment.no_color = Variable("NO_COLOR");
  environment.path = Variable("PATH");
  return environment;
}

absl::StatusOr<Options> ChooseOptions(const Environment& environment, const Arguments& arguments) {
  Options options;
  if (arguments.Has("json") && arguments.Has("plain")) {
    return Refusal(absl::StatusCode::kInvalidArgument, "formats_conflict",
                   "--json and --plain are two forms of one answer; choose one.");
  }
  if (arguments.Has("json")) options.format = Format::kJson;
  if (arguments.Has("plain")) options.format = Format::kPlain;
  options.no_input = arguments.Has("no-input") || !environment.no_input.empty();
  options.yes = arguments.Has("yes");
  options.quiet = arguments.Has("quiet");
  options.debug = arguments.Has("debug");
  const std::string color = arguments.Has("color") ? arguments.Value("color") : environment.color;
  if (color == "always") {
    options.color = Color::kAlways;
  } else if (color == "never") {
    options.color = Color::kNever;
  } else if (!color.empty() && color != "auto") {
    return Refusal(absl::StatusCode::kInvalidArgument, "color_unknown",
                   absl::StrCat("\"", color, "\" is not a colour choice."))
        .Hint("Choose one of", "auto, always, never");
  }
  return options;
}

}  // namespace twofold
