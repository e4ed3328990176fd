// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What every ByteStore owes its callers, run on each implementation.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <map>
#include <random>
#include <thread>

#include "storage/bytes/byte_store.h"
#include "storage/bytes/memory_byte_store.h"
#include "storage/bytes/rocks_byte_store.h"
#include "tests/support/temporary_folder.h"

namespace twofold {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class MemoryCase {
 public:
  ByteStore& store() { return store_; }

 private:
  MemoryByteStore store_;
};

class RocksCase {
 public:
  RocksCase() {
    auto opened = OpenRocksByteStore(folder_.At("store"), OpenMode::kCreate, RocksTuning());
    EXPECT_TRUE(opened.ok()) << opened.status();
    store_ = std::move(opened).value();
  }
  ByteStore& store() { return *store_; }

 private:
  const TemporaryFolder folder_;
  std::unique_ptr<ByteStore> store_;
};

template <class Case>
class ByteStoreConformance : public testing::Test {
 protected:
  ByteStore& store() { return case_.store(); }

  void Put(absl::string_view key, absl::string_view value) {
    ByteBatch batch;
    batch.Put(key, value);
    ASSERT_TRUE(store().Commit(batch).ok());
  }
  static std::vector<std::string> Keys(const ByteReader& reader, absl::string_view begin,
                                       absl::string_view end,
                                       ScanOrder order = ScanOrder::kAscending) {
    std::vector<std::string> keys;
    EXPECT_TRUE(reader
                    .Scan(begin, end, order,
                          [&](absl::string_view key, absl::string_view) {
                            keys.emplace_back(key);
                            return true;
                          })
                    .ok());
    return keys;
  }

