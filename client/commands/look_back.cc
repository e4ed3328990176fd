// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/look_back.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "client/commands/command.h"
#include "client/commands/words.h"
#include "core/base/refusal.h"

namespace twofold {
namespace {

using daemon::v1::LookBackRequest;
using daemon::v1::LookBackResponse;

absl::Status LookBack(Session& session, LookBackRequest request,
                      std::string (*text)(const Look&, const LookBackResponse&)) {
  *request.mutable_filter() = FilterOf(session.arguments);
  TF_ASSIGN_OR_RETURN(const auto response,
                      session.daemon.Call<LookBackResponse>("NumbersService/LookBack", request));
  ShowGoals(session, response.goals_size(), response, text, LookBackPlain);
  return absl::OkStatus();
}

LookBackRequest RequestFor(const Session& session, daemon::v1::Stretch stretch) {
  LookBackRequest request;
  request.set_stretch(stretch);
  request.set_on(session.arguments.Value("on"));
  return request;
}

bool IsYear(absl::string_view word) {
  constexpr std::size_t kDigits = 4;
  return word.size() == kDigits && std::all_of(word.begin(), word.end(), [](char c) {
           return absl::ascii_isdigit(static_cast<unsigned char>(c));
         });
}

}  // namespace

absl::Status RunWeek(Session& session) {
  return LookBack(session, RequestFor(session, daemon::v1::STRETCH_WEEK), WeekText);
}

absl::Status RunMonth(Session& session) {
  return LookBack(session, RequestFor(session, daemon::v1::STRETCH_MONTH), MonthText);
}

absl::Status RunYear(Session& session) {
  LookBackRequest request = RequestFor(session, daemon::v1::STRETCH_YEAR);
  const std::string year = session.arguments.Word(0);
  if (!year.empty() && session.arguments.Has("on")) {
    return Refusal(absl::StatusCode::kInvalidArgument, "year_twice",
                   "a year and --on name the year twice; choose one.");
  }
  if (!year.empty() && !IsYear(year)) {
    return Refusal(absl::StatusCode::kInvalidArgument, "year_not_understood",
                   absl::StrCat("\"", year, "\" is not a year. Try 2026."));
  }
  // Its first day is never ahead, whichever day of this year today is.
  if (!year.empty()) request.set_on(absl::StrCat(year, "-01-01"));
  return LookBack(session, std::move(request), YearText);
}

}  // namespace twofold
