// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/terminal.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "absl/strings/strip.h"
#include "client/transport/refusals.h"
#include "core/base/refusal.h"
#include "core/base/text.h"

namespace twofold {
namespace {

constexpr std::size_t kLineBytes = 64 * 1024;

std::optional<int> ColumnsOf(int fd) {
  constexpr int kUsualColumns = 80;
  winsize size{};
  if (ioctl(fd, TIOCGWINSZ, &size) != 0) return std::nullopt;
  return size.ws_col == 0 ? kUsualColumns : size.ws_col;
}

bool WriteAll(int fd, absl::string_view text) {
  while (!text.empty()) {
    const ssize_t wrote = write(fd, text.data(), text.size());
    if (wrote < 0) {
      if (errno == EINTR) continue;
      return false;
    }
    text.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return true;
}

}  // namespace

absl::Status NotText() {
  return Refusal(absl::StatusCode::kInvalidArgument, "not_text",
                 "what was typed is not valid UTF-8 text.")
      .Hint("See the locale", "locale charmap");
}

bool Terminal::InputIsTerminal() const { return isatty(STDIN_FILENO) == 1; }
bool Terminal::OutputIsTerminal() const { return isatty(STDOUT_FILENO) == 1; }

std::optional<int> Terminal::Columns() const { return ColumnsOf(STDOUT_FILENO); }
std::optional<int> Terminal::ErrorColumns() const { return ColumnsOf(STDERR_FILENO); }

absl::Status Terminal::Flush() {
  const std::string text = std::move(unwritten_);
  unwritten_.clear();
  if (WriteAll(STDOUT_FILENO, text)) return absl::OkStatus();
  return Refusal(absl::StatusCode::kUnavailable, "output_closed",
                 "the answer could not be written out.");
}

void Terminal::PrintError(absl::string_view text) { WriteAll(STDERR_FILENO, text); }

void Terminal::DropTypedAhead() {
  if (!InputIsTerminal()) return;
  tcflush(STDIN_FILENO, TCIFLUSH);
  unread_.clear();
}

absl::StatusOr<std::optional<std::string>> Terminal::ReadLine() {
  for (;;) {
    const std::size_t end = unread_.find('\n');
    if (end != std::string::npos || (ended_ && !unread_.empty())) {
      std::string line = unread_.substr(0, end);
      unread_.erase(0, end == std::string::npos ? end : end + 1);
      if (!CodePoints(line).has_value()) return NotText();
      return std::optional<std::string>(absl::StripSuffix(line, "\r"));
    }
    if (ended_) return std::optional<std::string>();
    if (unread_.size() > kLineBytes) {
      return Refusal(absl::StatusCode::kResourceExhausted, "line_too_long",
                     "this line is longer than 64 KiB.");
    }
    std::array<pollfd, 2> watched{{{STDIN_FILENO, POLLIN, 0}, {interrupt_fd_, POLLIN, 0}}};
    const int ready = poll(watched.data(), interrupt_fd_ < 0 ? 1 : 2, -1);
    if (ready < 0 && errno == EINTR) continue;
    if (watched[1].revents != 0) return Interrupted();
    std::array<char, 4096> buffer;
    const ssize_t got = read(STDIN_FILENO, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) {
      ended_ = true;
    } else {
      unread_.append(buffer.data(), static_cast<std::size_t>(got));
    }
  }
}

}  // namespace twofold
