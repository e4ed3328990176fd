// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The small text and byte forms of gRPC's documented protocol over HTTP/2: the frame around a
// message, the timeout header, the encodings of the status trailers.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace twofold {

// Returns the message with its five bytes in front: not compressed, length big-endian.
std::string FrameMessage(absl::string_view message);

// Returns the message of exactly one uncompressed frame, or nothing when `body` is anything else.
// The view is into `body`.
std::optional<absl::string_view> UnframeMessage(absl::string_view body);

// Returns the value of `grpc-timeout`: at most eight digits and a unit, rounded up, at least 1 ms.
std::string TimeoutHeader(absl::Duration timeout);

// Undoes the percent encoding of `grpc-message`; a broken escape stays as it is.
std::string PercentDecode(absl::string_view text);

// Decodes a "-bin" header: base64 with or without padding. Nothing when it is neither.
std::optional<std::string> DecodeBinaryHeader(absl::string_view text);

// Returns what the trailers of a call say: OK, a refusal, or a status without a reason. Nothing
// when there is no number from 0 to 16 in "grpc-status".
std::optional<absl::Status> StatusFromTrailers(const std::map<std::string, std::string>& trailers);

}  // namespace twofold
