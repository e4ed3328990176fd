// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Ordinary memory in place of libsodium's guarded pages, for simulated runs alone: those cost half
// a dozen system calls for each key, and a run makes thousands of keys that are nobody's secret.
#include <sodium.h>

#include <cstdlib>

extern "C" {

void* sodium_malloc(std::size_t size) { return std::calloc(1, size == 0 ? 1 : size); }

void sodium_free(void* bytes) { std::free(bytes); }

}  // extern "C"
