// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/commands/command.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "core/base/refusal.h"
#include "twofold/daemon/v1/daemon.pb.h"

namespace twofold {

daemon::v1::ScheduleWords ScheduleOf(const Arguments& arguments) {
  daemon::v1::ScheduleWords words;
  words.set_every(arguments.Value("every"));
  words.set_times(arguments.Value("times"));
  words.set_per(arguments.Value("per"));
  words.set_at(arguments.Value("at"));
  words.set_from(arguments.Value("from"));
  words.set_until(arguments.Value("until"));
  return words;
}

absl::StatusOr<absl::Duration> WaitOf(const Arguments& arguments, absl::Duration otherwise) {
  constexpr int kLongest = 24 * 3600;
  if (!arguments.Has("wait")) return otherwise;
  int seconds = 0;
  const std::string typed = arguments.Value("wait");
  if (!absl::SimpleAtoi(typed, &seconds) || seconds < 0 || seconds > kLongest) {
    return Refusal(absl::StatusCode::kInvalidArgument, "not_seconds",
                   absl::StrCat("\"", typed, "\" is not a number of seconds up to one day."));
  }
  return absl::Seconds(seconds);
}

absl::StatusOr<std::string> TitleOf(Session& session, absl::string_view question) {
  std::string title = session.arguments.Joined();
  if (!title.empty()) return title;
  if (session.CanAsk()) {
    TF_ASSIGN_OR_RETURN(const std::optional<std::string> line, session.Ask(question));
    if (line && !line->empty()) return *line;
  }
  return Refusal(absl::StatusCode::kInvalidArgument, "no_title",
                 absl::StrCat("\"", session.command, "\" wants a title."))
      .Hint("Such as", absl::StrCat("twofold ", session.command, " \"Read 20 min\" --every day"));
}

void TellNoticeRead(Session& session) {
  if (session.options.format != Format::kText || session.options.quiet) return;
  // If that cannot be noted it is shown once more.
  (void)session.daemon.Call<daemon::v1::NoticeReadResponse>("DaemonService/NoticeRead",
                                                            daemon::v1::NoticeReadRequest());
}

}  // namespace twofold
