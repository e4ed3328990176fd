// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "relay/login.h"

#include <sodium.h>

#include <algorithm>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "relay/mailbox.h"

namespace twofold::relay {
namespace {

constexpr char kDomain[] = "twofold relay v1 login";

absl::Status Refused() {
  return Refusal(absl::StatusCode::kUnauthenticated, "login_refused",
                 "the relay did not accept this login.");
}

// A clock that was set back must not make anything live longer.
bool Alive(absl::Time issued, absl::Time now, int seconds) {
  return now >= issued && now < issued + absl::Seconds(seconds);
}

const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string LoginMessage(absl::string_view relay_name, const Generation& generation,
                         const MailboxId& mailbox, const SlotId& slot, const Nonce& relay_nonce,
                         const Nonce& device_nonce) {
  std::string message = kDomain;
  message += '\0';
  message += static_cast<char>(relay_name.size() & 0xFF);
  message += static_cast<char>(relay_name.size() >> 8 & 0xFF);
  absl::StrAppend(&message, relay_name, generation.bytes(), mailbox.bytes(), slot.bytes(),
                  relay_nonce.bytes(), device_nonce.bytes());
  return message;
}

Logins::Logins(const Clock& clock, Random& random, const Generation& generation,
               std::vector<std::string> names)
    : clock_(clock),
      random_(random),
      generation_(generation),
      names_(std::move(names)),
      trace_key_(decltype(trace_key_)::Make(random)) {
  if (sodium_init() < 0) std::abort();
}

Nonce Logins::Challenge() {
  const Nonce nonce = Nonce::Make(random_);
  std::lock_guard lock(mutex_);
  if (nonce_order_.size() >= limits::kRelayNonces) {
    nonces_.erase(nonce_order_.front());
    nonce_order_.pop_front();
  }
  nonce_order_.push_back(nonce);
  nonces_.emplace(nonce, clock_.Now());
  return nonce;
}

bool Logins::TakeNonce(const Nonce& nonce) {
  std::lock_guard lock(mutex_);
  const auto found = nonces_.find(nonce);
  if (found == nonces_.end()) return false;
  const bool alive = Alive(found->second, clock_.Now(), limits::kNonceSeconds);
  nonces_.erase(found);
  return alive;
}

absl::StatusOr<Token> Logins::Login(const LoginAnswer& answer) {
  const auto relay_nonce = Nonce::FromBytes(answer.relay_nonce);
  const bool nonce_valid = relay_nonce && TakeNonce(*relay_nonce);
  const auto key = SignPublicKey::FromBytes(answer.login_key);
  const auto slot = SlotId::FromBytes(answer.slot);
  const auto device_nonce = Nonce::FromBytes(answer.device_nonce);
  const auto signature = Signature::FromBytes(answer.signature);
  const bool named = std::any_of(names_.begin(), names_.end(), [&](const std::string& name) {
    return absl::string_view(name) == answer.relay_name;
  });
  if (!nonce_valid || !key || !slot || !device_nonce || !signature || !named) return Refused();

  const MailboxId mailbox = MailboxOf(*key);
  const std::string message =
      LoginMessage(answer.relay_name, generation_, mailbox, *slot, *relay_nonce, *device_nonce);
  if (crypto_sign_verify_detached(Bytes(signature->bytes()), Bytes(message), message.size(),
                                  Bytes(key->bytes())) != 0) {
    return Refused();
  }
  return Issue({mailbox, *slot});
}

Logins::TokenTrace Logins::Trace(absl::string_view token) const {
  unsigned char hash[TokenTrace::kSize];
  crypto_generichash(hash, sizeof(hash), Bytes(token), token.size(), Bytes(trace_key_.bytes()),
                     trace_key_.bytes().size());
  return TokenTrace::Prefix({reinterpret_cast<const char*>(hash), sizeof(hash)});
}

Token Logins::Issue(const Session& session) {
  const Token token = Token::Make(random_);
  const TokenTrace trace = Trace(token.bytes());
  std::lock_guard lock(mutex_);
  if (tokens_.size() >= limits::kRelayTokens) Drop(token_order_.front());
  std::deque<TokenTrace>& own =
      slot_tokens_[absl::StrCat(session.mailbox.bytes(), session.slot.bytes())];
  if (own.size() >= limits::kSlotTokens) {
    const TokenTrace oldest = own.front();
    own.pop_front();
    token_order_.erase(tokens_.at(oldest).place);
    tokens_.erase(oldest);
  }
  own.push_back(trace);
  token_order_.push_back(trace);
  tokens_.emplace(trace, Held{session, clock_.Now(), std::prev(token_order_.end())});
  return token;
}

void Logins::Drop(TokenTrace trace) {
  const auto held = tokens_.find(trace);
  if (held == tokens_.end()) return;
  const Session& session = held->second.session;
  const auto own = slot_tokens_.find(absl::StrCat(session.mailbox.bytes(), session.slot.bytes()));
  if (own != slot_tokens_.end()) {
    std::erase(own->second, trace);
    if (own->second.empty()) slot_tokens_.erase(own);
  }
  token_order_.erase(held->second.place);
  tokens_.erase(held);
}

absl::StatusOr<Session> Logins::Check(absl::string_view token) const {
  const TokenTrace trace = Trace(token);
  std::lock_guard lock(mutex_);
  const auto held = tokens_.find(trace);
  if (held == tokens_.end()) return Refused();
  if (!Alive(held->second.issued, clock_.Now(), limits::kTokenSeconds)) return Refused();
  return held->second.session;
}

}  // namespace twofold::relay
