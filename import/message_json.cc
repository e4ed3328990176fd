// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "import/message_json.h"

#include <google/protobuf/descriptor.h>

#include <limits>

namespace twofold::importing {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Puts one value into a field, or one more into a list; false when the type is another one.
bool Put(const Json& value, const FieldDescriptor& field, Message& message, Remarks& remarks) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING: {
      if (!value.is_string()) return false;
      const std::string& text = value.get_ref<const std::string&>();
      field.is_repeated() ? reflection.AddString(&message, &field, text)
                          : reflection.SetString(&message, &field, text);
      return true;
    }
    case FieldDescriptor::CPPTYPE_BOOL:
      if (!value.is_boolean() || field.is_repeated()) return false;
      reflection.SetBool(&message, &field, value.get<bool>());
      return true;
    case FieldDescriptor::CPPTYPE_UINT32: {
      if (!value.is_number_unsigned() || field.is_repeated()) return false;
      const auto number = value.get<std::uint64_t>();
      if (number > std::numeric_limits<std::uint32_t>::max()) return false;
      reflection.SetUInt32(&message, &field, static_cast<std::uint32_t>(number));
      return true;
    }
    case FieldDescriptor::CPPTYPE_MESSAGE: {
      if (!value.is_object()) return false;
      Message* const inner = field.is_repeated() ? reflection.AddMessage(&message, &field)
                                                 : reflection.MutableMessage(&message, &field);
      FillMessage(value, *inner, remarks);
      return true;
    }
    default:
      return false;
  }
}

}  // namespace

void FillMessage(const Json& object, Message& message, Remarks& remarks) {
  const google::protobuf::Descriptor& descriptor = *message.GetDescriptor();
  for (const auto& [name, value] : object.items()) {
    if (value.is_null()) continue;
    const FieldDescriptor* field = descriptor.FindFieldByName(name);
    if (field == nullptr) {
      remarks.Count(Loss::kUnknownField);
    } else if (!field->is_repeated()) {
      if (!Put(value, *field, message, remarks)) remarks.Count(Loss::kNotAllowed);
    } else if (!value.is_array()) {
      remarks.Count(Loss::kNotAllowed);
    } else {
      for (const Json& item : value) {
        if (!Put(item, *field, message, remarks)) remarks.Count(Loss::kNotAllowed);
      }
    }
  }
}

}  // namespace twofold::importing
