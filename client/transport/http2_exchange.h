// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// One request and its response as an HTTP/2 conversation, without any socket: bytes to send come
// out, received bytes go in.
#pragma once

#include <nghttp2/nghttp2.h>

#include <map>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace twofold {

// One thread at a time. Holds its place in memory: neither copied nor moved.
class Http2Exchange {
 public:
  // `max_body` limits the response's body in bytes.
  explicit Http2Exchange(std::size_t max_body);
  Http2Exchange(const Http2Exchange&) = delete;
  Http2Exchange& operator=(const Http2Exchange&) = delete;

  // Whether the other side has greeted; a request may go out then.
  bool greeted() const { return greeted_; }
  // Queues the one request. `body` is already framed.
  void Ask(absl::string_view path, absl::string_view timeout, std::string body);
  bool asked() const { return asked_; }

  // Returns the next bytes to send; empty when there are none now. Valid until the next call.
  absl::string_view NextBytes();
  // Takes bytes from the other side. DATA_LOSS "answer_garbled" when they are not HTTP/2;
  // RESOURCE_EXHAUSTED "answer_too_large".
  absl::Status Receive(absl::string_view bytes);

  // Whether the conversation broke down without a response.
  bool broken() const;
  // Whether the response is complete or the other side gave it up.
  bool finished() const { return finished_; }
  // Returns the response's message, or the status its trailers say. REQUIRES: finished().
  absl::StatusOr<std::string> Result() const;

 private:
  struct Callbacks;  // what nghttp2 calls back
  struct Free {
    void operator()(nghttp2_session* session) const { nghttp2_session_del(session); }
  };

  const std::size_t max_body_;
  std::unique_ptr<nghttp2_session, Free> session_;
  std::string request_;
  std::size_t request_sent_ = 0;
  std::map<std::string, std::string> headers_;  // trailers included
  std::string body_;
  bool greeted_ = false;
  bool asked_ = false;
  bool finished_ = false;
  bool too_large_ = false;
};

}  // namespace twofold
