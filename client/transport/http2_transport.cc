// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/transport/http2_transport.h"

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>

#include "client/transport/grpc_text.h"
#include "client/transport/http2_exchange.h"
#include "client/transport/poll_time.h"
#include "client/transport/refusals.h"
#include "client/transport/unix_socket.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "core/base/status_macros.h"

namespace twofold {
namespace {

// Moves bytes between one exchange and one socket until a condition holds.
class Pump {
 public:
  Pump(Http2Exchange& exchange, int fd, int interrupt_fd, const Clock& clock, absl::Time end)
      : exchange_(exchange), fd_(fd), interrupt_fd_(interrupt_fd), clock_(clock), end_(end) {}

  // Sends all that is ready and receives once. DEADLINE_EXCEEDED without a reason at the end.
  absl::Status Step() {
    TF_RETURN_IF_ERROR(Send());
    if (exchange_.finished()) return absl::OkStatus();
    if (exchange_.broken()) return AnswerGarbled();
    TF_RETURN_IF_ERROR(Wait());
    return Receive();
  }

 private:
  absl::Status Send() {
    for (;;) {
      if (unsent_.empty()) {
        // Everything that is ready goes out in one write.
        for (absl::string_view next = exchange_.NextBytes(); !next.empty();
             next = exchange_.NextBytes()) {
          unsent_.append(next.data(), next.size());
          if (unsent_.size() >= kWriteBytes) break;
        }
        if (unsent_.empty()) return absl::OkStatus();
      }
      const ssize_t sent = send(fd_, unsent_.data(), unsent_.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (sent < 0) {
        if (errno == EINTR) continue;
        if (errno == EAGAIN) return absl::OkStatus();
        // The other side is gone; what it said before may still be there to read.
        unsent_.clear();
        return absl::OkStatus();
      }
      unsent_.erase(0, static_cast<std::size_t>(sent));
      if (!unsent_.empty()) return absl::OkStatus();
    }
  }

  absl::Status Wait() {
    for (;;) {
      const absl::Duration left = end_ - clock_.Now();
      if (left <= absl::ZeroDuration()) return absl::DeadlineExceededError("");
      const short events = unsent_.empty() ? POLLIN : POLLIN | POLLOUT;
      std::array<pollfd, 2> watched{{{fd_, events, 0}, {interrupt_fd_, POLLIN, 0}}};
      const int ms = PollMilliseconds(left);
      const int ready = poll(watched.data(), interrupt_fd_ < 0 ? 1 : 2, ms);
      if (ready < 0 && errno != EINTR) return AnswerLost();
      if (ready <= 0) continue;
      if (watched[1].revents != 0) return Interrupted();
      return absl::OkStatus();
    }
  }

  absl::Status Receive() {
    std::array<char, 16 * 1024> buffer;
    const ssize_t got = recv(fd_, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (got > 0) {
      return exchange_.Receive({buffer.data(), static_cast<std::size_t>(got)});
    }
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return absl::OkStatus();
    if (exchange_.asked()) return AnswerLost();
    return ServiceSilent(absl::ZeroDuration());
  }

  static constexpr std::size_t kWriteBytes = 64 * 1024;

  Http2Exchange& exchange_;
  const int fd_;
  const int interrupt_fd_;
  const Clock& clock_;
  const absl::Time end_;
  std::string unsent_;
};

}  // namespace

absl::StatusOr<std::string> Http2Transport::Call(absl::string_view path,
                                                 const google::protobuf::MessageLite& request,
                                                 absl::Duration deadline) {
  const absl::Time end = clock_.Now() + deadline;
  TF_ASSIGN_OR_RETURN(const UnixSocket connection, UnixSocket::Connect(socket_path_, owner_));
  Http2Exchange exchange(limits::kLocalMessageBytes + FrameMessage("").size());
  Pump pump(exchange, connection.fd(), interrupt_fd_, clock_, end);
  // Nothing is asked before the daemon has greeted. A daemon that hangs has then provably not
  // been asked, and the person can be told so.
  while (!exchange.greeted()) {
    const absl::Status status = pump.Step();
    if (status.code() == absl::StatusCode::kDeadlineExceeded) return ServiceSilent(deadline);
    TF_RETURN_IF_ERROR(status);
    if (exchange.finished()) return ServiceSilent(absl::ZeroDuration());
  }
  exchange.Ask(path, TimeoutHeader(deadline), FrameMessage(request.SerializeAsString()));
  while (!exchange.finished()) {
    const absl::Status status = pump.Step();
    if (status.code() == absl::StatusCode::kDeadlineExceeded) return AnswerAbsent(deadline);
    TF_RETURN_IF_ERROR(status);
  }
  absl::StatusOr<std::string> answer = exchange.Result();
  // The daemon's own clock may reach the deadline first; it gives no reason then.
  if (answer.status().code() == absl::StatusCode::kDeadlineExceeded &&
      RefusalReason(answer.status()).empty()) {
    return AnswerAbsent(deadline);
  }
  return answer;
}

}  // namespace twofold
