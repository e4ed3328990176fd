// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What waits to be sent, what is sent again, and what becomes of a chain that was lost or forked.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/sync/stamp.h"
#include "daemon/engine/rebuild.h"
#include "tests/daemon/engine_couple.h"

namespace twofold {
namespace {

TEST_F(Couple, TheOutboxGoesOutInOrderAndInPieces) {
  const std::string walk = Agreed();
  for (int day = 0; day < 7; ++day) {
    ASSERT_THAT(noa.Log(walk, "", absl::StrCat(day, "d")), IsOk());
  }
  const auto all = noa.exchange->NextOutgoing(noa.us(), 100, 1'000'000);
  EXPECT_EQ(all->operations.size(), 7u);
  for (std::size_t i = 1; i < 7; ++i) {
    EXPECT_EQ(all->places[i].sequence, all->places[i - 1].sequence + 1);
  }
  EXPECT_EQ(noa.exchange->NextOutgoing(noa.us(), 3, 1'000'000)->operations.size(), 3u);
  const std::size_t two = all->operations[0].size() + all->operations[1].size();
  EXPECT_EQ(noa.exchange->NextOutgoing(noa.us(), 100, two)->operations.size(), 2u);
  EXPECT_EQ(noa.exchange->NextOutgoing(noa.us(), 100, two - 1)->operations.size(), 1u);
  EXPECT_EQ(noa.exchange->NextOutgoing(noa.us(), 100, 1)->operations.size(), 1u);
  const MailboxPosition position{Generation::Prefix(std::string(16, 'g')), 17, "", true};
  ASSERT_THAT(noa.exchange->MarkSent(noa.us(), std::span(all->places).first(3), position), IsOk());
  noa.Reopen();
  EXPECT_EQ(*noa.exchange->Position(noa.us()), position);
  EXPECT_EQ(noa.exchange->Waiting(), 4u);
  EXPECT_EQ(noa.exchange->NextOutgoing(noa.us(), 100, 1'000'000)->places.front(), all->places[3]);
}

TEST_F(Couple, WhatAnotherLacksWaitsToBeSentAgainAndNothingElse) {
  for (const char* title : {"One", "Two", "Three"}) ASSERT_THAT(noa.Propose(title), IsOk());
  Sync();
  ASSERT_EQ(noa.exchange->Waiting(), 0u);
  const Have all = *noa.exchange->WhatIsHere(noa.us());
  EXPECT_EQ(noa.exchange->QueueMissing(noa.us(), all, Exchange::Word::kWhole).value(), 0u);
  EXPECT_EQ(noa.exchange->Waiting(), 0u);
  Have older = all;
  older.begin()->second = {1, 0};
  EXPECT_EQ(noa.exchange->QueueMissing(noa.us(), older, Exchange::Word::kWhole).value(), 2u);
  EXPECT_EQ(noa.exchange->NextOutgoing(noa.us(), 100, 1'000'000)->places.front().sequence, 2u);
  // Again changes nothing.
  EXPECT_EQ(noa.exchange->QueueMissing(noa.us(), older, Exchange::Word::kWhole).value(), 2u);
  EXPECT_EQ(noa.exchange->Waiting(), 2u);
}

TEST_F(Couple, OfAChainThatAPartialWordLeavesOutNothingIsSentAgain) {
  ASSERT_THAT(noa.Propose("One"), IsOk());
  Sync();
  EXPECT_EQ(noa.exchange->QueueMissing(noa.us(), {}, Exchange::Word::kPartial).value(), 0u);
  EXPECT_EQ(noa.exchange->QueueMissing(noa.us(), {}, Exchange::Word::kWhole).value(), 1u);
}

// A disk that was put back wrote on before it learned of it: at one place of the chain each side
// has an operation that the other lacks, and both stand at the same sequence.
TEST_F(Couple, OfAForkedChainIsSentAgainWhatTheOtherMayLack) {
  ASSERT_THAT(noa.Propose("One"), IsOk());
  Sync();
  const auto backup = noa.Everything();
  ASSERT_THAT(noa.Propose("Two"), IsOk());
  sam.Receive(noa.Send());
  noa.Restore(backup);
  ASSERT_THAT(noa.Propose("Another"), IsOk());
  (void)noa.Send();  // and it goes astray
  const Have of_noa = *noa.exchange->WhatIsHere(noa.us());
  const Have of_sam = *sam.exchange->WhatIsHere(sam.us());
  EXPECT_EQ(of_noa.begin()->second.sequence, of_sam.begin()->second.sequence);
  EXPECT_NE(of_noa, of_sam);
  EXPECT_EQ(noa.exchange->QueueMissing(noa.us(), of_sam, Exchange::Word::kWhole).value(), 2u);
  EXPECT_EQ(sam.exchange->QueueMissing(sam.us(), of_noa, Exchange::Word::kWhole).value(), 2u);
  Sync();
  ExpectEqualStates();
  EXPECT_EQ(noa.Operations(noa.us()).size(), 3u);
  // Now both say the same, also after a restart, when the digest is worked out anew.
  EXPECT_EQ(*noa.exchange->WhatIsHere(noa.us()), *sam.exchange->WhatIsHere(sam.us()));
  const Have before = *noa.exchange->WhatIsHere(noa.us());
  noa.Reopen();
  EXPECT_EQ(*noa.exchange->WhatIsHere(noa.us()), before);
}

TEST_F(Couple, AWordWithoutADigestIsTakenByItsSequences) {
  for (const char* title : {"One", "Two"}) ASSERT_THAT(noa.Propose(title), IsOk());
  Sync();
  Have older = *sam.exchange->WhatIsHere(sam.us());
  older.begin()->second = {2, 0};
  EXPECT_EQ(noa.exchange->QueueMissing(noa.us(), older, Exchange::Word::kWhole).value(), 0u);
  older.begin()->second = {1, 0};
  EXPECT_EQ(noa.exchange->QueueMissing(noa.us(), older, Exchange::Word::kWhole).value(), 1u);
}

// The digest is over what is here, so less of it can be told from the same with other operations.
TEST_F(Couple, AWordThatIsBehindIsNotTakenForAForkedOne) {
  ASSERT_THAT(noa.Propose("One"), IsOk());
  Sync();
  const Have behind = *sam.exchange->WhatIsHere(sam.us());
  for (const char* title : {"Two", "Three"}) ASSERT_THAT(noa.Propose(title), IsOk());
  (void)noa.Send();
  EXPECT_EQ(noa.exchange->QueueMissing(noa.us(), behind, Exchange::Word::kWhole).value(), 2u);
}

TEST_F(Couple, OneWordBringsBackSoManyOperationsAndNoMore) {
  for (std::uint64_t i = 0; i <= limits::kRepairOperations; ++i) {
    ASSERT_THAT(noa.ledger->Do([&](Change& change) {
      return change.Emit(*change.state().us, EntityId::Make(noa.random), StepOutPayload());
    }),
                IsOk());
    if (i + 2 > limits::kRepairOperations) {
      Sync();
      const auto queued = noa.exchange->QueueMissing(noa.us(), {}, Exchange::Word::kWhole);
      EXPECT_EQ(queued.value(), i + 1);
      EXPECT_EQ(noa.exchange->Waiting(), i < limits::kRepairOperations ? i + 1 : 0)
          << "what is more comes as a snapshot";
      EXPECT_EQ(noa.exchange->OwesSnapshot(noa.us()), i >= limits::kRepairOperations);
      Sync();
    }
  }
}

TEST_F(Couple, StartingOverQueuesEverythingOfEverybody) {
  const std::string walk = Agreed();
  ASSERT_THAT(sam.Log(walk), IsOk());
  Sync();
  MailboxPosition position{Generation::Prefix(std::string(16, 'g')), 17, std::string(32, 'r'),
                           true};
  ASSERT_THAT(noa.exchange->Receive(noa.us(), {}, position), IsOk());
  EXPECT_EQ(*noa.exchange->Position(noa.us()), position);
  const std::size_t everything = noa.Operations(noa.us()).size();
  const Generation anew = Generation::Prefix(std::string(16, 'h'));
  ASSERT_THAT(noa.exchange->StartOver(noa.us(), anew), IsOk());
  EXPECT_EQ(*noa.exchange->Position(noa.us()), (MailboxPosition{anew, 0, "", false}));
  EXPECT_EQ(noa.exchange->Waiting(), everything);
  // A partner who lost everything gets it back.
  EXPECT_EQ(everything, 3u);
  EXPECT_EQ(sam.Receive(noa.Send()).known, 3);
}

// Scenario 33: own operations that this store no longer has come back from the partner.
TEST_F(Couple, LostOwnOperationsComeBackAndANewChainBegins) {
  const std::string walk = Agreed();
  const auto backup = noa.Everything();
  ASSERT_THAT(noa.Log(walk), IsOk());
  ASSERT_THAT(noa.Log(walk, "", "yesterday"), IsOk());
  const auto lost = noa.Send();
  sam.Receive(lost);
  const ChainId old_chain = noa.state().us->chain;
  noa.Restore(backup);
  EXPECT_EQ(noa.StateOn(walk), LineState::kOpen);
  EXPECT_EQ(noa.Receive(lost).applied, 2);
  EXPECT_EQ(noa.StateOn(walk), LineState::kDone);
  EXPECT_NE(noa.state().us->chain, old_chain);
  const ChainId new_chain = noa.state().us->chain;
  noa.Reopen();
  EXPECT_EQ(noa.state().us->chain, new_chain);
  ASSERT_THAT(noa.Log(walk, "", "2d"), IsOk());
  Sync();
  ExpectEqualStates();
}

TEST_F(Couple, AForkedChainConvergesToTheByte) {
  const std::string walk = Agreed();
  const auto backup = noa.Everything();
  ASSERT_THAT(noa.Log(walk), IsOk());
  ASSERT_THAT(noa.Undo(), IsOk());
  ASSERT_THAT(noa.Log(walk, "", "yesterday"), IsOk());
  const auto lost = noa.Send();
  sam.Receive(lost);
  ASSERT_THAT(sam.Log(walk, "", "3d"), IsOk());
  const auto from_sam = sam.Send();
  noa.Restore(backup);
  ASSERT_THAT(noa.Log(walk, "", "yesterday"), IsOk());  // same chain and sequences as the lost ones
  ASSERT_THAT(noa.Log(walk), IsOk());
  const auto forked = noa.Send();
  noa.Receive(lost);
  noa.Receive(from_sam);
  ASSERT_THAT(noa.Change(walk, {.every = "sun"}), IsOk());
  sam.Receive(forked);
  sam.Receive(noa.Send());
  ExpectEqualStates();
  // And nothing of it is lost for somebody who begins with nothing.
  ASSERT_THAT(noa.exchange->StartOver(noa.us(), Generation()), IsOk());
  EXPECT_EQ(noa.exchange->Waiting(), noa.Operations(noa.us()).size());
  EXPECT_EQ(noa.Operations(noa.us()).size(), sam.Operations(sam.us()).size());
}

TEST_F(Couple, FoldingEverythingFromZeroGivesTheSameRecords) {
  ASSERT_THAT(noa.Add("Read"), IsOk());
  ASSERT_THAT(noa.Log("read"), IsOk());
  ASSERT_THAT(noa.Undo(), IsOk());
  const std::string walk = Agreed();
  ASSERT_THAT(noa.Log(walk), IsOk());
  ASSERT_THAT(sam.Log(walk), IsOk());
  ASSERT_THAT(sam.Change(walk, {.every = "sun"}), IsOk());
  ASSERT_THAT(noa.Change(walk, {.every = "mon"}), IsOk());
  Sync();
  ASSERT_THAT(noa.Accept(walk), IsOk());
  Sync();
  for (const SpaceId& space : {noa.us(), noa.state().me->id}) {
    const Space of = space == noa.us() ? *noa.state().us : *noa.state().me;
    Scratch scratch;
    const auto rebuilt =
        Rebuild(noa.store, of, noa.device.notary, scratch.state(), [] { return true; });
    ASSERT_THAT(rebuilt, IsOk());
    EXPECT_TRUE(rebuilt->whole());
    EXPECT_EQ(rebuilt->operations, noa.Operations(space).size());
    const auto folded = Computer::FoldedIn(scratch.state().bytes(), space);
    EXPECT_FALSE(folded.empty());
    EXPECT_EQ(folded, noa.Folded(space));
  }
}

}  // namespace
}  // namespace twofold
