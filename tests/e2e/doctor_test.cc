// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What is kept is looked over, what is wrong with it is named, and what follows from what was
// written is put right.
#include <signal.h>

#include <functional>
#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "storage/bytes/rocks_byte_store.h"
#include "tests/e2e/scene.h"

namespace twofold::e2e {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Doctor : public Scene {
 protected:
  // Changes what one account keeps, behind the daemon's back: the value of each key that begins
  // with `table`, until `edit` returns false.
  void Damage(Account& account, char table,
              const std::function<bool(const std::string& key, const std::string& value,
                                       ByteBatch& batch)>& edit) {
    ASSERT_TRUE(account.StopDaemon());
    const auto store =
        OpenRocksByteStore(account.data_folder() + "/store", OpenMode::kExisting, RocksTuning());
    ASSERT_TRUE(store.ok()) << store.status();
    ByteBatch batch;
    ASSERT_TRUE((*store)
                    ->Scan(std::string(1, table), std::string(1, static_cast<char>(table + 1)),
                           ScanOrder::kAscending,
                           [&](absl::string_view key, absl::string_view value) {
                             return edit(std::string(key), std::string(value), batch);
                           })
                    .ok());
    ASSERT_FALSE(batch.empty());
    ASSERT_TRUE((*store)->Commit(batch).ok());
  }
  // How much was found of one kind.
  std::uint64_t Found(Account& account, const std::string& what) {
    const Ended ended = account.Run({"doctor", "--json"});
    EXPECT_NE(ended.exit_code, 0);
    const auto answer = nlohmann::json::parse(ended.out, nullptr, false);
    EXPECT_FALSE(answer.is_discarded()) << ended.out;
    for (const auto& one : answer.value("looked_over", nlohmann::json::array())) {
      if (one.value("what", "") == what) return one.value("found", std::uint64_t{99});
    }
    return 99;
  }
  // The first record of a table goes.
  static bool DeleteFirst(const std::string& key, const std::string&, ByteBatch& batch) {
    batch.Delete(key);
    return false;
  }
};

TEST_F(Doctor, FindsAllWellBeforeStartAloneAndTogether) {
  EXPECT_THAT(Do(noa, {"doctor"}), HasSubstr("All is well."));
  SetUpTogether();
  const std::string run = Agree({"Run", "--every", "day", "--unit", "km"});
  Do(noa, {"goal", "add", "Read", "--every", "day"});
  Do(noa, {"log", "read"});
  Do(noa, {"rest", "read", "--until", "tomorrow"});
  for (Account* one : {&noa, &sam}) {
    Do(*one, {"log", run, "3km"});
    Do(*one, {"undo"});
    EXPECT_THAT(Do(*one, {"doctor"}), HasSubstr("All is well."));
    EXPECT_THAT(Do(*one, {"doctor", "--repair"}), HasSubstr("Nothing was changed."));
    EXPECT_TRUE(one->Json({"doctor"}).value("well", false));
    EXPECT_EQ(Do(*one, {"doctor", "--quiet"}), "");
  }
  Do(noa, {"leave", "--yes"});
  EXPECT_THAT(Do(noa, {"doctor"}), HasSubstr("All is well.")) << "the copy is looked over too";
}

TEST_F(Doctor, LooksWhileOthersWrite) {
  SetUpTogether();
  const std::string run = Agree({"Run", "--every", "day", "--unit", "km"});
  std::thread writer([&] {
    for (int i = 0; i < 20; ++i) noa.Run({"log", run, "1km"});
  });
  for (int i = 0; i < 10; ++i) EXPECT_EQ(noa.Run({"doctor"}).exit_code, 0);
  writer.join();
  EXPECT_EQ(Amount(noa, run), "20");
}

TEST_F(Doctor, PutsRightWhatFollowsFromWhatWasWritten) {
  SetUpTogether();
  const std::string run = Agree({"Run", "--every", "day", "--unit", "km"});
  Do(noa, {"log", run, "5km"});
  Do(noa, {"sync"});
  const std::string before = Standing(noa);
  Damage(noa, 'e', DeleteFirst);
  EXPECT_NE(Standing(noa), before);
  const Ended found = noa.Run({"doctor"});
  EXPECT_EQ(found.exit_code, 1);
  EXPECT_THAT(found.out, HasSubstr("Not all is well."));
  EXPECT_THAT(found.out, HasSubstr("? Shown      1 record is not what was written"));
  EXPECT_THAT(found.err, HasSubstr("twofold doctor --repair"));
  EXPECT_THAT(found.err, Not(HasSubstr("help damage")));
  EXPECT_THAT(Do(noa, {"doctor", "--repair"}), HasSubstr("1 record was put right"));
  EXPECT_EQ(Standing(noa), before);
  EXPECT_THAT(Do(noa, {"doctor"}), HasSubstr("All is well."));
  Do(noa, {"log", run, "1km"});
  Await("6 km at Sam's", [&] { return Amount(sam, run) == "6"; });
}

TEST_F(Doctor, NamesEachKindOfDamageAndTouchesNoneThatDoesNotFollow) {
  SetUpAlone(noa, "Noa");
  Do(noa, {"goal", "add", "Run", "--every", "day", "--unit", "km"});
  for (int i = 0; i < 3; ++i) Do(noa, {"log", "run", "1"});
  // The newest but one of what was written: a gap, and what is shown cannot be compared.
  std::vector<std::string> written;
  Damage(noa, 'o', [&](const std::string& key, const std::string&, ByteBatch& batch) {
    written.push_back(key);
    if (written.size() == 3) batch.Delete(key);
    return true;
  });
  const Ended found = noa.Run({"doctor"});
  EXPECT_EQ(found.exit_code, 1);
  EXPECT_THAT(found.out, HasSubstr("? In line    1 place in between: gone"));
  EXPECT_THAT(found.out, HasSubstr("not compared"));
  EXPECT_THAT(found.err, HasSubstr("twofold help damage"));
  EXPECT_EQ(Found(noa, "chains"), 1U);
  EXPECT_EQ(Found(noa, "written"), 0U);
  const Ended repaired = noa.Run({"doctor", "--repair"});
  EXPECT_EQ(repaired.exit_code, 1);
  EXPECT_THAT(repaired.out, HasSubstr("Nothing was changed."));
  EXPECT_EQ(Amount(noa, "run"), "3") << "what is shown stays";
}

TEST_F(Doctor, FindsAFlippedBitInWhatWasWritten) {
  SetUpAlone(noa, "Noa");
  Do(noa, {"goal", "add", "Read", "--every", "day"});
  Damage(noa, 'o', [](const std::string& key, std::string value, ByteBatch& batch) {
    value[value.size() / 2] ^= 1;
    batch.Put(key, value);
    return false;
  });
  EXPECT_EQ(Found(noa, "written"), 1U);
  EXPECT_EQ(noa.Run({"doctor"}).exit_code, 1);
}

TEST_F(Doctor, TakesOutOfTheOutboxWhatIsNotThereSoThatTheRestGoesOut) {
  SetUpTogether();
  const std::string run = Agree({"Run", "--every", "day", "--unit", "km"});
  ASSERT_TRUE(household.EndRelay(SIGTERM));
  Do(noa, {"log", run, "5km"});
  Damage(noa, 'x', [](const std::string& key, std::string value, ByteBatch& batch) {
    // The same place with another id, before it in order.
    std::string other = key;
    other.back() = static_cast<char>(other.back() ^ 1);
    value.back() = other.back();
    batch.Put(other, value);
    return false;
  });
  EXPECT_EQ(Found(noa, "to_send"), 1U);
  EXPECT_THAT(Do(noa, {"doctor", "--repair"}), HasSubstr("1 record was put right"));
  ASSERT_TRUE(household.StartRelay());
  Await("5 km at Sam's", [&] { return Amount(sam, run) == "5"; });
}

}  // namespace
}  // namespace twofold::e2e
