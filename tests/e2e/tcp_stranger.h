// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Something that listens on TCP and is no relay.
#pragma once

#include <string>
#include <thread>

namespace twofold::e2e {

enum class Manner {
  kGarbage,  // sends bytes without meaning to whoever connects, and hangs up
  kSilence,  // accepts and says nothing
};

class TcpStranger {
 public:
  // Listens on 127.0.0.1, on `port` or, when that is 0, on a free one.
  TcpStranger(Manner manner, int port);
  ~TcpStranger();
  TcpStranger(const TcpStranger&) = delete;
  TcpStranger& operator=(const TcpStranger&) = delete;

  // "127.0.0.1:PORT"; empty when it does not listen.
  const std::string& address() const { return address_; }

 private:
  void Run();

  const Manner manner_;
  int listener_ = -1;
  int stop_ = -1;
  std::string address_;
  std::thread thread_;
};

}  // namespace twofold::e2e
