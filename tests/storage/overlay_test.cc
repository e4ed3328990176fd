// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "storage/bytes/overlay.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <vector>

#include "storage/bytes/memory_byte_store.h"

namespace twofold {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

Pairs Visited(const ByteReader& reader, absl::string_view begin, absl::string_view end,
              ScanOrder order, std::size_t most = 1000) {
  Pairs pairs;
  EXPECT_TRUE(reader
                  .Scan(begin, end, order,
                        [&](absl::string_view key, absl::string_view value) {
                          pairs.emplace_back(std::string(key), std::string(value));
                          return pairs.size() < most;
                        })
                  .ok());
  return pairs;
}

TEST(Overlay, ShowsWritesAndHidesDeletionsWithoutTouchingWhatIsBelow) {
  MemoryByteStore store;
  ByteBatch batch;
  batch.Put("a", "1");
  batch.Put("b", "2");
  ASSERT_TRUE(store.Commit(batch).ok());
  Overlay overlay(store);
  overlay.Put("c", "3");
  overlay.Delete("a");
  EXPECT_EQ(*overlay.Get("a"), std::nullopt);
  EXPECT_EQ(*overlay.Get("b"), "2");
  EXPECT_EQ(*overlay.Get("c"), "3");
  EXPECT_EQ(*store.Get("a"), "1");
  EXPECT_EQ(*store.Get("c"), std::nullopt);
  ASSERT_TRUE(store.Commit(overlay.Batch()).ok());
  EXPECT_EQ(*store.Get("a"), std::nullopt);
  EXPECT_EQ(*store.Get("c"), "3");
}

TEST(Overlay, DeletesAPrefixOfBothLayersAndNothingElse) {
  MemoryByteStore store;
  ByteBatch batch;
  for (const char* key : {"a", "p", "p1", "q"}) batch.Put(key, "below");
  ASSERT_TRUE(store.Commit(batch).ok());
  Overlay overlay(store);
  overlay.Put("p2", "above");
  ASSERT_TRUE(overlay.DeletePrefix("p").ok());
  EXPECT_EQ(Visited(overlay, "", "", ScanOrder::kAscending),
            (Pairs{{"a", "below"}, {"q", "below"}}));
}

// Against the plainest model there is: one map of everything.
TEST(Overlay, ScansLikeOneMapInBothOrdersWhateverLiesWhere) {
  for (unsigned seed = 1; seed <= 300; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    std::mt19937 random(seed);
    const auto key = [&] {
      return std::string(1 + random() % 2, static_cast<char>('a' + random() % 5));
    };
    MemoryByteStore store;
    Overlay overlay(store);
    std::map<std::string, std::string> model;
    ByteBatch batch;
    for (int i = 0; i < 8; ++i) {
      const std::string k = key();
      batch.Put(k, "below");
      model[k] = "below";
    }
    ASSERT_TRUE(store.Commit(batch).ok());
    for (int i = 0; i < 8; ++i) {
      const std::string k = key();
      if (random() % 2 == 0) {
        overlay.Put(k, "above");
        model[k] = "above";
      } else {
        overlay.Delete(k);
        model.erase(k);
      }
    }
    const std::string begin = key();
    const std::string end = random() % 3 == 0 ? "" : key();
    const std::size_t most = 1 + random() % 6;
    Pairs expected;
    for (const auto& [k, v] : model) {
      if (k >= begin && (end.empty() || k < end)) expected.emplace_back(k, v);
    }
    Pairs backward(expected.rbegin(), expected.rend());
    if (expected.size() > most) expected.resize(most);
    if (backward.size() > most) backward.resize(most);
    EXPECT_EQ(Visited(overlay, begin, end, ScanOrder::kAscending, most), expected);
    EXPECT_EQ(Visited(overlay, begin, end, ScanOrder::kDescending, most), backward);
  }
}

}  // namespace
}  // namespace twofold
