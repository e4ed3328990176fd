// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What a goal commits to, as people say it. Pure; partners' words are made harmless here.
#pragma once

#include <string>

#include "client/render/look.h"
#include "twofold/daemon/v1/goals.pb.h"

namespace twofold {

// "at least 30 min a day", "at most 2 coffee a week"; empty without a target.
std::string TargetText(const Look& look, const daemon::v1::Goal& goal);

// "every day, at least 20 min a day; what counts: \"phones away\"": everything but the title.
std::string TermsText(const Look& look, const daemon::v1::Goal& goal);

// What `before` says otherwise than `now`, title included: "Mon, Wed, Fri". Empty when nothing.
std::string TermsBefore(const Look& look, const daemon::v1::Goal& now,
                        const daemon::v1::Goal& before);

// "2 of 5 steps, by Sat 28 Nov", seen from `day`; empty for what is no milestone.
std::string MilestoneText(const Look& look, const daemon::v1::Goal& goal, absl::string_view day);

// As much of it as a list has room for: "every day, at least 20 min".
std::string ShortTermsText(const Look& look, const daemon::v1::Goal& goal);

}  // namespace twofold
