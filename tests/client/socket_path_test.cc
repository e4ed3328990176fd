// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/socket_path.h"

#include <gtest/gtest.h>

#include "core/base/limits.h"
#include "core/base/refusal.h"

namespace twofold {
namespace {

TEST(SocketPath, PrefersTheChosenPathThenTheRuntimeFolderThenTmp) {
  EXPECT_EQ(*SocketPath("/a/s", "/run/user/7", 7), "/a/s");
  EXPECT_EQ(*SocketPath("", "/run/user/7", 7), "/run/user/7/twofold/daemon.sock");
  EXPECT_EQ(*SocketPath("", "", 7), "/tmp/twofold-7/daemon.sock");
}

TEST(SocketPath, TakesALengthUpToTheLimitAndRefusesOneMore) {
  EXPECT_TRUE(SocketPath(std::string(limits::kSocketPathBytes, 'x'), "", 7).ok());
  const auto refused = SocketPath(std::string(limits::kSocketPathBytes + 1, 'x'), "", 7);
  EXPECT_EQ(RefusalReason(refused.status()), "socket_path_too_long");
  EXPECT_EQ(refused.status().message(),
            "the socket path is longer than 107 bytes; set TWOFOLD_SOCKET to a shorter one.");
}

}  // namespace
}  // namespace twofold
