// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A whole store as bytes, to see that nothing changed, or what did.
#pragma once

#include <gmock/gmock.h>

#include <map>
#include <string>

#include "storage/bytes/byte_store.h"
#include "tests/support/refusals.h"

namespace twofold {

using Records = std::map<std::string, std::string>;

inline Records Everything(const ByteReader& store) {
  Records all;
  EXPECT_THAT(store.Scan("", "", ScanOrder::kAscending,
                         [&](absl::string_view key, absl::string_view value) {
                           all[std::string(key)] = std::string(value);
                           return true;
                         }),
              IsOk());
  return all;
}

}  // namespace twofold
