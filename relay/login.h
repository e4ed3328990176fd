// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Logins: a nonce, an Ed25519 signature over it, and a token for the calls that follow. All of it
// lives in memory and ends with the process. Every kind of wrong answer gets the same refusal:
// Unauthenticated (login_refused).
#pragma once

#include <cstdint>
#include <deque>
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "absl/hash/hash.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/random.h"

namespace twofold::relay {

using Nonce = FixedId<struct NonceTag, 16>;
using Token = FixedId<struct TokenTag, 32>;

// What a device claims; the raw bytes of its request, of any length.
struct LoginAnswer {
  absl::string_view login_key;
  absl::string_view slot;
  absl::string_view relay_name;
  absl::string_view relay_nonce;
  absl::string_view device_nonce;
  absl::string_view signature;
};

// Returns the bytes that a login signs; docs/formats/relay.md spells them out.
std::string LoginMessage(absl::string_view relay_name, const Generation& generation,
                         const MailboxId& mailbox, const SlotId& slot, const Nonce& relay_nonce,
                         const Nonce& device_nonce);

// Who a token stands for.
struct Session {
  MailboxId mailbox;
  SlotId slot;
};

// Thread-safe. Its tables are bounded; where one is full its oldest entry gives way, so that
// strangers can force a device to log in again but never to use more memory.
class Logins {
 public:
  // `names` are those under which devices may dial this relay.
  Logins(const Clock& clock, Random& random, const Generation& generation,
         std::vector<std::string> names);

  const std::vector<std::string>& names() const { return names_; }

  // Returns a nonce for one login within limits::kNonceSeconds.
  Nonce Challenge();

  // Uses up the nonce, whatever the outcome, and returns a token that lives for
  // limits::kTokenSeconds. Cost: one signature check.
  absl::StatusOr<Token> Login(const LoginAnswer& answer);

  absl::StatusOr<Session> Check(absl::string_view token) const;

 private:
  // A table keyed by tokens would compare secrets byte by byte; this hash of one is none.
  using TokenTrace = FixedId<struct TokenTraceTag, 16>;
  struct Held {
    Session session;
    absl::Time issued;
    std::list<TokenTrace>::iterator place;
  };

  TokenTrace Trace(absl::string_view token) const;
  bool TakeNonce(const Nonce& nonce);
  Token Issue(const Session& session);
  void Drop(TokenTrace trace);

  const Clock& clock_;
  Random& random_;
  const Generation generation_;
  const std::vector<std::string> names_;
  FixedId<struct TraceKeyTag, 32> trace_key_;

  mutable std::mutex mutex_;  // guards all below
  std::unordered_map<Nonce, absl::Time, absl::Hash<Nonce>> nonces_;
  std::deque<Nonce> nonce_order_;  // may hold nonces that are used up
  std::unordered_map<TokenTrace, Held, absl::Hash<TokenTrace>> tokens_;
  std::list<TokenTrace> token_order_;
  std::unordered_map<std::string, std::deque<TokenTrace>> slot_tokens_;  // by mailbox and slot
};

}  // namespace twofold::relay
