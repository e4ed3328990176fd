// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The note for whoever holds a recovery code, over a real relay.
#include <gtest/gtest.h>

#include "core/crypto/envelope.h"
#include "daemon/engine/recovery_engine.h"
#include "daemon/engine/space_keys.h"
#include "daemon/sync/note_codec.h"
#include "daemon/sync/note_worker.h"
#include "tests/daemon/partner.h"
#include "tests/daemon/real_relay.h"
#include "tests/support/refusals.h"

namespace twofold {
namespace {

class RecoveryNoteTest : public testing::Test {
 protected:
  struct Lying {
    SnapshotMark mark;
    std::string body;
  };

  RecoveryNoteTest() { EXPECT_THAT(engine_.Create(code_, relay_.address(), "desk"), IsOk()); }

  std::unique_ptr<NoteWorker> Start() {
    return std::make_unique<NoteWorker>(engine_, random_, SyncSettings{});
  }
  // What lies at the relay for the code.
  Lying Look() {
    const SpaceKey key = code_.MailboxKey();
    RelayChannel channel(relay_.address(), "");
    Mailbox mailbox(relay_.address(), key, code_.Keys().device(), random_);
    EXPECT_THAT(Enter(channel, mailbox), IsOk());
    const relay::v1::FetchRequest fetch = mailbox.FetchAfter(0);
    const auto answer = Ask(channel, fetch);
    EXPECT_THAT(answer, IsOk());
    MailboxPosition beginning;
    beginning.generation = mailbox.generation();
    const auto fetched =
        mailbox.Read(beginning, fetch, std::get<relay::v1::FetchResponse>(*answer));
    EXPECT_THAT(fetched, IsOk());
    if (!fetched.ok() || !fetched->snapshot) return {};
    const auto piece = Ask(channel, mailbox.GetPiece(fetched->snapshot->id, 0));
    EXPECT_THAT(piece, IsOk());
    return {*fetched->snapshot, std::get<relay::v1::GetSnapshotResponse>(*piece).body()};
  }
  absl::StatusOr<Welcome> Open(const Lying& lying) {
    return OpenNote(code_, lying.mark.id, lying.mark.slot, lying.body);
  }
  Space me() const { return *noa_.ledger_->LookAt().state.me; }
  // A new key, taken up at once.
  void Rotate() {
    const SpaceId before = me().id;
    ASSERT_THAT(noa_.ledger_->Do([&](Change& change) -> absl::StatusOr<bool> {
      TF_RETURN_IF_ERROR(RotateKey(change, SpaceKind::kMe).status());
      return MoveOn(change, SpaceKind::kMe);
    }),
                IsOk());
    ASSERT_EQ(me().id, before);
  }

