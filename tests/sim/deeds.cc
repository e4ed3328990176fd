// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What people do in a simulated run.
#include "absl/strings/str_cat.h"
#include "core/base/refusal.h"
#include "tests/sim/world.h"

namespace twofold::sim {
namespace {

// Whether nobody knows what became of it, or it was not possible just then.
bool IsToBeRepeated(const absl::Status& status) {
  return absl::IsUnavailable(status) || RefusalReason(status) == "disk_full";
}

// Whether a person could bring this about.
bool IsPlainRefusal(const absl::Status& status) {
  return !RefusalReason(status).empty() && !absl::IsInternal(status) && !absl::IsDataLoss(status);
}

struct Logging {
  std::string goal;
  std::string what;
  std::string day;
  std::string note;
  Mark expected = Mark::kNone;
  std::shared_ptr<bool> said = std::make_shared<bool>(false);
};

absl::Status LogIt(Daemon& daemon, const RequestId& request, const Logging& deed) {
  const bool again = std::exchange(*deed.said, true);
  AnswerWords words{.goal = deed.goal, .what = deed.what, .on = deed.day};
  if (!deed.note.empty()) words.note = deed.note;
  const auto views = daemon.entries.Log(request, Together::kEach, {&words, 1});
  if (!views.ok()) return views.status();
  // What was answered last is what this person sees at once, whatever the clocks say.
  if (!views->front().refusal.ok()) return views->front().refusal;
  const DayMark& own = views->front().line.own;
  // Not where it was said again after a while: then something later may stand there.
  if (own.mark == deed.expected || again) return absl::OkStatus();
  return absl::InternalError(
      absl::StrCat("I2: logged ", deed.what, " and saw mark ", static_cast<int>(own.mark)));
}

}  // namespace

void World::TryDeed(int i, Retry deed) {
  const absl::Status status = deed(*device(i).daemon());
  Trace(2000 + static_cast<std::uint64_t>(status.code()));
  if (status.ok()) return Acknowledge(i);
  if (IsToBeRepeated(status)) {
    retries_[i] = std::move(deed);
  } else if (!IsPlainRefusal(status)) {
    Complain(absl::StrCat("I7: a deed of device ", i, " met ", status.ToString()));
  }
}

void World::Acknowledge(int i) {
  const auto head = device(i).OwnHead();
  if (head && (acknowledged_.empty() || acknowledged_.back() != *head)) {
    acknowledged_.push_back(*head);
  }
}

void World::Deed(int i) {
  if (const auto retry = retries_.extract(i)) return TryDeed(i, retry.mapped());
  const RequestId request = RequestId::Make(random_);
  const auto today = device(i).daemon()->entries.Today("", GoalFilter());
  if (!today.ok()) return Complain("I7: today cannot be read");
  std::vector<std::string> goals, items;
  for (const DayLineView& line : today->lines) goals.push_back(line.goal.handle);
  for (const ProposalView& open : today->proposals) items.push_back(absl::StrCat("p", open.number));
  std::vector<std::string> both = goals;
  both.insert(both.end(), items.begin(), items.end());
  const std::string goal = goals.empty() ? "nothing" : random_.Pick(goals);
  const std::string item = items.empty() ? "p1" : random_.Pick(items);
  const std::string any = both.empty() ? "p1" : random_.Pick(both);
  const std::string title = absl::StrCat("T", ++titles_, " canary");
  const std::string every = random_.OneIn(2) ? "day" : "mon";
  // Where there is little yet, something is offered or answered.
  const std::uint64_t what =
      goals.size() < 3 && random_.OneIn(2) ? random_.Below(4) : random_.Below(16);
  switch (what) {
    case 0:
      return TryDeed(i, [=](Daemon& daemon) {
        return daemon.couple
            .Propose(request, Intent::kSend, {title, {.schedule = {.every = every}}})
            .status();
      });
    case 1:
    case 2:
    case 3:
      return TryDeed(i,
                     [=](Daemon& daemon) { return daemon.couple.Accept(request, item).status(); });
    case 4:
      return TryDeed(i,
                     [=](Daemon& daemon) { return daemon.couple.Decline(request, item).status(); });
    case 5:
      return TryDeed(i, [=](Daemon& daemon) {
        return daemon.couple
            .Change(request, Intent::kSend, any, {"", {.schedule = {.every = every}}})
            .status();
      });
    case 6:
      return TryDeed(
          i, [=](Daemon& daemon) { return daemon.couple.Withdraw(request, item).status(); });
    case 7:
      if (!random_.OneIn(4)) return;
      return TryDeed(i,
                     [=](Daemon& daemon) { return daemon.couple.StepOut(request, goal).status(); });
    case 8:
      return TryDeed(i, [=](Daemon& daemon) { return daemon.acts.Undo(request).status(); });
    case 9:
      return TryDeed(i, [=](Daemon& daemon) { return daemon.acts.Redo(request).status(); });
    case 10: {
      const std::string own = absl::StrCat("private", device(i).person(), " ", title);
      return TryDeed(i, [=](Daemon& daemon) {
        return daemon.goals.Add(request, {.beside = {.title = own}}).status();
      });
    }
    default: {
      static const std::vector<std::pair<std::string, Mark>> kAnswers = {{"yes", Mark::kKept},
                                                                         {"no", Mark::kNotKept},
                                                                         {"blank", Mark::kNone},
                                                                         {"skip", Mark::kSkipped}};
      const auto& [what, expected] = random_.Pick(kAnswers);
      Logging deed{.goal = goal,
                   .what = what,
                   .day = absl::StrCat(random_.Below(4), "d"),
                   .expected = expected};
      if (random_.OneIn(4)) deed.note = absl::StrCat("private", device(i).person(), " note canary");
      return TryDeed(i, [=](Daemon& daemon) { return LogIt(daemon, request, deed); });
    }
  }
}

}  // namespace twofold::sim
