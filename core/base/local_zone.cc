// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/base/local_zone.h"

#include <filesystem>

namespace twofold {

std::optional<absl::TimeZone> ZoneOfLink(const std::string& path) {
  const std::string zones = "/zoneinfo/";
  std::error_code error;
  const std::string target = std::filesystem::read_symlink(path, error).string();
  const std::size_t at = target.rfind(zones);
  absl::TimeZone named;
  if (at == std::string::npos || !absl::LoadTimeZone(target.substr(at + zones.size()), &named)) {
    return std::nullopt;
  }
  return named;
}

}  // namespace twofold
