// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// twofold-import: reads other programs' files, in a process that has nothing.
#include <unistd.h>

#include "import/program.h"

int main(int argc, char** argv) {
  // Nothing is left to be torn down, and the system calls for it are gone.
  _exit(twofold::importing::RunImport(argc, argv));
}
