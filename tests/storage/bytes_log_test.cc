// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Reading RocksDB's log as bytes, on logs that RocksDB wrote.
#include <gtest/gtest.h>
#include <rocksdb/db.h>
#include <rocksdb/options.h>

#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "storage/bytes/rocks_log.h"
#include "tests/storage/sim_file_system.h"

namespace twofold {
namespace {

// A log of writes of one change each, so that their numbers are 1, 2, 3 and so on.
std::string LogOf(const std::vector<std::size_t>& sizes) {
  SimDiskEnv sim;
  rocksdb::Options options;
  options.env = sim.env.get();
  options.create_if_missing = true;
  rocksdb::DB* opened = nullptr;
  EXPECT_TRUE(rocksdb::DB::Open(options, "/db", &opened).ok());
  const std::unique_ptr<rocksdb::DB> db(opened);
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    EXPECT_TRUE(db->Put({}, absl::StrCat("key", i), std::string(sizes[i], 'x')).ok());
  }
  for (const auto& [name, file] : sim.disk->Image().live) {
    if (absl::EndsWith(name, ".log")) return file->bytes;
  }
  return "";
}

TEST(RocksLog, WholeWritesAreSeenByTheirNumbers) {
  const std::string log = LogOf({10, 20, 30});
  EXPECT_EQ(WritesBehind(log, 0).first, 1u);
  EXPECT_EQ(WritesBehind(log, 2).first, 3u);
  EXPECT_EQ(WritesBehind(log, 3).first, 0u);
  EXPECT_TRUE(WritesBehind(log, 3).any);
  EXPECT_FALSE(WritesBehind(log, 3).lost_beginning);
  EXPECT_EQ(WholeRecords(log), log.size());
}

TEST(RocksLog, AWriteOfManyPartsIsOne) {
  const std::string log = LogOf({100'000, 70'000});
  EXPECT_EQ(WritesBehind(log, 0).first, 1u);
  EXPECT_EQ(WritesBehind(log, 1).first, 2u);
  EXPECT_EQ(WritesBehind(log, 2).first, 0u);
  EXPECT_FALSE(WritesBehind(log, 2).lost_beginning);
  EXPECT_EQ(WholeRecords(log), log.size());
}

TEST(RocksLog, AWriteThatWasNotFinishedIsNone) {
  const std::string log = LogOf({10, 100'000});
  for (const std::size_t size : {log.size() - 1, log.size() / 2, std::size_t{100}}) {
    EXPECT_EQ(WritesBehind(log.substr(0, size), 1).first, 0u);
    EXPECT_FALSE(WritesBehind(log.substr(0, size), 1).lost_beginning);
    EXPECT_EQ(WholeRecords(log.substr(0, size)), WholeRecords(LogOf({10})));
  }
}

TEST(RocksLog, WhatStandsBehindADamagedPlaceIsSeenWhereverTheDamageIs) {
  const std::string log = LogOf({50, 60, 70, 80});
  const std::size_t last = WholeRecords(LogOf({50, 60, 70}));
  for (std::size_t at = 0; at < last; ++at) {
    std::string damaged = log;
    damaged[at] ^= 0x10;
    EXPECT_EQ(WritesBehind(damaged, 3).first, 4u) << at;
    EXPECT_LT(WholeRecords(damaged), log.size()) << at;
  }
  for (std::size_t at = last; at < log.size(); ++at) {
    std::string damaged = log;
    damaged[at] ^= 0x10;
    EXPECT_EQ(WritesBehind(damaged, 3).first, 0u) << at;
    EXPECT_EQ(WholeRecords(damaged), last) << at;
  }
}

TEST(RocksLog, ALaterPartWithoutItsBeginningIsSeen) {
  std::string log = LogOf({100'000});
  log[100] ^= 1;
  EXPECT_TRUE(WritesBehind(log, 1'000).lost_beginning);
  EXPECT_EQ(WritesBehind(log, 0).first, 0u);
}

TEST(RocksLog, ZerosAndNoiseAreNothing) {
  SeededRandom random(7);
  std::string noise(100'000, '\0');
  EXPECT_FALSE(WritesBehind(noise, 0).any);
  random.Fill({reinterpret_cast<std::uint8_t*>(noise.data()), noise.size()});
  EXPECT_FALSE(WritesBehind(noise, 0).any);
  EXPECT_EQ(WholeRecords(noise), 0u);
}

}  // namespace
}  // namespace twofold
