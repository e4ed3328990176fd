// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The real twofold-relay as a process: its command line, its folder, its end.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "absl/strings/str_cat.h"
#include "proto/wire/unique_fd.h"
#include "tests/relay/relay_device.h"
#include "tests/support/temporary_folder.h"

extern char** environ;

namespace twofold::relay {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

namespace fs = std::filesystem;

class ProcessTest : public testing::Test {
 protected:
  ~ProcessTest() override { Kill(); }

  // Starts the relay; its two outputs go to files in the root.
  void Spawn(std::vector<std::string> arguments, int ready_fd) {
    arguments.insert(arguments.begin(), TWOFOLD_RELAY_PATH);
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    constexpr int kFlags = O_CREAT | O_WRONLY | O_APPEND;
    posix_spawn_file_actions_addopen(&actions, 1, (root_ + "/out").c_str(), kFlags, 0600);
    posix_spawn_file_actions_addopen(&actions, 2, (root_ + "/err").c_str(), kFlags, 0600);
    if (ready_fd >= 0) posix_spawn_file_actions_adddup2(&actions, ready_fd, 3);
    ASSERT_EQ(posix_spawn(&pid_, argv[0], &actions, nullptr, argv.data(), environ), 0);
    posix_spawn_file_actions_destroy(&actions);
  }
  // Starts the relay and returns where it serves, empty when it ended instead.
  std::string Serve(std::vector<std::string> arguments = {}) {
    int ends[2];
    EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0);
    const UniqueFd read_end(ends[0]);
    UniqueFd write_end(ends[1]);
    arguments.insert(arguments.end(), {"--data", root_ + "/data", "--ready-fd", "3"});
    if (std::find(arguments.begin(), arguments.end(), "--listen") == arguments.end()) {
      arguments.insert(arguments.end(), {"--listen", "127.0.0.1:0"});
    }
    Spawn(arguments, write_end.get());
    write_end = UniqueFd();
    std::string line;
    char byte = 0;
    while (read(read_end.get(), &byte, 1) == 1 && byte != '\n') line += byte;
    return line;
  }
  int Wait() {
    int status = 0;
    EXPECT_EQ(waitpid(pid_, &status, 0), pid_);
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }
  int Run(const std::vector<std::string>& arguments) {
    Spawn(arguments, -1);
    return Wait();
  }
  void Kill() {
    if (pid_ <= 0) return;
    kill(pid_, SIGKILL);
    Wait();
  }
  std::string Err() { return Content(root_ + "/err"); }

  const TemporaryFolder folder_;
  const std::string root_ = folder_.path();
  pid_t pid_ = -1;
};

TEST_F(ProcessTest, WhatWasAnsweredSurvivesKillNine) {
  std::string generation;
  std::uint64_t answered = 0;
  for (int round = 0; round < 5; ++round) {
    const std::string address = Serve();
    ASSERT_NE(address, "") << Err();
    RelayDevice device(address, LoginKey(1, IdOf<SlotId>(1)));
    ASSERT_TRUE(device.LogIn().ok());
    ASSERT_TRUE(device.Create().ok());
    EXPECT_TRUE(round == 0 || device.generation() == generation);
    generation = device.generation();
    v1::FetchResponse fetched;
    ASSERT_TRUE(device.Fetch(0, &fetched).ok());
    EXPECT_GE(fetched.head().sequence(), answered);
    // The kill comes while appends are under way.
    std::thread killer([&] {
      std::uint64_t sequence = 0;
      RelayDevice other(address, LoginKey(2, IdOf<SlotId>(1)));
      if (other.LogIn().ok() && other.Create().ok()) {
        for (std::uint64_t i = 0; i < 20; ++i) other.Append(i, "x", &sequence);
      }
      kill(pid_, SIGKILL);
    });
    for (std::uint64_t n = 0;; ++n) {
      std::uint64_t sequence = 0;
      v1::AppendRequest request;
      request.set_token(device.token());
      v1::Envelope* envelope = request.add_envelopes();
      envelope->set_message_id(BigEndian64(static_cast<std::uint64_t>(round)) + BigEndian64(n));
      envelope->set_body(absl::StrCat(round, " ", n));
      v1::AppendResponse response;
      grpc::ClientContext context;
      if (!device.stub().Append(&context, request, &response).ok()) break;
      sequence = response.sequences(0);
      EXPECT_GT(sequence, answered);
      answered = sequence;
    }
    killer.join();
    EXPECT_EQ(Wait(), -SIGKILL);
  }
  EXPECT_GT(answered, 5u);
  const std::string address = Serve();
  RelayDevice device(address, LoginKey(1, IdOf<SlotId>(1)));
  ASSERT_TRUE(device.LogIn().ok());
  v1::FetchResponse fetched;
  ASSERT_TRUE(device.Fetch(0, &fetched).ok());
  EXPECT_GE(fetched.head().sequence(), answered);
}

