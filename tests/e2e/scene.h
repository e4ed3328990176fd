// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What every end-to-end test begins with: a household, with the rules of output checked at every
// run of the client.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "gtest/gtest.h"
#include "tests/e2e/household.h"

namespace twofold::e2e {

using Words = std::vector<std::string>;

// What is expected of a command that refuses.
struct Refused {
  int exit_code;
  std::string first_line;  // of standard error, whole
  std::string last_line;   // what did not happen; empty: not looked at
};

class Scene : public ::testing::Test {
 protected:
  Scene();

  // Runs the client, expects success, returns what it said.
  std::string Do(Account& account, const Words& words, absl::string_view input = "");
  // Runs the client and expects exactly this refusal, and nothing on standard output.
  void Refuses(Account& account, const Words& words, const Refused& expected,
               absl::string_view input = "");
  // The same, and that neither goals nor today nor what is shared are other than before.
  void RefusesWithoutTrace(Account& account, const Words& words, const Refused& expected,
                           absl::string_view input = "");

  void SetUpAlone(Account& account, const std::string& name);
  // With a goal "Read" and a minute logged so often in one go.
  void SetUpWithEntries(Account& account, const std::string& name, int entries);
  // Starts a relay, sets up and pairs both.
  void SetUpTogether();
  // Noa proposes, Sam accepts; both have it when this returns. Returns the goal's handle.
  std::string Agree(const Words& terms);

  // The item of "today" about a goal; null when there is none.
  nlohmann::json Item(Account& account, const std::string& handle);
  // The amount of a goal today: "8"; empty when there is none.
  std::string Amount(Account& account, const std::string& handle);
  // The open proposal of that handle; null when there is none.
  nlohmann::json Proposal(Account& account, const std::string& handle);
  // Everything that a person can see of the state.
  std::string Standing(Account& account);

  // Waits for a condition and makes the test loudly red when the deadline comes first.
  void Await(const std::string& what, const std::function<bool()>& so,
             std::chrono::milliseconds deadline = std::chrono::seconds(20));
  // Until all that an account has is at the relay.
  void AwaitSent(Account& account);
  // Until Sam's and Noa's shared side look alike, without anybody asking for a sync.
  void AwaitSameShared();

  const absl::CivilDay& day() const { return day_; }   // of everybody here
  static std::string DayText(absl::CivilDay day);      // "Sat 21 Nov"
  static std::string LongDayText(absl::CivilDay day);  // "Saturday 21 November"

  Household household;
  Account& noa = household.noa();
  Account& sam = household.sam();
  Account& kim = household.kim();

 private:
  const absl::CivilDay day_;
};

// Two who have agreed on a goal with a unit, so that sums show whether all is everywhere.
class RunningTogether : public Scene {
 protected:
  void SetUp() override;
  void Log(Account& account, const std::string& amount);
  // Waits for the sum on both sides. Nobody asks for a sync.
  void AwaitSum(const std::string& amount);

  std::string run_;
};

// Whether a text is anywhere below a folder: in the raw bytes of a file or a name, or in a key or
// value of a store once it is uncompressed.
bool IsIn(const std::string& text, const std::string& folder);

// The keys of a store, one a line; all that it holds.
std::string StoreKeys(const std::string& folder);
std::string StoreText(const std::string& folder);

std::string FirstLine(const std::string& text);
std::string LastLine(const std::string& text);

// The whole of a file; empty when there is none.
std::string FileText(const std::string& path);
void WriteFile(const std::string& path, absl::string_view text);

}  // namespace twofold::e2e
