// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The steps that both sides of a pairing share, once the relay was contacted.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "client/commands/command.h"
#include "twofold/daemon/v1/pairing.pb.h"

namespace twofold {

// Returns where the pairing stands as soon as a person has something to do or to know
// ("comparing", "paired", "ended", "none"), at the latest after `patience`. With `passed`, a step
// of that name is waited out too. CANCELLED "interrupted".
absl::StatusOr<daemon::v1::WatchResponse> WaitForStep(Session& session, absl::Duration patience,
                                                      absl::string_view passed);

// Waits for the number, asks whether it is the same on both screens, and makes the shared space or
// ends the pairing. Ctrl-C ends the pairing too. REQUIRES: session.CanAsk().
absl::Status CompareAndFinish(Session& session);

// Returns the relay to name in a request: --relay, else empty when one is known already, else what
// the person types. INVALID_ARGUMENT "no_relay". Then asks whether it may be contacted now:
// ABORTED "said_no"; INVALID_ARGUMENT "wants_person".
absl::StatusOr<std::string> AgreeOnRelay(Session& session);
// The last part of it alone.
absl::Status AskToContact(Session& session, absl::string_view relay);

// FAILED_PRECONDITION "already_paired" when there is a shared space.
// What the command is for: "pair" or "device link".
daemon::v1::MeetingPurpose PurposeOf(const Session& session);
// "pairing" or "linking".
absl::string_view NounOf(const Session& session);
// What to call this computer: --device, else its host name.
std::string DeviceName(const Session& session);

absl::Status RefuseWhenPaired(Session& session);

// Goes into the room of an invitation.
absl::Status JoinInvitation(Session& session);

}  // namespace twofold
