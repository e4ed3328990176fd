// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/standing.h"

#include <array>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/render/days.h"
#include "client/render/glyphs.h"
#include "client/render/json.h"
#include "client/render/table.h"

namespace twofold {
namespace {

using daemon::v1::StatusResponse;

constexpr int kStartIndent = 2;
constexpr int kStartLabel = 12;
constexpr int kStatusLabel = 10;

std::string FromHome(const Look& look, absl::string_view path, absl::string_view home) {
  if (!home.empty() && absl::StartsWith(path, absl::StrCat(home, "/"))) {
    return Shown(look, absl::StrCat("~", path.substr(home.size())));
  }
  return Shown(look, path);
}

// "1.2 MB": decimal, one digit below ten.
std::string Bytes(std::uint64_t bytes) {
  constexpr std::array<absl::string_view, 4> kUnits = {"bytes", "kB", "MB", "GB"};
  constexpr std::uint64_t kStep = 1000;
  std::size_t unit = 0;
  std::uint64_t tenths = bytes * 10;
  while (tenths >= kStep * 10 && unit + 1 < kUnits.size()) {
    tenths = (tenths + kStep / 2) / kStep;
    ++unit;
  }
  if (unit == 0 || tenths >= 100) return absl::StrCat(tenths / 10, " ", kUnits[unit]);
  return absl::StrCat(tenths / 10, ".", tenths % 10, " ", kUnits[unit]);
}

std::string RelayText(const Look& look, const StatusResponse& status) {
  const std::string relay = Shown(look, status.relay());
  const std::string since = Shown(look, status.relay_since());
  if (status.relay_state() == "answers") {
    return absl::StrCat(relay, " answers", since.empty() ? "" : "; last contact ", since);
  }
  if (status.relay_state() == "silent") {
    const std::string next = Shown(look, status.relay_next_try());
    return absl::StrCat(relay, " does not answer", since.empty() ? "" : " since ", since,
                        next.empty() ? "" : "; next try ", next);
  }
  if (status.relay_state() == "paused") return absl::StrCat(relay, ", paused");
  return "none; nothing is contacted";
}

std::string WaitingText(const Look& look, const StatusResponse& status) {
  if (status.sends_everything()) {
    return "a copy of everything to send, for a computer that lacks much; it goes by itself.";
  }
  if (status.waiting_to_send() == 0) return "nothing to send";
  const bool one = status.waiting_to_send() == 1;
  if (!status.delivers_at().empty()) {
    return absl::StrCat(Count(status.waiting_to_send(), "thing waits", "things wait"),
                        " on purpose until about ", Shown(look, status.delivers_at()),
                        "; now: twofold sync");
  }
  std::string text = absl::StrCat(Count(status.waiting_to_send(), "thing", "things"), " to send; ",
                                  one ? "it goes by itself." : "they go by themselves.");
  if (status.relay_state() == "silent") absl::StrAppend(&text, " Everything else works.");
  return text;
}

}  // namespace

std::string WelcomeText(const Look& look, const StatusResponse& status) {
  std::string out =
      "twofold: grow an \"I\" and a \"We\" at once.\n\n"
      "Nothing is set up yet, and nothing has left this computer.\n\n"
      "  twofold start      two questions, one minute\n"
      "  twofold help       what it can do\n";
  if (!status.notice().empty()) {
    absl::StrAppend(&out, "\n", Paragraph(look, Shown(look, status.notice()), 0, 0));
  }
  return out;
}

std::string StartedText(const Look& look, const daemon::v1::StartResponse& response,
                        absl::string_view home) {
  const std::string folder = FromHome(look, response.data_folder(), home);
  const std::string checkin = Shown(look, response.checkin_at());
  const auto field = [&](absl::string_view label, absl::string_view text) {
    return Field(look, label, text, kStartIndent, kStartLabel);
  };
  const std::string checkin_line =
      checkin.empty() ? "none" : absl::StrCat("from ", checkin, ", \"twofold today\" says so");
  if (response.already_started()) {
    return absl::StrCat("Set up already; nothing was changed.\n",
                        field("Name", Shown(look, response.name())), field("Your data", folder),
                        field("Check-in", checkin_line));
  }
  return absl::StrCat(
      "\nReady.\n",
      field("Your data",
            absl::StrCat(folder,
                         ", readable by you alone. Someone who can use your unlocked computer can "
                         "read it: twofold help safety")),
      field("Network", "none. Nothing is contacted until you run \"twofold pair\"."),
      field("Check-in", checkin_line),
      "\nNext, something that is only yours:\n  twofold goal add \"Read 20 min\" --every day\n");
}

std::string StartedPlain(const daemon::v1::StartResponse& response) {
  return PlainLine({response.already_started() ? "unchanged" : "new", response.name(),
                    response.checkin_at(), response.data_folder()});
}

std::string StatusText(const Look& look, const StatusResponse& status, absl::string_view home) {
  const auto field = [&](absl::string_view label, absl::string_view text) {
    return Field(look, label, text, 0, kStatusLabel);
  };
  std::string out =
      field("Service", absl::StrCat("running, twofoldd ", Shown(look, status.version())));
  if (!status.notice().empty())
    absl::StrAppend(&out, field("Notice", Shown(look, status.notice())));
  if (!status.update_needed().empty())
    absl::StrAppend(&out, field("Update", Shown(look, status.update_needed())));
  if (!status.started()) {
    return absl::StrCat(out, field("Set up", "not yet: twofold start"));
  }
  absl::StrAppend(
      &out, field("Shared", status.paired()
                                ? absl::StrCat("with ", Shown(look, status.partner_name()),
                                               " since ", DayText(look, status.paired_since()))
                                : "nothing; there is no shared space"));
  absl::StrAppend(&out, field("Relay", RelayText(look, status)));
  if (!status.relay_trouble().empty()) {
    absl::StrAppend(&out, field("", Shown(look, status.relay_trouble())));
  }
  if (status.paired() || status.sends_everything() || status.waiting_to_send() > 0) {
    absl::StrAppend(&out, field("Waiting", WaitingText(look, status)));
  }
  if (status.has_fetching_percent()) {
    absl::StrAppend(&out, field("Coming in", ComingInText(look, status.fetching_percent())));
  }
  absl::StrAppend(&out,
                  field("Check-in", status.checkin_at().empty()
                                        ? "none"
                                        : absl::StrCat("from ", Shown(look, status.checkin_at()))));
  const std::string data = Ours(look, absl::StrCat(Bytes(status.data_bytes()), " · "));
  absl::StrAppend(&out,
                  field("Data", absl::StrCat(data, FromHome(look, status.data_folder(), home))));
  if (status.absent_size() > 0) {
    absl::StrAppend(&out, field("Without", Shown(look, absl::StrJoin(status.absent(), ", "))));
  }
  return out;
}

std::string ComingInText(const Look& look, std::uint32_t percent) {
  const int columns = static_cast<int>(percent) / 5;
  return absl::StrCat(LyingBar(look, columns),
                      std::string(static_cast<std::size_t>(20 - columns), ' '), "  ", percent,
                      " %");
}

std::string StatusPlain(const StatusResponse& status) {
  return absl::StrCat(
      PlainLine({"version", status.version()}),
      PlainLine({"started", status.started() ? "yes" : "no"}), PlainLine({"name", status.name()}),
      PlainLine({"paired", status.paired() ? "yes" : "no"}),
      PlainLine({"partner_name", status.partner_name()}),
      PlainLine({"paired_since", status.paired_since()}), PlainLine({"relay", status.relay()}),
      PlainLine({"relay_state", status.relay_state()}),
      PlainLine({"relay_since", status.relay_since()}),
      PlainLine({"relay_next_try", status.relay_next_try()}),
      PlainLine({"relay_trouble", status.relay_trouble()}),
      PlainLine({"waiting_to_send", absl::StrCat(status.waiting_to_send())}),
      PlainLine({"data_bytes", absl::StrCat(status.data_bytes())}),
      PlainLine({"data_folder", status.data_folder()}),
      PlainLine({"checkin_at", status.checkin_at()}),
      PlainLine({"absent", absl::StrJoin(status.absent(), ",")}),
      PlainLine({"pid", absl::StrCat(status.pid())}), PlainLine({"notice", status.notice()}),
      PlainLine({"coming_in",
                 status.has_fetching_percent() ? absl::StrCat(status.fetching_percent()) : ""}),
      PlainLine({"sends_everything", status.sends_everything() ? "yes" : "no"}),
      PlainLine({"update_needed", status.update_needed()}),
      PlainLine({"delivers_at", status.delivers_at()}));
}

std::string RelayMovedText(const Look& look, const daemon::v1::MoveRelayResponse& response) {
  const std::string relay = Shown(look, response.relay());
  if (response.before() == response.relay()) {
    return absl::StrCat("It is ", relay, " already; nothing was changed.\n");
  }
  std::string out = absl::StrCat("Moved to ", relay, ".\n");
  const std::string partner = Shown(look, response.partner_name());
  if (partner.empty() && !response.others()) return out;
  const absl::string_view who = partner.empty()     ? "Your other computers"
                                : response.others() ? " and your other computers"
                                                    : "";
  const bool one = !response.others();
  absl::StrAppend(
      &out,
      Paragraph(look,
                absl::StrCat(partner, who, one ? " stays" : " stay", " at ",
                             Shown(look, response.before()),
                             " until the same is said there. What is written meanwhile waits "
                             "on either side, and nothing is lost."),
                0, 0),
      "  There   twofold relay move ", relay, "\n");
  return out;
}

std::string RelayMovedPlain(const daemon::v1::MoveRelayResponse& response) {
  return PlainLine({response.before(), response.relay(), response.partner_name()});
}

std::string SyncedText(const Look& look, const daemon::v1::SyncResponse& response) {
  if (response.sent() == 0 && response.received() == 0) return "Nothing to send, nothing new.\n";
  return absl::StrCat("Sent ", response.sent(), ", received ", response.received(), ".\n");
}

std::string SyncedPlain(const daemon::v1::SyncResponse& response) {
  return PlainLine({absl::StrCat(response.sent()), absl::StrCat(response.received())});
}

}  // namespace twofold
