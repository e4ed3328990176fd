// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/prompts/zone.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/quoted.h"
#include "core/base/refusal.h"

namespace twofold {
namespace {

// Letters, digits and the few signs that names have: no dot, so no way up, and no slash ahead, so
// no way elsewhere.
bool IsShapedLikeAName(absl::string_view name) {
  const auto allowed = [](char c) {
    return absl::ascii_isalnum(c) || c == '/' || c == '_' || c == '-' || c == '+';
  };
  return !name.empty() && name.size() <= limits::kZoneLength && name.front() != '/' &&
         std::all_of(name.begin(), name.end(), allowed);
}

}  // namespace

absl::StatusOr<absl::TimeZone> ZoneNamed(absl::string_view name) {
  absl::TimeZone zone;
  const bool known = IsShapedLikeAName(name) && name != "localtime" &&
                     absl::LoadTimeZone(std::string(name), &zone);
  if (!known) {
    return Refusal(absl::StatusCode::kInvalidArgument, "zone_not_known",
                   absl::StrCat(Quoted(name), " is not a time zone I know."))
        .Hint("For example", "Europe/Berlin");
  }
  return zone;
}

}  // namespace twofold
