// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/sync/recovery.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/refusal.h"
#include "core/base/relay_address.h"
#include "core/base/status_macros.h"
#include "core/crypto/sodium_notary.h"
#include "daemon/courier/mailbox.h"
#include "daemon/engine/exchange.h"
#include "daemon/sync/note_codec.h"
#include "daemon/sync/relay_channel.h"
#include "daemon/sync/sync_worker.h"

namespace twofold {
namespace {

constexpr absl::Duration kNoteWait = absl::Seconds(10);
constexpr absl::Duration kRound = absl::Milliseconds(500);
constexpr int kMostSilentRounds = 60;
constexpr int kMostEmptyRounds = 3;
constexpr char kNothingChanged[] = "Nothing was changed here.";

absl::Status NothingThere() {
  return Refusal(absl::StatusCode::kNotFound, "recovery_nothing_there",
                 "nothing lies at this relay for these words.")
      .Hint("Look again", "a word may be another, or the relay another: twofold recover --relay A")
      .Aftermath(kNothingChanged);
}

absl::Status Removed() {
  return Refusal(absl::StatusCode::kFailedPrecondition, "recovery_removed",
                 "this recovery code was removed from your devices and is void.")
      .Aftermath(kNothingChanged);
}

absl::Status NotAllThere() {
  return Refusal(absl::StatusCode::kDataLoss, "recovery_not_all_there",
                 "the relay has the note of this code, but not what the note speaks of.")
      .Hint("Try again later", "another computer of yours may still bring it there")
      .Aftermath(kNothingChanged);
}

// The device that the paper is, while somebody has typed its words. One thread at a time.
class PaperDevice {
 public:
  PaperDevice(const DeviceKeys& keys, std::unique_ptr<ByteStore> store, const RecoveryParts& parts)
      : keys_(keys), notary_(keys_), store_(std::move(store)), parts_(parts) {}
  ~PaperDevice() {
    if (ledger_) ledger_->OnOutbox(nullptr);
  }

  absl::Status Begin(const Welcome& note) {
    TF_ASSIGN_OR_RETURN(
        ledger_, Ledger::Open({*store_, notary_, keys_.device(), keys_.sign_public(), keys_.boxes(),
                               parts_.clock, parts_.random}));
    TF_RETURN_IF_ERROR(DeviceEngine(*ledger_).Begin(note));
    SyncSettings settings = parts_.settings;
    settings.paused = false;
    // What it has read, the relay keeps for whoever has to begin again.
    settings.acks = Acks::kWithheld;
    for (const SpaceKind kind : {SpaceKind::kMe, SpaceKind::kUs}) {
      Side& side = kind == SpaceKind::kMe ? me_ : us_;
      side.exchange = std::make_unique<Exchange>(*ledger_, kind);
      side.sync = std::make_unique<SyncWorker>(
          SyncParts{*side.exchange, keys_.device(), parts_.clock, parts_.random, parts_.log},
          settings);
    }
    ledger_->OnOutbox([this] {
      me_.sync->Nudge();
      us_.sync->Nudge();
    });
    return absl::OkStatus();
  }

  // Until everything was read and sent and no key is to be followed any more.
  absl::Status Settle(const std::function<bool()>& wanted) {
    int silent = 0, empty = 0;
    for (;;) {
      if (!wanted()) return absl::CancelledError();
      const std::string before = Standing();
      TF_ASSIGN_OR_RETURN(const bool mine, SyncOnce(me_, silent));
      TF_ASSIGN_OR_RETURN(const bool ours, SyncOnce(us_, silent));
      if (ledger_->LookAt().state.me->removed_day) return Removed();
      if (!mine || !ours || Standing() != before) continue;
      TF_ASSIGN_OR_RETURN(const bool known, IsKnown());
      if (!known && ++empty >= kMostEmptyRounds) return NotAllThere();
      TF_ASSIGN_OR_RETURN(const bool still, IsStill());
      if (known && still) return absl::OkStatus();
    }
  }

  absl::StatusOr<Welcome> Greet(const std::string& device_name) {
    return DeviceEngine(*ledger_).Greet(ledger_->LookAt().state.me->relay, device_name);
  }
  absl::Status Add(const NewDevice& device, const Welcome& told) {
    return DeviceEngine(*ledger_).Add(device, told);
  }

 private:
  struct Side {
    std::unique_ptr<Exchange> exchange;
    std::unique_ptr<SyncWorker> sync;
  };

  // Which keys are in use.
  std::string Standing() const {
    const LedgerState state = ledger_->LookAt().state;
    return absl::StrCat(state.me->rotation.bytes(), state.us ? state.us->rotation.bytes() : "",
                        state.us ? state.us->id.bytes() : "");
  }

  // Whether one round went through. An error when the relay has been silent for long.
  absl::StatusOr<bool> SyncOnce(Side& side, int& silent) {
    const absl::StatusOr<SyncCounts> synced = side.sync->SyncNow(kRound);
    // There is none of this kind.
    if (synced.ok() || absl::IsFailedPrecondition(synced.status())) return true;
    const bool says_nothing = side.sync->standing().state == RelayState::kSilent;
    if (says_nothing && ++silent >= kMostSilentRounds) {
      return WithAftermath(synced.status(), kNothingChanged);
    }
    return false;
  }

