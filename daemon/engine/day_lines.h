// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// How today stands for each goal, as worked out last: looking twice costs no more than looking
// once, and after one answer one goal is worked out anew.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>

#include "core/base/ids.h"
#include "daemon/engine/names.h"
#include "daemon/engine/rests.h"
#include "daemon/engine/views.h"

namespace twofold {

// Thread-safe.
class DayLines {
 public:
  // What a line was worked out from, beside what is stored of its goal.
  struct Basis {
    std::uint64_t commit = 0;  // number of the commit that the store was looked at after
    std::int32_t day = 0;
    std::shared_ptr<const Rests> rests;
  };

  // The line of a goal, without the goal itself, when nothing that it was worked out from is
  // another by now.
  std::optional<DayLineView> Find(const EntityRef& goal, const Basis& basis) const;
  void Keep(const EntityRef& goal, const Basis& basis, DayLineView line);

  // Something was stored of these goals by that commit.
  void Touch(const std::set<EntityId>& goals, std::uint64_t commit);
  // Nothing is sure any more.
  void Clear();

 private:
  struct Line {
    Basis basis;
    DayLineView view;
  };
  mutable std::mutex mutex_;  // guards all below
  std::map<EntityRef, Line> lines_;
  std::map<EntityId, std::uint64_t> touched_;  // by which commit last, in whatever space
};

}  // namespace twofold
