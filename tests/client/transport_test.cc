// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The transport against a real gRPC server, and against what is none.
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <thread>

#include "client/transport/grpc_text.h"
#include "client/transport/http2_transport.h"
#include "core/base/limits.h"
#include "core/base/refusal.h"
#include "tests/client/fake_daemon.h"
#include "tests/client/first_week.h"
#include "tests/support/temporary_folder.h"

namespace twofold {
namespace {

constexpr char kLog[] = "/twofold.daemon.v1.EntryService/Log";
constexpr char kList[] = "/twofold.daemon.v1.GoalService/ListGoals";

class Transport : public ::testing::Test {
 protected:
  absl::StatusOr<std::string> Call(absl::string_view path,
                                   absl::Duration deadline = absl::Seconds(10)) {
    daemon::v1::LogRequest request;
    request.add_answers()->set_goal("read");
    return Http2Transport(path_, geteuid(), clock_, -1).Call(path, request, deadline);
  }
  std::string ReasonOf(const absl::StatusOr<std::string>& answer) {
    return RefusalReason(answer.status());
  }
  // A socket that listens; nobody answers on it.
  int Listen(int queue) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path_.c_str(), sizeof address.sun_path - 1);
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address);
    listen(fd, queue);
    return fd;
  }

  const TemporaryFolder folder_;
  const std::string path_ = folder_.At("s");
  SystemClock clock_;
};

TEST_F(Transport, BringsARequestThereAndItsAnswerBack) {
  FakeDaemon fake(path_);
  LiveTheFirstWeek(fake);
  const auto answer = Call(kLog);
  ASSERT_TRUE(answer.ok()) << answer.status();
  daemon::v1::LogResponse response;
  ASSERT_TRUE(response.ParseFromString(*answer));
  EXPECT_EQ(response.logged(0).line().goal().title(), "Read 20 min");
  EXPECT_EQ(fake.LastRequest<daemon::v1::LogRequest>("EntryService/Log").answers(0).goal(), "read");
}

TEST_F(Transport, BringsARefusalBackWithAllItsParts) {
  FakeDaemon fake(path_);
  fake.Refuse("EntryService/Log", Refusal(absl::StatusCode::kNotFound, "no_such_goal",
                                          "there is no goal called \"räd\" (100%).")
                                      .Hint("All goals", "twofold goal list")
                                      .Hint("Did you mean", "read")
                                      .Aftermath("Nothing was logged."));
  const absl::Status status = Call(kLog).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(status.message(), "there is no goal called \"räd\" (100%).");
  EXPECT_EQ(RefusalReason(status), "no_such_goal");
  EXPECT_EQ(RefusalHints(status), (std::vector<RefusalHint>{{"All goals", "twofold goal list"},
                                                            {"Did you mean", "read"}}));
  EXPECT_EQ(RefusalAftermath(status), "Nothing was logged.");
}

TEST_F(Transport, TellsAFaultOfTheDaemonFromARefusal) {
  FakeDaemon fake(path_);
  fake.Refuse("EntryService/Log", absl::InternalError("assertion"));
  const auto answer = Call(kLog);
  EXPECT_EQ(answer.status().code(), absl::StatusCode::kInternal);
  EXPECT_EQ(ReasonOf(answer), "");
}

TEST_F(Transport, TellsAnUnknownMethod) {
  FakeDaemon fake(path_);
  const auto answer = Call("/twofold.daemon.v1.EntryService/Rest");
  EXPECT_EQ(answer.status().code(), absl::StatusCode::kUnimplemented);
  EXPECT_EQ(ReasonOf(answer), "");
}

