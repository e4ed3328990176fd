// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "storage/bytes/memory_byte_store.h"

namespace twofold {
namespace {

ByteBatch One(absl::string_view key, absl::string_view value) {
  ByteBatch batch;
  batch.Put(key, value);
  return batch;
}

TEST(MemoryByteStore, AFailingCommitChangesNothingUntilHealed) {
  MemoryByteStore store;
  ASSERT_TRUE(store.Commit(One("a", "1")).ok());
  store.FailCommits(absl::ResourceExhaustedError("full"));
  EXPECT_EQ(store.Commit(One("a", "2")).code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(store.Get("a").value(), "1");
  store.FailCommits(absl::OkStatus());
  EXPECT_TRUE(store.Commit(One("a", "3")).ok());
  EXPECT_EQ(store.Get("a").value(), "3");
}

TEST(MemoryByteStore, CountsBatchesThatTookEffect) {
  MemoryByteStore store;
  ASSERT_TRUE(store.Commit(One("a", "1")).ok());
  ASSERT_TRUE(store.Commit(ByteBatch()).ok());
  store.FailCommits(absl::UnavailableError("broken"));
  EXPECT_FALSE(store.Commit(One("a", "2")).ok());
  EXPECT_EQ(store.commits(), 1);
}

}  // namespace
}  // namespace twofold
