// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A caller that speaks HTTP/2 by hand, so that it can do what a proper client never does: leave no
// room for an answer, not read at all, and ping as often as it likes.
#pragma once

#include <google/protobuf/message_lite.h>
#include <gtest/gtest.h>
#include <nghttp2/nghttp2.h>
#include <poll.h>
#include <sys/socket.h>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "proto/wire/unique_fd.h"

namespace twofold {

// One thread at a time. Reads only in Until.
class Http2Caller {
 public:
  static constexpr std::int32_t kAllRoom = NGHTTP2_MAX_WINDOW_SIZE;
  // What the other side said when it was the one to hang up.
  struct GoneAway {
    std::uint32_t code = 0;
    std::string why;
  };

  // Speaks on a connected socket. An answer may have `room` bytes before anything is allowed.
  Http2Caller(UniqueFd fd, std::int32_t room) : fd_(std::move(fd)) {
    nghttp2_session_callbacks* callbacks = nullptr;
    nghttp2_session_callbacks_new(&callbacks);
    nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, OnFrame);
    nghttp2_session_callbacks_set_on_header_callback(callbacks, OnHeader);
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, OnChunk);
    nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, OnClose);
    nghttp2_option* options = nullptr;
    nghttp2_option_new(&options);
    nghttp2_option_set_no_auto_window_update(options, 1);
    nghttp2_session* session = nullptr;
    nghttp2_session_client_new2(&session, callbacks, this, options);
    nghttp2_option_del(options);
    nghttp2_session_callbacks_del(callbacks);
    session_.reset(session);
    const nghttp2_settings_entry settings[] = {
        {NGHTTP2_SETTINGS_ENABLE_PUSH, 0},
        {NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, static_cast<std::uint32_t>(room)}};
    nghttp2_submit_settings(session, NGHTTP2_FLAG_NONE, settings, std::size(settings));
    Allow(0, kAllRoom - NGHTTP2_INITIAL_CONNECTION_WINDOW_SIZE);
  }

  // Starts a call of "/SERVICE/METHOD" and returns its stream.
  std::int32_t Call(absl::string_view path, const google::protobuf::MessageLite& request) {
    const nghttp2_nv headers[] = {
        Header(":method", "POST"), Header(":scheme", "http"),
        Header(":path", path),     Header(":authority", "localhost"),
        Header("te", "trailers"),  Header("content-type", "application/grpc")};
    const std::string message = request.SerializeAsString();
    unsent_.assign(1, '\0');  // not compressed
    for (int shift = 24; shift >= 0; shift -= 8) {
      unsent_ += static_cast<char>(message.size() >> shift);
    }
    unsent_ += message;
    nghttp2_data_provider body{};
    body.read_callback = ReadBody;
    const std::int32_t stream = nghttp2_submit_request(session_.get(), nullptr, headers,
                                                       std::size(headers), &body, nullptr);
    Send();
    return stream;
  }
  // Lets the answer on a stream have so many bytes more; stream 0: all answers together.
  void Allow(std::int32_t stream, std::int32_t bytes) {
    nghttp2_submit_window_update(session_.get(), NGHTTP2_FLAG_NONE, stream, bytes);
    Send();
  }
  void Ping() {
    nghttp2_submit_ping(session_.get(), NGHTTP2_FLAG_NONE, nullptr);
    Send();
  }

  // Reads until that is so. False when the connection ended before, or after ten seconds.
  bool Until(const std::function<bool()>& so) {
    while (!so()) {
      char buffer[16384];
      if (!AwaitBytes()) return false;
      const ssize_t got = recv(fd_.get(), buffer, sizeof buffer, 0);
      if (got <= 0) return false;
      nghttp2_session_mem_recv(session_.get(), reinterpret_cast<const std::uint8_t*>(buffer),
                               static_cast<std::size_t>(got));
      Send();
    }
    return true;
  }
  // Waits until there is something to read, and leaves it there.
  bool AwaitBytes() {
    pollfd wait{fd_.get(), POLLIN, 0};
    return poll(&wait, 1, 10'000) == 1;
  }

  // What has been read of the answer on a stream.
  bool Began(std::int32_t stream) { return !answers_[stream].headers.empty(); }
  bool Ended(std::int32_t stream) { return answers_[stream].ended; }
  std::string Trailer(std::int32_t stream, const std::string& name) {
    return answers_[stream].headers[name];
  }
  template <class Message>
  std::vector<Message> Messages(std::int32_t stream) {
    std::vector<Message> messages;
    absl::string_view rest = answers_[stream].body;
    while (rest.size() >= 5) {
      std::size_t size = 0;
      for (int i = 1; i < 5; ++i) size = size * 256 + static_cast<unsigned char>(rest[i]);
      if (rest.size() - 5 < size) break;
      EXPECT_TRUE(messages.emplace_back().ParseFromArray(rest.data() + 5, static_cast<int>(size)));
      rest.remove_prefix(5 + size);
    }
    return messages;
  }
  int pongs() const { return pongs_; }
  const std::optional<GoneAway>& gone_away() const { return gone_away_; }

 private:
  struct Answer {
    std::map<std::string, std::string> headers;  // trailers included
    std::string body;
    bool ended = false;
  };
  struct Free {
    void operator()(nghttp2_session* session) const { nghttp2_session_del(session); }
  };

  static Http2Caller& Self(void* self) { return *static_cast<Http2Caller*>(self); }
  static std::string Text(const std::uint8_t* bytes, std::size_t size) {
    return {reinterpret_cast<const char*>(bytes), size};
  }
  static nghttp2_nv Header(absl::string_view name, absl::string_view value) {
    const auto bytes = [](absl::string_view text) {
      return reinterpret_cast<std::uint8_t*>(const_cast<char*>(text.data()));
    };
    return {bytes(name), bytes(value), name.size(), value.size(), NGHTTP2_NV_FLAG_NONE};
  }
  static int OnFrame(nghttp2_session*, const nghttp2_frame* frame, void* self) {
    if (frame->hd.type == NGHTTP2_PING && (frame->hd.flags & NGHTTP2_FLAG_ACK) != 0) {
      ++Self(self).pongs_;
    }
    if (frame->hd.type == NGHTTP2_GOAWAY) {
      const nghttp2_goaway& said = frame->goaway;
      Self(self).gone_away_ = {said.error_code, Text(said.opaque_data, said.opaque_data_len)};
    }
    return 0;
  }
  static int OnHeader(nghttp2_session*, const nghttp2_frame* frame, const std::uint8_t* name,
                      std::size_t name_size, const std::uint8_t* value, std::size_t value_size,
                      std::uint8_t, void* self) {
    Self(self).answers_[frame->hd.stream_id].headers[Text(name, name_size)] =
        Text(value, value_size);
    return 0;
  }
  static int OnChunk(nghttp2_session*, std::uint8_t, std::int32_t stream, const std::uint8_t* bytes,
                     std::size_t size, void* self) {
    Self(self).answers_[stream].body += Text(bytes, size);
    return 0;
  }
  static int OnClose(nghttp2_session*, std::int32_t stream, std::uint32_t, void* self) {
    Self(self).answers_[stream].ended = true;
    return 0;
  }
  static ssize_t ReadBody(nghttp2_session*, std::int32_t, std::uint8_t* buffer, std::size_t size,
                          std::uint32_t* flags, nghttp2_data_source*, void* self) {
    std::string& unsent = Self(self).unsent_;
    const std::size_t part = unsent.copy(reinterpret_cast<char*>(buffer), size);
    unsent.erase(0, part);
    if (unsent.empty()) *flags |= NGHTTP2_DATA_FLAG_EOF;
    return static_cast<ssize_t>(part);
  }

  void Send() {
    const std::uint8_t* bytes = nullptr;
    ssize_t size = 0;
    while ((size = nghttp2_session_mem_send(session_.get(), &bytes)) > 0) {
      // What the other side no longer takes is of no interest; that shows where it is read.
      if (send(fd_.get(), bytes, static_cast<std::size_t>(size), MSG_NOSIGNAL) != size) return;
    }
  }

  const UniqueFd fd_;
  std::unique_ptr<nghttp2_session, Free> session_;
  std::string unsent_;  // of the latest call
  std::map<std::int32_t, Answer> answers_;
  int pongs_ = 0;
  std::optional<GoneAway> gone_away_;
};

}  // namespace twofold