TEST_F(Transport, TakesAnAnswerOfExactlyTheLimitAndNoMore) {
  FakeDaemon fake(path_);
  daemon::v1::ListGoalsResponse list;
  list.add_goals()->set_title(std::string(limits::kLocalMessageBytes - 8, 'x'));
  while (list.ByteSizeLong() < limits::kLocalMessageBytes)
    list.mutable_goals(0)->mutable_title()->push_back('x');
  while (list.ByteSizeLong() > limits::kLocalMessageBytes)
    list.mutable_goals(0)->mutable_title()->pop_back();
  ASSERT_EQ(list.ByteSizeLong(), limits::kLocalMessageBytes);
  fake.Answer("GoalService/ListGoals", list);
  const auto exact = Call(kList);
  ASSERT_TRUE(exact.ok()) << exact.status();
  EXPECT_EQ(exact->size(), limits::kLocalMessageBytes);

  list.mutable_goals(0)->mutable_title()->push_back('x');
  fake.Answer("GoalService/ListGoals", list);
  Call(kList).IgnoreError();
  EXPECT_EQ(ReasonOf(Call(kList)), "answer_too_large");
}

TEST_F(Transport, TakesARequestLargerThanOneWindow) {
  FakeDaemon fake(path_);
  LiveTheFirstWeek(fake);
  daemon::v1::LogRequest request;
  request.add_answers()->set_goal(std::string(600'000, 'x'));
  const auto answer =
      Http2Transport(path_, geteuid(), clock_, -1).Call(kLog, request, absl::Seconds(10));
  EXPECT_TRUE(answer.ok()) << answer.status();
  const auto arrived = fake.LastRequest<daemon::v1::LogRequest>("EntryService/Log");
  EXPECT_EQ(arrived.answers(0).goal().size(), 600'000u);
}

TEST_F(Transport, SaysThatWhatWasDoneIsNotKnownWhenAnAnswerDoesNotCome) {
  FakeDaemon fake(path_);
  fake.Hang("EntryService/Log");
  const auto answer = Call(kLog, absl::Milliseconds(200));
  EXPECT_EQ(answer.status().code(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_EQ(ReasonOf(answer), "answer_absent");
}

TEST_F(Transport, AsksNothingOfAServiceThatDoesNotGreet) {
  const int listener = Listen(1);
  EXPECT_EQ(ReasonOf(Call(kLog, absl::Milliseconds(50))), "service_silent");
  const int accepted = accept(listener, nullptr, nullptr);
  char bytes[4096];
  const ssize_t got = recv(accepted, bytes, sizeof bytes, 0);
  // The preface and the settings came, no headers: the frame type after them would be 1.
  EXPECT_EQ(got, 24 + 9 + 12);
  close(accepted);
  close(listener);
}

TEST_F(Transport, SaysThatNobodyListens) {
  EXPECT_EQ(ReasonOf(Call(kLog)), "service_absent");
  close(Listen(1));
  EXPECT_EQ(ReasonOf(Call(kLog)), "service_absent");
}

TEST_F(Transport, TellsAServiceThatSpeaksAnotherLanguage) {
  const int listener = Listen(1);
  std::thread other([&] {
    const int fd = accept(listener, nullptr, nullptr);
    constexpr char kAnswer[] = "HTTP/1.1 400 Bad Request\r\n\r\n";
    EXPECT_GT(send(fd, kAnswer, sizeof kAnswer - 1, MSG_NOSIGNAL), 0);
    char bytes[4096];
    while (recv(fd, bytes, sizeof bytes, 0) > 0) {
    }
    close(fd);
  });
  EXPECT_EQ(ReasonOf(Call(kLog)), "answer_garbled");
  other.join();
  close(listener);
}

TEST_F(Transport, TellsAServiceThatEndsWhileItIsAsked) {
  const int listener = Listen(1);
  std::thread dying([&] {
    const int fd = accept(listener, nullptr, nullptr);
    constexpr char kEmptySettings[] = {0, 0, 0, 4, 0, 0, 0, 0, 0};
    EXPECT_GT(send(fd, kEmptySettings, sizeof kEmptySettings, MSG_NOSIGNAL), 0);
    std::string all;
    char bytes[4096];
    while (all.find("EntryService") == std::string::npos && all.size() < 150) {
      const ssize_t got = recv(fd, bytes, sizeof bytes, 0);
      if (got <= 0) break;
      all.append(bytes, static_cast<std::size_t>(got));
    }
    close(fd);
  });
  EXPECT_EQ(ReasonOf(Call(kLog)), "answer_lost");
  dying.join();
  close(listener);
}

TEST_F(Transport, RefusesAServiceOfAnotherAccount) {
  FakeDaemon fake(path_);
  const uid_t somebody_else = geteuid() + 1;
  const auto answer = Http2Transport(path_, somebody_else, clock_, -1)
                          .Call(kLog, daemon::v1::LogRequest(), absl::Seconds(10));
  EXPECT_EQ(ReasonOf(answer), "service_foreign");
  EXPECT_TRUE(fake.Requests("EntryService/Log").empty());
}

TEST_F(Transport, StopsWhenInterrupted) {
  FakeDaemon fake(path_);
  fake.Hang("EntryService/Log");
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  ASSERT_EQ(write(ends[1], "x", 1), 1);
  const auto answer = Http2Transport(path_, geteuid(), clock_, ends[0])
                          .Call(kLog, daemon::v1::LogRequest(), absl::Hours(1));
  EXPECT_EQ(ReasonOf(answer), "interrupted");
  close(ends[0]);
  close(ends[1]);
}

TEST(GrpcText, FramesAMessageAndTakesOnlyWholeFrames) {
  const std::string framed = FrameMessage("abc");
  EXPECT_EQ(framed, std::string("\0\0\0\0\3abc", 8));
  EXPECT_EQ(UnframeMessage(framed), "abc");
  EXPECT_EQ(UnframeMessage(framed + "d"), std::nullopt);
  EXPECT_EQ(UnframeMessage(framed.substr(0, 7)), std::nullopt);
  EXPECT_EQ(UnframeMessage("\1" + framed.substr(1)), std::nullopt);
  EXPECT_EQ(UnframeMessage(""), std::nullopt);
}

TEST(GrpcText, WritesTimeoutsOfAtMostEightDigits) {
  EXPECT_EQ(TimeoutHeader(absl::Seconds(2)), "2000m");
  EXPECT_EQ(TimeoutHeader(absl::ZeroDuration()), "1m");
  EXPECT_EQ(TimeoutHeader(absl::Milliseconds(99'999'999)), "99999999m");
  EXPECT_EQ(TimeoutHeader(absl::Milliseconds(100'000'000)), "100001S");
  EXPECT_EQ(TimeoutHeader(absl::InfiniteDuration()), "99999999S");
}

TEST(GrpcText, DecodesPercentAndBase64) {
  EXPECT_EQ(PercentDecode("a%20b%C3%A4%"), "a b\xC3\xA4%");
  EXPECT_EQ(PercentDecode("%zz%4"), "%zz%4");
  EXPECT_EQ(DecodeBinaryHeader("aGk"), "hi");
  EXPECT_EQ(DecodeBinaryHeader("aGk="), "hi");
  EXPECT_EQ(DecodeBinaryHeader("!"), std::nullopt);
}

TEST(GrpcText, ReadsNoStatusFromBrokenTrailers) {
  EXPECT_EQ(StatusFromTrailers({}), std::nullopt);
  EXPECT_EQ(StatusFromTrailers({{"grpc-status", "x"}}), std::nullopt);
  EXPECT_EQ(StatusFromTrailers({{"grpc-status", "17"}}), std::nullopt);
  EXPECT_EQ(StatusFromTrailers({{"grpc-status", "-1"}}), std::nullopt);
  EXPECT_TRUE(StatusFromTrailers({{"grpc-status", "0"}})->ok());
}

}  // namespace
}  // namespace twofold
