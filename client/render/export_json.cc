// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/export_json.h"

#include <utf8proc.h>

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "core/base/text.h"
#include "google/protobuf/message.h"

namespace twofold {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

void AppendObject(std::string& out, const Message& message);

// A text, number or truth of the message; texts of a list by `index`.
void AppendPlain(std::string& out, const Message& message, const FieldDescriptor& field,
                 int index) {
  const Reflection& read = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      out += ExactJsonString(field.is_repeated() ? read.GetRepeatedString(message, &field, index)
                                                 : read.GetString(message, &field));
      break;
    case FieldDescriptor::CPPTYPE_BOOL:
      absl::StrAppend(&out, read.GetBool(message, &field) ? "true" : "false");
      break;
    default:
      absl::StrAppend(&out, read.GetUInt32(message, &field));
  }
}

void AppendList(std::string& out, const Message& message, const FieldDescriptor& field,
                absl::string_view between) {
  const Reflection& read = *message.GetReflection();
  out += '[';
  const int size = read.FieldSize(message, &field);
  for (int i = 0; i < size; ++i) {
    absl::StrAppend(&out, i > 0 ? "," : "", between);
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      AppendObject(out, read.GetRepeatedMessage(message, &field, i));
    } else {
      AppendPlain(out, message, field, i);
    }
  }
  absl::StrAppend(&out, between, "]");
}

// Numbers, truths and texts without presence are set when they say something.
std::vector<const FieldDescriptor*> SetFields(const Message& message) {
  std::vector<const FieldDescriptor*> set;
  message.GetReflection()->ListFields(message, &set);  // by field number
  return set;
}

void AppendObject(std::string& out, const Message& message) {
  out += '{';
  bool comma = false;
  for (const FieldDescriptor* field : SetFields(message)) {
    absl::StrAppend(&out, comma ? "," : "", "\"", field->name(), "\":");
    comma = true;
    if (field->is_repeated()) {
      AppendList(out, message, *field, "");
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      AppendObject(out, message.GetReflection()->GetMessage(message, field));
    } else {
      AppendPlain(out, message, *field, -1);
    }
  }
  out += '}';
}

// What a terminal could take for an order, or what would turn the text around it.
bool HasToBeEscaped(char32_t c) { return IsControl(c) || IsDirectionMark(c); }

}  // namespace

std::string ExportJson(const portable::v1::Portable& portable) {
  std::string out = absl::StrCat("{\"schema\":\"", kExportSchema, "\"");
  for (const FieldDescriptor* field : SetFields(portable)) {
    absl::StrAppend(&out, ",\n\"", field->name(), "\":");
    if (field->is_repeated()) {
      AppendList(out, portable, *field, "\n");
    } else {
      AppendPlain(out, portable, *field, -1);
    }
  }
  return absl::StrCat(out, "}\n");
}

std::string ExactJsonString(absl::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    utf8proc_int32_t c = 0;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    const utf8proc_ssize_t used =
        utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &c);
    if (used <= 0) {
      out += "\xEF\xBF\xBD";
      text.remove_prefix(1);
      continue;
    }
    const auto size = static_cast<std::size_t>(used);
    if (c == '"' || c == '\\') {
      absl::StrAppend(&out, "\\", text.substr(0, size));
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (HasToBeEscaped(static_cast<char32_t>(c))) {
      absl::StrAppendFormat(&out, "\\u%04x", static_cast<unsigned>(c));
    } else {
      out.append(text.data(), size);
    }
    text.remove_prefix(size);
  }
  return out += '"';
}

}  // namespace twofold
