// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Recovery codes, made and used: docs/formats/recovery.md. What recovering reads it keeps in
// memory, as the device that the paper is, until this computer is one of the person's.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "core/base/clock.h"
#include "core/base/event_log.h"
#include "core/base/random.h"
#include "core/crypto/device_keys.h"
#include "core/crypto/recovery_code.h"
#include "daemon/courier/courier.h"
#include "daemon/engine/device_engine.h"
#include "daemon/engine/ledger.h"
#include "daemon/engine/recovery_engine.h"
#include "daemon/engine/recovery_talk.h"
#include "daemon/sync/note_worker.h"

namespace twofold {

// All must outlive it.
struct RecoveryParts {
  Ledger& ledger;
  DeviceEngine& devices;
  RecoveryEngine& recovery;
  NoteWorker& notes;
  const DeviceKeys& keys;
  const Clock& clock;
  Random& random;
  EventLog& log;
  SyncSettings settings;
  // Makes a store that is nowhere but in memory.
  std::function<std::unique_ptr<ByteStore>()> make_memory;
};

// Thread-safe.
class Recovery final : public RecoveryTalk {
 public:
  explicit Recovery(RecoveryParts parts) : parts_(std::move(parts)) {}

  // Ends what is under way soon, and refuses more. Idempotent.
  void Stop() { stopping_ = true; }

  absl::StatusOr<MadeRecoveryCode> Create(const std::string& relay,
                                          const std::string& device_name) override;
  absl::Status Recover(const std::string& relay, const std::string& words,
                       const std::string& device_name,
                       const std::function<bool()>& wanted) override;

 private:
  // The note at the relay for this code. Never makes a mailbox.
  absl::StatusOr<Welcome> TakeNote(const std::string& relay, const RecoveryCode& code) const;
  // What this computer is to be told once it is one of the person's devices.
  absl::StatusOr<Welcome> JoinAs(const RecoveryCode& code, const Welcome& note,
                                 const std::string& device_name,
                                 const std::function<bool()>& wanted) const;

  const RecoveryParts parts_;
  std::mutex one_at_a_time_;
  std::atomic<bool> stopping_ = false;
};

}  // namespace twofold
