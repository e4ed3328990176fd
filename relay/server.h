// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A running relay: everything between a listening socket and a store.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "core/base/clock.h"
#include "core/base/limits.h"
#include "core/base/random.h"
#include "proto/wire/listener.h"
#include "storage/bytes/byte_store.h"

namespace twofold::relay {

struct ServerSettings {
  std::vector<std::string> names;  // under which devices dial it; at least one
  std::string tls_certificate;     // PEM; empty for none
  std::string tls_key;             // PEM
  int max_connections = 0;
  absl::Duration heartbeat;  // at least a millisecond
  // Whoever pings oftener than this while it hears nothing loses its connection; in milliseconds.
  absl::Duration fastest_ping = absl::Seconds(limits::kFastestPingSeconds);
  // Whoever leaves what it is sent in its socket for so long loses its connection; in milliseconds.
  absl::Duration untaken = absl::Seconds(limits::kUntakenSeconds);
};

// Thread-safe.
class RelayServer {
 public:
  // Serves on the listener from its return on. Store, clock and randomness must outlive it.
  // Errors: those of the store; Unavailable (bad_certificate, no_server).
  static absl::StatusOr<std::unique_ptr<RelayServer>> Start(Listener listener, ByteStore& store,
                                                            const Clock& clock, Random& random,
                                                            const ServerSettings& settings);
  virtual ~RelayServer() = default;

  // Where it listens, with the real port.
  virtual const std::string& address() const = 0;
  // Says goodbye to all streams, finishes what is queued and returns within two seconds.
  // Idempotent; the destructor does it too.
  virtual void Stop() = 0;
};

}  // namespace twofold::relay
