// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tools/bench/sockets.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace twofold::bench {
namespace {

int Checked(int result, const char* what) {
  if (result >= 0) return result;
  std::perror(what);
  std::exit(1);
}

sockaddr_in Loopback(int port) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

int WithoutDelay(int socket) {
  const int on = 1;
  Checked(setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), "setsockopt");
  return socket;
}

}  // namespace

Listener ListenOnLoopback() {
  Listener listener;
  listener.socket = Checked(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
  sockaddr_in address = Loopback(0);
  socklen_t size = sizeof address;
  Checked(bind(listener.socket, reinterpret_cast<sockaddr*>(&address), size), "bind");
  Checked(listen(listener.socket, 8), "listen");
  Checked(getsockname(listener.socket, reinterpret_cast<sockaddr*>(&address), &size),
          "getsockname");
  listener.port = ntohs(address.sin_port);
  return listener;
}

int Accept(int listener) {
  return WithoutDelay(Checked(accept(listener, nullptr, nullptr), "accept"));
}

int ConnectToLoopback(int port) {
  const int connected = Checked(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
  const sockaddr_in address = Loopback(port);
  Checked(connect(connected, reinterpret_cast<const sockaddr*>(&address), sizeof address),
          "connect");
  return WithoutDelay(connected);
}

bool ReadAll(int file, void* bytes, std::size_t size) {
  char* at = static_cast<char*>(bytes);
  while (size > 0) {
    const ssize_t got = read(file, at, size);
    if (got <= 0) return false;
    at += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

bool WriteAll(int file, const void* bytes, std::size_t size) {
  const char* at = static_cast<const char*>(bytes);
  while (size > 0) {
    const ssize_t put = write(file, at, size);
    if (put <= 0) return false;
    at += put;
    size -= static_cast<std::size_t>(put);
  }
  return true;
}

DurableFile::DurableFile(const std::string& path)
    : file_(Checked(open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600),
                    path.c_str())) {}

void DurableFile::Append(const void* bytes, std::size_t size) {
  Checked(WriteAll(file_, bytes, size) ? 0 : -1, "write");
  Checked(fdatasync(file_), "fdatasync");
}

Child::Child(const std::function<void()>& work) : pid_(Checked(fork(), "fork")) {
  if (pid_ != 0) return;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  work();
  _exit(0);
}

Child::~Child() {
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
}

Channel::Channel() { Checked(pipe2(ends_, O_CLOEXEC), "pipe"); }

void Channel::Send(Nanoseconds value) {
  Checked(WriteAll(ends_[1], &value, sizeof value) ? 0 : -1, "pipe");
}

Nanoseconds Channel::Receive() {
  Nanoseconds value = 0;
  Checked(ReadAll(ends_[0], &value, sizeof value) ? 0 : -1, "pipe");
  return value;
}

}  // namespace twofold::bench
