// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tools/bench/tcp_floor.h"

#include <array>

namespace twofold::bench {
namespace {

using Message = std::array<char, 1024>;  // as large as the smallest padded envelope

void Relay(int listener, const std::string& path) {
  DurableFile file(path);
  // Each says one byte first, so that the two can be told apart in whichever order they come.
  int first = Accept(listener);
  int second = Accept(listener);
  char role = 0;
  if (!ReadAll(first, &role, 1)) return;
  const int sender = role == 's' ? first : second;
  const int receiver = role == 's' ? second : first;
  if (!ReadAll(second, &role, 1)) return;
  Message message;
  while (ReadAll(sender, message.data(), message.size())) {
    file.Append(message.data(), message.size());
    if (!WriteAll(receiver, message.data(), message.size())) return;
  }
}

void Receive(int port, const std::string& path, Channel& arrived) {
  DurableFile file(path);
  const int relay = ConnectToLoopback(port);
  Message message;
  if (!WriteAll(relay, "r", 1)) return;
  while (ReadAll(relay, message.data(), message.size())) {
    file.Append(message.data(), message.size());
    arrived.Send(Now());
  }
}

}  // namespace

TcpFloor::TcpFloor(const std::string& folder)
    : listener_(ListenOnLoopback()),
      own_(folder + "/tcp-sender"),
      relay_([&] { Relay(listener_.socket, folder + "/tcp-relay"); }),
      receiver_([&] { Receive(listener_.port, folder + "/tcp-receiver", arrived_); }),
      to_relay_(ConnectToLoopback(listener_.port)) {
  WriteAll(to_relay_, "s", 1);
}

Nanoseconds TcpFloor::Once() {
  Message message = {};
  own_.Append(message.data(), message.size());
  const Nanoseconds start = Now();
  WriteAll(to_relay_, message.data(), message.size());
  return arrived_.Receive() - start;
}

}  // namespace twofold::bench
