// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A later version of the program, for tests: what it writes, and what it can read.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "core/sync/operation.h"
#include "twofold/sync/v1/operation.pb.h"

namespace twofold {

// Its kinds are those of this version with this added.
inline constexpr int kLaterKinds = 1000;
// A field of terms that this version has no name for.
inline constexpr int kLaterField = 1000;

enum class LaterIn { kKind, kFormat };

// The same operation as the later version says it, signed anew.
std::string AsLater(absl::string_view bytes, LaterIn where, CompatClass compat,
                    const Notary& notary);
// The same operation, of an offer or a goal's version, with a field more in its terms.
std::string WithLaterTerms(absl::string_view bytes, CompatClass compat, const Notary& notary);

// Knows all of it.
class LaterVocabulary final : public Vocabulary {
 public:
  std::uint32_t number() const override { return Vocabulary::number() + 1; }
  Payload Read(std::uint32_t format, int kind, absl::string_view payload,
               const Notary& notary) const override;
};

}  // namespace twofold