TEST_F(ProcessTest, AWipedFolderIsANewGeneration) {
  RelayDevice first(Serve(), LoginKey(1, IdOf<SlotId>(1)));
  ASSERT_TRUE(first.LogIn().ok());
  Kill();
  fs::remove_all(root_ + "/data");
  RelayDevice second(Serve(), LoginKey(1, IdOf<SlotId>(1)));
  ASSERT_TRUE(second.LogIn().ok());
  EXPECT_NE(first.generation(), second.generation());
}

TEST_F(ProcessTest, EndsCleanlyOnSigtermWithAnOpenStream) {
  RelayDevice device(Serve(), LoginKey(1, IdOf<SlotId>(1)));
  ASSERT_TRUE(device.LogIn().ok());
  ASSERT_TRUE(device.Create().ok());
  const auto context = RelayDevice::Context();
  auto reader = device.Subscribe(context.get());
  v1::SubscribeResponse news;
  ASSERT_TRUE(reader->Read(&news));
  kill(pid_, SIGTERM);
  ASSERT_TRUE(reader->Read(&news));
  EXPECT_GT(news.restarting_within_ms(), 0u);
  EXPECT_EQ(Wait(), 0);
}

TEST_F(ProcessTest, NothingOfADeviceIsInTheLog) {
  const LoginKey key(1, IdOf<SlotId>(1));
  const std::string address = Serve();
  RelayDevice device(address, key);
  ASSERT_TRUE(device.LogIn().ok());
  ASSERT_TRUE(device.Create().ok());
  kill(pid_, SIGTERM);
  EXPECT_EQ(Wait(), 0);
  EXPECT_THAT(Err(), Not(HasSubstr("127.0.0.1")));
  EXPECT_THAT(Err(), Not(HasSubstr(key.mailbox().hex())));
}

