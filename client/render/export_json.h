// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What a person takes along, as JSON: docs/formats/export.md has the fields. Pure.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "twofold/portable/v1/portable.pb.h"

namespace twofold {

inline constexpr char kExportSchema[] = "twofold.export.v1";

// Returns one object that ends with a line break: "schema" first, then the fields of Portable by
// their names, one element of a list a line. Fields that hold nothing are left out. The same
// content gives the same bytes.
std::string ExportJson(const portable::v1::Portable& portable);

// Returns a JSON string that says `text` exactly, quotes included: control characters and direction
// marks are escaped, so that the string can be shown, and come back when it is read.
std::string ExactJsonString(absl::string_view text);

}  // namespace twofold
