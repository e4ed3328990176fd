// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Every string that keeps one use of a hash or a signature apart from another, in one place.
// They are for ever: changing one makes everything stored or signed under it unreadable.
//
// A domain is followed by a zero byte wherever it is used, with one exception: the relay's entry
// hash (see rolling_hash.h). No domain holds a zero byte, so none with its zero byte is the
// beginning of another.
#pragma once

namespace twofold::domains {

// Signatures (Ed25519).
inline constexpr char kOperationSignature[] = "twofold operation signature v1";
inline constexpr char kGenesisSignature[] = "twofold genesis signature v1";
inline constexpr char kRecoveryVouch[] = "twofold recovery vouch v1";
inline constexpr char kRelayLogin[] = "twofold relay v1 login";

// Hashes (BLAKE2b-256).
inline constexpr char kOperationId[] = "twofold operation v1";
inline constexpr char kRelayEntry[] = "twofold relay v1 entry";  // no zero byte
inline constexpr char kInvitationRoom[] = "twofold invitation room v1";
inline constexpr char kInvitationKey[] = "twofold invitation key v1";
inline constexpr char kRecoveryDevice[] = "twofold recovery device v1";
inline constexpr char kRecoveryNote[] = "twofold recovery note v1";  // of what was put, kept here
inline constexpr char kRecoveryMailbox[] = "twofold recovery mailbox v1";
inline constexpr char kPairingHello[] = "twofold pairing hello v1";
inline constexpr char kPairingTranscript[] = "twofold pairing transcript v1";
inline constexpr char kPairingSession[] = "twofold pairing session v1";
inline constexpr char kSameState[] = "twofold same state v1";
inline constexpr char kSameStateNumber[] = "twofold same state number v1";

// Keyed hashes (BLAKE2b).
inline constexpr char kKeyId[] = "twofold key id v1";
inline constexpr char kSlot[] = "twofold slot v1";
inline constexpr char kMessageId[] = "twofold message id v1";
inline constexpr char kCheckNumber[] = "twofold check number v1";

// Associated data (XChaCha20-Poly1305).
inline constexpr char kEnvelope[] = "twofold envelope v1";
inline constexpr char kRoomMessage[] = "twofold room message v1";

}  // namespace twofold::domains
