// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/doctor.h"

#include "client/commands/command.h"

namespace twofold {
namespace {

// Ten years of a hundred goals take a minute.
constexpr absl::Duration kPatience = absl::Minutes(10);

}  // namespace

absl::Status RunDoctor(Session& session) {
  if (session.arguments.Has("repair")) {
    TF_ASSIGN_OR_RETURN(const auto response,
                        session.daemon.Call<daemon::v1::RepairResponse>(
                            "DoctorService/Repair", daemon::v1::RepairRequest(), kPatience));
    session.Show(response, RepairedText, RepairedPlain);
    return Finding(response);
  }
  TF_ASSIGN_OR_RETURN(const auto response,
                      session.daemon.Call<daemon::v1::ExamineResponse>(
                          "DoctorService/Examine", daemon::v1::ExamineRequest(), kPatience));
  session.Show(response, ExaminedText, ExaminedPlain);
  return Finding(response);
}

}  // namespace twofold
