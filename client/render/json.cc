// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/json.h"

#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "client/render/error.h"
#include "core/base/refusal.h"
#include "core/base/text.h"

namespace twofold {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

void AppendObject(std::string& out, const Message& message, absl::string_view first);

// Appends element `index` of a repeated field, or the field itself when `index` is negative.
void AppendValue(std::string& out, const Message& message, const FieldDescriptor& field,
                 int index) {
  const Reflection& read = *message.GetReflection();
  const bool one = index < 0;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      absl::StrAppend(&out, JsonString(one ? read.GetString(message, &field)
                                           : read.GetRepeatedString(message, &field, index)));
      break;
    case FieldDescriptor::CPPTYPE_MESSAGE:
      AppendObject(
          out,
          one ? read.GetMessage(message, &field) : read.GetRepeatedMessage(message, &field, index),
          "");
      break;
    case FieldDescriptor::CPPTYPE_BOOL:
      absl::StrAppend(
          &out, (one ? read.GetBool(message, &field) : read.GetRepeatedBool(message, &field, index))
                    ? "true"
                    : "false");
      break;
    case FieldDescriptor::CPPTYPE_UINT32:
      absl::StrAppend(&out, one ? read.GetUInt32(message, &field)
                                : read.GetRepeatedUInt32(message, &field, index));
      break;
    case FieldDescriptor::CPPTYPE_UINT64:
      absl::StrAppend(&out, one ? read.GetUInt64(message, &field)
                                : read.GetRepeatedUInt64(message, &field, index));
      break;
    case FieldDescriptor::CPPTYPE_INT32:
      absl::StrAppend(&out, one ? read.GetInt32(message, &field)
                                : read.GetRepeatedInt32(message, &field, index));
      break;
    default:
      absl::StrAppend(&out, "null");
  }
}

// Whether an answer leaves the field out.
bool IsAbsent(const Message& message, const FieldDescriptor& field) {
  const Reflection& read = *message.GetReflection();
  if (field.is_repeated()) return false;
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    return read.GetString(message, &field).empty();
  }
  return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && !read.HasField(message, &field);
}

void AppendObject(std::string& out, const Message& message, absl::string_view first) {
  out += '{';
  out.append(first.data(), first.size());
  const auto& type = *message.GetDescriptor();
  bool comma = !first.empty();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (IsAbsent(message, field)) continue;
    absl::StrAppend(&out, comma ? "," : "", JsonString(field.name()), ":");
    comma = true;
    if (!field.is_repeated()) {
      AppendValue(out, message, field, -1);
      continue;
    }
    out += '[';
    const int size = message.GetReflection()->FieldSize(message, &field);
    for (int j = 0; j < size; ++j) {
      if (j > 0) out += ',';
      AppendValue(out, message, field, j);
    }
    out += ']';
  }
  out += '}';
}

}  // namespace

std::string Json(absl::string_view schema, const Message& message) {
  std::string out;
  AppendObject(out, message, absl::StrCat("\"schema\":", JsonString(schema)));
  return absl::StrCat(out, "\n");
}

std::string JsonError(const absl::Status& status) {
  const ErrorText error = ErrorTextOf(status);
  std::string out =
      absl::StrCat("{\"schema\":\"twofold.error.v1\",\"code\":", JsonString(error.reason),
                   ",\"message\":", JsonString(error.sentence), ",\"next\":[");
  out += absl::StrJoin(error.hints, ",", [](std::string* to, const RefusalHint& hint) {
    absl::StrAppend(to, "{\"label\":", JsonString(hint.label), ",\"text\":", JsonString(hint.text),
                    "}");
  });
  out += ']';
  if (!error.aftermath.empty())
    absl::StrAppend(&out, ",\"aftermath\":", JsonString(error.aftermath));
  return absl::StrCat(out, "}\n");
}

std::string JsonString(absl::string_view text) {
  // Cleaning removes control characters, so that only line breaks, quotes and backslashes are left
  // to escape.
  std::string out = "\"";
  bool first = true;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    if (!first) out += "\\n";
    first = false;
    for (const char c : CleanForDisplay(line, std::numeric_limits<std::size_t>::max())) {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out += '"';
}

std::string JsonList(absl::string_view schema, absl::string_view field,
                     const std::vector<const Message*>& messages) {
  std::string list = absl::StrJoin(messages, ",", [](std::string* to, const Message* message) {
    AppendObject(*to, *message, "");
  });
  return absl::StrCat("{\"schema\":", JsonString(schema), ",", JsonString(field), ":[", list,
                      "]}\n");
}

std::string PlainLine(const std::vector<std::string>& fields) {
  constexpr std::size_t kWhole = std::numeric_limits<std::size_t>::max();
  return absl::StrCat(
      absl::StrJoin(fields, "\t",
                    [](std::string* out, const std::string& field) {
                      absl::StrAppend(
                          out, CleanForDisplay(absl::StrReplaceAll(field, {{"\n", " "}}), kWhole));
                    }),
      "\n");
}

}  // namespace twofold