  RealRelay relay_;
  SystemRandom random_;
  Partner noa_{"Noa"};
  RecoveryEngine engine_{*noa_.ledger_};
  const RecoveryCode code_ = RecoveryCode::Make(random_);
};

TEST_F(RecoveryNoteTest, IsRenewedAfterARotationAndAfterPairing) {
  const auto worker = Start();
  ASSERT_TRUE(worker->AwaitNoted(absl::Seconds(20)));
  auto note = Open(Look());
  ASSERT_THAT(note, IsOk());
  EXPECT_EQ(note->me.key, me().key);
  EXPECT_FALSE(note->us.has_value());
  const std::string first = me().key;
  Rotate();
  EXPECT_NE(me().key, first);
  worker->Nudge();
  ASSERT_TRUE(worker->AwaitNoted(absl::Seconds(20)));
  EXPECT_EQ(Open(Look())->me.key, me().key);
  Partner sam("Sam");
  PairWithoutRelay(noa_, sam, relay_.address());
  worker->Nudge();
  ASSERT_TRUE(worker->AwaitNoted(absl::Seconds(20)));
  note = Open(Look());
  ASSERT_THAT(note, IsOk());
  ASSERT_TRUE(note->us.has_value());
  EXPECT_EQ(note->us->key, noa_.us().key);
}

TEST_F(RecoveryNoteTest, IsNotPutAgainWhereNothingChangedNotEvenAfterARestart) {
  auto worker = Start();
  ASSERT_TRUE(worker->AwaitNoted(absl::Seconds(20)));
  const SnapshotId first = Look().mark.id;
  worker->Nudge();
  ASSERT_TRUE(worker->AwaitNoted(absl::Seconds(20)));
  worker.reset();
  worker = Start();
  ASSERT_TRUE(worker->AwaitNoted(absl::Seconds(20)));
  EXPECT_EQ(Look().mark.id, first);
}

TEST_F(RecoveryNoteTest, ComesToARelayThatWasSilentByItself) {
  const std::string address = relay_.address();
  const auto held = relay_.Copy();
  auto other =
      std::make_unique<NoteWorker>(engine_, random_, SyncSettings{"127.0.0.1:1", "", false});
  EXPECT_FALSE(other->AwaitNoted(absl::Milliseconds(300)));
  other.reset();
  const auto worker = Start();
  EXPECT_TRUE(worker->AwaitNoted(absl::Seconds(20)));
}

TEST_F(RecoveryNoteTest, AComputerThatKnowsItsMailboxCannotReadIt) {
  const auto worker = Start();
  ASSERT_TRUE(worker->AwaitNoted(absl::Seconds(20)));
  const Lying lying = Look();
  const SpaceKey key = code_.MailboxKey();
  const auto sealed = OpenEnvelope(
      key, EnvelopePurpose::kNote,
      {key.Login().mailbox(), lying.mark.slot, MessageId::Prefix(lying.mark.id.bytes())},
      lying.body);
  ASSERT_THAT(sealed, IsOk());
  EXPECT_FALSE(noa_.keys_.boxes().Open(*sealed).has_value());
  EXPECT_EQ(sealed->find(me().key), std::string::npos);
  EXPECT_TRUE(code_.Keys().boxes().Open(*sealed).has_value());
}

TEST_F(RecoveryNoteTest, OneThatLeadsToAnotherSpaceIsRefused) {
  Partner thief("Noa");
  RecoveryEngine engine(*thief.ledger_);
  ASSERT_THAT(engine.Create(RecoveryCode::Make(random_), relay_.address(), "theirs"), IsOk());
  const RecoveryNote own = engine_.Notes()->front();
  RecoveryNote forged = own;
  const SnapshotId id = SnapshotId::Make(random_);
  const SpaceKey key = code_.MailboxKey();
  const SlotId slot = key.Login().SlotOf(code_.Keys().device());
  EXPECT_THAT(OpenNote(code_, id, slot, *SealNote(forged, id, random_)), IsOk());
  forged.welcome = engine.Notes()->front().welcome;
  EXPECT_THAT(OpenNote(code_, id, slot, *SealNote(forged, id, random_)).status(),
              IsRefused("recovery_damaged"));
  forged.vouch = engine.Notes()->front().vouch;
  EXPECT_THAT(OpenNote(code_, id, slot, *SealNote(forged, id, random_)).status(),
              IsRefused("recovery_damaged"));
  // Nor the right one in another place.
  EXPECT_THAT(
      OpenNote(code_, SnapshotId::Make(random_), slot, *SealNote(own, id, random_)).status(),
      IsRefused("recovery_damaged"));
}

TEST_F(RecoveryNoteTest, OfARemovedCodeSaysThatItIsVoid) {
  const auto worker = Start();
  ASSERT_TRUE(worker->AwaitNoted(absl::Seconds(20)));
  ASSERT_THAT(noa_.devices_->Remove(RequestId::Make(random_), "recovery code"), IsOk());
  worker->Nudge();
  ASSERT_TRUE(worker->AwaitNoted(absl::Seconds(20)));
  EXPECT_THAT(Open(Look()).status(), IsRefused("recovery_void"));
}

}  // namespace
}  // namespace twofold
