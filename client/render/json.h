// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Answers and errors for scripts.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace twofold {

// Returns one JSON object on one line, ended by a line break: "schema" first, then the fields of
// `message` by their names in the language to the daemon. Numbers, booleans and lists are always
// there; empty text is left out; 64-bit numbers are numbers.
std::string Json(absl::string_view schema, const google::protobuf::Message& message);

// Returns one object with "schema" and, under `field`, the messages in their order.
std::string JsonList(absl::string_view schema, absl::string_view field,
                     const std::vector<const google::protobuf::Message*>& messages);

// Returns the error as an object of "twofold.error.v1".
std::string JsonError(const absl::Status& status);

// Returns a JSON string, quotes included. Bytes that are not UTF-8 become U+FFFD; control
// characters but line breaks are removed.
std::string JsonString(absl::string_view text);

// Returns one line of fields with tabs between them; control characters inside fields are removed,
// and a line break becomes a blank.
std::string PlainLine(const std::vector<std::string>& fields);

}  // namespace twofold
