// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A relay in this process, spoken to over real gRPC on loopback.
#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <memory>
#include <string>

#include "core/base/refusal.h"
#include "proto/wire/status_codec.h"
#include "proto/wire/unique_fd.h"
#include "relay/server.h"
#include "storage/bytes/memory_byte_store.h"
#include "tests/relay/relay_device.h"

namespace twofold::relay {

inline const SlotId kMine = IdOf<SlotId>(1);
inline const SlotId kTheirs = IdOf<SlotId>(2);

inline std::string Reason(const grpc::Status& status) {
  return RefusalReason(FromGrpcStatus(status));
}

class ServerTest : public testing::Test {
 protected:
  ServerTest() { Start(absl::Hours(1), 100); }

  void Start(absl::Duration heartbeat, int connections) {
    ServerSettings settings;
    settings.max_connections = connections;
    settings.heartbeat = heartbeat;
    Start(std::move(settings));
  }
  // Under the address as its name.
  void Start(ServerSettings settings) {
    server_.reset();
    auto listener = ListenTcp(*ParseHostPort("127.0.0.1:0"));
    settings.names = {listener->address()};
    auto server = RelayServer::Start(std::move(*listener), store_, clock_, random_, settings);
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = std::move(*server);
  }
  std::unique_ptr<RelayDevice> Device(const SlotId& slot, unsigned char seed = 1) {
    auto device = std::make_unique<RelayDevice>(server_->address(), LoginKey(seed, slot));
    grpc::Status status = device->LogIn();
    EXPECT_TRUE(status.ok()) << status.error_message();
    status = device->Create();
    EXPECT_TRUE(status.ok()) << status.error_message();
    return device;
  }
  UniqueFd Connect() {
    const HostPort where = *ParseHostPort(server_->address());
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(where.port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    UniqueFd fd(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    EXPECT_EQ(connect(fd.get(), reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
    return fd;
  }

  MemoryByteStore store_;
  HandClock clock_;
  SystemRandom random_;
  std::unique_ptr<RelayServer> server_;
};

}  // namespace twofold::relay
