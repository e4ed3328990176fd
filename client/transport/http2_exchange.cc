// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/transport/http2_exchange.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include "client/transport/grpc_text.h"
#include "client/transport/refusals.h"

namespace twofold {
namespace {

constexpr std::size_t kMaxHeaders = 64;
constexpr std::size_t kMaxHeaderBytes = 16 * 1024;

nghttp2_nv Header(absl::string_view name, absl::string_view value) {
  const auto bytes = [](absl::string_view text) {
    return reinterpret_cast<std::uint8_t*>(const_cast<char*>(text.data()));
  };
  return {bytes(name), bytes(value), name.size(), value.size(), NGHTTP2_NV_FLAG_NONE};
}

}  // namespace

struct Http2Exchange::Callbacks {
  static Http2Exchange& Self(void* user) { return *static_cast<Http2Exchange*>(user); }

  static int OnFrame(nghttp2_session*, const nghttp2_frame* frame, void* user) {
    if (frame->hd.type == NGHTTP2_SETTINGS && (frame->hd.flags & NGHTTP2_FLAG_ACK) == 0) {
      Self(user).greeted_ = true;
    }
    if (frame->hd.type == NGHTTP2_GOAWAY && !Self(user).asked_) Self(user).finished_ = true;
    return 0;
  }

  static int OnHeader(nghttp2_session*, const nghttp2_frame*, const std::uint8_t* name,
                      std::size_t name_size, const std::uint8_t* value, std::size_t value_size,
                      std::uint8_t, void* user) {
    auto& headers = Self(user).headers_;
    if (headers.size() >= kMaxHeaders || value_size > kMaxHeaderBytes) return 0;
    headers[std::string(reinterpret_cast<const char*>(name), name_size)] =
        std::string(reinterpret_cast<const char*>(value), value_size);
    return 0;
  }

  static int OnChunk(nghttp2_session*, std::uint8_t, std::int32_t, const std::uint8_t* bytes,
                     std::size_t size, void* user) {
    Http2Exchange& self = Self(user);
    if (self.body_.size() + size > self.max_body_) {
      self.too_large_ = true;
      return NGHTTP2_ERR_CALLBACK_FAILURE;
    }
    self.body_.append(reinterpret_cast<const char*>(bytes), size);
    return 0;
  }

  static int OnClose(nghttp2_session*, std::int32_t, std::uint32_t, void* user) {
    Self(user).finished_ = true;
    return 0;
  }

  static ssize_t ReadRequest(nghttp2_session*, std::int32_t, std::uint8_t* buffer, std::size_t size,
                             std::uint32_t* flags, nghttp2_data_source*, void* user) {
    Http2Exchange& self = Self(user);
    const std::size_t take = std::min(size, self.request_.size() - self.request_sent_);
    std::memcpy(buffer, self.request_.data() + self.request_sent_, take);
    self.request_sent_ += take;
    if (self.request_sent_ == self.request_.size()) *flags |= NGHTTP2_DATA_FLAG_EOF;
    return static_cast<ssize_t>(take);
  }
};

Http2Exchange::Http2Exchange(std::size_t max_body) : max_body_(max_body) {
  nghttp2_session_callbacks* callbacks = nullptr;
  nghttp2_session_callbacks_new(&callbacks);
  nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, Callbacks::OnFrame);
  nghttp2_session_callbacks_set_on_header_callback(callbacks, Callbacks::OnHeader);
  nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, Callbacks::OnChunk);
  nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, Callbacks::OnClose);
  nghttp2_session* session = nullptr;
  nghttp2_session_client_new(&session, callbacks, this);
  nghttp2_session_callbacks_del(callbacks);
  session_.reset(session);
  const nghttp2_settings_entry settings[] = {
      {NGHTTP2_SETTINGS_ENABLE_PUSH, 0},
      {NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, 4 * 1024 * 1024},
  };
  nghttp2_submit_settings(session, NGHTTP2_FLAG_NONE, settings, std::size(settings));
}

void Http2Exchange::Ask(absl::string_view path, absl::string_view timeout, std::string body) {
  request_ = std::move(body);
  asked_ = true;
  const nghttp2_nv headers[] = {
      Header(":method", "POST"),       Header(":scheme", "http"),
      Header(":path", path),           Header(":authority", "localhost"),
      Header("te", "trailers"),        Header("content-type", "application/grpc"),
      Header("grpc-timeout", timeout), Header("user-agent", "twofold"),
  };
  nghttp2_data_provider provider{};
  provider.read_callback = Callbacks::ReadRequest;
  nghttp2_submit_request(session_.get(), nullptr, headers, std::size(headers), &provider, nullptr);
}

absl::string_view Http2Exchange::NextBytes() {
  const std::uint8_t* bytes = nullptr;
  const ssize_t size = nghttp2_session_mem_send(session_.get(), &bytes);
  if (size <= 0) return {};
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

absl::Status Http2Exchange::Receive(absl::string_view bytes) {
  const ssize_t used = nghttp2_session_mem_recv(
      session_.get(), reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  if (too_large_) return AnswerTooLarge();
  return used < 0 && !finished_ ? AnswerGarbled() : absl::OkStatus();
}

bool Http2Exchange::broken() const {
  return !finished_ && nghttp2_session_want_read(session_.get()) == 0 &&
         nghttp2_session_want_write(session_.get()) == 0;
}

absl::StatusOr<std::string> Http2Exchange::Result() const {
  const auto http = headers_.find(":status");
  if (http == headers_.end()) return AnswerLost();
  const std::optional<absl::Status> status = StatusFromTrailers(headers_);
  if (!status) return http->second == "200" ? AnswerLost() : AnswerGarbled();
  if (!status->ok()) return *status;
  const std::optional<absl::string_view> message = UnframeMessage(body_);
  if (!message) return AnswerGarbled();
  return std::string(*message);
}

}  // namespace twofold
