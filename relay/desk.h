// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The relay's calls without a network: decoded requests in, answers, changes and news out. Pure
// like the core below it, so that the same calls in the same order give the same answers.
//
// What only reads is answered at once. What changes something is checked at once but carried out
// later, because many changes share one draft and one synced batch:
//
//   TF_ASSIGN_OR_RETURN(const Change change, desk.Append(request, &response));
//   const absl::Status applied = change.apply(draft);
//   const absl::Status committed = store.Commit(draft.Batch());
//   const News news = change.news(committed.ok() ? applied : committed);
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <variant>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "core/base/ids.h"
#include "relay/login.h"
#include "relay/mailbox.h"
#include "relay/rooms.h"
#include "storage/bytes/overlay.h"
#include "twofold/relay/v1/relay.pb.h"

namespace twofold::relay {

// What others wait to hear once a change has been committed.
struct NoNews {};
struct MailboxGrew {
  Session by;              // who has made the news, and needs it less than the others
  std::uint64_t head = 0;  // the newest sequence, after this change
};
struct MailboxEnded {
  MailboxId mailbox;
  absl::Status why;  // what its streams end with; never OK
};
struct RoomStirred {  // or perhaps not: whoever waits in it looks again
  RoomId room;
};
using News = std::variant<NoNews, MailboxGrew, MailboxEnded, RoomStirred>;

// A call that was found fit to be carried out. Request and response must outlive it; the response
// means nothing unless the outcome is OK.
struct Change {
  std::size_t bytes = 0;  // held in memory until it is done
  // Writes into the draft, with the rules and errors of relay/mailbox.h, and fills the response.
  // Called once.
  std::function<absl::Status(Overlay&)> apply;
  // Returns what to tell now that the change has had its outcome: the error of the commit, or else
  // what `apply` returned.
  std::function<News(const absl::Status&)> news;
};

// A read of a room, which may wait.
struct RoomReading {
  RoomId room;
  SideId side;
  std::uint32_t from_index = 0;
  std::uint32_t wait_ms = 0;  // at most limits::kRoomWaitMs; 0 is for an answer at once
};

// A call that takes a token first refuses a wrong one, as Logins::Check does; then every call
// refuses fields of the wrong length: InvalidArgument (bad_field). What it refuses after that is
// said at the call of mailboxes, rooms or logins that it stands for; a change does so in `apply`.
//
// Thread-safe as far as the store is; a change belongs to one thread at a time. All that it is
// given must outlive it, and it must outlive its changes.
class Desk {
 public:
  // Hello says the heartbeat in whole seconds, rounded down, but at least one.
  Desk(const Mailboxes& mailboxes, const Rooms& rooms, Logins& logins, absl::Duration heartbeat)
      : mailboxes_(mailboxes), rooms_(rooms), logins_(logins), heartbeat_(heartbeat) {}

  void Hello(const v1::HelloRequest& request, v1::HelloResponse* response);
  absl::Status Login(const v1::LoginRequest& request, v1::LoginResponse* response);
  absl::Status Fetch(const v1::FetchRequest& request, v1::FetchResponse* response) const;
  absl::Status GetSnapshot(const v1::GetSnapshotRequest& request,
                           v1::GetSnapshotResponse* response) const;

  absl::StatusOr<Change> CreateMailbox(const v1::CreateMailboxRequest& request,
                                       v1::CreateMailboxResponse* response) const;
  absl::StatusOr<Change> Append(const v1::AppendRequest& request,
                                v1::AppendResponse* response) const;
  absl::StatusOr<Change> Ack(const v1::AckRequest& request, v1::AckResponse* response) const;
  absl::StatusOr<Change> PutSnapshot(const v1::PutSnapshotRequest& request,
                                     v1::PutSnapshotResponse* response) const;
  absl::StatusOr<Change> Destroy(const v1::DestroyRequest& request,
                                 v1::DestroyResponse* response) const;
  absl::StatusOr<Change> EnterRoom(const v1::EnterRoomRequest& request,
                                   v1::EnterRoomResponse* response) const;
  absl::StatusOr<Change> PostToRoom(const v1::PostToRoomRequest& request,
                                    v1::PostToRoomResponse* response) const;
  absl::StatusOr<Change> CloseRoom(const v1::CloseRoomRequest& request,
                                   v1::CloseRoomResponse* response) const;

  // Returns whose stream this is. To lose no news, have the stream ready for it first and then
  // tell it the head.
  absl::StatusOr<Session> Subscribe(const v1::SubscribeRequest& request) const;
  // Returns the newest committed sequence. Errors: NotFound (no_mailbox).
  absl::StatusOr<std::uint64_t> Head(const Session& session) const;

  // Returns what is to be read and for how long to wait for it. To lose no message, have the wait
  // ready for news of the room first and then look.
  absl::StatusOr<RoomReading> ReadRoom(const v1::ReadRoomRequest& request) const;
  // Replaces the response by what is there. OK without a body means that nothing has come yet.
  absl::Status Look(const RoomReading& reading, v1::ReadRoomResponse* response) const;

 private:
  const Mailboxes& mailboxes_;
  const Rooms& rooms_;
  Logins& logins_;
  const absl::Duration heartbeat_;
};

}  // namespace twofold::relay
