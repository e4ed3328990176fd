// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "relay/mailbox.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "storage/bytes/memory_byte_store.h"
#include "tests/relay/relay_fakes.h"

namespace twofold::relay {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const MailboxId kBox = IdOf<MailboxId>(1);
const SlotId kMine = IdOf<SlotId>(10);
const SlotId kTheirs = IdOf<SlotId>(20);

MessageId Message(std::uint64_t number) {
  return MessageId::Prefix(BigEndian64(0x4D) + BigEndian64(number));
}

class MailboxTest : public testing::Test {
 protected:
  MailboxTest() : boxes_(Mailboxes::Open(store_, random_).value()) {}

  // Runs one change and commits it if it succeeded.
  template <class Change>
  auto Do(Change change) {
    Overlay draft(store_);
    auto result = change(draft);
    if (result.ok()) {
      EXPECT_TRUE(store_.Commit(draft.Batch()).ok());
    }
    return result;
  }
  absl::Status Create(const SlotId& slot, const MailboxId& box = kBox) {
    return Do([&](Overlay& draft) { return boxes_.Create(draft, box, slot); });
  }
  absl::StatusOr<Appended> Append(std::vector<NewEntry> entries, const SlotId& slot = kMine) {
    return Do([&](Overlay& draft) { return boxes_.Append(draft, kBox, slot, entries); });
  }
  // Appends messages numbered from `first` on.
  void Fill(std::uint64_t first, std::uint64_t count, const std::string& body) {
    while (count > 0) {
      std::vector<NewEntry> batch;
      for (; count > 0 && batch.size() < limits::kRelayBatch; --count) {
        batch.push_back({Message(first++), body});
      }
      const auto appended = Append(batch);
      ASSERT_TRUE(appended.ok()) << appended.status();
    }
  }
  absl::Status Ack(const SlotId& slot, std::uint64_t sequence, absl::string_view blob = "") {
    return Do(
        [&](Overlay& draft) { return boxes_.Acknowledge(draft, kBox, slot, sequence, blob); });
  }
  Fetched Fetch(std::uint64_t after, std::uint32_t limit = 0, const SlotId& slot = kMine) {
    auto fetched = boxes_.Fetch(kBox, slot, after, limit);
    EXPECT_TRUE(fetched.ok()) << fetched.status();
    return fetched.value_or(Fetched());
  }
  void SetMailboxCount(std::uint64_t count) {
    ByteBatch batch;
    batch.Put(kMailboxCount, LittleEndian64(count));
    ASSERT_TRUE(store_.Commit(batch).ok());
  }

  MemoryByteStore store_;
  SeededRandom random_{1};
  Mailboxes boxes_;
};

TEST_F(MailboxTest, SequencesAreDenseFromOne) {
  ASSERT_TRUE(Create(kMine).ok());
  EXPECT_THAT(Append({{Message(1), "a"}, {Message(2), "b"}})->sequences, ElementsAre(1, 2));
  const auto appended = Append({{Message(3), "c"}});
  EXPECT_THAT(appended->sequences, ElementsAre(3));
  EXPECT_EQ(appended->head, 3u);
  const Fetched fetched = Fetch(0);
  ASSERT_THAT(fetched.entries, SizeIs(3));
  EXPECT_EQ(fetched.entries[2].sequence, 3u);
  EXPECT_EQ(fetched.entries[2].body, "c");
  EXPECT_EQ(fetched.entries[2].message_id, Message(3));
  EXPECT_EQ(fetched.entries[2].slot, kMine);
}

TEST_F(MailboxTest, AppendedTwiceKeepsTheFirstSequenceAndBody) {
  ASSERT_TRUE(Create(kMine).ok());
  ASSERT_TRUE(Append({{Message(1), "a"}}).ok());
  EXPECT_THAT(Append({{Message(2), "b"}, {Message(1), "other"}, {Message(2), "b"}})->sequences,
              ElementsAre(2, 1, 2));
  const Fetched fetched = Fetch(0);
  ASSERT_THAT(fetched.entries, SizeIs(2));
  EXPECT_EQ(fetched.entries[0].body, "a");
}

TEST_F(MailboxTest, CallsInOneDraftSeeEachOther) {
  Overlay draft(store_);
  ASSERT_TRUE(boxes_.Create(draft, kBox, kMine).ok());
  const std::vector<NewEntry> first = {{Message(1), "a"}};
  const std::vector<NewEntry> second = {{Message(1), "a"}, {Message(2), "b"}};
  EXPECT_THAT(boxes_.Append(draft, kBox, kMine, first)->sequences, ElementsAre(1));
  EXPECT_THAT(boxes_.Append(draft, kBox, kMine, second)->sequences, ElementsAre(1, 2));
  EXPECT_EQ(boxes_.Head(kBox, kMine).status().code(), absl::StatusCode::kNotFound);
  ASSERT_TRUE(store_.Commit(draft.Batch()).ok());
  EXPECT_EQ(boxes_.Head(kBox, kMine).value(), 2u);
}

TEST_F(MailboxTest, WithoutAMailboxOrSlotEverythingIsNotFound) {
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(RefusalReason(Append({{Message(1), "a"}}).status()), "no_mailbox");
    EXPECT_EQ(RefusalReason(Ack(kMine, 1)), "no_mailbox");
    EXPECT_EQ(RefusalReason(boxes_.Fetch(kBox, kMine, 0, 0).status()), "no_mailbox");
    EXPECT_EQ(RefusalReason(boxes_.Head(kBox, kMine).status()), "no_mailbox");
    ASSERT_TRUE(Create(kTheirs).ok());  // the box, but another slot
  }
}

