// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The acts that requests made.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>

#include "absl/status/statusor.h"
#include "core/base/status_macros.h"
#include "storage/store/store.h"

namespace twofold {

// The act that a request is remembered by. Internal when it is not there: requests that make none
// are not remembered by one.
inline absl::StatusOr<Act> ActOf(const StoreView& view, std::uint64_t number) {
  TF_ASSIGN_OR_RETURN(std::optional<Act> act, view.GetAct(number));
  if (!act) return absl::InternalError("a remembered request without its act");
  return *std::move(act);
}

}  // namespace twofold
