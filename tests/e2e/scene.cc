// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/scene.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "core/base/clock.h"
#include "tests/e2e/output_rules.h"

namespace twofold::e2e {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::chrono::seconds kCatDeadline(20);

std::string Typed(const Words& words) {
  return absl::StrCat("twofold ", absl::StrJoin(words, " "));
}

std::string HandleOf(const json& item) {
  return item.contains("goal") ? item["goal"].value("handle", "") : item.value("handle", "");
}

json Find(const json& list, const std::string& handle) {
  for (const json& item : list) {
    if (HandleOf(item) == handle) return item;
  }
  return nullptr;
}

bool HoldsAnyCase(absl::string_view bytes, absl::string_view text) {
  return absl::StrContains(absl::AsciiStrToLower(bytes), absl::AsciiStrToLower(text));
}

// The goals of one side with their state today.
json SharedSide(Account& account) {
  json shared = json::array();
  const json today = account.Json({"today"});
  if (!today.is_object()) return shared;
  for (const json& item : today["items"]) {
    if (item["goal"].value("side", "") == "us") shared.push_back(item);
  }
  return shared;
}

}  // namespace

Scene::Scene() : day_(absl::ToCivilDay(SystemClock().Now(), absl::UTCTimeZone())) {
  for (Account* account : {&noa, &sam, &kim}) {
    account->Observe([](const Words& words, const Ended& ended) {
      EXPECT_EQ(BrokenRule(words, ended), "")
          << Typed(words) << "\n"
          << ended.out << ended.err << "exit " << ended.exit_code;
    });
  }
}

std::string Scene::Do(Account& account, const Words& words, absl::string_view input) {
  const Ended ended = account.Run(words, input);
  EXPECT_EQ(ended.exit_code, 0) << Typed(words) << "\n" << ended.out << ended.err;
  return ended.out;
}

void Scene::Refuses(Account& account, const Words& words, const Refused& expected,
                    absl::string_view input) {
  const Ended ended = account.Run(words, input);
  EXPECT_EQ(ended.exit_code, expected.exit_code) << Typed(words) << "\n" << ended.err;
  EXPECT_EQ(FirstLine(ended.err), expected.first_line) << Typed(words);
  if (!expected.last_line.empty()) {
    EXPECT_EQ(LastLine(ended.err), expected.last_line) << Typed(words);
  }
  EXPECT_EQ(ended.out, "") << Typed(words);
}

void Scene::RefusesWithoutTrace(Account& account, const Words& words, const Refused& expected,
                                absl::string_view input) {
  const std::string before = Standing(account);
  Refuses(account, words, expected, input);
  EXPECT_EQ(Standing(account), before) << Typed(words);
}

void Scene::SetUpAlone(Account& account, const std::string& name) {
  Do(account, {"start", "--no-input", "--name", name, "--no-checkin"});
}

void Scene::SetUpWithEntries(Account& account, const std::string& name, int entries) {
  SetUpAlone(account, name);
  Do(account, {"goal", "add", "Read", "--every", "day", "--unit", "min"});
  std::string answers;
  for (int i = 0; i < entries; ++i) absl::StrAppend(&answers, "read 1\n");
  Do(account, {"log", "-"}, answers);
}

void Scene::SetUpTogether() {
  ASSERT_TRUE(household.StartRelay());
  ASSERT_EQ(household.Pair(), "");
}

std::string Scene::Agree(const Words& terms) {
  Words propose = {"propose"};
  propose.insert(propose.end(), terms.begin(), terms.end());
  propose.insert(propose.end(), {"--yes", "--json"});
  const json proposed = json::parse(Do(noa, propose), nullptr, false);
  const std::string offer = proposed.is_object() ? proposed["proposal"].value("handle", "") : "";
  Await("the proposal at Sam's", [&] { return !Proposal(sam, offer).is_null(); });
  const json accepted = json::parse(Do(sam, {"accept", offer, "--json"}), nullptr, false);
  const std::string goal = accepted.is_object() ? accepted["goal"].value("handle", "") : "";
  EXPECT_NE(goal, "");
  Await("the agreement at Noa's", [&] { return !Item(noa, goal).is_null(); });
  return goal;
}

