// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// floor_tail FILE: writes the last 4 KiB of a file to standard output. The least that any program
// has to do which shows what was logged lately.
#include <fcntl.h>
#include <unistd.h>

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  char bytes[4096];
  const int file = open(argv[1], O_RDONLY | O_CLOEXEC);
  if (file < 0) return 1;
  const off_t size = lseek(file, 0, SEEK_END);
  const off_t from = size > static_cast<off_t>(sizeof bytes) ? size - sizeof bytes : 0;
  const ssize_t got = pread(file, bytes, sizeof bytes, from);
  if (got < 0) return 1;
  return write(STDOUT_FILENO, bytes, static_cast<size_t>(got)) == got ? 0 : 1;
}
