// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// JSON in proto field names into a message.
#pragma once

#include <google/protobuf/message.h>

#include "import/json.h"
#include "import/remarks.h"

namespace twofold::importing {

// Fills `message` from an object. Members that the message does not have, and values of another
// type than the field's, are left out and counted. Takes texts, truth values, whole numbers from 0
// on, messages and lists of them.
void FillMessage(const Json& object, google::protobuf::Message& message, Remarks& remarks);

}  // namespace twofold::importing
