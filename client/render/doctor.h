// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What the doctor found, a line for each thing that was looked over. Pure.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "client/render/look.h"
#include "twofold/daemon/v1/doctor.pb.h"

namespace twofold {

std::string ExaminedText(const Look& look, const daemon::v1::ExamineResponse& response);
// What, looked at, found, can be put right, spaces not compared, since; a line for each.
std::string ExaminedPlain(const daemon::v1::ExamineResponse& response);

std::string RepairedText(const Look& look, const daemon::v1::RepairResponse& response);
// The same, and a line with how many records were written anew.
std::string RepairedPlain(const daemon::v1::RepairResponse& response);

// OK where all is well; else ABORTED "doctor_found", with the ways out that there are.
absl::Status Finding(const daemon::v1::ExamineResponse& response);
absl::Status Finding(const daemon::v1::RepairResponse& response);

}  // namespace twofold
