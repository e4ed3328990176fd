// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Rests, as text and as columns for scripts: handle (empty: everything), first day, last day
// (empty: until it is ended), title. Pure; text ends with a line break.
#pragma once

#include <string>

#include "client/render/look.h"
#include "twofold/daemon/v1/entries.pb.h"

namespace twofold {

std::string RestedText(const Look& look, const daemon::v1::RestResponse& response);
std::string RestedPlain(const daemon::v1::RestResponse& response);

std::string RestEndedText(const Look& look, const daemon::v1::EndRestResponse& response);
// "ended" or "still" before the other columns.
std::string RestEndedPlain(const daemon::v1::EndRestResponse& response);

std::string RestsText(const Look& look, const daemon::v1::ListRestsResponse& response);
std::string RestsPlain(const daemon::v1::ListRestsResponse& response);

}  // namespace twofold
