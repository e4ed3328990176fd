// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Snapshots in a mailbox, and what may be dropped because of one.
#include "relay/snapshots.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "relay/mailbox.h"
#include "storage/bytes/memory_byte_store.h"
#include "tests/relay/relay_fakes.h"

namespace twofold::relay {
namespace {

const MailboxId kBox = IdOf<MailboxId>(1);
const SlotId kMine = IdOf<SlotId>(10);
const SlotId kTheirs = IdOf<SlotId>(20);
const SnapshotId kFirst = IdOf<SnapshotId>(30);
const SnapshotId kSecond = IdOf<SnapshotId>(40);

class SnapshotsTest : public testing::Test {
 protected:
  SnapshotsTest() : boxes_(Mailboxes::Open(store_, random_).value()) {
    for (const SlotId& slot : {kMine, kTheirs}) {
      EXPECT_TRUE(Do([&](Overlay& draft) { return boxes_.Create(draft, kBox, slot); }).ok());
    }
  }

  template <class Change>
  absl::Status Do(Change change) {
    Overlay draft(store_);
    const absl::Status status = change(draft);
    if (status.ok()) {
      EXPECT_TRUE(store_.Commit(draft.Batch()).ok());
    }
    return status;
  }
  absl::Status Put(const SnapshotPiece& piece, const SlotId& slot = kMine) {
    return Do([&](Overlay& draft) { return boxes_.PutSnapshot(draft, kBox, slot, piece); });
  }
  std::string Reason(const SnapshotPiece& piece) { return RefusalReason(Put(piece)); }
  absl::StatusOr<std::string> Get(const SnapshotId& id, std::uint32_t index) const {
    return boxes_.GetSnapshot(kBox, kTheirs, id, index);
  }
  void Append(int count, const std::string& body) {
    for (int i = 0; i < count; ++i) {
      ASSERT_TRUE(
          Do([&](Overlay& draft) {
            const NewEntry entry{MessageId::Prefix(BigEndian64(0x4D) + BigEndian64(next_++)), body};
            return boxes_.Append(draft, kBox, kMine, {&entry, 1}).status();
          }).ok());
    }
  }
  absl::Status Ack(std::uint64_t sequence) {
    return Do([&](Overlay& draft) { return boxes_.Acknowledge(draft, kBox, kMine, sequence, ""); });
  }
  Fetched Fetch() const { return boxes_.Fetch(kBox, kTheirs, 0, 1).value(); }
  int Keys(absl::string_view prefix) const {
    int keys = 0;
    EXPECT_TRUE(store_
                    .Scan(prefix, PrefixEnd(prefix), ScanOrder::kAscending,
                          [&](absl::string_view, absl::string_view) { return ++keys > 0; })
                    .ok());
    return keys;
  }

