// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What the store keeps beside goals, entries and consent: who we are, the spaces, how far each
// chain and mailbox has come, and the acts that can be undone. Plain values.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/anchor.h"
#include "core/base/ids.h"
#include "core/base/version_vector.h"
#include "core/sync/fold.h"
#include "core/sync/operation.h"
#include "core/together/roster.h"

namespace twofold {

struct Self {
  PersonId person;
  std::string name;
  std::optional<int> checkin_minute;  // minutes after midnight
  std::string relay;                  // used last; may be empty
  // For each recovery paper, what identifies the note that the relay has from here.
  std::map<DeviceId, std::string> notes;
  bool operator==(const Self&) const = default;
};

// A key that a space had before the one in use, with a mailbox of its own.
struct EarlierKey {
  std::string key;       // secret
  OperationId rotation;  // that brought it; empty: it is the first
  bool operator==(const EarlierKey&) const = default;
};

struct Space {
  SpaceId id;
  SpaceKind kind = SpaceKind::kMe;
  bool left = false;
  std::optional<std::int32_t> left_day;  // since when
  std::vector<Member> members;           // with the devices that it began with
  std::int32_t since_day = 0;
  ChainId chain;         // where this device writes
  std::string key;       // secret; empty after leaving, and in a me space of one device
  std::string genesis;   // us space: serialized SignedGenesis
  std::string relay;     // where its mailbox is; empty while there is none
  OperationId rotation;  // that brought the key; empty: it is the first
  std::vector<EarlierKey> earlier_keys;  // that this device used, oldest first; gone with the key
  std::optional<std::int32_t> removed_day;  // since when this device is none of its devices
  bool owes_snapshot = false;               // the others lack more than is sent one by one
  bool operator==(const Space&) const = default;
};

// This device's clock in a space.
struct SpaceClock {
  std::uint64_t stamp = 0;
  std::vector<ChainPosition> named;  // other chains' heads that the newest own operation names
  bool operator==(const SpaceClock&) const = default;
};

struct StoredOperation {
  std::string bytes;
  VersionVector seen;  // the operation's own place included
  bool operator==(const StoredOperation&) const = default;
};

// Numbers are for ever.
enum class ActKind {
  kLog = 1,
  kGoalAdd = 2,
  kGoalArchive = 3,
  kPropose = 4,
  kChange = 5,
  kGoalRestore = 6,
  kGoalEdit = 7,
  kRevise = 8,
  kGoalMove = 9,
  kStep = 10,
  kRest = 11,
  kEndRest = 12,
  kEase = 13,
  kImport = 14,
};

// One operation to be written.
struct ActStep {
  SpaceId space;
  EntityId entity;
  Payload payload;
  bool operator==(const ActStep&) const = default;
};

struct Act {
  ActKind kind = ActKind::kLog;
  SpaceId space;
  EntityId entity;
  std::int32_t day = 0;
  std::int64_t amount_micros = 0;
  Mark mark = Mark::kNone;
  std::uint32_t count = 1;   // goals, days or answers that it touched
  std::int32_t done_on = 0;  // day number
  OperationId operation;     // the first that went to the partner; an offer's own
  bool undone = false;
  bool gone = false;           // undone when something new was done: does not come back
  bool closes_redo = false;    // of format 1: so it is with all that was undone before it
  std::vector<ActStep> steps;  // what turns it over, in the order to be written
  bool operator==(const Act&) const = default;
};

struct RememberedRequest {
  RequestId request;
  std::uint64_t act = 0;     // 0: it made none
  std::uint64_t number = 0;  // from 1, in the order they were carried out
  bool operator==(const RememberedRequest&) const = default;
};

struct Alias {
  std::uint32_t number = 0;
  std::string handle;
  bool operator==(const Alias&) const = default;
};

struct MailboxPosition {
  Generation generation;
  std::uint64_t sequence = 0;
  std::string rolling_hash;  // 32 bytes; empty at sequence 0
  bool genesis_sent = false;
  // The newest point that the relay named when it took something of ours, while that lies ahead:
  // who reads on has to come through it, or what was taken is gone again. 0 when there is none.
  std::uint64_t promised_sequence = 0;
  std::string promised_hash;
  // The newest snapshot that was met there, and the piece of it that is to be taken next; 0 where
  // it was taken, or brings nothing.
  SnapshotId snapshot;
  std::uint32_t snapshot_next = 0;
  // The recovery paper whose slot is there, so that nothing is dropped that is not in a snapshot.
  DeviceId kept_for;
  bool operator==(const MailboxPosition&) const = default;
};

// What happened to the store that a person has to be told once. Numbers are for ever.
enum class StoreNotice {
  kNone = 0,
  kOlder = 1,  // an older copy came back, or the newest was lost
  kGone = 2,   // everything that was here before
};

// How far the store has come.
struct Tally {
  AnchorPoint point;
  StoreNotice notice = StoreNotice::kNone;  // not told yet
  bool operator==(const Tally&) const = default;
};

// With what the folded records were made.
struct Folding {
  std::uint32_t vocabulary = 0;  // Vocabulary::number
  std::set<SpaceId> unread;      // spaces that hold something of a later version
  bool operator==(const Folding&) const = default;
};

// When what waits to be sent goes out, where that waits on purpose.
struct DeliveryPlan {
  std::int64_t due_at = 0;  // seconds since 1970-01-01 UTC
  ChainPosition first;      // what waited first; once it has gone, the plan is over
  bool operator==(const DeliveryPlan&) const = default;
};

struct PendingPairing {
  std::string state;  // secret
  std::string relay;
  std::int64_t expires_at = 0;  // seconds since 1970-01-01 UTC
  SideId side;
  std::string device_name;  // where devices are linked: what this one is to be called
  bool operator==(const PendingPairing&) const = default;
};

}  // namespace twofold
