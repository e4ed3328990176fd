// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// kill -9 again and again, in the middle of writing. TWOFOLD_KILLS=N kills so many times,
// TWOFOLD_SEED=N chooses other moments.
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <thread>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "client/transport/http2_transport.h"
#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/random.h"
#include "tests/e2e/scene.h"
#include "tests/support/seeded_random.h"
#include "twofold/daemon/v1/entries.pb.h"

namespace twofold::e2e {
namespace {

constexpr int kKills = 300;
constexpr int kWriters = 2;
constexpr absl::Duration kPatience = absl::Seconds(5);

int FromEnvironment(const char* name, int otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : std::atoi(value);
}

// What was asked of the daemon and what it answered, outside of it.
class Journal {
 public:
  void Asked(const std::string& id) {
    std::lock_guard lock(mutex_);
    ++asked_;
    open_.push_back(id);
  }
  void Answered(const std::string& id) {
    std::lock_guard lock(mutex_);
    ++answered_;
    std::erase(open_, id);
  }
  int asked() const { return asked_; }
  int answered() const { return answered_; }
  // What nothing came back for.
  std::vector<std::string> TakeOpen() {
    std::lock_guard lock(mutex_);
    return std::exchange(open_, {});
  }

 private:
  std::mutex mutex_;
  std::vector<std::string> open_;
  std::atomic<int> asked_ = 0;
  std::atomic<int> answered_ = 0;
};

class KilledOften : public Scene {
 protected:
  // One more unit under this request. False when no answer came.
  bool LogOne(const std::string& id) {
    Http2Transport transport(noa.socket(), geteuid(), clock_, -1);
    daemon::v1::LogRequest request;
    request.set_request_id(id);
    request.set_together(daemon::v1::TOGETHER_ALL_OR_NONE);
    request.add_answers()->set_goal("run");
    request.mutable_answers(0)->set_what("1");
    return transport.Call("/twofold.daemon.v1.EntryService/Log", request, kPatience).ok();
  }
  // What stands there today; -1 when there is no answer.
  int AmountNow() {
    Http2Transport transport(noa.socket(), geteuid(), clock_, -1);
    const auto bytes = transport.Call("/twofold.daemon.v1.EntryService/Today",
                                      daemon::v1::TodayRequest(), kPatience);
    daemon::v1::TodayResponse today;
    int amount = -1;
    if (!bytes.ok() || !today.ParseFromString(*bytes) || today.items_size() != 1) return -1;
    if (today.items(0).amount().empty()) return 0;
    return absl::SimpleAtoi(today.items(0).amount(), &amount) ? amount : -1;
  }
  std::string NewId() {
    std::lock_guard lock(mutex_);
    return RequestId::Make(random_).str();
  }
  // Writes until nobody answers.
  void Write(Journal& journal) {
    for (;;) {
      const std::string id = NewId();
      journal.Asked(id);
      if (!LogOne(id)) return;
      journal.Answered(id);
    }
  }

  const SystemClock clock_;
  SystemRandom random_;
  std::mutex mutex_;
};

TEST_F(KilledOften, WhatWasAnsweredIsThereAndARepeatHasNoSecondEffect) {
  const int kills = FromEnvironment("TWOFOLD_KILLS", kKills);
  const int seed = FromEnvironment("TWOFOLD_SEED", 1);
  SCOPED_TRACE(absl::StrCat("TWOFOLD_SEED=", seed));
  SeededRandom moments(static_cast<std::uint64_t>(seed));
  SetUpAlone(noa, "Noa");
  Do(noa, {"goal", "add", "Run", "--every", "day", "--unit", "km"});
  ASSERT_TRUE(noa.StopDaemon());
  Journal journal;
  std::chrono::steady_clock::duration slowest{};
  for (int kill = 0; kill < kills; ++kill) {
    const auto began = std::chrono::steady_clock::now();
    const auto daemon = noa.StartDaemon(household.folder() + "/daemon.log");
    ASSERT_EQ(daemon->ready(), "ready") << "after kill " << kill;
    slowest = std::max(slowest, std::chrono::steady_clock::now() - began);
    const int kept = AmountNow();
    ASSERT_GE(kept, journal.answered()) << "lost after kill " << kill;
    ASSERT_LE(kept, journal.asked()) << "after kill " << kill;
    for (const std::string& id : journal.TakeOpen()) {
      ASSERT_TRUE(LogOne(id));
      journal.Answered(id);
    }
    ASSERT_EQ(AmountNow(), journal.asked()) << "counted twice after kill " << kill;
    const int enough = journal.answered() + 1 + static_cast<int>(moments.Below(12));
    std::vector<std::thread> writers;
    for (int i = 0; i < kWriters; ++i) writers.emplace_back([&] { Write(journal); });
    const bool wrote =
        Eventually([&] { return journal.answered() >= enough; }, std::chrono::seconds(20));
    const bool ended = daemon->End(SIGKILL);
    for (std::thread& writer : writers) writer.join();
    ASSERT_TRUE(wrote && ended) << "at kill " << kill;
  }
  std::cout << kills << " kills, " << journal.answered() << " answers, slowest start "
            << std::chrono::duration_cast<std::chrono::milliseconds>(slowest).count() << " ms\n";
}

}  // namespace
}  // namespace twofold::e2e
