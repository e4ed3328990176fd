// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Goals, entries, rests and ease: the folded records of the me space.
#include "core/base/status_macros.h"
#include "storage/store/record_parts.h"
#include "storage/store/records_codec.h"

namespace twofold {
namespace {

namespace pb = store::v1;
using namespace record_parts;

// A register beside the mark: its order stands there only where it differs from the mark's.
template <class T>
bool HasOwnOrder(const DayEntry& entry, const Register<T>& beside) {
  return beside.order != entry.mark.order;
}

void EncodeStep(const StepId& id, const Step& step, pb::StepRecord* out) {
  out->set_step(id.str());
  out->set_number(step.words.value.number);
  out->set_title(step.words.value.title);
  EncodeOrder(step.words.order, out->mutable_words_order());
  if (step.done_on.value) out->set_done_on(*step.done_on.value);
  EncodeOrder(step.done_on.order, out->mutable_done_order());
  EncodeRegister(step.removed, [&] { return out->mutable_removed(); });
}

bool DecodeStep(const pb::StepRecord& in, Step& out) {
  out.words.value = {in.number(), in.title()};
  if (in.has_done_on()) out.done_on.value = in.done_on();
  return DecodeOrder(in.words_order(), out.words.order) &&
         DecodeOrder(in.done_order(), out.done_on.order) &&
         DecodeRegister(in.removed(), out.removed);
}

bool DecodeVersion(const pb::GoalVersionRecord& in, Register<GoalVersion>& out) {
  out.value.learned = in.learned();
  if (!in.terms().empty() && !DecodeTerms(in.terms(), out.value.terms.emplace())) return false;
  return DecodeOrder(in.order(), out.order);
}

bool DecodeWords(const pb::GoalRecord& in, Goal& goal) {
  return DecodeRegister(in.title(), goal.title) && DecodeRegister(in.handle(), goal.handle) &&
         DecodeRegister(in.archived(), goal.archived) &&
         DecodeRegister(in.removed(), goal.removed) && DecodeRegister(in.why(), goal.why) &&
         DecodeRegister(in.cue(), goal.cue) && DecodeRegister(in.smallest(), goal.smallest) &&
         DecodeRegister(in.group(), goal.group) && DecodeRegister(in.position(), goal.position) &&
         DecodeRegister(in.source(), goal.source) && DecodeRegister(in.asks_ease(), goal.asks_ease);
}

}  // namespace

std::string Encode(const Goal& goal) {
  pb::GoalRecord out;
  EncodeRegister(goal.title, [&] { return out.mutable_title(); });
  EncodeRegister(goal.handle, [&] { return out.mutable_handle(); });
  EncodeRegister(goal.archived, [&] { return out.mutable_archived(); });
  EncodeRegister(goal.removed, [&] { return out.mutable_removed(); });
  EncodeRegister(goal.why, [&] { return out.mutable_why(); });
  EncodeRegister(goal.cue, [&] { return out.mutable_cue(); });
  EncodeRegister(goal.smallest, [&] { return out.mutable_smallest(); });
  EncodeRegister(goal.group, [&] { return out.mutable_group(); });
  EncodeRegister(goal.position, [&] { return out.mutable_position(); });
  EncodeRegister(goal.source, [&] { return out.mutable_source(); });
  EncodeRegister(goal.asks_ease, [&] { return out.mutable_asks_ease(); });
  for (const auto& [tag, on] : goal.tags) {
    pb::TagRecord* record = out.add_tags();
    record->set_tag(tag);
    EncodeRegister(on, [&] { return record->mutable_on(); });
  }
  for (const auto& [id, step] : goal.steps) EncodeStep(id, step, out.add_steps());
  for (const auto& [day, version] : goal.versions) {
    pb::GoalVersionRecord* record = out.add_versions();
    record->set_valid_from(day);
    if (version.value.terms) record->set_terms(EncodeTerms(*version.value.terms));
    record->set_learned(version.value.learned);
    EncodeOrder(version.order, record->mutable_order());
  }
  return out.SerializeAsString();
}

absl::StatusOr<Goal> DecodeGoal(const EntityId& id, absl::string_view bytes) {
  TF_ASSIGN_OR_RETURN(const auto in, Parse<pb::GoalRecord>(bytes));
  Goal goal;
  goal.id = id;
  if (!DecodeWords(in, goal)) return Damaged();
  for (const pb::TagRecord& record : in.tags()) {
    if (!DecodeRegister(record.on(), goal.tags[record.tag()])) return Damaged();
  }
  for (const pb::StepRecord& record : in.steps()) {
    StepId step;
    if (!Take(record.step(), step) || !DecodeStep(record, goal.steps[step])) return Damaged();
  }
  for (const pb::GoalVersionRecord& record : in.versions()) {
    if (!DecodeVersion(record, goal.versions[record.valid_from()])) return Damaged();
  }
  return goal;
}

std::string Encode(const DayEntry& entry) {
  pb::EntryRecord out;
  out.set_mark(static_cast<std::uint32_t>(entry.mark.value.mark));
  out.set_reason(entry.mark.value.reason);
  if (entry.mark.order != WriteOrder()) EncodeOrder(entry.mark.order, out.mutable_mark_order());
  out.set_amount_micros(entry.amount_micros);
  if (entry.note.order != WriteOrder()) {
    out.set_note(entry.note.value);
    if (HasOwnOrder(entry, entry.note)) EncodeOrder(entry.note.order, out.mutable_note_order());
  }
  if (entry.written.order != WriteOrder()) {
    out.set_zone(entry.written.value.zone);
    out.set_offset_seconds(entry.written.value.offset_seconds);
    if (HasOwnOrder(entry, entry.written)) {
      EncodeOrder(entry.written.order, out.mutable_written_order());
    }
  }
  return out.SerializeAsString();
}

absl::StatusOr<DayEntry> DecodeEntry(absl::string_view bytes) {
  return EntryDecoder().Decode(bytes);
}

EntryDecoder::EntryDecoder() : record_(std::make_unique<pb::EntryRecord>()) {}
EntryDecoder::~EntryDecoder() = default;

absl::StatusOr<DayEntry> EntryDecoder::Decode(absl::string_view bytes) {
  pb::EntryRecord& in = *record_;
  if (!in.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return Damaged();
  DayEntry entry;
  entry.mark.value = {static_cast<Mark>(in.mark()), in.reason()};
  entry.amount_micros = in.amount_micros();
  if (!DecodeOrder(in.mark_order(), entry.mark.order)) return Damaged();
  if (in.has_note()) {
    entry.note = {in.note(), entry.mark.order};
    if (in.has_note_order() && !DecodeOrder(in.note_order(), entry.note.order)) return Damaged();
  }
  if (!in.zone().empty()) {
    entry.written = {{in.zone(), in.offset_seconds()}, entry.mark.order};
    if (in.has_written_order() && !DecodeOrder(in.written_order(), entry.written.order)) {
      return Damaged();
    }
  }
  return entry;
}

std::string Encode(const Register<Rest>& rest) {
  pb::RestRecord out;
  out.set_goal(Give(rest.value.goal));
  out.set_first_day(rest.value.first_day);
  if (rest.value.last_day) out.set_last_day(*rest.value.last_day);
  out.set_removed(rest.value.removed);
  EncodeOrder(rest.order, out.mutable_order());
  return out.SerializeAsString();
}

absl::StatusOr<Register<Rest>> DecodeRest(absl::string_view bytes) {
  TF_ASSIGN_OR_RETURN(const auto in, Parse<pb::RestRecord>(bytes));
  Register<Rest> rest;
  rest.value.first_day = in.first_day();
  if (in.has_last_day()) rest.value.last_day = in.last_day();
  rest.value.removed = in.removed();
  if (!Take(in.goal(), rest.value.goal) || !DecodeOrder(in.order(), rest.order)) return Damaged();
  return rest;
}

std::string Encode(const Register<int>& ease) {
  pb::EaseRecord out;
  out.set_ease(static_cast<std::uint32_t>(ease.value));
  EncodeOrder(ease.order, out.mutable_order());
  return out.SerializeAsString();
}

absl::StatusOr<Register<int>> DecodeEase(absl::string_view bytes) {
  TF_ASSIGN_OR_RETURN(const auto in, Parse<pb::EaseRecord>(bytes));
  Register<int> ease;
  ease.value = static_cast<int>(in.ease());
  if (!DecodeOrder(in.order(), ease.order)) return Damaged();
  return ease;
}

}  // namespace twofold
