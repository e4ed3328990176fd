// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What people do in a simulated run.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/base/refusal.h"
#include "storage/store/store.h"
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
  std::optional<Mark> expected;  // nothing for an amount
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
  if (!deed.expected || own.mark == *deed.expected || again) return absl::OkStatus();
  return absl::InternalError(
      absl::StrCat("I2: logged ", deed.what, " and saw mark ", static_cast<int>(own.mark)));
}

}  // namespace

bool World::IsRemembered(int i, const RequestId& request) {
  const auto requests = StoreView(device(i).disk()).ListRequests();
  return requests.ok() && std::any_of(requests->begin(), requests->end(), [&](const auto& one) {
           return one.second.request == request;
         });
}

void World::TryDeed(int i, Retry retry) {
  std::array<std::optional<ChainPosition>, kSpaces.size()> before;
  for (std::size_t s = 0; s < kSpaces.size(); ++s) before[s] = device(i).OwnHead(kSpaces[s]);
  const bool again = retry.again && IsRemembered(i, retry.request);
  const absl::Status status = retry.deed(*device(i).daemon());
  Trace(2000 + static_cast<std::uint64_t>(status.code()));
  if (again) ++Of(outcome_.rules, Rule::kRepeatedRequest);
  for (std::size_t s = 0; s < kSpaces.size(); ++s) {
    const auto after = device(i).OwnHead(kSpaces[s]);
    if (!after || after == before[s]) continue;
    if (again) Complain(absl::StrCat("I7: device ", i, " carried out one request twice"));
    if (!status.ok()) continue;
    CheckWritten(i, kSpaces[s], *after);
    acknowledged_.push_back({kSpaces[s], i, *after, std::nullopt});
  }
  if (status.ok()) return;
  if (IsToBeRepeated(status)) {
    retry.again = true;
    retries_[i] = std::move(retry);
  } else if (!IsPlainRefusal(status)) {
    Complain(absl::StrCat("I7: a deed of device ", i, " met ", status.ToString()));
  }
}

// What was just written waits to be sent, and names all that was here.
void World::CheckWritten(int i, SpaceKind kind, const ChainPosition& at) {
  const StoreView view(device(i).disk());
  const SpaceId space = device(i).IdOf(kind);
  const auto waiting = view.ListOutbox(space, 1'000'000);
  const bool waits =
      waiting.ok() && std::find(waiting->begin(), waiting->end(), at) != waiting->end();
  if (!waits && device(i).Syncs(kind)) {
    Complain(absl::StrCat("I2: device ", i, " wrote something that does not wait to be sent"));
  }
  const auto written = view.FindOperation(space, at);
  for (const ChainPosition& head : device(i).Heads(kind)) {
    if (!written.ok() || !*written || !Covers((*written)->seen, head.chain, head.sequence)) {
      Complain(absl::StrCat("I3: device ", i, " wrote something without naming what was there"));
    }
  }
}

// Something about what stands between the two, or what was done last.
World::Retry World::Dealing(std::uint64_t what, const Words& words) {
  const RequestId request = RequestId::Make(random_);
  const auto [goal, item, any, title, every, unit] = words;
  switch (what) {
    case 0:
      return {request, [=](Daemon& daemon) {
                const TermsWords terms{.unit = unit, .schedule = {.every = every}};
                return daemon.couple.Propose(request, Intent::kSend, {title, terms}).status();
              }};
    case 1:
    case 2:
    case 3:
      return {request,
              [=](Daemon& daemon) { return daemon.couple.Accept(request, item).status(); }};
    case 4:
      return {request,
              [=](Daemon& daemon) { return daemon.couple.Decline(request, item).status(); }};
    case 5:
      return {request, [=](Daemon& daemon) {
                const TermsWords terms{.schedule = {.every = every}};
                return daemon.couple.Change(request, Intent::kSend, any, {"", terms}).status();
              }};
    case 6:
      return {request,
              [=](Daemon& daemon) { return daemon.couple.Withdraw(request, item).status(); }};
    case 7:
      return {request,
              [=](Daemon& daemon) { return daemon.couple.StepOut(request, goal).status(); }};
    case 8:
      return {request, [=](Daemon& daemon) { return daemon.acts.Undo(request).status(); }};
    default:
      return {request, [=](Daemon& daemon) { return daemon.acts.Redo(request).status(); }};
  }
}

