// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What the rest of the daemon may ask of whoever carries a pairing to the other device.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/pairing/pairing.h"

namespace twofold {

// What two devices meet for, and, where they are linked, what this one is to be called.
struct Meeting {
  PairingPurpose purpose = PairingPurpose::kCouple;
  std::string device_name;
};

struct PairingStanding {
  std::uint64_t revision = 0;
  PairingPurpose purpose = PairingPurpose::kCouple;
  std::optional<PairingStep> step;  // nothing: no pairing is under way and none just ended
  std::string check_number;         // "482 913"
  std::string partner_name;
  std::optional<PairingEnd> end;
  bool relay_answers = false;
  std::string relay;
};

enum class NumberCheck { kUnsaid, kDiffers };

// Thread-safe.
class PairingTalk {
 public:
  virtual ~PairingTalk() = default;

  // Begins an invitation in the room of `relay`; returns its words once the relay has the room.
  // FailedPrecondition "already_paired", "pairing_under_way", "not_started", or, to link, as
  // DeviceEngine::CheckMayInvite; InvalidArgument "bad_relay_address", "bad_device_name";
  // Unavailable "relay_unreachable", "relay_strange".
  virtual absl::StatusOr<std::vector<std::string>> Invite(const std::string& relay,
                                                          const Meeting& meeting) = 0;
  // Goes into the room of an invitation. Also InvalidArgument as Invitation::Parse; NotFound
  // "invitation_unknown"; Aborted "third_party"; to link, as DeviceEngine::CheckMayJoin.
  virtual absl::Status Join(const std::string& relay, const std::string& words,
                            const Meeting& meeting) = 0;

  // Returns at once when the revision is another one than `seen`, else waits up to `wait`.
  virtual PairingStanding Watch(std::uint64_t seen, absl::Duration wait) const = 0;

  // The person saw this number on both screens. FailedPrecondition "nothing_to_compare";
  // InvalidArgument "number_differs" when it is not the one shown here.
  virtual absl::Status Confirm(absl::string_view number) = 0;
  // Ends what is under way; nothing is left behind. Always succeeds.
  virtual void Cancel(NumberCheck check) = 0;
};

}  // namespace twofold
