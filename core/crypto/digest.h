// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Hashes. BLAKE2b with 32 bytes of output everywhere.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "core/base/ids.h"

namespace twofold {

using Digest32 = FixedId<struct Digest32Tag, 32>;

// Returns the hash of the domain, a zero byte and the parts one after the other. The parts carry
// no lengths: at most one of them may vary in length, or the caller puts the lengths in.
Digest32 Blake2b(absl::string_view domain, std::initializer_list<absl::string_view> parts);

// The same under a key. REQUIRES: a key of 16 to 64 bytes.
Digest32 KeyedBlake2b(absl::string_view key, absl::string_view domain,
                      std::initializer_list<absl::string_view> parts);

// Returns the hash of just these bytes; for the few places where a format says so.
Digest32 PlainBlake2b(absl::string_view bytes);

// Returns the id of the operation with this serialized header.
OperationId IdentifyOperation(absl::string_view header);

// Returns the digest of a payload keyed with its salt. REQUIRES: a salt of 16 bytes, or none for
// the unkeyed hash.
Digest32 PayloadDigest(absl::string_view salt, absl::string_view payload);

// Returns six digits of a digest as "482 913", each number equally likely; nothing where the digest
// gives none and another has to be drawn, about one in five thousand.
std::optional<std::string> SixDigits(const Digest32& digest);

}  // namespace twofold