  // Whether it has read that it is one of the devices.
  absl::StatusOr<bool> IsKnown() const {
    const Ledger::Look look = ledger_->LookAt();
    for (const std::optional<Space>* space : {&look.state.me, &look.state.us}) {
      if (!*space) continue;
      TF_ASSIGN_OR_RETURN(const Roster roster, look.view().GetRoster((*space)->id));
      if (Membership((*space)->members, roster).KeysOf(keys_.device()) == nullptr) return false;
    }
    return true;
  }

  absl::StatusOr<bool> IsStill() const {
    for (const Side* side : {&me_, &us_}) {
      const std::optional<Space> space = side->exchange->Current();
      if (!space) continue;
      TF_ASSIGN_OR_RETURN(const bool moves, side->exchange->MayMoveOn(space->id));
      if (moves || side->exchange->Waiting() > 0 || side->exchange->OwesSnapshot(space->id)) {
        return false;
      }
    }
    return true;
  }

  const DeviceKeys& keys_;
  const SodiumNotary notary_;
  const std::unique_ptr<ByteStore> store_;
  const RecoveryParts& parts_;
  std::unique_ptr<Ledger> ledger_;
  Side me_, us_;
};

}  // namespace

absl::StatusOr<MadeRecoveryCode> Recovery::Create(const std::string& relay,
                                                  const std::string& device_name) {
  const std::lock_guard<std::mutex> lock(one_at_a_time_);
  TF_RETURN_IF_ERROR(CheckRelayAddress(relay));
  const RecoveryCode code = RecoveryCode::Make(parts_.random);
  MadeRecoveryCode made;
  TF_ASSIGN_OR_RETURN(made.replaced, parts_.recovery.Create(code, relay, device_name));
  parts_.notes.Nudge();
  made.noted = parts_.notes.AwaitNoted(kNoteWait);
  for (absl::string_view word : code.Words()) made.words.emplace_back(word.data(), word.size());
  return made;
}

absl::StatusOr<Welcome> Recovery::TakeNote(const std::string& relay,
                                           const RecoveryCode& code) const {
  RelayChannel channel(relay, parts_.settings.ca_pem);
  const SpaceKey key = code.MailboxKey();
  Mailbox mailbox(relay, key, code.Keys().device(), parts_.random);
  // What would make the mailbox is not sent.
  TF_RETURN_IF_ERROR(LogIn(channel, mailbox).status());
  const relay::v1::FetchRequest fetch = mailbox.FetchAfter(0);
  const absl::StatusOr<RelayResponse> answer = Ask(channel, fetch);
  if (absl::IsNotFound(answer.status())) return NothingThere();
  TF_RETURN_IF_ERROR(answer.status());
  MailboxPosition beginning;
  beginning.generation = mailbox.generation();
  TF_ASSIGN_OR_RETURN(const Fetched fetched,
                      mailbox.Read(beginning, fetch, std::get<relay::v1::FetchResponse>(*answer)));
  if (!fetched.snapshot) return NothingThere();
  TF_ASSIGN_OR_RETURN(const RelayResponse piece,
                      Ask(channel, mailbox.GetPiece(fetched.snapshot->id, 0)));
  TF_ASSIGN_OR_RETURN(Welcome welcome,
                      OpenNote(code, fetched.snapshot->id, fetched.snapshot->slot,
                               std::get<relay::v1::GetSnapshotResponse>(piece).body()));
  // The note lies where the me space does, whatever the relay was called when it was written.
  if (welcome.us && welcome.us->relay == welcome.me.relay) welcome.us->relay = relay;
  welcome.me.relay = relay;
  return welcome;
}

absl::StatusOr<Welcome> Recovery::JoinAs(const RecoveryCode& code, const Welcome& note,
                                         const std::string& device_name,
                                         const std::function<bool()>& wanted) const {
  const DeviceKeys keys = code.Keys();
  PaperDevice paper(keys, parts_.make_memory(), parts_);
  TF_RETURN_IF_ERROR(paper.Begin(note));
  TF_RETURN_IF_ERROR(paper.Settle(wanted));
  TF_ASSIGN_OR_RETURN(const Welcome told, paper.Greet(device_name));
  const NewDevice self{{parts_.keys.device(), parts_.keys.sign_public(), parts_.keys.box_public()},
                       SignWish(told.person, parts_.ledger.parts()),
                       device_name};
  TF_RETURN_IF_ERROR(paper.Add(self, told));
  TF_RETURN_IF_ERROR(paper.Settle(wanted));
  return paper.Greet(device_name);
}

absl::Status Recovery::Recover(const std::string& relay, const std::string& words,
                               const std::string& device_name,
                               const std::function<bool()>& wanted) {
  const std::lock_guard<std::mutex> lock(one_at_a_time_);
  TF_RETURN_IF_ERROR(ValidateDeviceName(device_name));
  TF_RETURN_IF_ERROR(parts_.devices.CheckMayJoin());
  TF_RETURN_IF_ERROR(CheckRelayAddress(relay));
  TF_ASSIGN_OR_RETURN(const RecoveryCode code, RecoveryCode::Parse(words));
  TF_ASSIGN_OR_RETURN(const Welcome note, TakeNote(relay, code));
  TF_ASSIGN_OR_RETURN(const Welcome told,
                      JoinAs(code, note, device_name, [&] { return !stopping_ && wanted(); }));
  TF_RETURN_IF_ERROR(parts_.devices.CheckMayJoin());
  return parts_.devices.Begin(told);
}

}  // namespace twofold