TEST_F(ProcessTest, EverythingItMakesIsForTheOwnerAlone) {
  ASSERT_NE(Serve(), "");
  struct stat found {};
  ASSERT_EQ(stat((root_ + "/data").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0700u);
  for (const auto& entry : fs::recursive_directory_iterator(root_ + "/data")) {
    ASSERT_EQ(stat(entry.path().c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0077, 0u) << entry.path();
  }
}

TEST_F(ProcessTest, ASecondOneInTheSameFolderIsRefused) {
  ASSERT_NE(Serve(), "");
  const pid_t first = pid_;
  EXPECT_EQ(Run({"--data", root_ + "/data", "--listen", "127.0.0.1:0"}), 1);
  EXPECT_THAT(Err(), HasSubstr("another twofold-relay uses this folder."));
  pid_ = first;
}

TEST_F(ProcessTest, ServesOnAUnixSocketAndTakesOverAStaleOne) {
  const std::string path = root_ + "/s";
  for (int round = 0; round < 2; ++round) {
    ASSERT_EQ(Serve({"--listen", "unix:" + path, "--name", "unix:" + path}), "unix:" + path)
        << Err();
    RelayDevice device("unix:" + path, LoginKey(1, IdOf<SlotId>(1)));
    EXPECT_TRUE(device.LogIn().ok());
    Kill();
    EXPECT_TRUE(fs::exists(path));
  }
}

TEST_F(ProcessTest, WrongUseExitsWithTwo) {
  const std::string data = root_ + "/data";
  EXPECT_EQ(Run({}), 2);
  EXPECT_EQ(Run({"--data"}), 2);
  EXPECT_EQ(Run({"--data", data, "--nonsense"}), 2);
  EXPECT_EQ(Run({"--data", data, "--listen", "example.org:1"}), 2);
  EXPECT_EQ(Run({"--data", data, "--tls-cert", "c"}), 2);
  EXPECT_EQ(Run({"--data", data, "--name", ""}), 2);
  EXPECT_FALSE(fs::exists(data));
}

TEST_F(ProcessTest, AnAddressOthersCanReachNeedsTls) {
  EXPECT_EQ(Run({"--data", root_ + "/data", "--listen", "0.0.0.0:0"}), 2);
  EXPECT_THAT(Err(), HasSubstr("other machines can reach \"0.0.0.0:0\", so give --tls-cert"));
}

TEST_F(ProcessTest, HelpAndVersionAreNoErrors) {
  EXPECT_EQ(Run({"--help"}), 0);
  EXPECT_EQ(Run({"--version"}), 0);
  const std::string out = Content(root_ + "/out");
  EXPECT_THAT(out, HasSubstr("--data"));
  EXPECT_THAT(out, HasSubstr("\ntwofold-relay 0."));
}

TEST_F(ProcessTest, WhatCannotBeUsedExitsWithOne) {
  const std::string data = root_ + "/data";
  EXPECT_EQ(Run({"--data", root_ + "/no/where"}), 1);
  EXPECT_EQ(Run({"--data", data, "--tls-cert", "/none", "--tls-key", "/none"}), 1);
  std::ofstream(root_ + "/pem") << "no certificate";
  EXPECT_EQ(Run({"--data", data, "--listen", "127.0.0.1:0", "--tls-cert", root_ + "/pem",
                 "--tls-key", root_ + "/pem"}),
            1);
  EXPECT_THAT(Err(), HasSubstr("certificate and key are not a pair in PEM form."));
}

TEST_F(ProcessTest, SpeaksTlsWithItsCertificateAndNothingElse) {
  const std::string certificate = root_ + "/cert.pem";
  const std::string key = root_ + "/key.pem";
  const std::string command = absl::StrCat(
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 ",
      "-subj /CN=localhost -addext subjectAltName=IP:127.0.0.1 -keyout ", key, " -out ",
      certificate, " 2>/dev/null");
  ASSERT_EQ(system(command.c_str()), 0);
  const std::string address = Serve({"--tls-cert", certificate, "--tls-key", key});
  ASSERT_NE(address, "") << Err();
  grpc::SslCredentialsOptions trust;
  trust.pem_root_certs = Content(certificate);
  RelayDevice device(address, LoginKey(1, IdOf<SlotId>(1)), grpc::SslCredentials(trust));
  ASSERT_TRUE(device.LogIn().ok());
  ASSERT_TRUE(device.Create().ok());
  std::uint64_t sequence = 0;
  EXPECT_TRUE(device.Append(1, "x", &sequence).ok());

  RelayDevice plain(address, LoginKey(1, IdOf<SlotId>(1)));
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(5));
  v1::HelloResponse hello;
  EXPECT_FALSE(plain.stub().Hello(&context, v1::HelloRequest(), &hello).ok());
}

TEST_F(ProcessTest, ADamagedStoreIsRefusedInPlainWords) {
  ASSERT_NE(Serve(), "");
  Kill();
  fs::remove(root_ + "/data/store/CURRENT");
  EXPECT_EQ(Serve(), "");
  EXPECT_EQ(Wait(), 1);
  EXPECT_THAT(Err(), HasSubstr("the store is damaged."));
}

}  // namespace
}  // namespace twofold::relay