 private:
  Case case_;
};

using Cases = testing::Types<MemoryCase, RocksCase>;
TYPED_TEST_SUITE(ByteStoreConformance, Cases);

TYPED_TEST(ByteStoreConformance, AKeyNeverPutIsNothing) {
  EXPECT_EQ(this->store().Get("a").value(), std::nullopt);
}

TYPED_TEST(ByteStoreConformance, AnUnsyncedBatchIsSeenAtOnceAndKeepsItsPlaceInTheOrder) {
  ByteBatch unsynced;
  unsynced.Put("a", "unsynced");
  unsynced.Put("b", "unsynced");
  ASSERT_TRUE(this->store().CommitUnsynced(unsynced).ok());
  EXPECT_EQ(*this->store().Get("a"), "unsynced");
  this->Put("a", "later");
  EXPECT_EQ(*this->store().Get("a"), "later");
  EXPECT_EQ(*this->store().Get("b"), "unsynced");
}

TYPED_TEST(ByteStoreConformance, AnEmptyValueIsThere) {
  this->Put("a", "");
  EXPECT_EQ(this->store().Get("a").value(), std::optional<std::string>(""));
}

TYPED_TEST(ByteStoreConformance, KeysAndValuesMayHoldAnyByte) {
  const std::string key("\x00\xFF\n\x00", 4);
  const std::string value("\x00\x01\xFE\xFF", 4);
  this->Put(key, value);
  EXPECT_EQ(this->store().Get(key).value(), value);
  EXPECT_EQ(this->store().Get(std::string("\x00\xFF\n", 3)).value(), std::nullopt);
}

TYPED_TEST(ByteStoreConformance, ABatchTakesEffectInTheOrderAdded) {
  ByteBatch batch;
  batch.Put("a", "1");
  batch.Put("a", "2");
  batch.Put("b", "1");
  batch.Delete("b");
  batch.Delete("c");
  batch.Put("c", "3");
  ASSERT_TRUE(this->store().Commit(batch).ok());
  EXPECT_EQ(this->store().Get("a").value(), "2");
  EXPECT_EQ(this->store().Get("b").value(), std::nullopt);
  EXPECT_EQ(this->store().Get("c").value(), "3");
}

TYPED_TEST(ByteStoreConformance, AnEmptyBatchIsFine) {
  EXPECT_TRUE(this->store().Commit(ByteBatch()).ok());
}

TYPED_TEST(ByteStoreConformance, AScanIsHalfOpenAndInBytewiseOrder) {
  for (const char* key : {"b", "a", "\xFF", "c", "ab", "A"}) this->Put(key, "x");
  const ByteStore& store = this->store();
  EXPECT_THAT(this->Keys(store, "", ""), ElementsAre("A", "a", "ab", "b", "c", "\xFF"));
  EXPECT_THAT(this->Keys(store, "a", "c"), ElementsAre("a", "ab", "b"));
  EXPECT_THAT(this->Keys(store, "a", "c", ScanOrder::kDescending), ElementsAre("b", "ab", "a"));
  EXPECT_THAT(this->Keys(store, "aa", "bb", ScanOrder::kDescending), ElementsAre("b", "ab"));
  EXPECT_THAT(this->Keys(store, "c", "", ScanOrder::kDescending), ElementsAre("\xFF", "c"));
  EXPECT_THAT(this->Keys(store, "", "b", ScanOrder::kDescending), ElementsAre("ab", "a", "A"));
  EXPECT_THAT(this->Keys(store, "d", "e"), IsEmpty());
  EXPECT_THAT(this->Keys(store, "c", "a"), IsEmpty());
  EXPECT_THAT(this->Keys(store, "a", "a"), IsEmpty());
}

TYPED_TEST(ByteStoreConformance, AVisitorEndsTheScan) {
  for (const char* key : {"a", "b", "c"}) this->Put(key, "x");
  for (const ScanOrder order : {ScanOrder::kAscending, ScanOrder::kDescending}) {
    int visits = 0;
    const auto visit = [&](absl::string_view, absl::string_view) { return ++visits < 2; };
    ASSERT_TRUE(this->store().Scan("", "", order, visit).ok());
    EXPECT_EQ(visits, 2);
  }
}

TYPED_TEST(ByteStoreConformance, AVisitorMayReadAndCommit) {
  for (const char* key : {"a", "b"}) this->Put(key, "x");
  std::vector<std::string> seen;
  const auto visit = [&](absl::string_view key, absl::string_view) {
    seen.emplace_back(key);
    EXPECT_EQ(this->store().Get("a").value(), "x");
    this->Put(std::string(key) + "2", "y");
    return true;
  };
  ASSERT_TRUE(this->store().Scan("", "", ScanOrder::kAscending, visit).ok());
  EXPECT_THAT(seen, ElementsAre("a", "b"));
  EXPECT_THAT(this->Keys(this->store(), "", ""), ElementsAre("a", "a2", "b", "b2"));
}

TYPED_TEST(ByteStoreConformance, ASnapshotKeepsItsInstant) {
  this->Put("a", "1");
  const std::unique_ptr<ByteReader> before = this->store().Snapshot();
  this->Put("a", "2");
  this->Put("b", "1");
  EXPECT_EQ(before->Get("a").value(), "1");
  EXPECT_THAT(this->Keys(*before, "", ""), ElementsAre("a"));
  EXPECT_EQ(this->store().Snapshot()->Get("a").value(), "2");
  EXPECT_EQ(this->store().Get("b").value(), "1");
}

TYPED_TEST(ByteStoreConformance, ScansOfOneSnapshotMayNestAndFollowEachOther) {
  for (const char* key : {"a", "b", "c", "d"}) this->Put(key, "x");
  const std::unique_ptr<ByteReader> instant = this->store().Snapshot();
  std::vector<std::string> seen;
  const auto note = [&](absl::string_view key, absl::string_view) {
    seen.emplace_back(key);
    return true;
  };
  const auto outer = [&](absl::string_view key, absl::string_view value) {
    note(key, value);
    EXPECT_TRUE(instant->Scan("a", "c", ScanOrder::kDescending, note).ok());
    return true;
  };
  ASSERT_TRUE(instant->Scan("b", "d", ScanOrder::kAscending, outer).ok());
  EXPECT_THAT(seen, ElementsAre("b", "b", "a", "c", "b", "a"));
  EXPECT_THAT(this->Keys(*instant, "c", ""), ElementsAre("c", "d"));
  EXPECT_THAT(this->Keys(*instant, "", "b"), ElementsAre("a"));
}

TYPED_TEST(ByteStoreConformance, RandomHistoriesAgreeWithAMap) {
  const unsigned seed = 20260301;
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937 random(seed);
  std::map<std::string, std::string> model;
  for (int round = 0; round < 150; ++round) {
    ByteBatch batch;
    for (int i = 0; i < 5; ++i) {
      const std::string key = std::to_string(random() % 40);
      if (random() % 3 == 0) {
        batch.Delete(key);
        model.erase(key);
      } else {
        const std::string value = std::to_string(random());
        batch.Put(key, value);
        model[key] = value;
      }
    }
    ASSERT_TRUE(this->store().Commit(batch).ok());
    std::map<std::string, std::string> found;
    const auto visit = [&](absl::string_view key, absl::string_view value) {
      found.emplace(key, value);
      return true;
    };
    ASSERT_TRUE(this->store().Scan("", "", ScanOrder::kAscending, visit).ok());
    ASSERT_EQ(found, model);
  }
}

TYPED_TEST(ByteStoreConformance, ThreadsNeverSeeHalfABatch) {
  std::thread writer([&] {
    for (int i = 0; i < 100; ++i) {
      ByteBatch batch;
      batch.Put("left", std::to_string(i));
      batch.Put("right", std::to_string(i));
      EXPECT_TRUE(this->store().Commit(batch).ok());
    }
  });
  for (int i = 0; i < 100; ++i) {
    const std::unique_ptr<ByteReader> instant = this->store().Snapshot();
    EXPECT_EQ(instant->Get("left").value(), instant->Get("right").value());
  }
  writer.join();
}

TEST(PrefixEnd, IsTheFirstKeyAfterThePrefix) {
  EXPECT_EQ(PrefixEnd("a"), "b");
  EXPECT_EQ(PrefixEnd("a\xFF"), "b");
  EXPECT_EQ(PrefixEnd("a\x7F"), "a\x80");
  EXPECT_EQ(PrefixEnd("\xFF\xFF"), "");
  EXPECT_EQ(PrefixEnd(""), "");
}

}  // namespace
}  // namespace twofold
