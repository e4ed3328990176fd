// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// How things stand: start, status, sync. Pure; text ends with a line break.
#pragma once

#include <string>

#include "client/render/look.h"
#include "twofold/daemon/v1/daemon.pb.h"

namespace twofold {

// What `twofold` alone says before start.
std::string WelcomeText(const Look& look, const daemon::v1::StatusResponse& response);

// A bar and a number; how much of something large has come, 0 to 100.
std::string ComingInText(const Look& look, std::uint32_t percent);

// `home` is shown as "~".
std::string StartedText(const Look& look, const daemon::v1::StartResponse& response,
                        absl::string_view home);
// "new" or "unchanged", name, check-in, data folder.
std::string StartedPlain(const daemon::v1::StartResponse& response);

std::string StatusText(const Look& look, const daemon::v1::StatusResponse& response,
                       absl::string_view home);
// A line per field: name, value.
std::string StatusPlain(const daemon::v1::StatusResponse& response);

std::string RelayMovedText(const Look& look, const daemon::v1::MoveRelayResponse& response);
// Before, now, partner.
std::string RelayMovedPlain(const daemon::v1::MoveRelayResponse& response);

std::string SyncedText(const Look& look, const daemon::v1::SyncResponse& response);
// Sent, received.
std::string SyncedPlain(const daemon::v1::SyncResponse& response);

}  // namespace twofold
