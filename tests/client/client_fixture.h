// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The real program against a daemon with canned answers.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/client/fake_daemon.h"
#include "tests/client/run_twofold.h"
#include "tests/support/temporary_folder.h"

namespace twofold {

class ClientTest : public ::testing::Test {
 protected:
  // `further` is the program's environment beside its socket and its locale.
  explicit ClientTest(Variables further) : fake_(folder_.socket()), variables_(std::move(further)) {
    variables_["TWOFOLD_SOCKET"] = folder_.socket();
    variables_["LANG"] = "C.UTF-8";
  }
  Ran Run(const std::vector<std::string>& words, const std::string& input = "") const {
    return RunTwofold(words, variables_, input);
  }
  template <class Request>
  Request Sent(const std::string& method) const {
    return fake_.LastRequest<Request>(method);
  }

  const TemporaryFolder folder_;
  FakeDaemon fake_;
  Variables variables_;
};

}  // namespace twofold
