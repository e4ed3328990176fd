// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>

#include <cerrno>

#include "absl/strings/str_cat.h"
#include "client/commands/command.h"
#include "client/importer.h"
#include "client/render/transfer.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "twofold/daemon/v1/transfer.pb.h"

namespace twofold {
namespace {

using daemon::v1::ImportRequest;
using daemon::v1::ImportResponse;

// Years of entries, each signed and stored, on a slow disk.
constexpr absl::Duration kImportDeadline = absl::Minutes(10);

constexpr char kAllOrNothing[] =
    "Either all of it was taken over or nothing; look before you repeat it: twofold goal list";

absl::Status CheckPath(const std::string& path) {
  if (path == "-") {
    return Refusal(absl::StatusCode::kInvalidArgument, "import_wants_path",
                   "import reads a file or a folder, not standard input.");
  }
  struct stat found {};
  if (stat(path.c_str(), &found) == 0) return absl::OkStatus();
  if (errno == EACCES) {
    return Refusal(absl::StatusCode::kPermissionDenied, "file_denied",
                   absl::StrCat("\"", path, "\" may not be read."));
  }
  return Refusal(absl::StatusCode::kNotFound, "no_such_file",
                 absl::StrCat("there is no file or folder \"", path, "\"."));
}

absl::StatusOr<ImportRequest> ReadRequest(Session& session) {
  const ReadingBounds bounds{limits::kLocalMessageBytes, kImporterPatience,
                             session.interrupt ? session.interrupt->fd() : -1};
  ImportRequest request;
  request.set_request_id(session.NewRequest());
  TF_ASSIGN_OR_RETURN(*request.mutable_file(),
                      ReadWithImporter(FindImporter(), session.arguments.Word(0),
                                       session.arguments.Value("format"), bounds, SystemClock()));
  request.set_mode(daemon::v1::IMPORT_MODE_APPLY);
  if (request.ByteSizeLong() > limits::kLocalMessageBytes) {
    return ImportTooLarge(limits::kLocalMessageBytes);
  }
  return request;
}

absl::StatusOr<ImportResponse> Send(Session& session, ImportRequest& request,
                                    daemon::v1::ImportMode mode) {
  request.set_mode(mode);
  return session.daemon.Call<ImportResponse>("TransferService/Import", request, kImportDeadline);
}

// What is not known any more, once the daemon was asked to do it.
absl::StatusOr<ImportResponse> Apply(Session& session, ImportRequest& request) {
  absl::StatusOr<ImportResponse> response = Send(session, request, daemon::v1::IMPORT_MODE_APPLY);
  const std::string reason = RefusalReason(response.status());
  if (reason == "interrupted" || reason == "answer_absent" || reason == "answer_lost") {
    return WithAftermath(response.status(), kAllOrNothing);
  }
  return response;
}

}  // namespace

absl::Status RunImport(Session& session) {
  const bool dry = session.arguments.Has("dry-run");
  TF_RETURN_IF_ERROR(CheckPath(session.arguments.Word(0)));
  if (!dry && !session.options.yes && !session.CanAsk()) {
    return Refusal(absl::StatusCode::kInvalidArgument, "wants_person",
                   "\"import\" shows what it found and wants a person's yes.")
        .Hint("Look first", "the same command with --dry-run")
        .Hint("In a script", "the same command with --yes");
  }
  TF_ASSIGN_OR_RETURN(ImportRequest request, ReadRequest(session));
  if (!dry && session.options.yes) {
    TF_ASSIGN_OR_RETURN(const ImportResponse response, Apply(session, request));
    session.Show(response, ImportedText, ImportPlain);
    return absl::OkStatus();
  }
  TF_ASSIGN_OR_RETURN(const ImportResponse found,
                      Send(session, request, daemon::v1::IMPORT_MODE_DRY_RUN));
  if (dry) {
    session.Show(found, ImportReportText, ImportPlain);
    return absl::OkStatus();
  }
  session.TellAnyway(ImportReportText(session.look, found));
  if (!found.changes()) {
    session.Tell(TakenOverText(session.look, found));
    return absl::OkStatus();
  }
  TF_ASSIGN_OR_RETURN(const bool yes,
                      session.AskYes("\nTake it over? Everything arrives private.", Default::kNo));
  if (!yes) return SaidNo("Nothing was taken over.");
  TF_ASSIGN_OR_RETURN(const ImportResponse taken, Apply(session, request));
  session.Show(taken, TakenOverText, ImportPlain);
  return absl::OkStatus();
}

}  // namespace twofold
