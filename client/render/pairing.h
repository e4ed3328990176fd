// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Pairing, as text and as columns for scripts. Pure; text ends with a line break.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "client/render/look.h"
#include "twofold/daemon/v1/pairing.pb.h"

namespace twofold {

// The twelve words in two lines, and what to do with them.
std::string InvitationText(const Look& look, const daemon::v1::InviteResponse& response);
// The same for another computer of one's own.
std::string LinkInvitationText(const Look& look, const daemon::v1::InviteResponse& response);
// The words alone, with blanks between them.
std::string InvitationPlain(const daemon::v1::InviteResponse& response);

// The number that both compare, and how.
std::string CheckNumberText(const Look& look, const daemon::v1::WatchResponse& response);

std::string PairedText(const Look& look, const daemon::v1::WatchResponse& response);

// Where the pairing stands.
std::string PairStepText(const Look& look, const daemon::v1::WatchResponse& response);
// Step, number without blanks, partner, end reason.
std::string PairStepPlain(const daemon::v1::WatchResponse& response);

// Why a pairing came to nothing. ABORTED, reason "pairing_" and the end reason.
absl::Status PairingEnded(const daemon::v1::WatchResponse& response);

// "482 913" -> "482913".
std::string DigitsOnly(absl::string_view number);

}  // namespace twofold
