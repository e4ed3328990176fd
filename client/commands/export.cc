// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "client/commands/command.h"
#include "client/new_files.h"
#include "client/render/export_calendar.h"
#include "client/render/export_csv.h"
#include "client/render/export_json.h"
#include "client/render/transfer.h"
#include "core/base/refusal.h"
#include "twofold/daemon/v1/transfer.pb.h"

namespace twofold {
namespace {

using portable::v1::Portable;

constexpr absl::Duration kExportDeadline = absl::Minutes(2);

absl::StatusOr<std::string> FormatOf(const Session& session) {
  std::string format = session.arguments.Value("format");
  if (format.empty()) return std::string("json");
  if (format == "json" || format == "csv" || format == "ics") return format;
  return Refusal(absl::StatusCode::kInvalidArgument, "format_unknown",
                 absl::StrCat("\"", format, "\" is not a format to write."))
      .Hint("Choose one of", "json, csv, ics");
}

absl::StatusOr<Portable> Fetch(Session& session) {
  daemon::v1::ExportRequest request;
  request.set_all(session.arguments.Has("all"));
  for (const std::string& handle : session.arguments.words()) request.add_goals(handle);
  TF_ASSIGN_OR_RETURN(auto response, session.daemon.Call<daemon::v1::ExportResponse>(
                                         "TransferService/Export", request, kExportDeadline));
  return std::move(*response.mutable_portable());
}

// RFC 5545 has no calendar without anything in it.
absl::StatusOr<std::string> CalendarOf(Session& session, const Portable& portable) {
  Calendar calendar = ExportCalendar(portable);
  if (calendar.events == 0) {
    return Refusal(absl::StatusCode::kFailedPrecondition, "nothing_for_calendar",
                   "there is no goal here whose days a calendar could hold.");
  }
  // Never among the calendar's own lines.
  if (!session.options.quiet) {
    session.terminal.PrintError(LeftOutText(session.look, calendar.left_out));
  }
  return std::move(calendar.content);
}

absl::StatusOr<std::string> ContentOf(Session& session, const Portable& portable,
                                      const std::string& format) {
  if (format == "csv") return ExportCsv(portable);
  if (format == "ics") return CalendarOf(session, portable);
  return ExportJson(portable);
}

// A table for each goal, in a folder.
absl::StatusOr<int> WriteTables(Session& session, const Portable& portable,
                                const std::string& folder) {
  std::vector<NewFile> files;
  for (CsvFile& file : ExportCsvFiles(portable)) {
    files.push_back({absl::StrCat(folder, "/", file.name), std::move(file.content)});
  }
  bool made = false;
  TF_RETURN_IF_ERROR(MakeFolder(folder, made));
  const absl::Status written = WriteNewFiles(
      files, session.options.yes ? Existing::kReplace : Existing::kKeep, session.random);
  if (!written.ok() && made) rmdir(folder.c_str());
  TF_RETURN_IF_ERROR(written);
  return static_cast<int>(files.size());
}

void ShowExported(Session& session, const Exported& exported) {
  if (session.options.quiet) return;
  switch (session.options.format) {
    case Format::kJson:
      session.terminal.Print(ExportedJson(exported));
      break;
    case Format::kPlain:
      session.terminal.Print(ExportedPlain(exported));
      break;
    case Format::kText:
      session.terminal.Print(ExportedText(session.look, exported));
  }
}

}  // namespace

absl::Status RunExport(Session& session) {
  TF_ASSIGN_OR_RETURN(const std::string format, FormatOf(session));
  TF_ASSIGN_OR_RETURN(const Portable portable, Fetch(session));
  if (portable.incomplete() && !session.options.quiet) {
    session.terminal.PrintError(
        "A newer twofold wrote something that this one cannot read; it is not in the export.\n");
  }
  const std::string place = session.arguments.Value("out");
  if (place.empty() || place == "-") {
    // The content is the answer: --quiet does not take it away, and it has one form only.
    TF_ASSIGN_OR_RETURN(const std::string content, ContentOf(session, portable, format));
    session.terminal.Print(content);
    return absl::OkStatus();
  }
  Exported exported{format, place, portable.goals_size() + portable.shared_size(), 1};
  if (format == "csv") {
    TF_ASSIGN_OR_RETURN(exported.files, WriteTables(session, portable, place));
  } else {
    TF_ASSIGN_OR_RETURN(std::string content, ContentOf(session, portable, format));
    TF_RETURN_IF_ERROR(WriteNewFiles({{place, std::move(content)}},
                                     session.options.yes ? Existing::kReplace : Existing::kKeep,
                                     session.random));
  }
  ShowExported(session, exported);
  return absl::OkStatus();
}

}  // namespace twofold
