// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// How two persons' devices become one us space: a state machine that talks to another of its kind
// through a room. It does no I/O; its owner carries the messages and keeps the state. Nothing
// exists for either side before both persons have said that they see the same number.
// docs/formats/pairing.md walks through it.
//
//   TF_ASSIGN_OR_RETURN(Pairing pairing, Pairing::Invite(self, invitation, random));
//   store(pairing.Save());                       // synced, then:
//   post(pairing.outgoing());                    // by position; posting again is harmless
//   pairing.Receive(index, body);                // for each message of the other side, in order
//   if (pairing.step() == PairingStep::kComparing) show(pairing.check_number());
//   pairing.Confirm();                           // the person saw the same number
//
// The rule for its owner: after every call that may change it, write Save() to disk, synced, before
// anything of outgoing() leaves. A crash in between then resumes, or leaves nothing.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/base/ids.h"
#include "core/base/random.h"
#include "core/crypto/device_keys.h"
#include "core/crypto/invitation.h"
#include "core/crypto/space_key.h"
#include "core/pairing/genesis.h"

namespace twofold {

enum class PairingRole { kInviter = 1, kJoiner = 2 };

// What the two have come for. Numbers are for ever.
enum class PairingPurpose {
  kCouple = 0,  // two persons begin to share a space
  kLink = 1,    // a person's new device, the joiner, is told what another one knows
};

enum class PairingStep {
  kWaiting = 1,    // for the other side to introduce itself
  kComparing = 2,  // both persons look at the check number
  kConfirmed = 3,  // this person said yes; the other has not, or not yet visibly
  kFinishing = 4,  // joiner only: both said yes and signed; the inviter's word is awaited
  kPaired = 5,     // there is a space
  kEnded = 6,      // nothing came of it; see end_reason()
};

enum class PairingEnd {
  kCancelledHere = 1,
  kCancelledThere = 2,
  kNumberDiffers = 3,  // this person said so
  kThirdParty = 4,     // somebody else came into the room
  kExpired = 5,        // the room is gone
  kBadMessage = 6,     // the other side sent something that cannot be right
  kOtherPurpose = 7,   // one side came to pair, the other to link
};

// `keys` must outlive the pairing.
struct PairingSelf {
  PersonId person;   // of a device that is to be linked: any
  std::string name;  // and here what it is called
  const DeviceKeys& keys;
  PairingPurpose purpose = PairingPurpose::kCouple;
};

// What a pairing made.
struct PairingResult {
  std::string signed_genesis;  // a serialized SignedGenesis
  SpaceId space;
  SpaceKey space_key;
  SpaceMember self;
  SpaceMember partner;
};

// What a linking came to.
struct LinkResult {
  std::string welcome;  // as the inviter gave it; secret
  SpaceMember partner;  // the other device
  Signature wish;       // the joiner's, that it is the inviter's person's; see DeviceWish
};

struct PairingState;

// Moving leaves the source empty. `random` must outlive it. One thread at a time.
class Pairing {
 public:
  // Begins one side. Refusal: "bad_person_name" as CheckPersonName.
  static absl::StatusOr<Pairing> Invite(const PairingSelf& self, const Invitation& invitation,
                                        Random& random);
  static absl::StatusOr<Pairing> Join(const PairingSelf& self, const Invitation& invitation,
                                      Random& random);

  // Resumes from what Save() gave. `keys` are the same as before and must outlive it.
  // Errors: DataLoss if `saved` is damaged; FailedPrecondition if it belongs to other keys.
  static absl::StatusOr<Pairing> Restore(absl::string_view saved, const DeviceKeys& keys,
                                         Random& random);

  Pairing(Pairing&&) noexcept;
  Pairing& operator=(Pairing&&) noexcept;
  ~Pairing();

  // Returns everything, as a secret: keep it like a key. Once ended it holds no secret any more.
  std::string Save() const;

  PairingRole role() const;
  // Of one that has ended, kCouple.
  PairingPurpose purpose() const;
  PairingStep step() const;
  // Nothing unless ended.
  std::optional<PairingEnd> end_reason() const;
  const RoomId& room() const;

  // The sealed messages of this side so far, in room order. Each is sealed once and stays the same
  // bytes for ever, also across Save and Restore. All have the same size.
  const std::vector<std::string>& outgoing() const;

  // The index of the other side's next message.
  std::uint32_t next_index() const;

  // Takes the other side's message. An index other than next_index() is ignored. A message that
  // cannot be right ends the pairing (kBadMessage), but not a joiner that is finishing: the inviter
  // may have finished, so it passes over such a message. An inviter that is paired goes on reading:
  // a joiner that cancelled after it signed says so, and then the pairing has ended after all.
  void Receive(std::uint32_t index, absl::string_view body);

  // The person saw the same number on both screens. Without effect unless comparing. An inviter
  // that links says with it what the new device is to know, a serialized Welcome.
  void Confirm(absl::string_view welcome = {});

  // The person wants out. Always succeeds; tells the other side if one is there. Without effect
  // once paired or ended: then it is leaving, not cancelling.
  void Cancel();

  // Ends it for a reason that this side found: kNumberDiffers (tells the other side), kThirdParty
  // or kExpired (do not: the room is dead). A joiner that is finishing ignores the last two,
  // because the inviter may have finished: it waits for FinishedElsewhere or Cancel.
  void End(PairingEnd reason);

  // The inviter's genesis was found in the new space's mailbox. Finishes a joiner that is finishing
  // or is paired already. Errors: FailedPrecondition at any other step; InvalidArgument if it is
  // not the genesis that this side signed.
  absl::Status FinishedElsewhere(absl::string_view signed_genesis);

  // "482 913", the same on both screens unless somebody is in between. Empty before comparing
  // and after the end.
  std::string check_number() const;

  // Who is on the other side; from comparing on, nothing after an end.
  std::optional<SpaceMember> partner() const;

  // What it made; nothing unless paired for a couple.
  std::optional<PairingResult> result() const;
  // The same of a linking.
  std::optional<LinkResult> link() const;

  // The same for a joiner that is finishing: what there will be if the inviter finished. It tells
  // in which mailbox to look. Nothing may be written to the space before kPaired.
  std::optional<PairingResult> awaited() const;

 private:
  Pairing(std::unique_ptr<PairingState> state, const DeviceKeys& keys, Random& random);

  static absl::StatusOr<Pairing> Begin(PairingRole role, const PairingSelf& self,
                                       const Invitation& invitation, Random& random);

  std::unique_ptr<PairingState> state_;
  const DeviceKeys* keys_;
  Random* random_;
};

}  // namespace twofold
