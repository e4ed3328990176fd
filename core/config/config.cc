// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "core/config/config.h"

#include <array>
#include <functional>
#include <optional>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"
#include "core/base/text.h"
#include "core/schedule/day.h"
#include "core/schedule/schedule_words.h"

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

namespace twofold {
namespace {

constexpr int kNoon = 12 * 60;
constexpr std::size_t kShown = 60;

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

absl::Status At(const toml::source_position& where, absl::string_view what) {
  return Refusal(
      absl::StatusCode::kInvalidArgument, "bad_config",
      absl::StrCat("config.toml line ", where.line, ", column ", where.column, ": ", what));
}

absl::Status TakeText(const toml::node& node, std::string& out) {
  const auto text = node.value_exact<std::string>();
  if (!text) return At(node.source().begin, "this wants text in quotes, like \"host:443\".");
  out = *text;
  return absl::OkStatus();
}

absl::Status TakeFlag(const toml::node& node, bool& out) {
  const auto flag = node.value_exact<bool>();
  if (!flag) return At(node.source().begin, "this is either true or false, without quotes.");
  out = *flag;
  return absl::OkStatus();
}

absl::Status TakeDayEnd(const toml::node& node, int& out) {
  const auto text = node.value_exact<std::string>();
  if (!text) return At(node.source().begin, "a time needs quotes, like \"04:00\".");
  const absl::StatusOr<int> minute = ParseTimeOfDay(*text);
  if (!minute.ok() || *minute >= kNoon) {
    return At(node.source().begin, "a day ends between \"00:00\" and \"11:59\", like \"04:00\".");
  }
  out = *minute;
  return absl::OkStatus();
}

absl::Status TakeWeekStart(const toml::node& node, std::optional<int>& out) {
  const auto text = node.value_exact<std::string>();
  if (text && *text == "locale") return absl::OkStatus();
  if (text) out = ParseWeekday(*text);
  if (out) return absl::OkStatus();
  return At(node.source().begin, "this wants \"locale\" or a weekday in quotes, like \"monday\".");
}

absl::Status TakeDelivery(const toml::node& node, bool& quiet) {
  const auto text = node.value_exact<std::string>();
  if (!text || (*text != "quiet" && *text != "at once")) {
    return At(node.source().begin, "this wants \"at once\" or \"quiet\", in quotes.");
  }
  quiet = *text == "quiet";
  return absl::OkStatus();
}

struct Key {
  absl::string_view table;
  absl::string_view name;
  absl::Status (*take)(const toml::node&, Config&);
};

constexpr std::array<Key, 7> kKeys = {{
    {"day", "ends_at",
     [](const toml::node& n, Config& c) { return TakeDayEnd(n, c.day_ends_at_minute); }},
    {"day", "week_starts",
     [](const toml::node& n, Config& c) { return TakeWeekStart(n, c.week_start); }},
    {"look", "days_on_end",
     [](const toml::node& n, Config& c) { return TakeFlag(n, c.days_on_end); }},
    {"sync", "relay", [](const toml::node& n, Config& c) { return TakeText(n, c.relay); }},
    {"sync", "relay_ca", [](const toml::node& n, Config& c) { return TakeText(n, c.relay_ca); }},
    {"sync", "paused", [](const toml::node& n, Config& c) { return TakeFlag(n, c.sync_paused); }},
    {"sync", "delivery",
     [](const toml::node& n, Config& c) { return TakeDelivery(n, c.quiet_delivery); }},
}};

absl::Status UnknownKey(const toml::source_position& where, absl::string_view table,
                        absl::string_view name) {
  std::string nearest;
  std::size_t best = 4;
  for (const Key& key : kKeys) {
    const std::string full = absl::StrCat(key.table, ".", key.name);
    const std::size_t distance =
        EditDistance(absl::StrCat(table, table.empty() ? "" : ".", name), full);
    if (distance < best) best = distance, nearest = full;
  }
  const std::string shown = CleanForDisplay(name, kShown);
  if (nearest.empty()) return At(where, absl::StrCat("there is no setting \"", shown, "\"."));
  return At(where,
            absl::StrCat("there is no setting \"", shown, "\". Did you mean ", nearest, "?"));
}

absl::Status TakeTable(absl::string_view table, const toml::table& entries, Config& config) {
  for (const auto& [name, node] : entries) {
    const Key* found = nullptr;
    for (const Key& key : kKeys) {
      if (key.table == table && key.name == View(name.str())) found = &key;
    }
    if (found == nullptr) return UnknownKey(name.source().begin, table, View(name.str()));
    TF_RETURN_IF_ERROR(found->take(node, config));
  }
  return absl::OkStatus();
}

bool IsTable(absl::string_view name) {
  for (const Key& key : kKeys) {
    if (key.table == name) return true;
  }
  return false;
}

}  // namespace

absl::StatusOr<Config> ParseConfig(absl::string_view text) {
  const toml::parse_result parsed = toml::parse(std::string_view(text.data(), text.size()));
  if (!parsed) {
    return At(parsed.error().source().begin, "this is not TOML. Try key = \"value\".");
  }
  Config config;
  for (const auto& [name, node] : parsed.table()) {
    const absl::string_view table = View(name.str());
    if (!IsTable(table)) return UnknownKey(name.source().begin, "", table);
    const toml::table* entries = node.as_table();
    if (entries == nullptr) {
      return At(node.source().begin, absl::StrCat("\"", table, "\" is a section: write [", table,
                                                  "] on a line of its own."));
    }
    TF_RETURN_IF_ERROR(TakeTable(table, *entries, config));
  }
  return config;
}

}  // namespace twofold
