// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Handles: the short words by which goals are called. Pure.
#pragma once

#include <functional>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace twofold {

// Makes a handle from a title: a word of it in lower case that is likely to be the one people
// say ("Read 20 min" -> "read", "Practise cello" -> "cello", "Evening walk together" -> "walk"),
// and, while `taken` says so, with 2, 3 ... behind it. Never empty.
std::string MakeHandle(absl::string_view title, absl::FunctionRef<bool(absl::string_view)> taken);

// What a person may choose: 1 to 24 bytes of lower-case letters, digits and "-", beginning with a
// letter, and not of the shape of an item such as "p1". InvalidArgument, reason
// "handle_not_allowed".
absl::Status ValidateHandle(absl::string_view handle);

// Whether `word` has the shape of an item between two people: a letter and a number, such as "p1".
bool IsItemHandle(absl::string_view word);

}  // namespace twofold
