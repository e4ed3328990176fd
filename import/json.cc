// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "import/json.h"

#include <cmath>

#include "absl/strings/str_cat.h"
#include "core/base/status_macros.h"
#include "import/encoding.h"
#include "import/refusals.h"

namespace twofold::importing {
namespace {

// Counts what a text would become, without building it.
class Scout final : public nlohmann::json_sax<Json> {
 public:
  explicit Scout(const Bounds& bounds) : bounds_(bounds) {}

  bool null() override { return One(); }
  bool boolean(bool) override { return One(); }
  bool number_integer(number_integer_t) override { return One(); }
  bool number_unsigned(number_unsigned_t) override { return One(); }
  bool number_float(number_float_t, const string_t&) override { return One(); }
  bool string(string_t&) override { return One(); }
  bool binary(binary_t&) override { return One(); }
  bool start_object(std::size_t) override { return Down(); }
  bool key(string_t&) override { return One(); }
  bool end_object() override { return Up(); }
  bool start_array(std::size_t) override { return Down(); }
  bool end_array() override { return Up(); }
  bool parse_error(std::size_t, const std::string&, const Json::exception&) override {
    return false;
  }

  bool too_deep() const { return depth_ > bounds_.json_depth; }
  bool too_many() const { return values_ > bounds_.json_values; }

 private:
  bool One() { return ++values_ <= bounds_.json_values; }
  bool Down() { return ++depth_ <= bounds_.json_depth && One(); }
  bool Up() {
    --depth_;
    return true;
  }

  const Bounds& bounds_;
  std::size_t depth_ = 0;
  std::size_t values_ = 0;
};

constexpr double kMostExact = 9007199254740992.0;  // 2^53

}  // namespace

absl::StatusOr<Json> ParseJson(std::string bytes, const Bounds& bounds) {
  TF_ASSIGN_OR_RETURN(const DecodedText decoded, DecodeText(std::move(bytes)));
  Scout scout(bounds);
  if (!Json::sax_parse(decoded.text, &scout)) {
    if (scout.too_deep()) {
      return TooLarge(absl::StrCat("it is nested deeper than ", bounds.json_depth, " levels"));
    }
    if (scout.too_many()) {
      return TooLarge(absl::StrCat("it holds more than ", bounds.json_values, " values"));
    }
    return Damaged("it is no JSON");
  }
  Json json = Json::parse(decoded.text, nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded()) return Damaged("it is no JSON");
  return json;
}

const Json* Member(const Json& value, const char* name) {
  if (!value.is_object()) return nullptr;
  const auto member = value.find(name);
  return member == value.end() || member->is_null() ? nullptr : &*member;
}

std::optional<std::int64_t> IntegerMember(const Json& value, const char* name) {
  const std::optional<double> number = NumberMember(value, name);
  if (!number || std::abs(*number) > kMostExact || std::floor(*number) != *number) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(*number);
}

std::optional<double> NumberMember(const Json& value, const char* name) {
  const Json* member = Member(value, name);
  if (member == nullptr || !member->is_number()) return std::nullopt;
  return member->get<double>();
}

std::string TextMember(const Json& value, const char* name) {
  const Json* member = Member(value, name);
  return member != nullptr && member->is_string() ? ValidUtf8(member->get_ref<const std::string&>())
                                                  : "";
}

const Json* ArrayMember(const Json& value, const char* name) {
  const Json* member = Member(value, name);
  return member != nullptr && member->is_array() ? member : nullptr;
}

}  // namespace twofold::importing