json Scene::Item(Account& account, const std::string& handle) {
  const json today = account.Json({"today"});
  return today.is_object() ? Find(today["items"], handle) : json();
}

std::string Scene::Amount(Account& account, const std::string& handle) {
  const json item = Item(account, handle);
  return item.is_object() ? item.value("amount", "") : "";
}

json Scene::Proposal(Account& account, const std::string& handle) {
  const json today = account.Json({"today"});
  return today.is_object() ? Find(today["proposals"], handle) : json();
}

std::string Scene::Standing(Account& account) {
  return absl::StrCat(account.Run({"goal", "list", "--all", "--json"}).out,
                      account.Run({"today", "--json"}).out, account.Run({"shared", "--json"}).out);
}

void Scene::Await(const std::string& what, const std::function<bool()>& so,
                  std::chrono::milliseconds deadline) {
  EXPECT_TRUE(Eventually(so, deadline))
      << "After " << deadline.count() << " ms still not so: " << what
      << "\nNoa: " << noa.Run({"today", "--json"}).out
      << "\nSam: " << sam.Run({"today", "--json"}).out;
}

void Scene::AwaitSent(Account& account) {
  Await("all of it is at the relay", [&] {
    const nlohmann::json status = account.Json({"status"});
    return !status.value("sends_everything", true) && status.value("waiting_to_send", -1) == 0;
  });
}

void Scene::AwaitSameShared() {
  Await("the same on both sides", [&] { return SharedSide(noa) == SharedSide(sam); });
}

void RunningTogether::SetUp() {
  SetUpTogether();
  run_ = Agree({"Run", "--every", "day", "--unit", "km"});
}

void RunningTogether::Log(Account& account, const std::string& amount) {
  Do(account, {"log", run_, amount});
}

void RunningTogether::AwaitSum(const std::string& amount) {
  Await(amount + " on both sides", [&] {
    // Both are looked at in any case: that starts a daemon that does not run.
    const std::string noas = Amount(noa, run_), sams = Amount(sam, run_);
    return noas == amount && sams == amount;
  });
}

std::string Scene::DayText(absl::CivilDay day) {
  return absl::FormatTime("%a %-d %b", absl::FromCivil(day, absl::UTCTimeZone()),
                          absl::UTCTimeZone());
}

std::string Scene::LongDayText(absl::CivilDay day) {
  return absl::FormatTime("%A %-d %B", absl::FromCivil(day, absl::UTCTimeZone()),
                          absl::UTCTimeZone());
}

namespace {

std::string Storecat(Words words) {
  words.insert(words.begin(), STORECAT);
  const Ended cat = RunProgram(words, {{"PATH", "/usr/bin:/bin"}}, "", kCatDeadline);
  EXPECT_EQ(cat.exit_code, 0) << cat.err;
  return cat.out;
}

}  // namespace

std::string StoreKeys(const std::string& folder) { return Storecat({"--keys", folder}); }

std::string StoreText(const std::string& folder) { return Storecat({folder}); }

bool IsIn(const std::string& text, const std::string& folder) {
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (HoldsAnyCase(entry.path().string(), text)) return true;
    if (!entry.is_regular_file()) continue;
    if (HoldsAnyCase(FileText(entry.path()), text)) return true;
    if (entry.path().filename() != "CURRENT") continue;
    if (HoldsAnyCase(Storecat({entry.path().parent_path()}), text)) return true;
  }
  return false;
}

std::string FirstLine(const std::string& text) { return text.substr(0, text.find('\n')); }

std::string LastLine(const std::string& text) {
  const std::vector<std::string> lines = absl::StrSplit(text, '\n', absl::SkipEmpty());
  return lines.empty() ? "" : lines.back();
}

std::string FileText(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

void WriteFile(const std::string& path, absl::string_view text) {
  fs::create_directories(fs::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

}  // namespace twofold::e2e
