// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A clock that is set by hand, randomness that repeats, and a device that can log in.
#pragma once

#include <sodium.h>

#include <atomic>
#include <cstring>
#include <random>
#include <string>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "relay/login.h"
#include "relay/mailbox.h"

namespace twofold::relay {

class HandClock final : public Clock {
 public:
  absl::Time Now() const override { return absl::FromUnixSeconds(seconds_.load()); }
  absl::TimeZone Zone() const override { return absl::UTCTimeZone(); }
  void Advance(std::int64_t seconds) { seconds_.fetch_add(seconds); }

 private:
  std::atomic<std::int64_t> seconds_ = 1'772'366'400;
};

// One thread at a time.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(unsigned seed) : engine_(seed) {}
  void Fill(std::span<std::uint8_t> bytes) override {
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(engine_());
  }

 private:
  std::mt19937 engine_;
};

// The login key of one mailbox and one slot in it.
struct LoginKey {
  explicit LoginKey(unsigned char seed_byte, SlotId own_slot) : slot(own_slot) {
    unsigned char seed[crypto_sign_SEEDBYTES];
    std::memset(seed, seed_byte, sizeof(seed));
    unsigned char public_bytes[crypto_sign_PUBLICKEYBYTES];
    crypto_sign_seed_keypair(public_bytes, secret, seed);
    public_key =
        SignPublicKey::Prefix({reinterpret_cast<const char*>(public_bytes), sizeof(public_bytes)});
  }
  std::string Sign(const std::string& message) const {
    unsigned char signature[crypto_sign_BYTES];
    crypto_sign_detached(signature, nullptr, reinterpret_cast<const unsigned char*>(message.data()),
                         message.size(), secret);
    return std::string(reinterpret_cast<const char*>(signature), sizeof(signature));
  }
  MailboxId mailbox() const { return MailboxOf(public_key); }

  SlotId slot;
  SignPublicKey public_key;
  unsigned char secret[crypto_sign_SECRETKEYBYTES];
};

template <class Id>
Id IdOf(unsigned char byte) {
  return Id::Prefix(std::string(Id::kSize, static_cast<char>(byte)));
}

}  // namespace twofold::relay
