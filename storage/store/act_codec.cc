// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Acts: what the person did, and what turns it over.
#include <utility>

#include "core/base/status_macros.h"
#include "core/sync/payload_codec.h"
#include "storage/store/record_parts.h"
#include "storage/store/records_codec.h"

namespace twofold {
namespace {

namespace pb = store::v1;
using namespace record_parts;

// In format 1 an act had no steps; its kind said what turns it over.
std::vector<ActStep> StepsOfFormat1(const Act& act) {
  const auto one = [&](Payload payload) {
    return std::vector<ActStep>{{act.space, act.entity, std::move(payload)}};
  };
  GoalSetPayload set;
  switch (act.kind) {
    case ActKind::kLog: {
      DayWrite write{.day = act.day};
      if (act.amount_micros != 0) {
        write.add_micros = act.undone ? act.amount_micros : -act.amount_micros;
      } else {
        write.mark = DayMark{act.undone ? Mark::kKept : Mark::kNone, ""};
      }
      return one(EntryWritePayload{{write}, {}});
    }
    case ActKind::kGoalAdd:
      set.removed = !act.undone;
      return one(set);
    case ActKind::kGoalArchive:
      set.archived = act.undone;
      return one(set);
    case ActKind::kPropose:
    case ActKind::kChange:
      // What was taken back is not sent again by itself.
      if (act.undone) return {};
      return one(WithdrawPayload{act.operation});
    default:
      return {};
  }
}

}  // namespace

std::string Encode(const Act& act) {
  pb::ActRecord out;
  out.set_kind(static_cast<std::uint32_t>(act.kind));
  out.set_space(act.space.str());
  out.set_entity(act.entity.str());
  out.set_day(act.day);
  out.set_amount_micros(act.amount_micros);
  out.set_operation(Give(act.operation));
  out.set_undone(act.undone);
  out.set_gone(act.gone);
  out.set_closes_redo(act.closes_redo);
  out.set_mark(static_cast<std::uint32_t>(act.mark));
  out.set_count(act.count);
  out.set_done_on(act.done_on);
  for (const ActStep& step : act.steps) {
    pb::ActStepRecord* record = out.add_steps();
    if (step.space != act.space || step.entity != act.entity) {
      record->set_space(step.space.str());
      record->set_entity(step.entity.str());
    }
    record->set_kind(KindOf(step.payload));
    record->set_payload(EncodePayload(step.payload));
  }
  return out.SerializeAsString();
}

absl::StatusOr<Act> DecodeAct(absl::string_view bytes) {
  TF_ASSIGN_OR_RETURN(const auto in, Parse<pb::ActRecord>(bytes));
  Act act;
  act.kind = static_cast<ActKind>(in.kind());
  act.day = in.day();
  act.amount_micros = in.amount_micros();
  act.undone = in.undone();
  act.gone = in.gone();
  act.closes_redo = in.closes_redo();
  act.mark = static_cast<Mark>(in.mark());
  act.count = in.count();
  act.done_on = in.done_on();
  if (!Take(in.space(), act.space) || !Take(in.entity(), act.entity) ||
      !Take(in.operation(), act.operation)) {
    return Damaged();
  }
  for (const pb::ActStepRecord& record : in.steps()) {
    ActStep step{act.space, act.entity,
                 DecodePlannedPayload(static_cast<int>(record.kind()), record.payload())};
    if (!Take(record.space(), step.space) || !Take(record.entity(), step.entity)) return Damaged();
    act.steps.push_back(std::move(step));
  }
  if (act.steps.empty()) act.steps = StepsOfFormat1(act);
  if (in.steps().empty() && act.count == 0) {
    // Nor did it have a count or a mark: each act was one, and of a day without an amount a yes.
    act.count = 1;
    if (act.kind == ActKind::kLog && act.amount_micros == 0) act.mark = Mark::kKept;
  }
  return act;
}

}  // namespace twofold
