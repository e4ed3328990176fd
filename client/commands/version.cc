// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/base/version.h"

#include "absl/strings/str_cat.h"
#include "client/commands/command.h"
#include "twofold/daemon/v1/daemon.pb.h"

namespace twofold {

absl::Status RunVersion(Session& session) {
  const auto hello = session.daemon.Call<daemon::v1::HelloResponse>("DaemonService/Hello",
                                                                    daemon::v1::HelloRequest());
  const std::string theirs = hello.ok() ? Shown(session.look, hello->version()) : "";
  if (session.options.format == Format::kJson) {
    std::string daemon;
    if (hello.ok()) daemon = absl::StrCat(",\"daemon\":", JsonString(hello->version()));
    session.terminal.Print(
        absl::StrCat("{\"schema\":\"twofold.version.v1\",\"client\":", JsonString(kVersion), daemon,
                     ",\"protocol\":", kProtocol, "}\n"));
    return absl::OkStatus();
  }
  if (session.options.format == Format::kPlain) {
    session.terminal.Print(PlainLine({kVersion, theirs, absl::StrCat(kProtocol)}));
    return absl::OkStatus();
  }
  session.terminal.Print(absl::StrCat("twofold   ", kVersion, "\ntwofoldd  ",
                                      hello.ok() ? theirs : "not running", "\nprotocol  ",
                                      kProtocol, "\n"));
  return absl::OkStatus();
}

}  // namespace twofold