World::Retry World::Logging(int i, const std::string& goal, GoalKind kind, const std::string& day) {
  static const std::vector<std::pair<std::string, Mark>> kAnswers = {{"yes", Mark::kKept},
                                                                     {"no", Mark::kNotKept},
                                                                     {"blank", Mark::kNone},
                                                                     {"skip", Mark::kSkipped}};
  const RequestId request = RequestId::Make(random_);
  const auto& [what, expected] = random_.Pick(kAnswers);
  sim::Logging deed{.goal = goal, .what = what, .day = day, .expected = expected};
  if (kind == GoalKind::kMeasure && !random_.OneIn(4)) {
    deed.what = absl::StrCat(1 + random_.Below(30));
    deed.expected.reset();
  }
  if (random_.OneIn(4)) deed.note = absl::StrCat("private", device(i).person(), " note canary");
  return {request, [=](Daemon& daemon) { return LogIt(daemon, request, deed); }};
}

void World::LogOnBoth(int i, int other) {
  const auto today = device(i).daemon()->entries.Today("", GoalFilter());
  if (!today.ok() || today->lines.empty()) return;
  const GoalView& goal = random_.Pick(today->lines).goal;
  for (const int who : {i, other}) {
    if (!device(who).running() || retries_.contains(who)) continue;
    TryDeed(who, Logging(who, goal.handle, goal.terms.kind, "0d"));
  }
}

// On one device, or on two of one person at the same time.
void World::LogSomething(int i, const std::vector<DayLineView>& lines) {
  const DayLineView* line = lines.empty() ? nullptr : &random_.Pick(lines);
  const std::string goal = line == nullptr ? "nothing" : line->goal.handle;
  const GoalKind kind = line == nullptr ? GoalKind::kCheck : line->goal.terms.kind;
  const std::string day = absl::StrCat(random_.Below(4), "d");
  TryDeed(i, Logging(i, goal, kind, day));
  if (!random_.OneIn(3)) return;
  // A copy of this disk rather than another device.
  for (int other = devices() - 1; other >= 0; --other) {
    SimDevice& one = device(other);
    if (other == i || one.person() != device(i).person() || !one.running()) continue;
    if (!retries_.contains(other)) TryDeed(other, Logging(other, goal, kind, day));
    return;
  }
}

void World::Deed(int i) {
  if (const auto retry = retries_.extract(i)) return TryDeed(i, retry.mapped());
  const auto today = device(i).daemon()->entries.Today("", GoalFilter());
  if (!today.ok()) return Complain("I7: today cannot be read");
  std::vector<std::string> goals, items;
  for (const DayLineView& line : today->lines) goals.push_back(line.goal.handle);
  for (const ProposalView& open : today->proposals) items.push_back(absl::StrCat("p", open.number));
  std::vector<std::string> both = goals;
  both.insert(both.end(), items.begin(), items.end());
  const Words words{.goal = goals.empty() ? "nothing" : random_.Pick(goals),
                    .item = items.empty() ? "p1" : random_.Pick(items),
                    .any = both.empty() ? "p1" : random_.Pick(both),
                    .title = absl::StrCat("T", ++titles_, " canary"),
                    .every = random_.OneIn(2) ? "day" : "mon",
                    .unit = random_.OneIn(3) ? "min" : ""};
  // Where there is little yet, something is offered or answered.
  const bool begins = goals.size() < 3 && random_.OneIn(2);
  const bool deals = plan_.deals && !random_.OneIn(3);
  const std::uint64_t what = random_.Below(begins ? 4 : deals ? 7 : 16);
  if (what == 7 && !random_.OneIn(4)) return;
  if (what == 8 && device(i).daemon()->exchange.Waiting() == 0 && device(i).OwnHead()) {
    return UndoSent(i, Dealing(what, words));
  }
  if (what < 10) return TryDeed(i, Dealing(what, words));
  if (what == 10) {
    const RequestId request = RequestId::Make(random_);
    const std::string own = absl::StrCat("private", device(i).person(), " ", words.title);
    return TryDeed(i, {request, [=](Daemon& daemon) {
                         return daemon.goals.Add(request, {.beside = {.title = own}}).status();
                       }});
  }
  LogSomething(i, today->lines);
}

// Everything of this device has left it: taking something back is another operation.
void World::UndoSent(int i, Retry retry) {
  const auto before = device(i).OwnHead();
  TryDeed(i, std::move(retry));
  if (device(i).OwnHead() != before) ++Of(outcome_.rules, Rule::kUndoneAfterSending);
}

}  // namespace twofold::sim
