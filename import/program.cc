// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "import/program.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <new>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "core/base/clock.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"
#include "core/base/version.h"
#include "import/input.h"
#include "import/readers.h"
#include "import/refusals.h"
#include "import/sandbox.h"

namespace twofold::importing {
namespace {

constexpr int kRefused = 1;
constexpr int kWrongUse = 2;
constexpr char kUsage[] =
    "twofold-import reads a file of another habit tracker. \"twofold import\" runs it.\n"
    "\n"
    "  twofold-import [--format FORMAT] [--] PATH | cat > RESULT\n"
    "\n"
    "FORMAT is loop, loop_csv, habitbull, harsh, table_habit, csv or twofold; without it\n"
    "the file says by itself what it is. The result is a message ImportFile of\n"
    "proto/twofold/portable/v1, into a pipe.\n"
    "\n"
    "  --help      this text\n"
    "  --version   the version\n";

struct Arguments {
  std::optional<Format> format;
  std::string path;
  std::string printed;  // text after which there is nothing more to do
};

bool WriteAll(int fd, absl::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t done = write(fd, bytes.data(), bytes.size());
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
  return true;
}

absl::Status WrongUse(absl::string_view sentence) {
  return Refusal(absl::StatusCode::kInvalidArgument, "wrong_use", sentence);
}

absl::StatusOr<Arguments> ParseArguments(int argc, const char* const* argv) {
  Arguments arguments;
  bool options = true;
  bool has_path = false;
  for (int i = 1; i < argc; ++i) {
    const absl::string_view word = argv[i];
    if (options && (word == "--help" || word == "-h")) {
      arguments.printed = kUsage;
      return arguments;
    }
    if (options && word == "--version") {
      arguments.printed = absl::StrCat("twofold-import ", kVersion, "\n");
      return arguments;
    }
    if (options && word == "--") {
      options = false;
    } else if (options && word == "--format") {
      if (++i < argc) arguments.format = FormatOf(argv[i]);
      if (!arguments.format) {
        return WrongUse(
            "--format takes loop, loop_csv, habitbull, harsh, table_habit, csv or "
            "twofold.");
      }
    } else if (options && word.size() > 1 && word[0] == '-') {
      return WrongUse("there is no such option; see twofold-import --help.");
    } else if (has_path) {
      return WrongUse("it reads one file or folder at a time.");
    } else {
      arguments.path = std::string(word);
      has_path = true;
    }
  }
  if (arguments.path.empty()) return WrongUse("say which file or folder to read.");
  return arguments;
}

// The process may not let a file grow, so the result goes into a pipe or a terminal.
absl::Status CheckOutput() {
  struct stat status;
  if (fstat(STDOUT_FILENO, &status) == 0 && S_ISREG(status.st_mode)) {
    return WrongUse("the result goes into a pipe: twofold-import PATH | cat > RESULT.");
  }
  return absl::OkStatus();
}

absl::Status ReadAndWrite(const Arguments& arguments) {
  const SystemClock clock;
  const Circumstances circumstances{absl::ToCivilDay(clock.Now(), clock.Zone()), Bounds()};
  TF_RETURN_IF_ERROR(LimitProcess());
  TF_ASSIGN_OR_RETURN(Source source, ReadInput(arguments.path, circumstances.bounds));
  TF_RETURN_IF_ERROR(GiveUpSystemCalls());
  TF_ASSIGN_OR_RETURN(const portable::v1::ImportFile file,
                      Read(std::move(source), arguments.format, circumstances));
  std::string bytes;
  if (!file.SerializeToString(&bytes)) return TooLarge("what it becomes is too long");
  if (!WriteAll(STDOUT_FILENO, bytes)) {
    return Refusal(absl::StatusCode::kUnavailable, "import_not_written",
                   "the result could not be written.");
  }
  return absl::OkStatus();
}

int Refuse(const absl::Status& status, int code) {
  const std::string reason = RefusalReason(status);
  WriteAll(STDERR_FILENO, absl::StrCat(reason.empty() ? "internal" : reason, "\t",
                                       std::string(status.message()), "\n"));
  return code;
}

// A destructor may be what asks for memory, so no exception: the process ends here.
[[noreturn]] void EndWithoutMemory() {
  WriteAll(STDERR_FILENO,
           "import_too_large\tthe file is too large: reading it takes too much memory.\n");
  _exit(kRefused);
}

}  // namespace

int RunImport(int argc, const char* const* argv) {
  const absl::StatusOr<Arguments> arguments = ParseArguments(argc, argv);
  if (!arguments.ok()) return Refuse(arguments.status(), kWrongUse);
  if (!arguments->printed.empty())
    return WriteAll(STDOUT_FILENO, arguments->printed) ? 0 : kRefused;
  const absl::Status output = CheckOutput();
  if (!output.ok()) return Refuse(output, kWrongUse);
  std::set_new_handler(EndWithoutMemory);
  const absl::Status status = ReadAndWrite(*arguments);
  return status.ok() ? 0 : Refuse(status, kRefused);
}

}  // namespace twofold::importing
