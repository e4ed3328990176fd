// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A disk that fails one call, whichever, and one that is full from one call on: nobody's process
// ends, nothing acknowledged is lost, and everything goes on when the trouble is over.
// TWOFOLD_DAYS=N makes the story N days long, and every call of it fails once.
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "storage/bytes/rocks_byte_store.h"
#include "tests/storage/deep_life.h"
#include "tests/storage/sim_file_system.h"

namespace twofold {
namespace {

using Failure = SimFileSystem::Failure;

constexpr char kFolder[] = "/data/store";
constexpr RocksTuning kSmall = {.write_buffer = 64 << 10, .block_cache = 64 << 10};
constexpr int kTries = 4;

// What to say when a failure ends the process.
char last_words[100];

void SayLastWords(int) {
  [[maybe_unused]] const ssize_t said = write(STDERR_FILENO, last_words, strlen(last_words));
}

// Some time in the life of a store: made, filled, its tables rewritten, closed, opened again.
class Story {
 public:
  SimFileSystem& disk() { return *sim_.disk; }

  // What went wrong for good; empty when everything was done in the end.
  std::string Run() {
    const char* wanted = std::getenv("TWOFOLD_DAYS");
    const int days = wanted == nullptr ? 3 : std::atoi(wanted);
    for (int day = 0; day < days; ++day) {
      const std::string wrong = Day(day);
      if (!wrong.empty()) return absl::StrCat("day ", day, ": ", wrong);
    }
    return "";
  }
  // Takes the power away and looks what is left; empty when nothing is missing.
  std::string LosePowerAndLook() {
    sim_.disk->Heal();
    DiskImage image = sim_.disk->Image();
    image.LosePower(random_);
    sim_.disk->Restore(image);
    const auto store = Open();
    if (!store.ok()) return absl::StrCat("does not open: ", store.status().ToString());
    const auto number = DeepLife::NumberIn(**store);
    if (!number.ok() || *number < synced_) return "lost something acknowledged";
    return life_.Faults(**store, *number);
  }
  int refusals() const { return refusals_; }

 private:
  std::string Day(int day) {
    absl::StatusOr<std::unique_ptr<ByteStore>> store;
    std::string wrong = UntilDone([&] { return (store = Open()).status(); });
    for (int i = 0; wrong.empty() && i < 12; ++i) {
      const ByteBatch batch = life_.Next(random_);
      const bool loose = i % 4 == 3;
      // Whether a commit that failed is there is not known; the same once more does no harm.
      wrong = UntilDone(
          [&] { return loose ? (*store)->CommitUnsynced(batch) : (*store)->Commit(batch); });
      if (wrong.empty() && !loose) synced_ = life_.issued();
    }
    if (wrong.empty() && day % 3 == 1) {
      wrong = UntilDone([&] { return (*store)->Scrub(); });
    }
    if (!wrong.empty()) return wrong;
    absl::StatusOr<DeepLife::Content> content;
    wrong = UntilDone([&] {
      content = DeepLife::ContentOf(*(*store)->Snapshot());
      return content.status();
    });
    return wrong.empty() ? life_.Faults(*content, life_.issued()) : wrong;
  }

  template <class Work>
  std::string UntilDone(Work work) {
    for (int i = 0; i < kTries; ++i) {
      const absl::Status done = work();
      if (done.ok()) return "";
      ++refusals_;
      if (!absl::IsUnavailable(done) && !absl::IsResourceExhausted(done)) return done.ToString();
      sim_.disk->Free();
    }
    return "it never heals";
  }

  absl::StatusOr<std::unique_ptr<ByteStore>> Open() {
    RocksTuning tuning = kSmall;
    tuning.env = sim_.env.get();
    StoreGuard guard;
    guard.copies = StoreGuard::Copies::kKept;
    guard.is_whole = [this](const ByteReader& reader) -> absl::StatusOr<bool> {
      const auto number = DeepLife::NumberIn(reader);
      if (!number.ok()) return number.status();
      return *number >= synced_;
    };
    return OpenRocksByteStore(kFolder, OpenMode::kCreate, tuning, guard);
  }

  SeededRandom random_{3};
  SimDiskEnv sim_;
  DeepLife life_;
  std::uint64_t synced_ = 0;
  int refusals_ = 0;
};

class FailingDisk : public ::testing::TestWithParam<Failure> {
 protected:
  FailingDisk() { std::signal(SIGABRT, SayLastWords); }
  ~FailingDisk() override { std::signal(SIGABRT, SIG_DFL); }
};

std::string NameOf(Failure failure) {
  switch (failure) {
    case Failure::kError:
      return "Error";
    case Failure::kTorn:
      return "Torn";
    case Failure::kNoSpace:
      return "NoSpace";
  }
  return "";
}

TEST_P(FailingDisk, WhicheverCallFailsOnceNothingIsLostAndItGoesOn) {
  Story calm;
  ASSERT_EQ(calm.Run(), "");
  const std::uint64_t calls = calm.disk().calls();
  ASSERT_EQ(calm.LosePowerAndLook(), "");
  int tried = 0, noticed = 0;
  for (std::uint64_t nth = 1; nth <= calls; ++nth, ++tried) {
    absl::SNPrintF(last_words, sizeof last_words, "call %d ends the process\n", nth);
    Story story;
    story.disk().FailAt(nth, GetParam());
    ASSERT_EQ(story.Run(), "") << "call " << nth;
    ASSERT_EQ(story.LosePowerAndLook(), "") << "call " << nth;
    noticed += story.refusals() > 0 ? 1 : 0;
  }
  std::cout << tried << " of " << calls << " calls failed, " << noticed << " of them refused\n";
  EXPECT_GT(noticed, tried / 5);
}

INSTANTIATE_TEST_SUITE_P(Once, FailingDisk,
                         ::testing::Values(Failure::kError, Failure::kTorn, Failure::kNoSpace),
                         [](const auto& info) { return NameOf(info.param); });

TEST(FullDisk, FromWhicheverChangeOnItHealsWhenThereIsRoomAgain) {
  Story calm;
  ASSERT_EQ(calm.Run(), "");
  const std::uint64_t changes = calm.disk().changes();
  int refused = 0;
  std::signal(SIGABRT, SayLastWords);
  for (std::uint64_t nth = 1; nth <= changes; ++nth) {
    absl::SNPrintF(last_words, sizeof last_words, "change %d ends the process\n", nth);
    Story story;
    story.disk().FillAt(nth);
    ASSERT_EQ(story.Run(), "") << "full from change " << nth;
    ASSERT_EQ(story.LosePowerAndLook(), "") << "full from change " << nth;
    refused += story.refusals() > 0 ? 1 : 0;
  }
  std::signal(SIGABRT, SIG_DFL);
  std::cout << "full from each of " << changes << " changes on, refused " << refused << "\n";
  EXPECT_GT(refused, 0);
}

}  // namespace
}  // namespace twofold
