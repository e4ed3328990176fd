// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Operations made, read, and bent.
#pragma once

#include <gtest/gtest.h>

#include "core/sync/operation.h"
#include "tests/support/operations.h"
#include "tests/support/refusals.h"

namespace twofold {

namespace pb = sync::v1;

class OperationCodec : public testing::Test {
 protected:
  TestDevice noa{'n'};
  TestDevice sam{'s'};
  SeededRandom random{1};

  ChainPosition Position(char chain, std::uint64_t sequence) {
    return {ChainId::Prefix(std::string(16, chain)), sequence,
            OperationId::Prefix(std::string(32, 'i'))};
  }
  OperationDraft Draft() {
    OperationDraft draft;
    draft.space = SpaceId::Prefix(std::string(16, 'S'));
    draft.device = noa.device;
    draft.chain = BeginChain(noa.device, random);
    draft.sequence = 2;
    draft.previous = OperationId::Prefix(std::string(32, 'p'));
    draft.dependencies = {Position('a', 3), Position('b', 1)};
    draft.stamp = 77;
    draft.entity = EntityId::Prefix(std::string(16, 'E'));
    draft.payload =
        EntryWritePayload{{DayWrite{.day = 20778, .mark = DayMark{Mark::kKept, ""}}}, {}};
    return draft;
  }
  Operation Made(const OperationDraft& draft) {
    const auto operation = MakeOperation(draft, noa.notary, random);
    EXPECT_THAT(operation, IsOk());
    return operation.value_or(Operation());
  }
  absl::StatusOr<Operation> Read(absl::string_view bytes) {
    return ReadOperation(bytes, noa.notary);
  }
  // The header of an operation, to be bent and signed again.
  pb::OperationHeader Header() { return HeaderOf(Made(Draft()).bytes); }
  std::string Payload() { return Opened(Made(Draft()).bytes).payload(); }
  absl::StatusOr<Operation> ReadBent(const pb::OperationHeader& header) {
    return Read(SignAnything(noa, header, Payload()));
  }
};

}  // namespace twofold
