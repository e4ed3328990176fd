// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The real program on a terminal of its own: its questions and the ways out of them.
#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "tests/client/client_fixture.h"
#include "tests/client/first_week.h"

namespace twofold {
namespace {

class Question : public ClientTest {
 protected:
  Question() : ClientTest({{"USER", "noa"}, {"TERM", "xterm"}}) { LiveTheFirstWeek(fake_); }
};

TEST_F(Question, StartAsksTwoAndTakesEnterForDefaults) {
  TwofoldOnTerminal terminal({"start"}, variables_);
  ASSERT_TRUE(terminal.Shows("What shall we call you?                              [noa]  "));
  terminal.Type("\n");
  ASSERT_TRUE(terminal.Shows("One quiet check-in a day? A time like 21:00, or Enter for none.  "));
  terminal.Type("21:00\n");
  EXPECT_TRUE(terminal.Shows("\n\nReady.\n  Your data"));
  EXPECT_EQ(terminal.Wait(), 0);
  const auto request = fake_.LastRequest<daemon::v1::StartRequest>("DaemonService/Start");
  EXPECT_EQ(request.name(), "noa");
  EXPECT_EQ(request.checkin_at(), "21:00");
}

TEST_F(Question, EndOfInputMeansNoAndChangesNothing) {
  TwofoldOnTerminal start({"start"}, variables_);
  ASSERT_TRUE(start.Shows("[noa]"));
  start.Type("\x04");
  EXPECT_TRUE(start.Shows("Nothing was set up."));
  EXPECT_EQ(start.Wait(), 1);
  EXPECT_TRUE(fake_.Requests("DaemonService/Start").empty());

  TwofoldOnTerminal propose({"propose", "Walk"}, variables_);
  ASSERT_TRUE(propose.Shows("Send it?  [Y/n] "));
  propose.Type("\x04");
  EXPECT_TRUE(propose.Shows("Nothing was sent"));
  EXPECT_EQ(propose.Wait(), 1);
  EXPECT_EQ(fake_.Requests("CoupleService/Propose").size(), 1u);
}

TEST_F(Question, ControlCAtAQuestionEndsWithoutATrace) {
  TwofoldOnTerminal propose({"propose", "Walk"}, variables_);
  ASSERT_TRUE(propose.Shows("Send it?  [Y/n] "));
  propose.Type("\x03");
  EXPECT_TRUE(propose.Shows("Nothing was sent."));
  EXPECT_EQ(propose.Wait(), 130);
  EXPECT_EQ(fake_.Requests("CoupleService/Propose").size(), 1u);
}

TEST_F(Question, ANoIsNoError) {
  TwofoldOnTerminal change({"change", "p1", "--every", "mon,wed"}, variables_);
  ASSERT_TRUE(change.Shows("Send it?  [Y/n] "));
  change.Type("n\n");
  EXPECT_TRUE(change.Shows("Nothing was sent; it stays with you."));
  EXPECT_EQ(change.Wait(), 1);
  EXPECT_EQ(change.screen().find("twofold:"), std::string::npos);
}

TEST_F(Question, NeverComesWithNoInput) {
  TwofoldOnTerminal propose({"propose", "Walk", "--no-input"}, variables_);
  EXPECT_EQ(propose.Wait(), 2);
  variables_["TWOFOLD_NO_INPUT"] = "1";
  TwofoldOnTerminal leave({"leave"}, variables_);
  EXPECT_EQ(leave.Wait(), 2);
}

TEST_F(Question, PairingGoesFromWordsToNumberToPaired) {
  TwofoldOnTerminal pair({"pair"}, variables_);
  ASSERT_TRUE(pair.Shows("Relay (host:port)?  "));
  pair.Type("relay.example.org:443\n");
  ASSERT_TRUE(pair.Shows("It sees when and how much you sync, never what.\n"));
  ASSERT_TRUE(pair.Shows("Contact it now?  [y/N] "));
  EXPECT_TRUE(fake_.Requests("PairingService/Invite").empty());
  pair.Type("y\n");
  ASSERT_TRUE(pair.Shows("    otter lamp river  stone maple pencil\n"));
  ASSERT_TRUE(pair.Shows("Waiting. Ctrl-C stops, and nothing is left behind.\n"));
  ASSERT_TRUE(pair.Shows("    482 913\n\nCompare it aloud.  Same?  [y/N] "));
  EXPECT_TRUE(fake_.Requests("PairingService/Confirm").empty());
  pair.Type("y\n");
  EXPECT_TRUE(pair.Shows("Paired with Sam. Nothing of yours has been shared.\n"));
  EXPECT_EQ(pair.Wait(), 0);
}

TEST_F(Question, WhatWasTypedBeforeTheNumberWasShownDoesNotConfirmIt) {
  TwofoldOnTerminal pair({"pair", "--relay", "r:1"}, variables_);
  ASSERT_TRUE(pair.Shows("Contact it now?  [y/N] "));
  pair.Type("y\ny\n");
  ASSERT_TRUE(pair.Shows("Same?  [y/N] "));
  pair.Type("n\n");
  EXPECT_EQ(pair.Wait(), 1);
  EXPECT_TRUE(fake_.Requests("PairingService/Confirm").empty());
}

TEST_F(Question, ANumberThatDiffersEndsThePairingAndSaysSo) {
  TwofoldOnTerminal pair({"pair", "--relay", "r:1"}, variables_);
  ASSERT_TRUE(pair.Shows("Contact it now?"));
  pair.Type("y\n");
  ASSERT_TRUE(pair.Shows("Same?  [y/N] "));
  pair.Type("n\n");
  EXPECT_EQ(pair.Wait(), 1);
  EXPECT_TRUE(
      fake_.LastRequest<daemon::v1::CancelRequest>("PairingService/Cancel").number_differs());
  EXPECT_TRUE(fake_.Requests("PairingService/Confirm").empty());
}

TEST_F(Question, ControlCWhilePairingCancelsIt) {
  TwofoldOnTerminal pair({"pair", "--relay", "r:1"}, variables_);
  ASSERT_TRUE(pair.Shows("Contact it now?"));
  pair.Type("y\n");
  ASSERT_TRUE(pair.Shows("Same?  [y/N] "));
  pair.Type("\x03");
  EXPECT_TRUE(pair.Shows("nothing is left behind."));
  EXPECT_EQ(pair.Wait(), 130);
  EXPECT_EQ(fake_.Requests("PairingService/Cancel").size(), 1u);
}

TEST_F(Question, ControlCWhileNobodyHasComeCancelsTheInvitation) {
  TemporaryFolder folder;
  FakeDaemon fake(folder.socket());
  daemon::v1::StatusResponse status;
  status.set_started(true);
  fake.Answer("DaemonService/Status", status);
  fake.Answer("PairingService/Invite", daemon::v1::InviteResponse());
  fake.Answer("PairingService/Watch", Step(1, "waiting"));
  fake.Hang("PairingService/Watch");
  fake.Answer("PairingService/Cancel", daemon::v1::CancelResponse());
  variables_["TWOFOLD_SOCKET"] = folder.socket();
  TwofoldOnTerminal pair({"pair", "--relay", "r:1"}, variables_);
  ASSERT_TRUE(pair.Shows("Contact it now?"));
  pair.Type("y\n");
  ASSERT_TRUE(pair.Shows("Waiting. Ctrl-C stops, and nothing is left behind."));
  pair.Type("\x03");
  EXPECT_TRUE(pair.Shows("The pairing has ended, and nothing is left behind."));
  EXPECT_EQ(pair.Wait(), 130);
  EXPECT_EQ(fake.Requests("PairingService/Cancel").size(), 1u);
}

TEST_F(Question, ASlipInTheWordsIsAskedAgain) {
  TwofoldOnTerminal join({"pair", "--join"}, variables_);
  ASSERT_TRUE(join.Shows("The twelve words: "));
  join.Type("oter lamp river\n");
  ASSERT_TRUE(join.Shows("Relay (host:port)?  "));
  join.Type("r:1\n");
  ASSERT_TRUE(join.Shows("Contact it now?  [y/N] "));
  join.Type("y\n");
  ASSERT_TRUE(
      join.Shows(" \"oter\" is not one of the invitation's words.\n"
                 "  Did you mean   otter\n"
                 "Nothing was sent; the invitation still works.\n"));
  ASSERT_TRUE(join.Shows("The twelve words: "));
  join.Type("otter lamp river\n");
  ASSERT_TRUE(join.Shows("482 913"));
  ASSERT_TRUE(join.Shows("Same?  [y/N] "));
  join.Type("y\n");
  EXPECT_EQ(join.Wait(), 0);
}

TEST_F(Question, LeavingWantsTheWordTyped) {
  daemon::v1::StatusResponse status;
  status.set_started(true);
  status.set_paired(true);
  status.set_partner_name("Sam");
  TemporaryFolder folder;
  FakeDaemon fake(folder.socket());
  fake.Answer("DaemonService/Status", status);
  fake.Answer("CoupleService/Leave", daemon::v1::LeaveResponse());
  variables_["TWOFOLD_SOCKET"] = folder.socket();
  TwofoldOnTerminal stay({"leave"}, variables_);
  ASSERT_TRUE(
      stay.Shows("  Relay       keeps sealed envelopes it cannot read until they age out\n"));
  ASSERT_TRUE(stay.Shows("Type \"leave\" to go, anything else to stay.  > "));
  stay.Type("yes\n");
  EXPECT_EQ(stay.Wait(), 1);
  EXPECT_TRUE(fake.Requests("CoupleService/Leave").empty());

  TwofoldOnTerminal leave({"leave", "--forget"}, variables_);
  ASSERT_TRUE(leave.Shows("  > "));
  leave.Type("leave\n");
  EXPECT_TRUE(leave.Shows("Left. The keys of the shared space are gone."));
  EXPECT_EQ(leave.Wait(), 0);
  EXPECT_EQ(fake.LastRequest<daemon::v1::LeaveRequest>("CoupleService/Leave").after(),
            daemon::v1::AFTER_LEAVING_FORGET);
}

}  // namespace
}  // namespace twofold
