// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/commands/command.h"
#include "client/commands/words.h"
#include "client/render/entries.h"

namespace twofold {

absl::Status RunToday(Session& session) {
  daemon::v1::TodayRequest request;
  request.set_on(session.arguments.Value("on"));
  *request.mutable_filter() = FilterOf(session.arguments);
  TF_ASSIGN_OR_RETURN(const auto response, session.daemon.Call<daemon::v1::TodayResponse>(
                                               "EntryService/Today", request));
  ShowGoals(session, response.items_size(), response, TodayText, TodayPlain);
  if (!response.notice().empty()) TellNoticeRead(session);
  return absl::OkStatus();
}

}  // namespace twofold
