// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/rpc/decode.h"

#include "core/base/refusal.h"

namespace twofold {
namespace {

namespace pb = daemon::v1;

std::optional<absl::string_view> Given(bool present, const std::string& text) {
  if (!present) return std::nullopt;
  return absl::string_view(text);
}

}  // namespace

absl::StatusOr<RequestId> DecodeRequestId(const std::string& bytes) {
  if (bytes.empty()) return RequestId();
  const auto id = RequestId::FromBytes(bytes);
  if (id) return *id;
  return Refusal(absl::StatusCode::kInvalidArgument, "bad_request_id",
                 "a request id has 16 bytes.");
}

ScheduleWords Decode(const pb::ScheduleWords& words) {
  return {words.every(), words.times(), words.per(), words.at(), words.from(), words.until()};
}

TermsWords Decode(const pb::TermsWords& words) {
  return {.kind = words.kind(),
          .unit = words.unit(),
          .at_least = words.at_least(),
          .at_most = words.at_most(),
          .deadline = words.deadline(),
          .size = words.size(),
          .schedule = Decode(words.schedule()),
          .meaning = Given(words.has_meaning(), words.meaning())};
}

BesideWords Decode(const pb::BesideWords& words) {
  BesideWords out;
  out.title = Given(words.has_title(), words.title());
  out.handle = Given(words.has_handle(), words.handle());
  out.why = Given(words.has_why(), words.why());
  out.cue = Given(words.has_cue(), words.cue());
  out.smallest = Given(words.has_smallest(), words.smallest());
  out.group = Given(words.has_group(), words.group());
  out.add_tags = Views(words.add_tags());
  out.remove_tags = Views(words.remove_tags());
  if (words.has_asks_ease()) out.asks_ease = words.asks_ease();
  return out;
}

GoalFilter Decode(const pb::GoalFilter& filter) {
  return {filter.side(), filter.tag(), filter.group(), filter.kind(), filter.search()};
}

NewGoal Decode(const pb::AddGoalRequest& request) {
  return {Decode(request.beside()), Decode(request.terms()), request.template_(),
          Views(request.steps())};
}

AnswerWords Decode(const pb::Answer& answer) {
  return {.goal = answer.goal(),
          .what = answer.what(),
          .on = answer.on(),
          .until = answer.until(),
          .whole = answer.whole(),
          .reason = answer.reason(),
          .note = Given(answer.has_note(), answer.note())};
}

}  // namespace twofold
