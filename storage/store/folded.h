// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The records of a space that are folded from its operations, as bytes: what a rebuild gives has to
// be equal to what is kept. docs/formats/store.md lists the tables.
#pragma once

#include <optional>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "core/base/ids.h"
#include "storage/bytes/memory_byte_store.h"
#include "storage/store/store.h"

namespace twofold {

// Somewhere to fold into that keeps nothing. One thread at a time.
class Scratch {
 public:
  Transaction& state() { return transaction_; }

 private:
  MemoryByteStore nothing_;
  Transaction transaction_{nothing_};
};

// Visits every folded record of a space, in the order of keys, until `visit` returns false.
absl::Status VisitFolded(const ByteReader& reader, const SpaceId& space, ByteVisitor visit);

// Visits each key whose record is not the same in both. `rebuilt` is nothing where only `kept` has
// one.
absl::Status CompareFolded(
    const ByteReader& kept, const ByteReader& rebuilt, const SpaceId& space,
    absl::FunctionRef<void(absl::string_view key, const std::optional<std::string>& rebuilt)> each);

}  // namespace twofold
