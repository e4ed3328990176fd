// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The words by which a person calls things, and what they stand for: an index over the store.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "storage/store/store.h"

namespace twofold {

struct EntityRef {
  SpaceId space;
  EntityId entity;
  friend std::strong_ordering operator<=>(const EntityRef&, const EntityRef&) = default;
};

// A plain value; copy it to change it.
class Names {
 public:
  static absl::StatusOr<Names> Load(const StoreView& view, const std::vector<Space>& spaces);

  void SetHandle(const std::string& handle, const EntityRef& ref);
  void RemoveHandle(const std::string& handle);
  // Several goals were given the same handle, on devices that did not know of each other: the first
  // keeps it, the others have it with 2, 3 ... behind it. In the order in which they were given it.
  void ShareHandle(const std::string& handle, const std::vector<EntityRef>& goals);
  void SetItem(std::uint32_t number, const EntityRef& ref);
  // Forgets everything of a space.
  void RemoveSpace(const SpaceId& space);

  bool IsTaken(absl::string_view handle) const { return handles_.contains(std::string(handle)); }
  // The suggested number if it is free, else the next that never was used.
  std::uint32_t FreeNumber(std::uint32_t suggested) const;

  // What a person's word stands for: a handle, a unique beginning of one, or an item such as
  // "p1". NotFound, reason "no_such_goal" or "no_such_item"; InvalidArgument, reason
  // "ambiguous_handle". `titles` gives a line's free text for a suggestion.
  absl::StatusOr<EntityRef> Find(absl::string_view word) const;

  // The handle of something; empty when it has none.
  std::string HandleOf(const EntityRef& ref) const;
  std::uint32_t NumberOf(const EntityRef& ref) const;
  // The handle, else the item, such as "p1"; empty when it has neither.
  std::string WordFor(const EntityRef& ref) const;

 private:
  // Each way round.
  std::map<std::string, EntityRef> handles_;
  std::map<EntityRef, std::string> handle_of_;
  std::map<std::uint32_t, EntityRef> items_;
  std::map<EntityRef, std::uint32_t> number_of_;
};

}  // namespace twofold
