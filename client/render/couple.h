// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What is between two people, as text and as columns for scripts. Pure; text ends with a line
// break. A partner's words are made harmless here.
#pragma once

#include <string>

#include "client/render/look.h"
#include "client/render/table.h"
#include "twofold/daemon/v1/couple.pb.h"

namespace twofold {

// An open proposal on the screen of today.
Row ProposalRow(const Look& look, const daemon::v1::OpenProposal& proposal,
                absl::string_view partner_name);
// Handle, from, title, kind, unit, schedule, goal.
std::string ProposalPlain(const daemon::v1::OpenProposal& proposal);

// "Sam will receive exactly this:" and the words, whole.
std::string PreviewText(const Look& look, const daemon::v1::OpenProposal& proposal,
                        absl::string_view own_name, absl::string_view partner_name);

std::string ProposedText(const Look& look, const daemon::v1::ProposeResponse& response);
std::string ProposedPlain(const daemon::v1::ProposeResponse& response);
std::string ChangedText(const Look& look, const daemon::v1::ChangeResponse& response);
std::string ChangedPlain(const daemon::v1::ChangeResponse& response);
std::string AcceptedText(const Look& look, const daemon::v1::AcceptResponse& response);
std::string AcceptedPlain(const daemon::v1::AcceptResponse& response);
std::string DeclinedText(const Look& look, const daemon::v1::DeclineResponse& response);
std::string DeclinedPlain(const daemon::v1::DeclineResponse& response);
std::string WithdrawnText(const Look& look, const daemon::v1::WithdrawResponse& response);
std::string WithdrawnPlain(const daemon::v1::WithdrawResponse& response);
std::string SteppedOutText(const Look& look, const daemon::v1::StepOutResponse& response);
std::string SteppedOutPlain(const daemon::v1::StepOutResponse& response);

std::string SharedText(const Look& look, const daemon::v1::SharedResponse& response);
// Handle, what, state, days, title, schedule; a line per version, and one "name" line.
std::string SharedPlain(const daemon::v1::SharedResponse& response);

std::string CodeText(const Look& look, const daemon::v1::CodeResponse& response);
// Number, how many wait to be sent, how many wait for others.
std::string CodePlain(const daemon::v1::CodeResponse& response);

// What is said before the question of leaving.
std::string LeavingText(const Look& look, absl::string_view partner_name);
std::string LeftText(const Look& look, const daemon::v1::LeaveResponse& response);
std::string LeftPlain(const daemon::v1::LeaveResponse& response);

}  // namespace twofold
