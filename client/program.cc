// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/program.h"

#include <unistd.h>

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "client/commands/command.h"
#include "client/commands/dispatch.h"
#include "client/commands/help_text.h"
#include "client/commands/option_table.h"
#include "client/daemon.h"
#include "client/render/error.h"
#include "client/session.h"
#include "client/socket_path.h"
#include "client/spawn.h"
#include "client/transport/http2_transport.h"
#include "core/base/text.h"

namespace twofold {
namespace {

constexpr int kMostColumns = 120;
constexpr absl::Duration kStartPatience = absl::Seconds(10);

// `twofold` alone is a command without a name.
constexpr Command kHome{"", Intent::kUpkeep, "", "", "", 0, 0, "", "", "", "", false, RunHome};
constexpr Command kVersionCommand{"version", Intent::kUpkeep, "",        "", "", 0, 99, "", "", "",
                                  "",        false,           RunVersion};

// `columns`: of the terminal that is written to; nothing where none is.
Look LookFor(const Environment& environment, const Options& options, std::optional<int> columns) {
  Look look;
  const bool dumb = environment.term == "dumb";
  look.color = options.color == Color::kAlways ||
               (options.color == Color::kAuto && columns && environment.no_color.empty() && !dumb);
  look.ascii_text = !IsUtf8Locale(environment.locale);
  look.ascii_marks = look.ascii_text || dumb;
  look.columns = std::min(columns.value_or(0), kMostColumns);
  look.year = static_cast<int>(absl::ToCivilYear(SystemClock().Now(), absl::UTCTimeZone()).year());
  return look;
}

bool Holds(const std::vector<std::string>& words, absl::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool AreText(const std::vector<std::string>& words) {
  return std::all_of(words.begin(), words.end(),
                     [](const std::string& word) { return CodePoints(word).has_value(); });
}

absl::Status CountWords(const Command& command, const Arguments& arguments) {
  const std::vector<std::string>& words = arguments.words();
  if (words.size() < command.least) {
    return Refusal(absl::StatusCode::kInvalidArgument, "word_absent",
                   absl::StrCat("\"", command.name, "\" wants more: twofold ", command.name, " ",
                                command.words, "."))
        .Hint("More about it", absl::StrCat("twofold help ", command.name));
  }
  if (words.size() > command.most) {
    return Refusal(absl::StatusCode::kInvalidArgument, "word_unexpected",
                   absl::StrCat("\"", words[command.most], "\" is more than this command takes."))
        .Hint("More about it", absl::StrCat("twofold help ", command.name));
  }
  return absl::OkStatus();
}

// An error of a changing command says what did not happen, where that is certain.
absl::Status WithCertainAftermath(absl::Status status, const Command& command) {
  const std::string reason = RefusalReason(status);
  if (command.aftermath.empty() || reason.empty() || !RefusalAftermath(status).empty() ||
      reason == "answer_garbled" || reason == "answer_too_large" || reason == "pairing_goes_on" ||
      reason == "said_no" || reason == "output_closed") {
    return status;
  }
  return WithAftermath(std::move(status), command.aftermath);
}

absl::Status RunNamed(const Command& command, const Environment& environment,
                      const Options& options, const Arguments& arguments, Terminal& terminal,
                      const Look& look, std::optional<Interrupt>& interrupt) {
  const int interrupt_fd = interrupt ? interrupt->fd() : -1;
  TF_ASSIGN_OR_RETURN(std::string socket,
                      SocketPath(environment.socket, environment.runtime_dir, geteuid()));
  const SystemClock clock;
  Http2Transport transport(std::move(socket), geteuid(), clock, interrupt_fd);
  Daemon::Starter starter;
  if (command.run != RunVersion && command.run != RunHelp) {
    starter = [&] {
      return StartDaemon(FindDaemon(environment.daemon, environment.path), kStartPatience,
                         interrupt_fd);
    };
  }
  Daemon daemon(transport, std::move(starter));
  SystemRandom random;
  Session session{command.name, environment, options, arguments, look,
                  terminal,     daemon,      random,  interrupt};
  return command.run(session);
}

// Finds the command and its arguments. With --help and for a noun alone, prints help and leaves the
// command empty.
absl::StatusOr<const Command*> Understand(const std::vector<std::string>& words, Terminal& terminal,
                                          Arguments& arguments) {
  const absl::StatusOr<Named> found = NameCommand(words);
  if (!AreText(words)) {
    const bool known = found.ok() && found->command != nullptr;
    return known ? WithCertainAftermath(NotText(), *found->command) : NotText();
  }
  TF_RETURN_IF_ERROR(found.status());
  const Named& named = *found;
  const Command* command = named.command == nullptr ? &kHome : named.command;
  absl::StatusOr<Arguments> parsed = ParseArguments(OptionsOf(command->options), named.rest);
  if (!parsed.ok()) return WithCertainAftermath(parsed.status(), *command);
  arguments = *std::move(parsed);
  if (arguments.Has("help")) {
    terminal.Print(named.command != nullptr ? CommandHelpText(*command)
                   : named.noun.empty()     ? OverviewText()
                                            : NounHelpText(named.noun));
    return nullptr;
  }
  if (!named.noun.empty()) {
    terminal.Print(NounHelpText(named.noun));
    return nullptr;
  }
  if (arguments.Has("version")) return &kVersionCommand;
  const absl::Status counted = CountWords(*command, arguments);
  if (!counted.ok()) return WithCertainAftermath(counted, *command);
  return command;
}

}  // namespace

int RunProgram(const std::vector<std::string>& words) {
  const Environment environment = ReadEnvironment();
  std::optional<Interrupt> interrupt;
  Arguments arguments;
  Options options;
  Terminal early(-1);
  const absl::StatusOr<const Command*> command = Understand(words, early, arguments);
  absl::Status status = command.status();
  if (status.ok() && *command == nullptr) status = early.Flush();
  if (status.ok() && *command != nullptr) {
    absl::StatusOr<Options> chosen = ChooseOptions(environment, arguments);
    status = chosen.status();
    if (status.ok()) options = *chosen;
    if ((*command)->asks) interrupt.emplace();
    Terminal terminal(interrupt ? interrupt->fd() : -1);
    if (status.ok()) {
      const Look look = LookFor(environment, options, terminal.Columns());
      status = RunNamed(**command, environment, options, arguments, terminal, look, interrupt);
    }
    const absl::Status flushed = terminal.Flush();
    if (status.ok()) status = flushed;
    status = WithCertainAftermath(std::move(status), **command);
  }
  if (status.ok()) return ExitCode(status);
  if (RefusalReason(status) == "said_no" && !Holds(words, "--json")) {
    if (!options.quiet) early.Print(absl::StrCat(status.message(), "\n"));
    return early.Flush().ok() ? ExitCode(status) : ExitCode(absl::AbortedError(""));
  }
  if (RefusalReason(status) == "interrupted") early.PrintError("\n");
  if (Holds(words, "--debug")) {
    early.PrintError(absl::StrCat("debug: ", absl::StatusCodeToString(status.code()), " ",
                                  RefusalReason(status), " ", status.message(), "\n"));
  }
  const Look look = LookFor(environment, options, early.ErrorColumns());
  early.PrintError(Holds(words, "--json") ? JsonError(status) : ErrorLines(look, status));
  return ExitCode(status);
}

}  // namespace twofold
