// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Power losses under the real store. TWOFOLD_POWER_LOSSES=N makes each of the two runs N losses
// long, TWOFOLD_SEED=N begins with another seed.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <iostream>
#include <set>

#include "storage/bytes/rocks_byte_store.h"
#include "tests/storage/deep_life.h"
#include "tests/storage/sim_file_system.h"

namespace twofold {
namespace {

constexpr char kFolder[] = "/data/store";
constexpr std::uint64_t kLosses = 2500;  // of one run
constexpr int kLossesOfALife = 25;
constexpr std::uint64_t kMostChanges = 90;  // of the disk, before a loss
constexpr RocksTuning kSmall = {.write_buffer = 64 << 10, .block_cache = 64 << 10};

std::uint64_t FromEnvironment(const char* name, std::uint64_t otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

struct Tally {
  std::uint64_t losses = 0;
  std::uint64_t mended = 0;  // openings before which a copy was set aside
  std::uint64_t acknowledged = 0;
};

// One store that loses power again and again.
class Life {
 public:
  Life(std::uint64_t seed, Tally& tally) : random_(seed), tally_(tally) {}

  // From one loss to the next. What went wrong; empty when nothing did.
  std::string Stretch() {
    std::atomic<std::uint64_t> synced = synced_, anchor = anchor_;
    std::uint64_t synced_at_cut = 0, anchor_at_cut = 0;
    const auto at_cut = [&] { synced_at_cut = synced, anchor_at_cut = anchor; };
    sim_.disk->CutAt(1 + random_.Below(kMostChanges), at_cut);
    {
      const auto store = Open();
      if (!store.ok()) return absl::StrCat("does not open: ", store.status().ToString());
      const auto number = DeepLife::NumberIn(**store);
      if (!number.ok()) return number.status().ToString();
      if (*number < synced_) return absl::StrCat("lost what comes behind ", *number);
      if (*number > life_.issued()) return absl::StrCat("invented ", *number);
      const std::string faults = life_.Faults(**store, *number);
      if (!faults.empty()) return absl::StrCat("at ", *number, faults);
      NoteCopies();
      life_.GoOnFrom(*number);
      for (std::uint64_t left = 3 + random_.Below(8); left > 0; --left) {
        const ByteBatch batch = life_.Next(random_);
        const bool loose = random_.OneIn(6);
        const absl::Status done = loose ? (*store)->CommitUnsynced(batch) : (*store)->Commit(batch);
        if (!done.ok()) return absl::StrCat("does not commit: ", done.ToString());
        if (loose) continue;
        synced = life_.issued();
        if (random_.OneIn(4)) anchor = life_.issued();
        ++tally_.acknowledged;
      }
      if (random_.OneIn(20) && !(*store)->Scrub().ok()) return "does not scrub";
      if (random_.OneIn(3)) sim_.disk->CutAt(1, at_cut);
    }
    DiskImage image = sim_.disk->TakeCut();
    image.LosePower(random_);
    sim_.disk->Restore(image);
    synced_ = std::max(synced_, synced_at_cut);
    anchor_ = std::max(anchor_, anchor_at_cut);
    ++tally_.losses;
    return "";
  }

 private:
  absl::StatusOr<std::unique_ptr<ByteStore>> Open() {
    RocksTuning tuning = kSmall;
    tuning.env = sim_.env.get();
    StoreGuard guard;
    guard.copies = StoreGuard::Copies::kKept;
    guard.is_whole = [this](const ByteReader& reader) -> absl::StatusOr<bool> {
      const auto number = DeepLife::NumberIn(reader);
      if (!number.ok()) return number.status();
      return *number >= anchor_;
    };
    return OpenRocksByteStore(kFolder, OpenMode::kCreate, tuning, guard);
  }

  void NoteCopies() {
    std::set<std::string> folders = sim_.disk->Image().folders;
    if (folders != folders_ && folders.size() > 2) ++tally_.mended;
    folders_ = std::move(folders);
  }

  SeededRandom random_;
  Tally& tally_;
  SimDiskEnv sim_;
  std::set<std::string> folders_;
  DeepLife life_;
  std::uint64_t synced_ = 0;  // up to here everything was acknowledged as durable
  std::uint64_t anchor_ = 0;
};

class PowerLoss : public ::testing::TestWithParam<int> {};

TEST_P(PowerLoss, TakesNothingThatWasAcknowledgedLeavesNoHoleAndNeedsNobody) {
  const std::uint64_t losses = FromEnvironment("TWOFOLD_POWER_LOSSES", kLosses);
  const std::uint64_t first = FromEnvironment("TWOFOLD_SEED", 1) + 1'000'000 * GetParam();
  Tally tally;
  for (std::uint64_t seed = first; tally.losses < losses; ++seed) {
    SCOPED_TRACE(absl::StrCat("TWOFOLD_SEED=", seed - 1'000'000 * GetParam()));
    Life life(seed, tally);
    for (int i = 0; i < kLossesOfALife; ++i) ASSERT_EQ(life.Stretch(), "") << "loss " << i;
  }
  std::cout << "seeds from " << first << ": " << tally.losses << " power losses, "
            << tally.acknowledged << " acknowledged commits, " << tally.mended
            << " stores mended\n";
  EXPECT_GT(tally.mended, losses / 100) << "the mending was hardly ever needed";
}

INSTANTIATE_TEST_SUITE_P(Run, PowerLoss, ::testing::Values(0, 1));

}  // namespace
}  // namespace twofold
