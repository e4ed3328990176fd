// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A daemon without an inside: every method of daemon/v1 answers what a test told it to.
#pragma once

#include <grpcpp/server.h>

#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "google/protobuf/message.h"

namespace twofold {

// Thread-safe. Methods are named as in "EntryService/Log"; one that nothing was said about is not
// implemented, as in an older daemon.
class FakeDaemon {
 public:
  // Serves on the Unix socket at `path` until destruction.
  explicit FakeDaemon(const std::string& path);
  FakeDaemon(const FakeDaemon&) = delete;
  FakeDaemon& operator=(const FakeDaemon&) = delete;
  ~FakeDaemon();

  // Adds an answer; the last one is repeated.
  void Answer(const std::string& method, const google::protobuf::Message& response);
  void Refuse(const std::string& method, const absl::Status& status);
  // Lets the method wait until destruction.
  void Hang(const std::string& method);

  // Waits until the method has been asked so often.
  void AwaitRequests(const std::string& method, std::size_t count);

  // The requests the method got, serialised, oldest first.
  std::vector<std::string> Requests(const std::string& method) const;
  template <class Request>
  Request LastRequest(const std::string& method) const {
    Request request;
    const std::vector<std::string> all = Requests(method);
    if (!all.empty()) request.ParseFromString(all.back());
    return request;
  }

 private:
  struct Services;
  struct Reply {
    absl::Status status;
    std::string response;
    bool hang = false;
  };

  grpc::Status Serve(const std::string& method, const google::protobuf::Message& request,
                     google::protobuf::Message& response);

  mutable std::mutex mutex_;
  std::condition_variable ended_;
  std::condition_variable asked_;
  bool ending_ = false;
  std::map<std::string, std::deque<Reply>> replies_;
  std::map<std::string, std::vector<std::string>> requests_;
  std::unique_ptr<Services> services_;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace twofold
