// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Views of the engines to messages of the client's language.
#pragma once

#include "daemon/engine/templates.h"
#include "daemon/engine/views.h"
#include "daemon/rpc/words.h"
#include "twofold/daemon/v1/couple.pb.h"
#include "twofold/daemon/v1/entries.pb.h"
#include "twofold/daemon/v1/goals.pb.h"
#include "twofold/daemon/v1/numbers.pb.h"

namespace twofold {

void Encode(const Schedule& schedule, daemon::v1::Schedule* out);
// What a goal commits to; sets the fields of a goal that belong to its terms.
void Encode(const GoalTerms& terms, daemon::v1::Goal* out);
void Encode(const OfferTerms& terms, daemon::v1::Goal* out);
void Encode(const GoalView& view, daemon::v1::Goal* out);
void Encode(const StepView& view, daemon::v1::Step* out);
void Encode(const Template& from, daemon::v1::Template* out);
void Encode(const DayLineView& view, daemon::v1::DayLine* out);
void Encode(const ProposalView& view, daemon::v1::OpenProposal* out);
void Encode(const LogView& view, daemon::v1::Logged* out);
void Encode(const TodayView& view, daemon::v1::TodayResponse* out);
void Encode(const RestView& view, daemon::v1::Rest* out);
void Encode(const ActView& view, daemon::v1::Act* out);
void Encode(const SharedView& view, daemon::v1::SharedResponse* out);

}  // namespace twofold
