// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A history typed in as a batch, and every number that is shown about it counted a second time
// here, in the plainest way.
#include <algorithm>
#include <map>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tests/e2e/scene.h"
#include "tests/support/seeded_random.h"

namespace twofold::e2e {
namespace {

using nlohmann::json;

constexpr int kDays = 100;   // of history, today included
constexpr int kWindow = 84;  // twelve weeks

class Numbers : public Scene {
 protected:
  void SetUp() override {
    SetUpAlone(noa, "Noa");
    // They began a hundred days ago, which only a goal that is brought along can have.
    const auto goal = [&](absl::string_view title, absl::string_view terms) {
      return absl::StrCat(R"({"title":")", title, R"(","versions":[{"from":")",
                          absl::FormatCivilTime(Begin()), R"(",)", terms, "}]}");
    };
    const std::string path = household.folder() + "/goals.json";
    WriteFile(
        path,
        absl::StrCat(
            R"({"schema":"twofold.export.v1","goals":[)",
            goal("Read", R"("kind":"check","schedule":{"shape":"day"})"), ",",
            goal("Cello", R"("kind":"measure","unit":"min","schedule":{"shape":"3/week"})"), ",",
            goal("Mood", R"("kind":"observe","unit":"points","schedule":{"shape":"day"})"), "]}"));
    Do(noa, {"import", path, "--yes", "--quiet"});
    std::string batch;
    for (int ago = kDays - 1; ago >= 1; --ago) {
      const std::string on = absl::FormatCivilTime(Day(ago));
      switch (random_.Below(8)) {
        case 0:
        case 1:
        case 2:
        case 3:
          read_[Day(ago)] = "yes";
          break;
        case 4:
          read_[Day(ago)] = "no";
          break;
        case 5:
          read_[Day(ago)] = "skip";
          break;
        default:
          break;  // nothing said
      }
      if (read_.count(Day(ago)) > 0)
        absl::StrAppend(&batch, "read ", read_[Day(ago)], " ", on, "\n");
      if (random_.OneIn(2)) {
        cello_[Day(ago)] = static_cast<int>(10 + random_.Below(50));
        absl::StrAppend(&batch, "cello ", cello_[Day(ago)], "min ", on, "\n");
      }
      if (random_.OneIn(3)) {
        mood_.insert(Day(ago));
        absl::StrAppend(&batch, "mood 5 ", on, "\n");
      }
    }
    RecordProperty("seed", absl::StrCat(kSeed));
    const std::string said = Do(noa, {"log", "-"}, batch);
    const auto answers = std::count(batch.begin(), batch.end(), '\n');
    EXPECT_EQ(LastLine(said), absl::StrCat(answers, " answers kept."));
  }

  absl::CivilDay Day(int ago) const { return day() - ago; }
  absl::CivilDay Begin() const { return Day(kDays - 1); }
  static absl::CivilDay Monday(absl::CivilDay on) {
    while (absl::GetWeekday(on) != absl::Weekday::monday) --on;
    return on;
  }

  struct Counts {
    int kept = 0, no = 0, blank = 0, excused = 0, open = 0;
  };
  // Of "read", which is due on each of these days.
  Counts ReadIn(absl::CivilDay first, absl::CivilDay last) const {
    Counts counts;
    for (absl::CivilDay on = std::max(first, Begin()); on <= std::min(last, day()); ++on) {
      const auto said = read_.find(on);
      if (said == read_.end()) {
        ++(on == day() ? counts.open : counts.blank);
      } else {
        ++(said->second == "yes" ? counts.kept : said->second == "no" ? counts.no : counts.excused);
      }
    }
    return counts;
  }
  int CelloIn(absl::CivilDay first, absl::CivilDay last) const {
    return static_cast<int>(std::count_if(cello_.begin(), cello_.end(), [&](const auto& one) {
      return one.first >= first && one.first <= last;
    }));
  }
  int CelloMinutesIn(absl::CivilDay first, absl::CivilDay last) const {
    int sum = 0;
    for (const auto& [on, minutes] : cello_) sum += on >= first && on <= last ? minutes : 0;
    return sum;
  }
  static void ExpectKept(const json& kept, const Counts& counts) {
    EXPECT_EQ(kept.value("kept", 0), counts.kept);
    EXPECT_EQ(kept.value("of", 0), counts.kept + counts.no);
    EXPECT_EQ(kept.value("blank", 0), counts.blank);
    EXPECT_EQ(kept.value("low", 0), counts.kept);
    EXPECT_EQ(kept.value("high", 0), counts.kept + counts.blank);
    EXPECT_EQ(kept.value("of_all", 0), counts.kept + counts.no + counts.blank);
    EXPECT_EQ(kept.value("excused", 0), counts.excused);
    EXPECT_EQ(kept.value("open", 0), counts.open);
  }
  static json GoalIn(const json& back, const std::string& handle) {
    for (const json& one : back["goals"]) {
      if (one["goal"].value("handle", "") == handle) return one;
    }
    return nullptr;
  }

  static constexpr std::uint64_t kSeed = 7;
  SeededRandom random_{kSeed};
  std::map<absl::CivilDay, std::string> read_;
  std::map<absl::CivilDay, int> cello_;
  std::set<absl::CivilDay> mood_;
};

