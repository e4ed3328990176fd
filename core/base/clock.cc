// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/base/clock.h"

#include <filesystem>
#include <string>

#include "absl/time/clock.h"

namespace twofold {
namespace {

constexpr char kLocalFile[] = "/etc/localtime";
constexpr char kZones[] = "/zoneinfo/";

}  // namespace

absl::Time SystemClock::Now() const { return absl::Now(); }

absl::TimeZone SystemClock::Zone() const {
  const absl::TimeZone local = absl::LocalTimeZone();
  if (local.name() != kLocalFile) return local;
  // Without TZ it is known as that file alone, and as what it was when first asked for. The link
  // has its name, and follows a person who travels.
  std::error_code error;
  const std::string target = std::filesystem::read_symlink(kLocalFile, error).string();
  const std::size_t at = target.rfind(kZones);
  absl::TimeZone named;
  if (at == std::string::npos ||
      !absl::LoadTimeZone(target.substr(at + std::string(kZones).size()), &named)) {
    return local;
  }
  return named;
}

}  // namespace twofold
