// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The command line of twofold-relay.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace twofold::relay {

struct Options {
  std::string listen = "127.0.0.1:7470";  // HOST:PORT or unix:PATH
  std::string data;                       // the folder
  std::vector<std::string> names;         // empty: the address it listens on
  std::string tls_cert;                   // a file; empty for none
  std::string tls_key;                    // a file; empty for none
  int ready_fd = -1;                      // gets one line with the real address
};

// Text for the standard output, after which there is nothing more to do.
struct Printed {
  std::string text;
};

// Reads and checks the command line. Errors: InvalidArgument (wrong_use, bad_address, needs_tls).
std::variant<Options, Printed, absl::Status> ParseOptions(int argc, const char* const* argv);

// Returns the path of "unix:PATH", empty for a TCP address.
std::string UnixPathOf(absl::string_view listen);

}  // namespace twofold::relay
