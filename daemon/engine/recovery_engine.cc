// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/engine/recovery_engine.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/status_macros.h"
#include "core/crypto/domains.h"
#include "daemon/engine/own_devices.h"
#include "daemon/engine/shared_space.h"

namespace twofold {
namespace {

constexpr char kName[] = "recovery code";

// Removes the codes that there are; returns whether there was any.
absl::StatusOr<bool> RemovePapers(Change& change) {
  const Space me = *change.state().me;
  TF_ASSIGN_OR_RETURN(const Roster roster, change.view().GetRoster(me.id));
  bool removed = false;
  for (const Membership::Device& one : Membership(me.members, roster).Present()) {
    const DeviceId device = one.keys->device;
    if (!roster.papers.contains(device) || device == change.parts().device) continue;
    TF_RETURN_IF_ERROR(change.Emit(me, EntityOf(device), DeviceRemovePayload{}).status());
    removed = true;
  }
  return removed;
}

}  // namespace

std::string RecoveryVouch(const PersonId& person, const SpaceId& me,
                          const std::vector<Member>& founders) {
  std::string bytes = absl::StrCat(person.bytes(), me.bytes());
  for (const Member& member : founders) {
    for (const MemberDevice& device : member.devices) {
      absl::StrAppend(&bytes, device.sign_key.bytes(), device.box_key.bytes());
    }
  }
  return bytes;
}

absl::StatusOr<bool> RecoveryEngine::Create(const RecoveryCode& code, const std::string& relay,
                                            const std::string& own_name) {
  TF_RETURN_IF_ERROR(ValidateDeviceName(own_name));
  const DeviceKeys keys = code.Keys();
  return ledger_.Do([&](Change& change) -> absl::StatusOr<bool> {
    if (!change.state().me) return NotStarted();
    if (change.state().me->removed_day) return DeviceRemoved();
    TF_ASSIGN_OR_RETURN(const bool earlier, RemovePapers(change));
    TF_RETURN_IF_ERROR(CheckRoom(change.state(), change.view(), change.parts().device));
    TF_RETURN_IF_ERROR(OpenToOwn(change, relay, own_name));
    const PersonId person = change.state().self->person;
    const Space me = *change.state().me;
    const EntityId entity = EntityOf(keys.device());
    const NewDevice paper{
        {keys.device(), keys.sign_public(), keys.box_public()},
        keys.Sign(domains::kOperationSignature, DeviceWish(person, keys.device())),
        kName};
    TF_RETURN_IF_ERROR(AddTo(change, SpaceKind::kMe, paper, me.rotation).status());
    TF_RETURN_IF_ERROR(change.Emit(me, entity, DeviceNamePayload{kName}).status());
    RecoveryPayload payload{
        {std::string(code.MailboxKey().bytes()),
         keys.Sign(domains::kRecoveryVouch, RecoveryVouch(person, me.id, me.members))}};
    TF_RETURN_IF_ERROR(change.Emit(me, entity, std::move(payload)).status());
    TF_RETURN_IF_ERROR(SettleShared(change));
    return earlier;
  });
}

absl::StatusOr<std::vector<RecoveryNote>> RecoveryEngine::Notes() const {
  const Ledger::Look look = ledger_.LookAt();
  const std::optional<Space>& me = look.state.me;
  std::vector<RecoveryNote> notes;
  if (!me || me->key.empty() || me->removed_day) return notes;
  TF_ASSIGN_OR_RETURN(const Roster roster, look.view().GetRoster(me->id));
  const Membership membership(me->members, roster);
  for (const auto& [device, paper] : roster.papers) {
    const std::optional<Membership::Device> found = membership.Find(device);
    if (!found) continue;
    RecoveryNote& note = notes.emplace_back();
    note.paper = *found->keys;
    note.mailbox_key = paper.value.mailbox_key;
    note.vouch = paper.value.vouch;
    note.relay = me->relay;
    if (found->removed == nullptr) note.welcome = WelcomeFrom(look.state);
  }
  return notes;
}

bool RecoveryEngine::IsNoted(const DeviceId& paper, absl::string_view note) const {
  const std::optional<Self> self = ledger_.LookAt().state.self;
  if (!self) return false;
  const auto found = self->notes.find(paper);
  return found != self->notes.end() && found->second == note;
}

absl::Status RecoveryEngine::Noted(const DeviceId& paper, const std::string& note) {
  return ledger_
      .Do([&](Change& change) -> absl::StatusOr<bool> {
        if (!change.state().self) return false;
        change.state().self->notes[paper] = note;
        change.transaction().PutSelf(*change.state().self);
        return true;
      })
      .status();
}

}  // namespace twofold
