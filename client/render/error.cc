// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/error.h"

#include <algorithm>
#include <array>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "client/render/table.h"
#include "client/render/width.h"

namespace twofold {
namespace {

constexpr std::size_t kHints = 3;

bool IsFault(absl::StatusCode code) {
  return code == absl::StatusCode::kInternal || code == absl::StatusCode::kUnknown ||
         code == absl::StatusCode::kDataLoss;
}

ErrorText Reasonless(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kCancelled:
      return {"service_unwell", "the background service could not answer.", {}, ""};
    case absl::StatusCode::kResourceExhausted:
      return {"service_busy", "the background service has too much to do just now.", {}, ""};
    default:
      return {"internal",
              "something went wrong inside twofold.",
              {{"See more", "the same command with --debug"}},
              ""};
  }
}

}  // namespace

ErrorText ErrorTextOf(const absl::Status& status) {
  ErrorText error{RefusalReason(status), std::string(status.message()), RefusalHints(status),
                  RefusalAftermath(status)};
  if (error.reason.empty()) return Reasonless(status);
  if (error.hints.size() > kHints) error.hints.resize(kHints);
  return error;
}

std::string ErrorLines(const Look& look, const absl::Status& status) {
  // A script finds a sentence whole, in one line.
  const auto sentence = [&](const std::string& text) {
    return look.columns > 0 ? Paragraph(look, text, 0, 0) : absl::StrCat(text, "\n");
  };
  const ErrorText error = ErrorTextOf(status);
  std::string out = sentence(absl::StrCat("twofold: ", Shown(look, error.sentence)));
  if (look.color && absl::StartsWith(out, "twofold:")) {
    out = absl::StrCat(Paint(look, Ink::kError, "twofold:"), out.substr(Width("twofold:")));
  }
  int label = 0;
  for (const RefusalHint& hint : error.hints) {
    label = std::max(label, Width(Shown(look, hint.label)));
  }
  for (const RefusalHint& hint : error.hints) {
    const std::string shown = Pad(Shown(look, hint.label), label);
    absl::StrAppend(&out, "  ", shown, "   ", Shown(look, hint.text), "\n");
  }
  if (!error.aftermath.empty()) {
    absl::StrAppend(&out, sentence(Shown(look, error.aftermath)));
  }
  return out;
}

int ExitCode(const absl::Status& status) {
  constexpr int kDone = 0, kCouldNot = 1, kWrongUse = 2, kNoSuchThing = 3, kStepFirst = 4;
  constexpr int kServiceSilent = 5, kRelaySilent = 6, kOurFault = 70, kInterrupted = 130;
  if (status.ok()) return kDone;
  const std::string reason = RefusalReason(status);
  if (reason == "interrupted") return kInterrupted;
  if (reason == "relay_unreachable" || reason == "relay_strange") return kRelaySilent;
  // Not all that begins so: an answer of a person's has reasons of its own.
  constexpr std::array<absl::string_view, 4> kNoAnswer = {"answer_absent", "answer_lost",
                                                          "answer_garbled", "answer_too_large"};
  if (absl::StartsWith(reason, "service_") ||
      std::find(kNoAnswer.begin(), kNoAnswer.end(), reason) != kNoAnswer.end()) {
    return kServiceSilent;
  }
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kOutOfRange:
      return kWrongUse;
    case absl::StatusCode::kNotFound:
      return kNoSuchThing;
    case absl::StatusCode::kFailedPrecondition:
      return kStepFirst;
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
      return reason.empty() ? kServiceSilent : kCouldNot;
    default:
      return IsFault(status.code()) ? kOurFault : kCouldNot;
  }
}

}  // namespace twofold
