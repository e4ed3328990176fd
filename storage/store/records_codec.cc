// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "storage/store/records_codec.h"

#include <utility>

#include "core/base/status_macros.h"
#include "storage/store/record_parts.h"
#include "twofold/store/v1/records.pb.h"

namespace twofold {
namespace {

namespace pb = store::v1;
using namespace record_parts;

void Encode(const ChainPosition& head, pb::HeadRecord* out) {
  out->set_chain(head.chain.str());
  out->set_sequence(head.sequence);
  out->set_id(head.id.str());
}

bool Decode(const pb::HeadRecord& in, ChainPosition& out) {
  out.sequence = in.sequence();
  return Take(in.chain(), out.chain) && Take(in.id(), out.id);
}

}  // namespace

std::string Encode(const Self& self) {
  pb::SelfRecord out;
  out.set_person(self.person.str());
  out.set_name(self.name);
  if (self.checkin_minute) out.set_checkin_minute(static_cast<std::uint32_t>(*self.checkin_minute));
  out.set_relay(self.relay);
  for (const auto& [paper, note] : self.notes) {
    pb::NoteRecord* record = out.add_notes();
    record->set_paper(paper.str());
    record->set_note(note);
  }
  return out.SerializeAsString();
}

absl::StatusOr<Self> DecodeSelf(absl::string_view bytes) {
  TF_ASSIGN_OR_RETURN(const auto in, Parse<pb::SelfRecord>(bytes));
  Self self;
  if (!Take(in.person(), self.person)) return Damaged();
  self.name = in.name();
  if (in.has_checkin_minute()) self.checkin_minute = static_cast<int>(in.checkin_minute());
  self.relay = in.relay();
  for (const pb::NoteRecord& record : in.notes()) {
    DeviceId paper;
    if (!Take(record.paper(), paper)) return Damaged();
    self.notes[paper] = record.note();
  }
  return self;
}

std::string Encode(const Space& space) {
  pb::SpaceRecord out;
  out.set_kind(static_cast<std::uint32_t>(space.kind));
  out.set_left(space.left);
  if (space.left_day) out.set_left_day(*space.left_day);
  for (const Member& member : space.members) {
    pb::MemberRecord* record = out.add_members();
    record->set_person(member.person.str());
    record->set_name(member.name);
    for (const MemberDevice& device : member.devices) {
      EncodeDevice(device, record->add_devices());
    }
  }
  out.set_since_day(space.since_day);
  out.set_chain(space.chain.str());
  out.set_key(space.key);
  out.set_genesis(space.genesis);
  out.set_relay(space.relay);
  out.set_rotation(Give(space.rotation));
  for (const EarlierKey& earlier : space.earlier_keys) {
    pb::EarlierKeyRecord* record = out.add_earlier_keys();
    record->set_key(earlier.key);
    record->set_rotation(Give(earlier.rotation));
  }
  if (space.removed_day) out.set_removed_day(*space.removed_day);
  out.set_owes_snapshot(space.owes_snapshot);
  return out.SerializeAsString();
}

absl::StatusOr<Space> DecodeSpace(const SpaceId& id, absl::string_view bytes) {
  TF_ASSIGN_OR_RETURN(const auto in, Parse<pb::SpaceRecord>(bytes));
  Space space;
  space.id = id;
  space.kind = static_cast<SpaceKind>(in.kind());
  space.left = in.left();
  if (in.has_left_day()) space.left_day = in.left_day();
  for (const pb::MemberRecord& record : in.members()) {
    Member& member = space.members.emplace_back();
    member.name = record.name();
    if (!Take(record.person(), member.person)) return Damaged();
    for (const pb::MemberDeviceRecord& in_device : record.devices()) {
      if (!DecodeDevice(in_device, member.devices.emplace_back())) return Damaged();
    }
  }
  space.since_day = in.since_day();
  space.key = in.key();
  space.genesis = in.genesis();
  space.relay = in.relay();
  for (const pb::EarlierKeyRecord& record : in.earlier_keys()) {
    EarlierKey& earlier = space.earlier_keys.emplace_back();
    earlier.key = record.key();
    if (!Take(record.rotation(), earlier.rotation)) return Damaged();
  }
  if (in.has_removed_day()) space.removed_day = in.removed_day();
  space.owes_snapshot = in.owes_snapshot();
  const bool known = space.kind == SpaceKind::kMe || space.kind == SpaceKind::kUs;
  if (!known || !Take(in.chain(), space.chain) || !Take(in.rotation(), space.rotation)) {
    return Damaged();
  }
  return space;
}

std::string Encode(const SpaceClock& clock) {
  pb::ClockRecord out;
  out.set_stamp(clock.stamp);
  for (const ChainPosition& head : clock.named) Encode(head, out.add_named());
  return out.SerializeAsString();
}

absl::StatusOr<SpaceClock> DecodeClock(absl::string_view bytes) {
  TF_ASSIGN_OR_RETURN(const auto in, Parse<pb::ClockRecord>(bytes));
  SpaceClock clock;
  clock.stamp = in.stamp();
  for (const pb::HeadRecord& record : in.named()) {
    if (!Decode(record, clock.named.emplace_back())) return Damaged();
  }
  return clock;
}

std::string Encode(const ChainPosition& head) {
  pb::HeadRecord out;
  Encode(head, &out);
  return out.SerializeAsString();
}

absl::StatusOr<ChainPosition> DecodeHead(absl::string_view bytes) {
  TF_ASSIGN_OR_RETURN(const auto in, Parse<pb::HeadRecord>(bytes));
  ChainPosition head;
  if (!Decode(in, head)) return Damaged();
  return head;
}

std::string Encode(const StoredOperation& operation, const ChainId& own_chain) {
  pb::OperationRecord out;
  out.set_operation(operation.bytes);
  EncodeSeen(operation.seen, &own_chain, out.mutable_seen());
  return out.SerializeAsString();
}

absl::StatusOr<StoredOperation> DecodeOperation(const ChainId& own_chain, std::uint64_t sequence,
                                                absl::string_view bytes) {
  TF_ASSIGN_OR_RETURN(auto in, Parse<pb::OperationRecord>(bytes));
  StoredOperation operation;
  operation.bytes = std::move(*in.mutable_operation());
  if (!DecodeSeen(in.seen(), operation.seen)) return Damaged();
  operation.seen[own_chain] = sequence;
  return operation;
}

std::string Encode(const Subject& subject) {
  pb::SubjectRecord out;
  for (const Offer& offer : subject.offers) {
    pb::OfferRecord* record = out.add_offers();
    EncodePlace(offer.place, record->mutable_place());
    record->set_author(offer.author.str());
    record->set_title(offer.terms.title);
    record->set_terms(EncodeTerms(offer.terms.terms));
    record->set_terms_hash(offer.terms_hash.str());
    record->set_number(offer.number);
  }
  for (const Answer& answer : subject.answers) {
    pb::AnswerRecord* record = out.add_answers();
    EncodePlace(answer.place, record->mutable_place());
    record->set_author(answer.author.str());
    record->set_kind(static_cast<std::uint32_t>(answer.kind));
    record->set_offer(Give(answer.offer));
    record->set_terms_hash(Give(answer.terms_hash));
    record->set_valid_from(answer.valid_from);
  }
  for (const LaterWord& word : subject.later) {
    pb::LaterWordRecord* record = out.add_later();
    EncodePlace(word.place, record->mutable_place());
    record->set_author(word.author.str());
  }
  return out.SerializeAsString();
}

absl::StatusOr<Subject> DecodeSubject(const EntityId& id, absl::string_view bytes) {
  TF_ASSIGN_OR_RETURN(const auto in, Parse<pb::SubjectRecord>(bytes));
  Subject subject;
  subject.id = id;
  for (const pb::OfferRecord& record : in.offers()) {
    Offer& offer = subject.offers.emplace_back();
    offer.terms.title = record.title();
    offer.number = record.number();
    if (!DecodePlace(record.place(), offer.place) || !Take(record.author(), offer.author) ||
        !DecodeTerms(record.terms(), offer.terms.terms) ||
        !Take(record.terms_hash(), offer.terms_hash)) {
      return Damaged();
    }
  }
  for (const pb::AnswerRecord& record : in.answers()) {
    Answer& answer = subject.answers.emplace_back();
    answer.kind = static_cast<AnswerKind>(record.kind());
    answer.valid_from = record.valid_from();
    if (!DecodePlace(record.place(), answer.place) || !Take(record.author(), answer.author) ||
        !Take(record.offer(), answer.offer) || !Take(record.terms_hash(), answer.terms_hash)) {
      return Damaged();
    }
  }
  for (const pb::LaterWordRecord& record : in.later()) {
    LaterWord& word = subject.later.emplace_back();
    if (!DecodePlace(record.place(), word.place) || !Take(record.author(), word.author)) {
      return Damaged();
    }
  }
  return subject;
}

std::string Encode(const RememberedRequest& request) {
  pb::RequestRecord out;
  out.set_request(request.request.str());
  out.set_act(request.act);
  out.set_number(request.number);
  return out.SerializeAsString();
}

absl::StatusOr<RememberedRequest> DecodeRequest(absl::string_view bytes) {
  TF_ASSIGN_OR_RETURN(const auto in, Parse<pb::RequestRecord>(bytes));
  RememberedRequest request;
  request.act = in.act();
  request.number = in.number();
  if (!Take(in.request(), request.request)) return Damaged();
  return request;
}

std::string Encode(const Alias& alias) {
  pb::AliasRecord out;
  out.set_number(alias.number);
  out.set_handle(alias.handle);
  return out.SerializeAsString();
}

absl::StatusOr<Alias> DecodeAlias(absl::string_view bytes) {
  TF_ASSIGN_OR_RETURN(const auto in, Parse<pb::AliasRecord>(bytes));
  return Alias{in.number(), in.handle()};
}

std::string Encode(const MailboxPosition& position) {
  pb::MailboxRecord out;
  out.set_generation(Give(position.generation));
  out.set_sequence(position.sequence);
  out.set_rolling_hash(position.rolling_hash);
  out.set_genesis_sent(position.genesis_sent);
  out.set_promised_sequence(position.promised_sequence);
  out.set_promised_hash(position.promised_hash);
  out.set_snapshot(Give(position.snapshot));
  out.set_snapshot_next(position.snapshot_next);
  out.set_kept_for(Give(position.kept_for));
  return out.SerializeAsString();
}

absl::StatusOr<MailboxPosition> DecodeMailbox(absl::string_view bytes) {
  TF_ASSIGN_OR_RETURN(const auto in, Parse<pb::MailboxRecord>(bytes));
  MailboxPosition position;
  position.sequence = in.sequence();
  position.rolling_hash = in.rolling_hash();
  position.genesis_sent = in.genesis_sent();
  position.promised_sequence = in.promised_sequence();
  position.promised_hash = in.promised_hash();
  position.snapshot_next = in.snapshot_next();
  if (!Take(in.generation(), position.generation) || !Take(in.snapshot(), position.snapshot) ||
      !Take(in.kept_for(), position.kept_for)) {
    return Damaged();
  }
  return position;
}

std::string Encode(const DeliveryPlan& plan) {
  pb::DeliveryRecord out;
  out.set_due_at(plan.due_at);
  Encode(plan.first, out.mutable_first());
  return out.SerializeAsString();
}

absl::StatusOr<DeliveryPlan> DecodeDelivery(absl::string_view bytes) {
  TF_ASSIGN_OR_RETURN(const auto in, Parse<pb::DeliveryRecord>(bytes));
  DeliveryPlan plan;
  plan.due_at = in.due_at();
  if (!Decode(in.first(), plan.first)) return Damaged();
  return plan;
}

std::string Encode(const PendingPairing& pairing) {
  pb::PairingRecord out;
  out.set_state(pairing.state);
  out.set_relay(pairing.relay);
  out.set_expires_at(pairing.expires_at);
  out.set_side(pairing.side.str());
  out.set_device_name(pairing.device_name);
  return out.SerializeAsString();
}

absl::StatusOr<PendingPairing> DecodePairing(absl::string_view bytes) {
  TF_ASSIGN_OR_RETURN(const auto in, Parse<pb::PairingRecord>(bytes));
  PendingPairing pairing{in.state(), in.relay(), in.expires_at(), SideId()};
  if (!Take(in.side(), pairing.side)) return Damaged();
  pairing.device_name = in.device_name();
  return pairing;
}

std::string Encode(const Tally& tally) {
  pb::TallyRecord out;
  out.set_store(tally.point.store.str());
  out.set_counter(tally.point.counter);
  out.set_incarnation(tally.point.incarnation);
  out.set_notice(static_cast<std::uint32_t>(tally.notice));
  return out.SerializeAsString();
}

absl::StatusOr<Tally> DecodeTally(absl::string_view bytes) {
  TF_ASSIGN_OR_RETURN(const auto in, Parse<pb::TallyRecord>(bytes));
  Tally tally;
  tally.point.counter = in.counter();
  tally.point.incarnation = in.incarnation();
  tally.notice = static_cast<StoreNotice>(in.notice());
  if (!Take(in.store(), tally.point.store)) return Damaged();
  return tally;
}

std::string Encode(const Folding& folding) {
  pb::FoldingRecord out;
  out.set_vocabulary(folding.vocabulary);
  EncodeIds(folding.unread, out.mutable_spaces());
  return out.SerializeAsString();
}

absl::StatusOr<Folding> DecodeFolding(absl::string_view bytes) {
  TF_ASSIGN_OR_RETURN(const auto in, Parse<pb::FoldingRecord>(bytes));
  Folding folding;
  folding.vocabulary = in.vocabulary();
  if (!DecodeIds(in.spaces(), folding.unread)) return Damaged();
  return folding;
}

std::string EncodeLater(const std::set<DeviceId>& devices) {
  pb::LaterRecord out;
  EncodeIds(devices, out.mutable_devices());
  return out.SerializeAsString();
}

absl::StatusOr<std::set<DeviceId>> DecodeLater(absl::string_view bytes) {
  TF_ASSIGN_OR_RETURN(const auto in, Parse<pb::LaterRecord>(bytes));
  std::set<DeviceId> devices;
  if (!DecodeIds(in.devices(), devices)) return Damaged();
  return devices;
}

}  // namespace twofold
