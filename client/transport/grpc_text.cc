// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/transport/grpc_text.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "core/base/refusal.h"
#include "twofold/error/v1/error.pb.h"

namespace twofold {
namespace {

constexpr std::size_t kFrameHeader = 5;

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::string FrameMessage(absl::string_view message) {
  const auto size = static_cast<std::uint32_t>(message.size());
  std::string framed(1, '\0');
  for (int shift = 24; shift >= 0; shift -= 8) {
    framed.push_back(static_cast<char>((size >> shift) & 0xFF));
  }
  framed.append(message.data(), message.size());
  return framed;
}

std::optional<absl::string_view> UnframeMessage(absl::string_view body) {
  if (body.size() < kFrameHeader || body[0] != '\0') return std::nullopt;
  std::uint32_t size = 0;
  for (std::size_t i = 1; i < kFrameHeader; ++i) {
    size = (size << 8) | static_cast<std::uint8_t>(body[i]);
  }
  if (body.size() - kFrameHeader != size) return std::nullopt;
  return body.substr(kFrameHeader);
}

std::string TimeoutHeader(absl::Duration timeout) {
  constexpr std::int64_t kEightDigits = 99'999'999;
  const std::int64_t ms = absl::ToInt64Milliseconds(absl::Ceil(timeout, absl::Milliseconds(1)));
  if (ms <= kEightDigits) return absl::StrCat(std::max<std::int64_t>(ms, 1), "m");
  return absl::StrCat(std::min(kEightDigits, ms / 1000 + 1), "S");
}

std::string PercentDecode(absl::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      const int high = HexDigit(text[i + 1]);
      const int low = HexDigit(text[i + 2]);
      if (high >= 0 && low >= 0) {
        decoded.push_back(static_cast<char>(high * 16 + low));
        i += 2;
        continue;
      }
    }
    decoded.push_back(text[i]);
  }
  return decoded;
}

std::optional<std::string> DecodeBinaryHeader(absl::string_view text) {
  while (!text.empty() && text.back() == '=') text.remove_suffix(1);
  std::string decoded;
  if (!absl::Base64Unescape(text, &decoded)) return std::nullopt;
  return decoded;
}

std::optional<absl::Status> StatusFromTrailers(const std::map<std::string, std::string>& trailers) {
  const auto found = trailers.find("grpc-status");
  int code = 0;
  if (found == trailers.end() || !absl::SimpleAtoi(found->second, &code) || code < 0 || code > 16) {
    return std::nullopt;
  }
  if (code == 0) return absl::OkStatus();
  std::string sentence;
  if (const auto message = trailers.find("grpc-message"); message != trailers.end()) {
    sentence = PercentDecode(message->second);
  }
  const auto status_code = static_cast<absl::StatusCode>(code);
  const absl::Status bare(status_code, sentence);
  const auto bytes = trailers.find("grpc-status-details-bin");
  if (bytes == trailers.end()) return bare;
  const std::optional<std::string> decoded = DecodeBinaryHeader(bytes->second);
  error::v1::ErrorDetail detail;
  if (!decoded || !detail.ParseFromString(*decoded) || detail.reason().empty()) return bare;
  Refusal refusal(status_code, detail.reason(), sentence);
  for (const error::v1::Hint& hint : detail.hints()) refusal.Hint(hint.label(), hint.text());
  if (!detail.aftermath().empty()) refusal.Aftermath(detail.aftermath());
  return WithPlace(refusal, detail.place());
}

}  // namespace twofold