  MemoryByteStore store_;
  SeededRandom random_{1};
  std::uint64_t next_ = 1;
  Mailboxes boxes_;
};

TEST_F(SnapshotsTest, PiecesInOrderMakeOneThatIsGivenBackAsItWas) {
  EXPECT_FALSE(Fetch().snapshot.has_value());
  ASSERT_TRUE(Put({kFirst, 0, false, 0, "one"}).ok());
  EXPECT_FALSE(Fetch().snapshot.has_value()) << "half of one is none";
  EXPECT_EQ(RefusalReason(Get(kFirst, 0).status()), "no_snapshot");
  ASSERT_TRUE(Put({kFirst, 1, true, 0, "two"}).ok());
  ASSERT_TRUE(Fetch().snapshot.has_value());
  EXPECT_EQ(Fetch().snapshot->id, kFirst);
  EXPECT_EQ(Fetch().snapshot->slot, kMine);
  EXPECT_EQ(Fetch().snapshot->pieces, 2u);
  EXPECT_EQ(*Get(kFirst, 0), "one");
  EXPECT_EQ(*Get(kFirst, 1), "two");
  EXPECT_EQ(RefusalReason(Get(kFirst, 2).status()), "no_snapshot");
}

TEST_F(SnapshotsTest, APieceThatIsHereAlreadyChangesNothing) {
  ASSERT_TRUE(Put({kFirst, 0, false, 0, "one"}).ok());
  EXPECT_TRUE(Put({kFirst, 0, false, 0, "other"}).ok());
  ASSERT_TRUE(Put({kFirst, 1, true, 0, "two"}).ok());
  EXPECT_TRUE(Put({kFirst, 1, true, 0, "two"}).ok()) << "its answer may have been lost";
  EXPECT_TRUE(Put({kFirst, 0, false, 0, "one"}).ok());
  EXPECT_EQ(*Get(kFirst, 0), "one");
  EXPECT_EQ(Keys("u"), 0) << "nothing began anew";
}

TEST_F(SnapshotsTest, APieceThatIsNotTheNextOneIsRefused) {
  EXPECT_EQ(Reason({kFirst, 1, false, 0, "two"}), "no_snapshot");
  ASSERT_TRUE(Put({kFirst, 0, false, 0, "one"}).ok());
  EXPECT_EQ(Reason({kFirst, 2, false, 0, "three"}), "no_snapshot");
  EXPECT_EQ(Reason({kSecond, 1, false, 0, "two"}), "no_snapshot");
  EXPECT_TRUE(Put({kFirst, 1, false, 0, "two"}).ok());
}

TEST_F(SnapshotsTest, TheOneBeforeStaysUntilTheLastPieceAndThenLeavesNothing) {
  ASSERT_TRUE(Put({kFirst, 0, false, 0, "one"}).ok());
  ASSERT_TRUE(Put({kFirst, 1, true, 0, "two"}).ok());
  ASSERT_TRUE(Put({kSecond, 0, false, 0, "new"}, kTheirs).ok());
  EXPECT_EQ(Fetch().snapshot->id, kFirst);
  EXPECT_EQ(*Get(kFirst, 1), "two");
  ASSERT_TRUE(Put({kSecond, 1, true, 0, "new"}, kTheirs).ok());
  EXPECT_EQ(Fetch().snapshot->id, kSecond);
  EXPECT_EQ(Fetch().snapshot->slot, kTheirs);
  EXPECT_EQ(RefusalReason(Get(kFirst, 1).status()), "no_snapshot");
  EXPECT_EQ(Keys("b"), 2);
}

TEST_F(SnapshotsTest, AnotherThatBeginsEndsTheOneUnderWay) {
  ASSERT_TRUE(Put({kFirst, 0, false, 0, "one"}).ok());
  ASSERT_TRUE(Put({kFirst, 1, false, 0, "two"}).ok());
  ASSERT_TRUE(Put({kSecond, 0, false, 0, "new"}, kTheirs).ok());
  EXPECT_EQ(Reason({kFirst, 2, true, 0, "three"}), "no_snapshot");
  EXPECT_EQ(Keys("b"), 1);
}

TEST_F(SnapshotsTest, ItsSizesHaveTheirLimits) {
  const std::string most(limits::kSnapshotPieceBytes, 'x');
  EXPECT_EQ(Reason({kFirst, 0, false, 0, most + "x"}), "piece_too_large");
  ASSERT_TRUE(Put({kFirst, 0, false, 0, most}).ok());
  // As if all but one piece of the most that is taken were here.
  SnapshotRecord record{kFirst, kMine, 1, limits::kSnapshotBytes - most.size()};
  ByteBatch batch;
  batch.Put(absl::StrCat("u", kBox.bytes()), Encode(record));
  ASSERT_TRUE(store_.Commit(batch).ok());
  ASSERT_TRUE(Put({kFirst, 1, false, 0, most}).ok());
  EXPECT_EQ(Reason({kFirst, 2, true, 0, "x"}), "snapshot_full");
  EXPECT_TRUE(Put({kFirst, 2, true, 0, ""}).ok());
}

TEST_F(SnapshotsTest, WithoutAMailboxOrSlotNothingIsTakenOrGiven) {
  EXPECT_EQ(RefusalReason(Put({kFirst, 0, true, 0, "one"}, IdOf<SlotId>(99))), "no_mailbox");
  ASSERT_TRUE(Put({kFirst, 0, true, 0, "one"}).ok());
  EXPECT_EQ(RefusalReason(boxes_.GetSnapshot(IdOf<MailboxId>(9), kMine, kFirst, 0).status()),
            "no_mailbox");
  EXPECT_EQ(RefusalReason(boxes_.GetSnapshot(kBox, IdOf<SlotId>(99), kFirst, 0).status()),
            "no_mailbox");
}

TEST_F(SnapshotsTest, WhatItCoversIsDroppedOnlyWhereMoreThanHalfOfTheRoomIsTaken) {
  const std::string body(limits::kEnvelopeBodyBytes, 'x');
  const int half = static_cast<int>(limits::kMailboxBytes / 2 / body.size());
  Append(half, body);
  ASSERT_TRUE(Put({kFirst, 0, true, 1000, "all"}).ok());
  ASSERT_TRUE(Ack(static_cast<std::uint64_t>(half)).ok());
  EXPECT_EQ(Fetch().lowest_kept, 1u) << "there is room, and somebody may read on";
  Append(1, "x");
  ASSERT_TRUE(Ack(1).ok());
  EXPECT_EQ(Fetch().lowest_kept, static_cast<std::uint64_t>(half) + 1)
      << "what came after it is not covered";
  EXPECT_EQ(Fetch().entries.size(), 1u);
}

TEST_F(SnapshotsTest, TheLastPieceMakesRoomAtOnce) {
  const std::string body(limits::kEnvelopeBodyBytes, 'x');
  Append(static_cast<int>(limits::kMailboxBytes / body.size()), body);
  ASSERT_TRUE(Put({kFirst, 0, false, 3, "one"}).ok());
  EXPECT_EQ(Fetch().lowest_kept, 1u);
  ASSERT_TRUE(Put({kFirst, 1, true, 3, "two"}).ok());
  EXPECT_EQ(Fetch().lowest_kept, 4u);
  Append(3, body);
}

TEST_F(SnapshotsTest, DestroyingTheMailboxLeavesNothingOfThem) {
  ASSERT_TRUE(Put({kFirst, 0, true, 0, "one"}).ok());
  ASSERT_TRUE(Put({kSecond, 0, false, 0, "one"}).ok());
  ASSERT_TRUE(Do([&](Overlay& draft) { return boxes_.Destroy(draft, kBox); }).ok());
  for (const char* prefix : {"b", "k", "u", "m", "s"}) EXPECT_EQ(Keys(prefix), 0) << prefix;
}

}  // namespace
}  // namespace twofold::relay
