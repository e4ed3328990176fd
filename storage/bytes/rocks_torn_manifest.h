// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A disk on which a manifest ends with its last whole record. RocksDB reads over what a power loss
// left at the end of its log, but not at the end of its manifest; and it writes a new one whenever
// it opens for writing, so nothing has to be changed in the old one.
#pragma once

#include <rocksdb/env.h>

#include <memory>

namespace twofold {

enum class Logs { kShown, kHidden };

// `below` must outlive it. A manifest behind whose damaged place any record still stands is shown
// as it is.
std::unique_ptr<rocksdb::Env> WithoutTornManifest(rocksdb::Env* below, Logs logs);

}  // namespace twofold
