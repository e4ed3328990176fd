// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "storage/bytes/byte_store.h"

namespace twofold {

std::string PrefixEnd(absl::string_view prefix) {
  std::string end(prefix);
  while (!end.empty() && end.back() == '\xFF') end.pop_back();
  if (!end.empty()) end.back() = static_cast<char>(static_cast<unsigned char>(end.back()) + 1);
  return end;
}

}  // namespace twofold
