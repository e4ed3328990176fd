// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Files of a store that have gone bad: it is noticed, or it does no harm. TWOFOLD_EVERY_BYTE=1
// takes every byte instead of every 50th.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <memory>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "storage/bytes/rocks_byte_store.h"
#include "tests/storage/deep_life.h"
#include "tests/storage/sim_file_system.h"

namespace twofold {
namespace {

constexpr char kFolder[] = "/data/store";
constexpr RocksTuning kSmall = {.write_buffer = 64 << 10, .block_cache = 64 << 10};

enum class Outcome { kNoticed, kHarmless, kSilent };

// Of a table, the byte whose top bit RocksDB, built with assertions as Debian builds it, ends the
// process for instead of refusing: it reads the count of restarts of the table's properties before
// their checksum. The properties stand before the index that the table's last 53 bytes begin with.
std::size_t FatalByte(const std::string& table) {
  constexpr std::size_t kFooter = 53, kBlockTrailer = 5;
  std::size_t index = 0;
  for (std::size_t i = table.size() - kFooter + 1, shift = 0; i < table.size(); ++i, shift += 7) {
    index |= static_cast<std::size_t>(table[i] & 0x7F) << shift;
    if ((table[i] & 0x80) == 0) break;
  }
  return index - kBlockTrailer - 1;
}

class Damage : public ::testing::Test {
 protected:
  // A store with tables on several levels and a log that began after the newest of them, closed in
  // good order.
  Damage() {
    SeededRandom random(11);
    bool whole = true;
    const auto fill = [&](int commits) {
      const auto store = Open(whole);
      ASSERT_TRUE(store.ok()) << store.status();
      for (int i = 0; i < commits; ++i) ASSERT_TRUE((*store)->Commit(life_.Next(random)).ok());
      if (commits == kMany) {
        ASSERT_TRUE((*store)->Scrub().ok());
      }
    };
    for (const int commits : {kMany, 6, kMany, 5, kOneFlush}) fill(commits);
    sound_ = sim_.disk->Image();
  }

  absl::StatusOr<std::unique_ptr<ByteStore>> Open(bool& whole) {
    return Open(whole, life_.issued());
  }
  absl::StatusOr<std::unique_ptr<ByteStore>> Open(bool& whole, std::uint64_t anchor) {
    RocksTuning tuning = kSmall;
    tuning.env = sim_.env.get();
    StoreGuard guard;
    guard.copies = StoreGuard::Copies::kKept;
    guard.is_whole = [&whole, anchor](const ByteReader& reader) -> absl::StatusOr<bool> {
      const auto number = DeepLife::NumberIn(reader);
      if (!number.ok()) return number.status();
      whole = *number >= anchor;
      return whole;
    };
    return OpenRocksByteStore(kFolder, OpenMode::kCreate, tuning, guard);
  }

  // What comes of a disk like the sound one with one file changed, or gone.
  Outcome With(const std::string& name, const std::optional<std::string>& bytes) {
    return With(name, bytes, life_.issued());
  }
  // The same where no more than `anchor` commits are known to have been.
  Outcome With(const std::string& name, const std::optional<std::string>& bytes,
               std::uint64_t anchor) {
    DiskImage image = sound_;
    if (bytes) {
      image.live[name]->bytes = *bytes;
    } else {
      image.live.erase(name);
    }
    sim_.disk->Restore(image);
    bool whole = true;
    const auto store = Open(whole, anchor);
    if (!store.ok()) {
      EXPECT_TRUE(absl::IsDataLoss(store.status())) << name << ": " << store.status();
      return Outcome::kNoticed;
    }
    if (!whole) return Outcome::kNoticed;
    const auto content = DeepLife::ContentOf(**store);
    if (!content.ok()) {
      EXPECT_TRUE(absl::IsDataLoss(content.status())) << name << ": " << content.status();
      return Outcome::kNoticed;
    }
    const std::uint64_t number = *DeepLife::NumberIn(**store);
    const bool enough = number >= anchor && number + 1 >= life_.issued();
    return enough && life_.Faults(**store, number).empty() ? Outcome::kHarmless : Outcome::kSilent;
  }

  static constexpr int kMany = 30;
  static constexpr int kOneFlush = 70;  // fills more than one buffer
  static constexpr std::size_t kSparse = 37;
  SimDiskEnv sim_;
  DeepLife life_;
  DiskImage sound_;
};

TEST_F(Damage, AFlippedByteAnywhereIsNoticedOrHarmless) {
  const std::size_t step = std::getenv("TWOFOLD_EVERY_BYTE") == nullptr ? 50 : 1;
  std::size_t tried = 0, noticed = 0;
  for (const auto& [name, file] : sound_.live) {
    for (std::size_t at = 0; at < file->bytes.size(); at += step, ++tried) {
      std::string bytes = file->bytes;
      const int bit = static_cast<int>(at / step % 8);
      if (bit == 7 && absl::EndsWith(name, ".sst") && at == FatalByte(bytes)) continue;
      bytes[at] ^= static_cast<char>(1 << bit);
      const Outcome outcome = With(name, bytes);
      ASSERT_NE(outcome, Outcome::kSilent) << name << " at " << at;
      noticed += outcome == Outcome::kNoticed ? 1 : 0;
    }
  }
  std::cout << tried << " bytes of " << sound_.live.size() << " files flipped, " << noticed
            << " noticed\n";
  EXPECT_GT(noticed, tried / 2);
}

TEST_F(Damage, WhereNothingWasPromisedAFlippedByteCostsNoMoreThanTheNewestWrite) {
  for (const auto& [name, file] : sound_.live) {
    if (absl::EndsWith(name, ".sst")) continue;
    const std::size_t step = absl::EndsWith(name, ".log") ? kSparse : 1;
    if (absl::StrContains(name, "/OPTIONS-")) continue;
    for (std::size_t at = 0; at < file->bytes.size(); at += step) {
      std::string bytes = file->bytes;
      bytes[at] ^= 0x20;
      ASSERT_NE(With(name, bytes, 0), Outcome::kSilent) << name << " at " << at;
    }
  }
}

TEST_F(Damage, AFileThatIsGoneEmptyOrHalvedIsNoticedOrHarmless) {
  for (const auto& [name, file] : sound_.live) {
    EXPECT_NE(With(name, std::nullopt), Outcome::kSilent) << name << " gone";
    EXPECT_NE(With(name, ""), Outcome::kSilent) << name << " empty";
    EXPECT_NE(With(name, file->bytes.substr(0, file->bytes.size() / 2)), Outcome::kSilent)
        << name << " halved";
    const bool holds = absl::EndsWith(name, ".sst") || absl::StrContains(name, "/MANIFEST-");
    if (holds) {
      EXPECT_EQ(With(name, std::nullopt), Outcome::kNoticed) << name;
    }
  }
  EXPECT_EQ(With(absl::StrCat(kFolder, "/CURRENT"), std::nullopt), Outcome::kNoticed);
  EXPECT_EQ(With(absl::StrCat(kFolder, "/CURRENT"), ""), Outcome::kNoticed);
}

}  // namespace
}  // namespace twofold