TEST_F(Numbers, OfADailyGoalAreThoseThatCountingGives) {
  const json shown = noa.Json({"goal", "show", "read"});
  ASSERT_TRUE(shown.is_object());
  EXPECT_EQ(shown["goal"].value("since", ""), absl::FormatCivilTime(Begin()));
  const Counts counts = ReadIn(Day(kWindow - 1), day());
  ExpectKept(shown["kept"], counts);
  EXPECT_TRUE(
      absl::StrContains(Do(noa, {"goal", "show", "read"}),
                        absl::StrCat("kept ", counts.kept, " of ", counts.kept + counts.no,
                                     " in 12 weeks; nothing said ", "about ", counts.blank, ", so ",
                                     counts.kept, " to ", counts.kept + counts.blank, " of ",
                                     counts.kept + counts.no + counts.blank)));
  // The last six whole weeks, and the one under way.
  const json& glyphs = shown["typical"]["glyphs"];
  const absl::CivilDay monday = Monday(day());
  ASSERT_EQ(glyphs.size(), 7U);
  std::vector<double> ratios;
  for (int week = 6; week >= 1; --week) {
    const absl::CivilDay first = monday - 7 * week;
    const Counts in = ReadIn(first, first + 6);
    const json& glyph = glyphs[static_cast<std::size_t>(6 - week)];
    EXPECT_EQ(glyph.value("first_day", ""), absl::FormatCivilTime(first));
    EXPECT_EQ(glyph.value("done", 0), in.kept);
    EXPECT_EQ(glyph.value("due", 0), 7 - in.excused);
    ratios.push_back(static_cast<double>(in.kept) / (7 - in.excused));
  }
  EXPECT_TRUE(glyphs[6].value("open", false));
  std::sort(ratios.begin(), ratios.end());
  const double median = (ratios[2] + ratios[3]) / 2;
  EXPECT_EQ(shown["typical"].value("of", 0), 7);
  EXPECT_EQ(shown["typical"].value("typically", 0), static_cast<int>(median * 7 + 0.5));
}

TEST_F(Numbers, ReturnsAreCountedAfterGapsOfAtLeastTwoDueDays) {
  std::vector<int> gaps;
  int gap = 0;
  bool begun = false;
  for (absl::CivilDay on = Begin(); on <= day(); ++on) {
    const auto said = read_.find(on);
    if (said != read_.end() && said->second == "skip") continue;
    if (said != read_.end() && said->second == "yes") {
      if (begun && gap >= 2) gaps.push_back(gap);
      begun = true;
      gap = 0;
    } else {
      ++gap;
    }
  }
  const json returns = noa.Json({"goal", "show", "read"})["returns"];
  EXPECT_EQ(returns.value("count", -1), static_cast<int>(gaps.size()));
  EXPECT_GT(gaps.size(), 3U) << "the seed says nothing";
}

