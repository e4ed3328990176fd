// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// One person's computer for taking along and taking in: engines on a store in memory, and exports
// as the messages that a file has.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "daemon/engine/act_engine.h"
#include "daemon/engine/couple_engine.h"
#include "daemon/engine/entry_engine.h"
#include "daemon/engine/exchange.h"
#include "daemon/engine/export_engine.h"
#include "daemon/engine/goal_engine.h"
#include "daemon/engine/import_engine.h"
#include "daemon/engine/pairing_engine.h"
#include "daemon/engine/profile_engine.h"
#include "daemon/engine/rest_engine.h"
#include "daemon/rpc/portable.h"
#include "storage/bytes/memory_byte_store.h"
#include "tests/support/everything.h"
#include "tests/support/operations.h"
#include "tests/support/refusals.h"
#include "tests/support/sim_clock.h"

namespace twofold {

struct Home {
  explicit Home(char letter, absl::string_view name = "Noa", SimClock at = SimClock())
      : device(letter), clock(at), random(static_cast<std::uint64_t>(letter)) {
    auto opened = Ledger::Open(
        {store, device.notary, device.device, device.key, device.boxes, clock, random});
    EXPECT_THAT(opened, IsOk());
    ledger = *std::move(opened);
    EXPECT_THAT(ProfileEngine(*ledger).Start(Request(), name, ""), IsOk());
  }

  RequestId Request() { return RequestId::Make(random); }
  LedgerState state() const { return ledger->LookAt().state; }
  StoreView view() const { return StoreView(store); }

  TakenAlong Export(const std::vector<absl::string_view>& handles = {}) const {
    const auto all = ExportEngine(*ledger).Export(GoalScope::kAll, handles);
    EXPECT_THAT(all, IsOk());
    return all.value_or(TakenAlong());
  }
  portable::v1::Portable Portable() const {
    portable::v1::Portable message;
    Encode(Export(), &message);
    return message;
  }
  // Of a dry run nothing may stay; of anything else, nothing but what the request left.
  absl::StatusOr<ImportView> Import(ImportedFile file, ImportMode mode = ImportMode::kApply) {
    return ImportEngine(*ledger).Import(RequestId(), mode, std::move(file));
  }
  absl::StatusOr<UndoView> Undo() { return ActEngine(*ledger).Undo(Request()); }
  absl::StatusOr<ActView> Redo() { return ActEngine(*ledger).Redo(Request()); }
  absl::StatusOr<GoalView> Add(absl::string_view title, const TermsWords& terms = {}) {
    return GoalEngine(*ledger).Add(Request(), {.beside = {.title = title}, .terms = terms});
  }
  absl::StatusOr<std::vector<LogView>> Log(const AnswerWords& words) {
    return EntryEngine(*ledger).Log(Request(), Together::kAllOrNone, std::vector{words});
  }
  Records Everything() const { return twofold::Everything(store); }
  // How many operations this device made in a space.
  std::uint64_t Made(const Space& space) const {
    const auto head = view().GetHead(space.id, space.chain);
    EXPECT_THAT(head, IsOk());
    return *head ? (*head)->sequence : 0;
  }

  MemoryByteStore store;
  TestDevice device;
  SimClock clock;
  SeededRandom random;
  std::unique_ptr<Ledger> ledger;
};

// What the reader of our own format makes of an export.
inline portable::v1::ImportFile AsFile(const portable::v1::Portable& portable) {
  portable::v1::ImportFile file;
  file.set_format("twofold");
  for (const portable::v1::Goal& goal : portable.goals()) {
    portable::v1::Goal* out = file.add_goals()->mutable_goal();
    *out = goal;
    if (out->source().empty()) out->set_source(absl::StrCat("twofold:", goal.id()));
  }
  *file.mutable_rests() = portable.rests();
  return file;
}

inline ImportedFile Decoded(const portable::v1::ImportFile& file) {
  auto decoded = Decode(file);
  EXPECT_THAT(decoded, IsOk());
  return std::move(decoded).value_or(ImportedFile());
}

// The same store always gives the same bytes.
inline std::string Bytes(const portable::v1::Portable& portable) {
  return portable.SerializeAsString();
}

}  // namespace twofold
