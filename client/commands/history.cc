// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <limits>

#include "client/commands/command.h"
#include "client/commands/words.h"
#include "client/render/acts.h"
#include "core/base/limits.h"

namespace twofold {

absl::Status RunHistory(Session& session) {
  constexpr std::uint64_t kUsual = 20;
  daemon::v1::HistoryRequest request;
  TF_ASSIGN_OR_RETURN(const std::uint64_t limit,
                      NumberOf(session.arguments, "limit", 1, limits::kHistoryPage, kUsual));
  TF_ASSIGN_OR_RETURN(
      const std::uint64_t before,
      NumberOf(session.arguments, "before", 1, std::numeric_limits<std::int64_t>::max(), 0));
  request.set_limit(static_cast<std::uint32_t>(limit));
  request.set_before(before);
  TF_ASSIGN_OR_RETURN(const auto response, session.daemon.Call<daemon::v1::HistoryResponse>(
                                               "EntryService/History", request));
  session.Show(response, HistoryText, HistoryPlain);
  return absl::OkStatus();
}

}  // namespace twofold
