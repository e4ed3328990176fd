// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include "client/program.h"

int main(int argc, char** argv) {
  // Everything is written out when this returns; tearing down the rest would only take time.
  _exit(twofold::RunProgram(std::vector<std::string>(argv + 1, argv + argc)));
}
