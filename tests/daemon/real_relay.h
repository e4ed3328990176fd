// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/base/random.h"
#include "relay/server.h"
#include "storage/bytes/memory_byte_store.h"
#include "tests/daemon/partner.h"

namespace twofold {

// A relay of ours that can be stopped, and started again on another store.
class RealRelay {
 public:
  RealRelay() : RealRelay(EverySecond()) {}
  // Names and connections are its own affair.
  explicit RealRelay(relay::ServerSettings settings) : settings_(std::move(settings)) {
    settings_.max_connections = 100;
    Start(std::make_shared<MemoryByteStore>());
  }

  void Start(std::shared_ptr<MemoryByteStore> store) {
    server_.reset();
    store_ = std::move(store);
    auto listener = ListenTcp(*ParseHostPort(address_));
    address_ = listener->address();
    settings_.names = names_;
    settings_.names.push_back(address_);
    server_ = *relay::RelayServer::Start(std::move(*listener), *store_, clock_, random_, settings_);
  }
  void Restart() { Start(store_); }
  // What there is now, to go back to.
  std::shared_ptr<MemoryByteStore> Copy() const {
    auto copy = std::make_shared<MemoryByteStore>();
    ByteBatch batch;
    EXPECT_TRUE(store_
                    ->Scan("", "", ScanOrder::kAscending,
                           [&](absl::string_view key, absl::string_view value) {
                             batch.Put(key, value);
                             return true;
                           })
                    .ok());
    EXPECT_TRUE(copy->Commit(batch).ok());
    return copy;
  }
  void AlsoCalled(const std::string& name) {
    names_.push_back(name);
    Restart();
  }
  std::uint16_t port() const { return ParseHostPort(address_)->port; }
  const std::string& address() const { return address_; }
  HandClock& clock() { return clock_; }

 private:
  static relay::ServerSettings EverySecond() {
    relay::ServerSettings settings;
    settings.heartbeat = absl::Seconds(1);
    return settings;
  }

  relay::ServerSettings settings_;
  std::string address_ = "127.0.0.1:0";
  std::vector<std::string> names_;
  HandClock clock_;
  SystemRandom random_;
  std::shared_ptr<MemoryByteStore> store_;
  std::unique_ptr<relay::RelayServer> server_;
};

}  // namespace twofold
