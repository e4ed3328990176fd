// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A person's own devices: which there are, how another one joins, how one goes for ever.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "daemon/engine/ledger.h"

namespace twofold {

struct DeviceView {
  DeviceId device;
  std::string name;  // empty: it was never given one
  bool here = false;
  bool paper = false;          // a recovery code
  std::int32_t since_day = 0;  // day number
  std::optional<std::int32_t> removed_day;
};

// What a new device has to know of a space in order to take part; secret.
struct SpaceWelcome {
  SpaceId id;
  std::vector<Member> founders;  // of the me space; the shared space's genesis has its own
  std::string genesis;           // of the shared space
  std::string key;
  OperationId rotation;  // that brought the key; empty: it is the first
  std::string relay;
  std::int32_t since_day = 0;
};
// What a new device is told by one that is there; secret.
struct Welcome {
  PersonId person;
  std::string name;
  std::optional<int> checkin_minute;
  SpaceWelcome me;
  std::optional<SpaceWelcome> us;
};

// What a new device says of itself.
struct NewDevice {
  MemberDevice keys;
  Signature wish;  // over DeviceWish
  std::string name;
};

// Every change is durable when it returns. Thread-safe.
class DeviceEngine {
 public:
  explicit DeviceEngine(Ledger& ledger) : ledger_(ledger) {}

  // Those that there are, then those that were removed; in the order in which they came.
  // FailedPrecondition "not_started".
  absl::StatusOr<std::vector<DeviceView>> List() const;

  // Whether this device may invite another: FailedPrecondition "not_started", "device_removed",
  // "too_many_devices".
  absl::Status CheckMayInvite() const;
  // Whether this device may become one of somebody's who has others: FailedPrecondition
  // "already_started" when it keeps goals already.
  absl::Status CheckMayJoin() const;

  // What to tell a new device. Gives the me space a key and a mailbox at `relay` where it has none
  // yet, and this device the name where it has none. Errors as CheckMayInvite.
  absl::StatusOr<Welcome> Greet(const std::string& relay, const std::string& own_name);
  // Adds the device that was told so, to the me space and the shared one, and ends the pairing, in
  // one step. Everything there is waits to be sent for it. Doing it again changes nothing.
  absl::Status Add(const NewDevice& device, const Welcome& told);
  // Begins here what the other device told. Doing it again changes nothing.
  absl::Status Begin(const Welcome& welcome);

  // Removes another device, from every space; what it may not read any more gets a new key.
  // `word` is a name or a unique beginning of one. NotFound "no_such_device"; InvalidArgument
  // "ambiguous_device"; FailedPrecondition "this_device".
  absl::StatusOr<DeviceView> Remove(const RequestId& request, absl::string_view word);
  absl::StatusOr<DeviceView> Rename(const RequestId& request, absl::string_view word,
                                    absl::string_view name);

 private:
  Ledger& ledger_;
};

// What this device signs to become one of the person's.
Signature SignWish(const PersonId& person, const LedgerParts& parts);

}  // namespace twofold
