// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// kill -9 at bad moments: what was answered is there, and what was under way goes on or is gone.
#include <signal.h>

#include <atomic>
#include <cstdlib>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "client/transport/http2_transport.h"
#include "core/base/ids.h"
#include "core/base/random.h"
#include "tests/e2e/scene.h"
#include "twofold/daemon/v1/entries.pb.h"

namespace twofold::e2e {
namespace {

// Logs one unit under a request id of the caller's.
bool LogOne(const std::string& socket, const std::string& request_id, const std::string& goal) {
  const SystemClock clock;
  Http2Transport transport(socket, geteuid(), clock, -1);
  daemon::v1::LogRequest request;
  request.set_request_id(request_id);
  request.set_together(daemon::v1::TOGETHER_ALL_OR_NONE);
  request.add_answers()->set_goal(goal);
  request.mutable_answers(0)->set_what("1");
  return transport.Call("/twofold.daemon.v1.EntryService/Log", request, absl::Seconds(5)).ok();
}

std::string NewId() {
  SystemRandom random;
  return RequestId::Make(random).str();
}

class Killed : public Scene {};

TEST_F(Killed, EveryAnsweredLogIsThereAfterKillNineAndARepeatCountsOnce) {
  constexpr int kAnsweredBeforeTheKill = 25;
  SetUpAlone(noa, "Noa");
  Do(noa, {"goal", "add", "Run", "--every", "day", "--unit", "km"});
  std::vector<std::string> asked;
  std::atomic<int> answered = 0;
  std::thread writer([&] {
    // Until the daemon is gone.
    do {
      asked.push_back(NewId());
    } while (LogOne(noa.socket(), asked.back(), "run") && ++answered > 0);
  });
  EXPECT_TRUE(
      Eventually([&] { return answered >= kAnsweredBeforeTheKill; }, std::chrono::seconds(20)));
  ASSERT_TRUE(noa.KillDaemon());
  writer.join();
  const int kept = std::atoi(Amount(noa, "run").c_str());
  EXPECT_GE(kept, answered);
  EXPECT_LE(kept, answered + 1) << "only the one under way may have been kept unanswered";
  for (const std::string& id : asked) EXPECT_TRUE(LogOne(noa.socket(), id, "run"));
  EXPECT_EQ(Amount(noa, "run"), absl::StrCat(asked.size()));
}

TEST_F(Killed, LogsOfACoupleSurviveTheKillAndReachTheOtherOnce) {
  SetUpTogether();
  const std::string run = Agree({"Run", "--every", "day", "--unit", "km"});
  int sum = 0;
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 4; ++i) sum += LogOne(noa.socket(), NewId(), run) ? 1 : 0;
    ASSERT_TRUE(noa.KillDaemon());
    EXPECT_EQ(Amount(noa, run), absl::StrCat(sum));
  }
  EXPECT_EQ(sum, 12);
  Await("all of it at Sam's", [&] { return Amount(sam, run) == absl::StrCat(sum); });
}

enum class Step { kWaiting, kComparing, kOneSaidYes, kBothSaidYes };
enum class Who { kNoa, kSam, kBoth };

struct Moment {
  Step step;
  Who who;
};

class KilledWhilePairing : public Scene, public ::testing::WithParamInterface<Moment> {
 protected:
  void KillAt(Step step) {
    if (step != GetParam().step) return;
    if (GetParam().who != Who::kSam) {
      ASSERT_TRUE(noa.KillDaemon());
    }
    if (GetParam().who != Who::kNoa) {
      ASSERT_TRUE(sam.KillDaemon());
    }
  }
  // Says yes and does not wait for the other's.
  void SayYes(Account& account, const std::string& digits) {
    const Ended said = account.Run({"pair", "--confirm", digits, "--wait", "0"});
    EXPECT_TRUE(said.exit_code == 0 || said.exit_code == 1) << said.out << said.err;
  }
};

TEST_P(KilledWhilePairing, GoesOnAndIsPairedInTheEnd) {
  ASSERT_TRUE(household.StartRelay());
  SetUpAlone(noa, "Noa");
  SetUpAlone(sam, "Sam");
  const std::string words = household.Invite(noa);
  ASSERT_NE(words, "");
  KillAt(Step::kWaiting);
  // Whoever is gone comes back with the next command.
  Do(noa, {"pair", "--status"});
  ASSERT_EQ(household.Join(sam, words).exit_code, 0);
  ASSERT_TRUE(AwaitStep(noa, "comparing").has_value());
  ASSERT_TRUE(AwaitStep(sam, "comparing").has_value());
  KillAt(Step::kComparing);
  const auto number = AwaitStep(noa, "comparing");
  ASSERT_TRUE(number.has_value());
  ASSERT_EQ(AwaitStep(sam, "comparing"), number);
  const std::string digits = absl::StrReplaceAll(*number, {{" ", ""}});
  SayYes(noa, digits);
  KillAt(Step::kOneSaidYes);
  Do(noa, {"pair", "--status"});
  Do(sam, {"pair", "--status"});
  SayYes(sam, digits);
  KillAt(Step::kBothSaidYes);
  Do(noa, {"pair", "--status"});
  Do(sam, {"pair", "--status"});
  for (Account* account : {&noa, &sam}) {
    Await("a shared space", [&] { return account->Json({"status"}).value("paired", false); });
    ASSERT_FALSE(HasFailure());
  }
  const std::string run = Agree({"Run", "--every", "day", "--unit", "km"});
  Do(sam, {"log", run, "3"});
  Await("3 km at Noa's", [&] { return Amount(noa, run) == "3"; });
}

std::string MomentName(const ::testing::TestParamInfo<Moment>& moment) {
  constexpr const char* kSteps[] = {"Waiting", "Comparing", "OneSaidYes", "BothSaidYes"};
  constexpr const char* kWho[] = {"Noa", "Sam", "Both"};
  return absl::StrCat(kSteps[static_cast<int>(moment.param.step)],
                      kWho[static_cast<int>(moment.param.who)]);
}

INSTANTIATE_TEST_SUITE_P(
    Everywhere, KilledWhilePairing,
    ::testing::Values(Moment{Step::kWaiting, Who::kNoa}, Moment{Step::kComparing, Who::kNoa},
                      Moment{Step::kComparing, Who::kSam}, Moment{Step::kComparing, Who::kBoth},
                      Moment{Step::kOneSaidYes, Who::kNoa}, Moment{Step::kOneSaidYes, Who::kSam},
                      Moment{Step::kOneSaidYes, Who::kBoth}, Moment{Step::kBothSaidYes, Who::kNoa},
                      Moment{Step::kBothSaidYes, Who::kSam},
                      Moment{Step::kBothSaidYes, Who::kBoth}),
    MomentName);

TEST_F(Killed, ACancelledPairingStaysCancelledAndLeavesNothing) {
  ASSERT_TRUE(household.StartRelay());
  SetUpAlone(noa, "Noa");
  const std::string words = household.Invite(noa);
  Do(noa, {"pair", "--cancel"});
  ASSERT_TRUE(noa.KillDaemon());
  EXPECT_EQ(noa.Json({"pair", "--status"}).value("step", ""), "none");
  EXPECT_NE(household.Invite(noa), "") << "another one can begin";
}

}  // namespace
}  // namespace twofold::e2e