TEST_F(MailboxTest, TheRollingHashIsTheDocumentedOne) {
  const RollingHash first =
      NextHash(RollingHash(), 1, IdOf<SlotId>(0x11), IdOf<MessageId>(0x22), "hello");
  EXPECT_EQ(first.hex(), "f8f0c9092f11dbeb8b9bfa4e9780f034e5052afd3eb3ba6e323b8d01e8277a5f");
  const RollingHash second = NextHash(first, 2, IdOf<SlotId>(0x33), IdOf<MessageId>(0x44), "");
  EXPECT_EQ(second.hex(), "0b298e087d3bebb8b1f29ca424f813bc61a3fe40d31e9d98b9717575b6e1d202");
}

TEST_F(MailboxTest, TheHashIsKnownAtEveryCursorThatIsKept) {
  ASSERT_TRUE(Create(kMine).ok());
  ASSERT_TRUE(Create(kTheirs).ok());
  Fill(1, 100, "body");
  std::vector<RollingHash> expected = {RollingHash()};
  for (std::uint64_t i = 1; i <= 100; ++i) {
    expected.push_back(NextHash(expected.back(), i, kMine, Message(i), "body"));
  }
  EXPECT_EQ(Fetch(0).head_hash, expected[100]);
  for (std::uint64_t i = 0; i <= 100; ++i) EXPECT_EQ(Fetch(i).hash_at_cursor, expected[i]) << i;
  EXPECT_EQ(Fetch(101).hash_at_cursor, std::nullopt);
  ASSERT_TRUE(Ack(kMine, 40).ok());
  ASSERT_TRUE(Ack(kTheirs, 45).ok());
  EXPECT_EQ(Fetch(39).hash_at_cursor, std::nullopt);
  for (std::uint64_t i = 40; i <= 100; ++i) EXPECT_EQ(Fetch(i).hash_at_cursor, expected[i]) << i;
}

