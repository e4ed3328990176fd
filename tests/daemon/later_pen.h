// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A pen that writes as a later version does.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "daemon/engine/exchange.h"
#include "tests/support/later.h"
#include "tests/support/refusals.h"

namespace twofold {

// Writes on a chain of its own of a ledger's device, seeing what is in its store. The ledger must
// outlive it.
class LaterPen {
 public:
  LaterPen(Ledger& ledger, SpaceKind kind)
      : ledger_(ledger),
        parts_(ledger.parts()),
        kind_(kind),
        chain_(BeginChain(parts_.device, parts_.random)) {}

  // The bytes, of this version's kind and format; nobody has them yet.
  std::string Plain(const EntityId& entity, Payload payload) {
    const Ledger::Look look = ledger_.LookAt();
    const SpaceId space = look.state.of(kind_)->id;
    OperationDraft draft;
    draft.space = space;
    draft.device = parts_.device;
    draft.chain = chain_;
    draft.sequence = ++sequence_;
    draft.previous = previous_;
    draft.dependencies = *look.view().ListHeads(space);
    std::erase_if(draft.dependencies, [&](const ChainPosition& at) { return at.chain == chain_; });
    draft.stamp = look.view().GetClock(space)->stamp + 1;
    draft.entity = entity;
    draft.payload = std::move(payload);
    const auto made = MakeOperation(draft, parts_.notary, parts_.random);
    EXPECT_THAT(made, IsOk());
    previous_ = made->id;
    return made->bytes;
  }
  // Hands it to the device itself, which sends it as if it had written it.
  std::string Say(const std::string& bytes) {
    previous_ = ReadOperation(bytes, parts_.notary)->id;
    Exchange exchange(ledger_, kind_);
    const SpaceId space = exchange.Current()->id;
    const auto received = exchange.Receive(space, {&bytes, 1}, *exchange.Position(space));
    EXPECT_THAT(received, IsOk());
    EXPECT_EQ(received->applied, 1);
    const ChainPosition at{chain_, sequence_, previous_};
    EXPECT_THAT(ledger_.Do([&](Change& change) -> absl::StatusOr<bool> {
      change.transaction().PutOutbox(space, at);
      return true;
    }),
                IsOk());
    return bytes;
  }
  std::string Write(const EntityId& entity, Payload payload, CompatClass compat,
                    LaterIn where = LaterIn::kKind) {
    return Say(AsLater(Plain(entity, std::move(payload)), where, compat, parts_.notary));
  }

 private:
  Ledger& ledger_;
  const LedgerParts& parts_;
  const SpaceKind kind_;
  const ChainId chain_;
  std::uint64_t sequence_ = 0;
  OperationId previous_;
};

}  // namespace twofold
