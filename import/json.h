// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// JSON of a stranger: bounded before it is built.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "import/bounds.h"

namespace twofold::importing {

using Json = nlohmann::json;

// "import_damaged": no JSON, in UTF-8 or UTF-16. "import_too_large": nested deeper or with more
// values than the bounds allow.
absl::StatusOr<Json> ParseJson(std::string bytes, const Bounds& bounds);

// A member of an object; nothing when it is absent, null, or the value is no object.
const Json* Member(const Json& value, const char* name);

// The same as what is wanted; nothing for another type. Whole numbers may be written as 3.0; texts
// are valid UTF-8.
std::optional<std::int64_t> IntegerMember(const Json& value, const char* name);
std::optional<double> NumberMember(const Json& value, const char* name);
std::string TextMember(const Json& value, const char* name);
const Json* ArrayMember(const Json& value, const char* name);

}  // namespace twofold::importing
