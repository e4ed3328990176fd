// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// An envelope: bytes sealed with a space's epoch key, so that only its devices can read them, and
// bound to one purpose and one place, so that a relay cannot move them. docs/formats/envelope.md
// has the layout, a worked example in hex, and why it is so.
//
//   EnvelopePlace place{login.mailbox(), login.SlotOf(device), login.MessageIdOf(ids)};
//   TF_ASSIGN_OR_RETURN(std::string body, SealEnvelope(key, EnvelopePurpose::kOperations, place,
//                                                      batch, random));
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/base/ids.h"
#include "core/base/random.h"
#include "core/crypto/space_key.h"

namespace twofold {

// What is inside. Numbers are for ever; each has its own key.
enum class EnvelopePurpose : std::uint8_t {
  kOperations = 1,  // a serialized OperationBatch
  kStatus = 2,      // a serialized HaveStatus, in a slot's status blob
  kSnapshot = 3,    // a serialized SnapshotPiece
  kNote = 4,        // a serialized RecoveryNote, sealed to the paper device before
};

// Where the envelope lies at the relay. A status blob has no message id: leave it all zero. That of
// a snapshot's piece, and of a note, is the snapshot's id.
struct EnvelopePlace {
  MailboxId mailbox;
  SlotId slot;  // the sender's
  MessageId message;
};

// Returns the most bytes that SealEnvelope takes, so that the body stays within
// limits::kEnvelopeBodyBytes, limits::kStatusBlobBytes for a status, or
// limits::kSnapshotPieceBytes for a piece or a note.
std::size_t MaxPlaintextBytes(EnvelopePurpose purpose);

// Returns the size of the body that holds this many bytes. It takes few values: steps of 1 KiB up
// to 16 KiB, then Padmé's.
std::size_t SealedBytes(std::size_t plaintext_bytes);

// Returns the sealed body. Sealing the same bytes again gives another body.
// Errors: InvalidArgument if `plaintext` is longer than MaxPlaintextBytes(purpose).
absl::StatusOr<std::string> SealEnvelope(const SpaceKey& key, EnvelopePurpose purpose,
                                         const EnvelopePlace& place, absl::string_view plaintext,
                                         Random& random);

// Returns the bytes that were sealed with this key for this purpose and place.
// Errors: InvalidArgument if `body` is no envelope (cut, of an impossible length, oversized);
// Unimplemented if its format is another than ours; FailedPrecondition if its purpose is another;
// NotFound if it was sealed with another key; DataLoss if it was altered or lies in a place other
// than its own. No error says anything of what is inside.
absl::StatusOr<std::string> OpenEnvelope(const SpaceKey& key, EnvelopePurpose purpose,
                                         const EnvelopePlace& place, absl::string_view body);

// Returns which key the body claims to be sealed with, unproven; nothing when it is no envelope
// of our format.
std::optional<KeyId> EnvelopeKeyId(absl::string_view body);

}  // namespace twofold