TEST_F(MailboxTest, FetchGivesWhatComesAfterTheCursorAndNoMoreThanAsked) {
  ASSERT_TRUE(Create(kMine).ok());
  Fill(1, limits::kRelayBatch + 10, "x");
  const Fetched three = Fetch(5, 3);
  ASSERT_THAT(three.entries, SizeIs(3));
  EXPECT_EQ(three.entries.front().sequence, 6u);
  EXPECT_EQ(three.head, limits::kRelayBatch + 10);
  EXPECT_THAT(Fetch(0).entries, SizeIs(limits::kRelayBatch));
  EXPECT_THAT(Fetch(0, 100'000).entries, SizeIs(limits::kRelayBatch));
  EXPECT_THAT(Fetch(limits::kRelayBatch + 10).entries, IsEmpty());
  EXPECT_THAT(Fetch(~0ull).entries, IsEmpty());
}

TEST_F(MailboxTest, FetchStopsAtItsByteLimit) {
  ASSERT_TRUE(Create(kMine).ok());
  const std::uint64_t fit = limits::kFetchBytes / limits::kEnvelopeBodyBytes;
  const std::string body(limits::kEnvelopeBodyBytes, 'x');
  for (std::uint64_t i = 1; i <= fit + 1; ++i) Fill(i, 1, body);
  EXPECT_THAT(Fetch(0).entries, SizeIs(fit));
  EXPECT_THAT(Fetch(fit).entries, SizeIs(1));
}

TEST_F(MailboxTest, StatusesAreThoseOfTheOtherSlots) {
  ASSERT_TRUE(Create(kMine).ok());
  ASSERT_TRUE(Create(kTheirs).ok());
  Fill(1, 3, "x");
  ASSERT_TRUE(Ack(kTheirs, 2, "blob").ok());
  ASSERT_TRUE(Ack(kTheirs, 1).ok());  // backwards and without a blob: nothing changes
  const Fetched fetched = Fetch(0);
  ASSERT_THAT(fetched.statuses, SizeIs(1));
  EXPECT_EQ(fetched.statuses[0].slot, kTheirs);
  EXPECT_EQ(fetched.statuses[0].acknowledged, 2u);
  EXPECT_EQ(fetched.statuses[0].blob, "blob");
  ASSERT_TRUE(Ack(kTheirs, 99).ok());
  EXPECT_EQ(Fetch(0).statuses[0].acknowledged, 3u);
}

TEST_F(MailboxTest, TrimsOnlyWhatEverySlotAcknowledged) {
  ASSERT_TRUE(Create(kMine).ok());
  ASSERT_TRUE(Create(kTheirs).ok());
  Fill(1, 10, "x");
  ASSERT_TRUE(Ack(kMine, 7).ok());
  EXPECT_EQ(Fetch(0).lowest_kept, 1u);
  ASSERT_TRUE(Ack(kTheirs, 4).ok());
  const Fetched fetched = Fetch(0);
  EXPECT_EQ(fetched.lowest_kept, 5u);
  EXPECT_EQ(fetched.entries.front().sequence, 5u);
  ASSERT_TRUE(Ack(kMine, 10).ok());
  ASSERT_TRUE(Ack(kTheirs, 10).ok());
  EXPECT_EQ(Fetch(0).lowest_kept, 11u);
  EXPECT_THAT(Append({{Message(99), "y"}})->sequences, ElementsAre(11));
}

TEST_F(MailboxTest, ALonelySlotTrimsNothing) {
  ASSERT_TRUE(Create(kMine).ok());
  Fill(1, 10, "x");
  ASSERT_TRUE(Ack(kMine, 10).ok());
  EXPECT_EQ(Fetch(0).lowest_kept, 1u);
}

TEST_F(MailboxTest, OneAckTrimsABoundedNumber) {
  ASSERT_TRUE(Create(kMine).ok());
  ASSERT_TRUE(Create(kTheirs).ok());
  Fill(1, limits::kTrimPerAck + 5, "x");
  ASSERT_TRUE(Ack(kMine, limits::kTrimPerAck + 5).ok());
  ASSERT_TRUE(Ack(kTheirs, limits::kTrimPerAck + 5).ok());
  EXPECT_EQ(Fetch(0).lowest_kept, limits::kTrimPerAck + 1);
  ASSERT_TRUE(Ack(kTheirs, 0).ok());
  EXPECT_EQ(Fetch(0).lowest_kept, limits::kTrimPerAck + 6);
}

TEST_F(MailboxTest, AFullMailboxTakesNoEntryUntilTrimmed) {
  ASSERT_TRUE(Create(kMine).ok());
  ASSERT_TRUE(Create(kTheirs).ok());
  Fill(1, limits::kMailboxEntries, "");
  EXPECT_EQ(RefusalReason(Append({{Message(0), ""}}).status()), "mailbox_full");
  EXPECT_THAT(Append({{Message(1), ""}})->sequences, ElementsAre(1));  // a repeat is no entry
  ASSERT_TRUE(Ack(kMine, 1).ok());
  ASSERT_TRUE(Ack(kTheirs, 1).ok());
  EXPECT_TRUE(Append({{Message(0), ""}}).ok());
}

TEST_F(MailboxTest, TheByteCapHoldsToTheByteAndARefusedBatchStoresNothing) {
  ASSERT_TRUE(Create(kMine).ok());
  const std::string large(limits::kEnvelopeBodyBytes, 'x');
  const std::uint64_t full = limits::kMailboxBytes / large.size();
  for (std::uint64_t i = 1; i < full; ++i) Fill(i, 1, large);
  const std::string rest(large.size() - 1, 'y');
  EXPECT_EQ(RefusalReason(Append({{Message(900), rest}, {Message(901), "zz"}}).status()),
            "mailbox_full");
  EXPECT_EQ(boxes_.Head(kBox, kMine).value(), full - 1);
  EXPECT_TRUE(Append({{Message(900), rest}, {Message(901), "z"}}).ok());
  EXPECT_EQ(RefusalReason(Append({{Message(902), "z"}}).status()), "mailbox_full");
}

TEST_F(MailboxTest, EntryBatchAndStatusSizesHaveTheirLimits) {
  ASSERT_TRUE(Create(kMine).ok());
  const std::string body(limits::kEnvelopeBodyBytes, 'x');
  const std::string longer = body + "x";
  EXPECT_TRUE(Append({{Message(1), body}}).ok());
  EXPECT_EQ(RefusalReason(Append({{Message(2), longer}}).status()), "entry_too_large");
  EXPECT_EQ(RefusalReason(Append({}).status()), "bad_batch");
  std::vector<NewEntry> many(limits::kRelayBatch, NewEntry{Message(3), "x"});
  EXPECT_TRUE(Append(many).ok());
  many.push_back({Message(3), "x"});
  EXPECT_EQ(RefusalReason(Append(many).status()), "bad_batch");
  EXPECT_TRUE(Ack(kMine, 1, std::string(limits::kStatusBlobBytes, 'b')).ok());
  EXPECT_EQ(RefusalReason(Ack(kMine, 1, std::string(limits::kStatusBlobBytes + 1, 'b'))),
            "status_too_large");
}

TEST_F(MailboxTest, SlotsAreLimitedAndKnownOnesStayWelcome) {
  for (unsigned char i = 0; i < limits::kMailboxSlots; ++i) {
    EXPECT_TRUE(Create(IdOf<SlotId>(i)).ok());
  }
  EXPECT_EQ(RefusalReason(Create(IdOf<SlotId>(200))), "too_many_slots");
  EXPECT_TRUE(Create(IdOf<SlotId>(0)).ok());
}

TEST_F(MailboxTest, MailboxesAreLimitedAndKnownOnesStayWelcome) {
  SetMailboxCount(limits::kRelayMailboxes - 1);
  EXPECT_TRUE(Create(kMine).ok());
  EXPECT_EQ(RefusalReason(Create(kMine, IdOf<MailboxId>(2))), "too_many_mailboxes");
  EXPECT_TRUE(Create(kMine).ok());
  EXPECT_TRUE(Create(kTheirs).ok());
}

TEST_F(MailboxTest, DestroyLeavesNothingButTheGeneration) {
  ASSERT_TRUE(Create(kMine, IdOf<MailboxId>(2)).ok());
  ASSERT_TRUE(Create(kMine).ok());
  Fill(1, 70, "x");
  const auto destroy = [&](Overlay& draft) { return boxes_.Destroy(draft, kBox); };
  ASSERT_TRUE(Do(destroy).ok());
  ASSERT_TRUE(Do(destroy).ok());
  EXPECT_EQ(boxes_.Count().value(), 1u);
  int left = 0;
  const auto count = [&](absl::string_view, absl::string_view) { return ++left; };
  ASSERT_TRUE(store_.Scan("", "", ScanOrder::kAscending, count).ok());
  EXPECT_EQ(left, 4);  // generation, count, the other mailbox and its slot
  ASSERT_TRUE(Create(kMine).ok());
  EXPECT_THAT(Append({{Message(1), "x"}})->sequences, ElementsAre(1));
}

TEST_F(MailboxTest, TheGenerationStaysWithTheStoreAndIsNewInANewOne) {
  SeededRandom other(2);
  EXPECT_EQ(Mailboxes::Open(store_, other)->generation(), boxes_.generation());
  MemoryByteStore wiped;
  EXPECT_NE(Mailboxes::Open(wiped, other)->generation(), boxes_.generation());
}

TEST_F(MailboxTest, TheMailboxIdIsTheHashOfTheLoginKey) {
  EXPECT_EQ(MailboxOf(IdOf<SignPublicKey>(0x55)).hex(), "bd6732ce1fd898fde2c72fe601c4f494");
}

TEST_F(MailboxTest, AMissingEntryIsDataLossNotAGap) {
  ASSERT_TRUE(Create(kMine).ok());
  Fill(1, 5, "x");
  ByteBatch damage;
  damage.Delete("e" + kBox.str() + BigEndian64(3));
  ASSERT_TRUE(store_.Commit(damage).ok());
  EXPECT_EQ(boxes_.Fetch(kBox, kMine, 0, 0).status().code(), absl::StatusCode::kDataLoss);
}

}  // namespace
}  // namespace twofold::relay
