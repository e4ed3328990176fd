// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// floor_append FILE LINE: appends a line and returns when it is on the disk. The least that any
// program has to do which may say "logged".
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const int file = open(argv[1], O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return 1;
  const size_t size = strlen(argv[2]);
  argv[2][size] = '\n';
  if (write(file, argv[2], size + 1) != static_cast<ssize_t>(size + 1)) return 1;
  return fdatasync(file) == 0 ? 0 : 1;
}
