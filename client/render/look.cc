// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/look.h"

#include <utf8proc.h>

#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/base/text.h"

namespace twofold {
namespace {

// Longer than anything that the daemon accepts; only a bound.
constexpr std::size_t kShownLength = 1000;

absl::string_view ColorCode(Ink ink) {
  switch (ink) {
    case Ink::kPlain:
      return "";
    case Ink::kMe:
      return "36";
    case Ink::kUs:
      return "35";
    case Ink::kWaiting:
      return "1";
    case Ink::kNotDue:
      return "2";
    case Ink::kError:
      return "31";
  }
  return "";
}

std::string Escaped(absl::string_view text) {
  std::string escaped;
  while (!text.empty()) {
    utf8proc_int32_t code_point = 0;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    const utf8proc_ssize_t used =
        utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &code_point);
    if (used <= 0) return escaped;  // cleaned text is UTF-8
    if (code_point < 0x80) {
      escaped.push_back(text[0]);
    } else {
      absl::StrAppend(&escaped, "\\u{", absl::Hex(code_point), "}");
    }
    text.remove_prefix(static_cast<std::size_t>(used));
  }
  return escaped;
}

}  // namespace

std::string Paint(const Look& look, Ink ink, absl::string_view text) {
  const absl::string_view code = ColorCode(ink);
  if (!look.color || code.empty() || text.empty()) return std::string(text);
  return absl::StrCat("\x1b[", code, "m", text, "\x1b[0m");
}

std::string Shown(const Look& look, absl::string_view text) {
  const std::string clean = CleanForDisplay(text, kShownLength);
  return look.ascii_text ? Escaped(clean) : clean;
}

std::string Ours(const Look& look, absl::string_view text) {
  if (!look.plain_marks()) return std::string(text);
  return absl::StrReplaceAll(
      text, {{"●", "x"}, {"◐", "%"}, {"○", "o"}, {"·", "-"}, {"–", "-"}, {"…", "..."}});
}

std::string Mark(const Look& look, absl::string_view state) {
  const bool ascii = look.plain_marks();
  if (state == "done") return ascii ? "x" : "●";
  if (state == "part") return ascii ? "%" : "◐";
  if (state == "open" || state == "not_today" || state == "over") return ascii ? "o" : "○";
  if (state == "resting" || state == "skipped") return ascii ? "-" : "–";
  if (state == "waiting") return "?";
  return ascii ? "." : "·";
}

bool IsUtf8Locale(absl::string_view locale) {
  const std::string lower = absl::AsciiStrToLower(locale);
  return absl::StrContains(lower, "utf-8") || absl::StrContains(lower, "utf8");
}

}  // namespace twofold
