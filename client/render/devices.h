// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A person's own computers, as text and as columns for scripts. Pure; text ends with a line break.
#pragma once

#include <string>

#include "client/render/look.h"
#include "twofold/daemon/v1/devices.pb.h"

namespace twofold {

std::string DevicesText(const Look& look, const daemon::v1::ListDevicesResponse& response);
// Name, "here" or nothing, since, removed.
std::string DevicesPlain(const daemon::v1::ListDevicesResponse& response);

std::string DeviceRemovedText(const Look& look, const daemon::v1::RemoveDeviceResponse& response);
std::string DeviceRemovedPlain(const daemon::v1::RemoveDeviceResponse& response);
std::string DeviceRenamedText(const Look& look, const daemon::v1::RenameDeviceResponse& response);
std::string DeviceRenamedPlain(const daemon::v1::RenameDeviceResponse& response);

// What somebody has to know before they make a recovery code.
std::string RecoveryWarning(const Look& look);
std::string RecoveryCodeText(const Look& look, const daemon::v1::CreateRecoveryResponse& response);
std::string RecoveryCodePlain(const daemon::v1::CreateRecoveryResponse& response);
std::string RecoveredText(const Look& look, const daemon::v1::RecoverResponse& response);
std::string RecoveredPlain(const daemon::v1::RecoverResponse& response);

}  // namespace twofold
