// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/sync/note_codec.h"

#include <optional>

#include "core/base/refusal.h"
#include "core/base/status_macros.h"
#include "core/crypto/box_keys.h"
#include "core/crypto/digest.h"
#include "core/crypto/domains.h"
#include "core/crypto/envelope.h"
#include "daemon/sync/welcome_codec.h"
#include "twofold/sync/v1/pairing.pb.h"

namespace twofold {
namespace {

constexpr std::uint32_t kFormat = 1;
constexpr char kNothingChanged[] = "Nothing was changed here.";

absl::Status Damaged() {
  return Refusal(absl::StatusCode::kDataLoss, "recovery_damaged",
                 "what lies at the relay for these words cannot be read, or is not yours.")
      .Aftermath(kNothingChanged);
}

std::string Write(const RecoveryNote& note) {
  sync::v1::RecoveryNote out;
  out.set_format(kFormat);
  out.set_vouch(note.vouch.str());
  if (note.welcome) out.set_welcome(WriteWelcome(*note.welcome));
  std::string bytes = out.SerializeAsString();
  Wipe(*out.mutable_welcome());
  return bytes;
}

EnvelopePlace PlaceOf(const LoginKey& login, const SlotId& slot, const SnapshotId& snapshot) {
  return {login.mailbox(), slot, MessageId::Prefix(snapshot.bytes())};
}

}  // namespace

std::string IdentifyNote(const RecoveryNote& note) {
  std::string plain = Write(note);
  const Digest32 said = PlainBlake2b(plain);
  Wipe(plain);
  return Blake2b(domains::kRecoveryNote, {said.bytes(), note.relay}).str();
}

absl::StatusOr<std::string> SealNote(const RecoveryNote& note, const SnapshotId& snapshot,
                                     Random& random) {
  const std::optional<SpaceKey> key = SpaceKey::FromBytes(note.mailbox_key);
  if (!key) return absl::InvalidArgumentError("a recovery note without a mailbox");
  std::string plain = Write(note);
  const auto sealed = SealToDevice(plain, note.paper.box_key, random);
  Wipe(plain);
  if (!sealed) return absl::InvalidArgumentError("a recovery code without a key");
  const LoginKey login = key->Login();
  return SealEnvelope(*key, EnvelopePurpose::kNote,
                      PlaceOf(login, login.SlotOf(note.paper.device), snapshot), *sealed, random);
}

absl::StatusOr<Welcome> OpenNote(const RecoveryCode& code, const SnapshotId& snapshot,
                                 const SlotId& slot, absl::string_view body) {
  const SpaceKey key = code.MailboxKey();
  const DeviceKeys paper = code.Keys();
  const auto sealed =
      OpenEnvelope(key, EnvelopePurpose::kNote, PlaceOf(key.Login(), slot, snapshot), body);
  if (!sealed.ok()) return Damaged();
  std::optional<std::string> plain = paper.boxes().Open(*sealed);
  sync::v1::RecoveryNote note;
  if (!plain || !note.ParseFromString(*plain) || note.format() != kFormat) return Damaged();
  Wipe(*plain);
  if (note.welcome().empty()) {
    return Refusal(absl::StatusCode::kFailedPrecondition, "recovery_void",
                   "this recovery code is void: another one was made since, or it was removed.")
        .Aftermath(kNothingChanged);
  }
  const absl::StatusOr<Welcome> welcome = ReadWelcome(note.welcome());
  Wipe(*note.mutable_welcome());
  const auto vouch = Signature::FromBytes(note.vouch());
  if (!welcome.ok() || !vouch ||
      !Verify(paper.sign_public(), domains::kRecoveryVouch,
              RecoveryVouch(welcome->person, welcome->me.id, welcome->me.founders), *vouch)) {
    return Damaged();
  }
  return welcome;
}

}  // namespace twofold
