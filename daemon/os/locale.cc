// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/os/locale.h"

#include <langinfo.h>
#include <locale.h>

#include <cstdint>
#include <string>

namespace twofold {
namespace {

// Whether the locale is the one that stands for none, with or without an encoding.
bool IsNone(const std::string& name) {
  return name.empty() || name == "POSIX" || name == "C" || name.rfind("C.", 0) == 0;
}

}  // namespace

int LocaleWeekStart() {
  const locale_t locale = newlocale(LC_TIME_MASK, "", nullptr);
  if (locale == nullptr) return 0;
  int start = 0;
  const char* name = nl_langinfo_l(_NL_LOCALE_NAME(LC_TIME), locale);
  if (name != nullptr && !IsNone(name)) {
    // The first weekday counts from 1 at the week's reference day: 19971130 is a Sunday, 19971201 a
    // Monday.
    const auto first = static_cast<unsigned char>(*nl_langinfo_l(_NL_TIME_FIRST_WEEKDAY, locale));
    const auto reference =
        reinterpret_cast<std::uintptr_t>(nl_langinfo_l(_NL_TIME_WEEK_1STDAY, locale)) & 0xFFFFFFFF;
    const int base = reference == 19971201 ? 0 : 6;
    start = (base + (first == 0 ? 0 : first - 1)) % 7;
  }
  freelocale(locale);
  return start;
}

}  // namespace twofold
