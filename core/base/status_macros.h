// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// TF_RETURN_IF_ERROR(status_expr);            leaves the function with the error
// TF_ASSIGN_OR_RETURN(auto x, statusor_expr); leaves with the error, else declares x
#pragma once

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#define TF_CONCAT_INNER(a, b) a##b
#define TF_CONCAT(a, b) TF_CONCAT_INNER(a, b)

#define TF_RETURN_IF_ERROR(expr)           \
  do {                                     \
    absl::Status tf_status = (expr);       \
    if (!tf_status.ok()) return tf_status; \
  } while (false)

#define TF_ASSIGN_OR_RETURN(declaration, expr) \
  TF_ASSIGN_OR_RETURN_IMPL(TF_CONCAT(tf_statusor_, __LINE__), declaration, expr)
#define TF_ASSIGN_OR_RETURN_IMPL(holder, declaration, expr) \
  auto holder = (expr);                                     \
  if (!holder.ok()) return std::move(holder).status();      \
  declaration = std::move(holder).value()