TEST_F(Numbers, OfAWeeklyCountAreThoseOfItsWeeks) {
  const json shown = noa.Json({"goal", "show", "cello"});
  const absl::CivilDay monday = Monday(day());
  const json& glyphs = shown["typical"]["glyphs"];
  ASSERT_EQ(glyphs.size(), 7U);
  std::vector<double> ratios;
  for (int week = 6; week >= 1; --week) {
    const absl::CivilDay first = monday - 7 * week;
    const int done = CelloIn(first, first + 6);
    EXPECT_EQ(glyphs[static_cast<std::size_t>(6 - week)].value("done", -1), done);
    EXPECT_EQ(glyphs[static_cast<std::size_t>(6 - week)].value("due", -1), 3);
    ratios.push_back(std::min(1.0, done / 3.0));
  }
  std::sort(ratios.begin(), ratios.end());
  EXPECT_EQ(shown["typical"].value("of", 0), 3);
  EXPECT_EQ(shown["typical"].value("typically", 0),
            static_cast<int>((ratios[2] + ratios[3]) / 2 * 3 + 0.5));
  const json item = Item(noa, "cello");
  EXPECT_EQ(item.value("done", -1), CelloIn(monday, day()));
  EXPECT_EQ(item.value("due", -1), 3);
}

TEST_F(Numbers, AWeekAMonthAndAYearHoldTheirDays) {
  const absl::CivilDay month = absl::CivilDay(absl::CivilMonth(Day(40)));
  const absl::CivilDay month_end = absl::CivilDay(absl::CivilMonth(month) + 1) - 1;
  const absl::CivilDay year(Day(40).year(), 1, 1), year_end(Day(40).year(), 12, 31);
  struct Part {
    Words words;
    absl::CivilDay first, last;
  };
  for (const Part& part :
       std::vector<Part>{{{"week"}, Day(6), day()},
                         {{"week", "--on", absl::FormatCivilTime(Day(30))}, Day(36), Day(30)},
                         {{"month", "--on", absl::FormatCivilTime(month)}, month, month_end},
                         {{"year", absl::StrCat(year.year())}, year, std::min(year_end, day())}}) {
    SCOPED_TRACE(part.words[0]);
    const json back = noa.Json(part.words);
    ASSERT_TRUE(back.is_object());
    EXPECT_EQ(back.value("first_day", ""), absl::FormatCivilTime(part.first));
    EXPECT_EQ(back.value("last_day", ""), absl::FormatCivilTime(part.last));
    const Counts counts = ReadIn(part.first, part.last);
    const json read = GoalIn(back, "read");
    ExpectKept(read["kept"], counts);
    EXPECT_EQ(GoalIn(back, "cello").value("amount", "0"),
              absl::StrCat(CelloMinutesIn(part.first, part.last)));
    int moods = 0;
    for (const absl::CivilDay& on : mood_) moods += on >= part.first && on <= part.last ? 1 : 0;
    EXPECT_EQ(back.value("marks_me", 0), counts.kept + CelloIn(part.first, part.last) + moods);
    EXPECT_EQ(back.value("marks_us", 0), 0);
    int done = 0;
    for (const json& bar : read["bars"]) done += bar.value("done", 0);
    if (part.words[0] != "week") {
      EXPECT_EQ(done, counts.kept);
    }
  }
}

TEST_F(Numbers, DaysOfAGoalAreWhatWasTyped) {
  std::map<std::string, std::string> states;
  const json shown = noa.Json({"goal", "show", "read", "--weeks", "20"});
  for (const json& one : shown["days"]) {
    states[one.value("day", "")] = one.value("state", "");
  }
  for (int ago = kDays - 1; ago >= 1; --ago) {
    const auto said = read_.find(Day(ago));
    const std::string expected = said == read_.end()     ? "blank"
                                 : said->second == "yes" ? "kept"
                                 : said->second == "no"  ? "not_today"
                                                         : "skipped";
    EXPECT_EQ(states[absl::FormatCivilTime(Day(ago))], expected) << Day(ago);
  }
  EXPECT_EQ(states[absl::FormatCivilTime(day())], "open");
}

}  // namespace
}  // namespace twofold::e2e
