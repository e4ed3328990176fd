// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "relay/login.h"

#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "tests/relay/relay_fakes.h"

namespace twofold::relay {
namespace {

constexpr char kName[] = "relay.example:7470";

class LoginTest : public testing::Test {
 protected:
  // One answer to a challenge, right in every part until a test changes one.
  struct Attempt {
    std::string login_key, slot, relay_name, relay_nonce, device_nonce, signature;
    LoginAnswer View() const {
      return {login_key, slot, relay_name, relay_nonce, device_nonce, signature};
    }
  };
  Attempt Answer(const LoginKey& key, const Nonce& nonce) {
    Attempt attempt;
    const Nonce own = IdOf<Nonce>(7);
    attempt.login_key = key.public_key.str();
    attempt.slot = key.slot.str();
    attempt.relay_name = kName;
    attempt.relay_nonce = nonce.str();
    attempt.device_nonce = own.str();
    attempt.signature =
        key.Sign(LoginMessage(kName, generation_, key.mailbox(), key.slot, nonce, own));
    return attempt;
  }
  absl::StatusOr<Token> LogIn(const LoginKey& key) {
    return logins_.Login(Answer(key, logins_.Challenge()).View());
  }

  HandClock clock_;
  SeededRandom random_{3};
  Generation generation_ = IdOf<Generation>(9);
  Logins logins_{clock_, random_, generation_, {"other", kName}};
  LoginKey key_{1, IdOf<SlotId>(4)};
};

TEST_F(LoginTest, TheMessageIsTheDocumentedOne) {
  EXPECT_EQ(absl::BytesToHexString(LoginMessage("ab", IdOf<Generation>(1), IdOf<MailboxId>(2),
                                                IdOf<SlotId>(3), IdOf<Nonce>(4), IdOf<Nonce>(5))),
            "74776f666f6c642072656c6179207631206c6f67696e00"
            "0200"
            "6162"
            "01010101010101010101010101010101"
            "02020202020202020202020202020202"
            "0303030303030303"
            "04040404040404040404040404040404"
            "05050505050505050505050505050505");
}

TEST_F(LoginTest, ARightAnswerGivesATokenForMailboxAndSlot) {
  const auto token = LogIn(key_);
  ASSERT_TRUE(token.ok()) << token.status();
  const auto session = logins_.Check(token->bytes());
  ASSERT_TRUE(session.ok());
  EXPECT_EQ(session->mailbox, key_.mailbox());
  EXPECT_EQ(session->slot, key_.slot);
}

TEST_F(LoginTest, EveryWrongAnswerGetsTheSameRefusal) {
  const LoginKey stranger(2, key_.slot);
  const auto flip = [](std::string& bytes) { bytes[0] = static_cast<char>(bytes[0] ^ 1); };
  const std::vector<std::function<void(Attempt&)>> wrongs = {
      [&](Attempt& a) { flip(a.login_key); },
      [&](Attempt& a) { a.login_key = stranger.public_key.str(); },
      [&](Attempt& a) { a.login_key.pop_back(); },
      [&](Attempt& a) { a.login_key.clear(); },
      [&](Attempt& a) { flip(a.slot); },
      [&](Attempt& a) { a.slot += 'x'; },
      [&](Attempt& a) { a.relay_name = "other"; },
      [&](Attempt& a) { a.relay_name = "elsewhere"; },
      [&](Attempt& a) { a.relay_name = std::string(70'000, 'x'); },
      [&](Attempt& a) { flip(a.relay_nonce); },
      [&](Attempt& a) { a.relay_nonce.clear(); },
      [&](Attempt& a) { flip(a.device_nonce); },
      [&](Attempt& a) { a.device_nonce.pop_back(); },
      [&](Attempt& a) { flip(a.signature); },
      [&](Attempt& a) { a.signature.pop_back(); },
      [&](Attempt& a) { a.signature.assign(64, '\0'); },
  };
  absl::Status first;
  for (std::size_t i = 0; i < wrongs.size(); ++i) {
    Attempt attempt = Answer(key_, logins_.Challenge());
    wrongs[i](attempt);
    const absl::Status status = logins_.Login(attempt.View()).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kUnauthenticated) << i;
    if (i == 0) first = status;
    EXPECT_EQ(status, first) << i;
  }
  EXPECT_EQ(logins_.Check("").status(), first);
  EXPECT_EQ(logins_.Check(std::string(32, 'x')).status(), first);
}

TEST_F(LoginTest, AnotherGenerationIsRefused) {
  Logins wiped(clock_, random_, IdOf<Generation>(10), {kName});
  EXPECT_FALSE(wiped.Login(Answer(key_, wiped.Challenge()).View()).ok());
}

TEST_F(LoginTest, AReplayIsRefusedAndAFailureUsesTheNonceUp) {
  const Attempt attempt = Answer(key_, logins_.Challenge());
  EXPECT_TRUE(logins_.Login(attempt.View()).ok());
  EXPECT_FALSE(logins_.Login(attempt.View()).ok());

  const Attempt good = Answer(key_, logins_.Challenge());
  Attempt bad = good;
  bad.signature[5] = static_cast<char>(bad.signature[5] ^ 1);
  EXPECT_FALSE(logins_.Login(bad.View()).ok());
  EXPECT_FALSE(logins_.Login(good.View()).ok());
}

TEST_F(LoginTest, ANonceLivesForAMinute) {
  const Nonce early = logins_.Challenge();
  clock_.Advance(limits::kNonceSeconds - 1);
  EXPECT_TRUE(logins_.Login(Answer(key_, early).View()).ok());
  const Nonce late = logins_.Challenge();
  clock_.Advance(limits::kNonceSeconds);
  EXPECT_FALSE(logins_.Login(Answer(key_, late).View()).ok());
}

TEST_F(LoginTest, ATokenLivesForAnHourAndNoLongerWhenTheClockGoesBack) {
  const Token token = LogIn(key_).value();
  clock_.Advance(limits::kTokenSeconds - 1);
  EXPECT_TRUE(logins_.Check(token.bytes()).ok());
  clock_.Advance(1);
  EXPECT_FALSE(logins_.Check(token.bytes()).ok());
  const Token next = LogIn(key_).value();
  clock_.Advance(-10);
  EXPECT_FALSE(logins_.Check(next.bytes()).ok());
}

TEST_F(LoginTest, NoncesAreBoundedAndTheOldestGivesWay) {
  const Nonce first = logins_.Challenge();
  const Nonce second = logins_.Challenge();
  for (std::size_t i = 0; i < limits::kRelayNonces - 1; ++i) logins_.Challenge();
  EXPECT_FALSE(logins_.Login(Answer(key_, first).View()).ok());
  EXPECT_TRUE(logins_.Login(Answer(key_, second).View()).ok());
}

TEST_F(LoginTest, TokensOfASlotAreBoundedAndTheOldestGivesWay) {
  const Token first = LogIn(key_).value();
  const Token second = LogIn(key_).value();
  for (std::size_t i = 0; i < limits::kSlotTokens - 2; ++i) ASSERT_TRUE(LogIn(key_).ok());
  EXPECT_TRUE(logins_.Check(first.bytes()).ok());
  ASSERT_TRUE(LogIn(key_).ok());
  EXPECT_FALSE(logins_.Check(first.bytes()).ok());
  EXPECT_TRUE(logins_.Check(second.bytes()).ok());
}

}  // namespace
}  // namespace twofold::relay
