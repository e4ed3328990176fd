// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// RocksDB's write-ahead log as bytes: what is left in it behind a damaged place.
#pragma once

#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"

namespace twofold {

// What stands anywhere in the bytes of a log, at whatever offset, in records with right checksums.
struct LogWrites {
  bool any = false;             // a whole record, or a later part of one whose beginning is lost
  bool lost_beginning = false;  // the latter
  std::uint64_t first = 0;      // the lowest number of a whole write behind a sequence; 0 for none
};
// Looks from the offset `from` on.
LogWrites WritesBehind(absl::string_view log, std::uint64_t sequence, std::size_t from = 0);

// How many bytes from the beginning on are whole records, without a gap. RocksDB's manifest has the
// same records.
std::size_t WholeRecords(absl::string_view log);

// The checksum that RocksDB puts before a record, over its type and its bytes.
std::uint32_t LogChecksum(absl::string_view type_and_bytes);

}  // namespace twofold
