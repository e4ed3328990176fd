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

class Damage : public ::testing::Test {
 protected:
  // A store with tables on several levels and a log, closed in good order.
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
    for (const int commits : {kMany, 6, kMany, 5, 8}) fill(commits);
    sound_ = sim_.disk->Image();
  }

  absl::StatusOr<std::unique_ptr<ByteStore>> Open(bool& whole) {
    RocksTuning tuning = kSmall;
    tuning.env = sim_.env.get();
    StoreGuard guard;
    guard.copies = StoreGuard::Copies::kKept;
    guard.is_whole = [&,
                      anchor = life_.issued()](const ByteReader& reader) -> absl::StatusOr<bool> {
      const auto number = DeepLife::NumberIn(reader);
      if (!number.ok()) return number.status();
      whole = *number >= anchor;
      return whole;
    };
    return OpenRocksByteStore(kFolder, OpenMode::kCreate, tuning, guard);
  }

  // What comes of a disk like the sound one with one file changed, or gone.
  Outcome With(const std::string& name, const std::optional<std::string>& bytes) {
    DiskImage image = sound_;
    if (bytes) {
      image.live[name]->bytes = *bytes;
    } else {
      image.live.erase(name);
    }
    sim_.disk->Restore(image);
    bool whole = true;
    const auto store = Open(whole);
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
    return life_.Faults(**store, life_.issued()).empty() ? Outcome::kHarmless : Outcome::kSilent;
  }

  static constexpr int kMany = 30;
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
      bytes[at] ^= static_cast<char>(1 << (at / step % 8));
      const Outcome outcome = With(name, bytes);
      ASSERT_NE(outcome, Outcome::kSilent) << name << " at " << at;
      noticed += outcome == Outcome::kNoticed ? 1 : 0;
    }
  }
  std::cout << tried << " bytes of " << sound_.live.size() << " files flipped, " << noticed
            << " noticed\n";
  EXPECT_GT(noticed, tried / 2);
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
