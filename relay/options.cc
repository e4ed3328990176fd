// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "relay/options.h"

#include <CLI/CLI.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"
#include "core/base/version.h"
#include "proto/wire/listener.h"

namespace twofold::relay {
namespace {

absl::Status Check(const Options& options) {
  if (options.tls_cert.empty() != options.tls_key.empty()) {
    return Refusal(absl::StatusCode::kInvalidArgument, "wrong_use",
                   "--tls-cert and --tls-key go together.");
  }
  for (const std::string& name : options.names) {
    if (!name.empty() && name.size() <= 255) continue;
    return Refusal(absl::StatusCode::kInvalidArgument, "wrong_use", "a --name has 1 to 255 bytes.");
  }
  if (!UnixPathOf(options.listen).empty()) return absl::OkStatus();
  TF_ASSIGN_OR_RETURN(const HostPort where, ParseHostPort(options.listen));
  if (!where.loopback && options.tls_cert.empty()) {
    return Refusal(absl::StatusCode::kInvalidArgument, "needs_tls",
                   absl::StrCat("other machines can reach \"", options.listen,
                                "\", so give --tls-cert and --tls-key."))
        .Hint("Behind a proxy", "--listen 127.0.0.1:7470");
  }
  return absl::OkStatus();
}

}  // namespace

std::string UnixPathOf(absl::string_view listen) {
  return absl::ConsumePrefix(&listen, "unix:") ? std::string(listen) : std::string();
}

std::variant<Options, Printed, absl::Status> ParseOptions(int argc, const char* const* argv) {
  Options options;
  CLI::App app("A blind mailbox between the devices of a couple. It stores sealed bytes only.",
               "twofold-relay");
  app.set_version_flag("--version", std::string("twofold-relay ") + kVersion);
  app.add_option("--listen", options.listen, "HOST:PORT or unix:PATH; port 0 takes any free one")
      ->capture_default_str();
  app.add_option("--data", options.data, "Folder for everything it keeps")->required();
  app.add_option("--name", options.names,
                 "HOST:PORT by which devices dial it; may be repeated; default: where it listens")
      ->take_all();
  app.add_option("--tls-cert", options.tls_cert, "File with the certificate chain, PEM");
  app.add_option("--tls-key", options.tls_key, "File with the private key, PEM");
  app.add_option("--ready-fd", options.ready_fd,
                 "File descriptor that gets the real address in one line when it serves")
      ->check(CLI::NonNegativeNumber);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    return Printed{app.help()};
  } catch (const CLI::CallForVersion& version) {
    return Printed{absl::StrCat(version.what(), "\n")};
  } catch (const CLI::ParseError& error) {
    return Refusal(absl::StatusCode::kInvalidArgument, "wrong_use",
                   absl::StrCat(absl::StripTrailingAsciiWhitespace(error.what()), "."))
        .Hint("All options", "twofold-relay --help");
  }
  const absl::Status checked = Check(options);
  if (!checked.ok()) return checked;
  return options;
}

}  // namespace twofold::relay
