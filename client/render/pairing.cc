// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/pairing.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/render/json.h"
#include "client/render/table.h"
#include "core/base/refusal.h"

namespace twofold {
namespace {

using daemon::v1::WatchResponse;

constexpr int kWordsPerGroup = 3;
constexpr int kWordsPerLine = 6;
constexpr char kNothingMade[] = "Nothing was shared, and nothing is left behind.";

absl::string_view EndSentence(absl::string_view reason) {
  if (reason == "cancelled_here") return "this pairing was ended here.";
  if (reason == "cancelled_there") return "this pairing was ended on the other computer.";
  if (reason == "number_differs") {
    return "the numbers were not the same on both screens, so the pairing has ended.";
  }
  if (reason == "third_party") {
    return "a third computer used this invitation, so the pairing has ended for all.";
  }
  if (reason == "expired") return "this invitation is older than 7 days.";
  if (reason == "other_purpose") {
    return "one side came to pair two people, the other to link one person's computers.";
  }
  return "what came from the other side could not be understood, so the pairing has ended.";
}

bool Links(const WatchResponse& response) {
  return response.purpose() == daemon::v1::MEETING_PURPOSE_LINK;
}

const char* CommandOf(const WatchResponse& response) {
  return Links(response) ? "twofold device link" : "twofold pair";
}

std::string Words(const Look& look, const daemon::v1::InviteResponse& response) {
  std::string out;
  for (int i = 0; i < response.words_size(); ++i) {
    absl::string_view gap = " ";
    if (i % kWordsPerLine == 0) {
      gap = i == 0 ? "\n    " : "\n    ";
    } else if (i % kWordsPerGroup == 0) {
      gap = "  ";
    }
    absl::StrAppend(&out, gap, Shown(look, response.words(i)));
  }
  return absl::StrCat(out, "\n\n");
}

}  // namespace

std::string InvitationText(const Look& look, const daemon::v1::InviteResponse& response) {
  return absl::StrCat(
      "Read this to your partner, or hand it over yourself. Works once, for 7 days.\n",
      Words(look, response));
}

std::string LinkInvitationText(const Look& look, const daemon::v1::InviteResponse& response) {
  return absl::StrCat("On your other computer: twofold device link --join\n",
                      "These words are for that computer alone. They work once, for 7 days.\n",
                      Words(look, response));
}

std::string InvitationPlain(const daemon::v1::InviteResponse& response) {
  return PlainLine({absl::StrJoin(response.words(), " ")});
}

std::string CheckNumberText(const Look& look, const WatchResponse& response) {
  return absl::StrCat("Both screens now show a number. Is it the same on both?\n\n    ",
                      Shown(look, response.check_number()), "\n\n");
}

std::string PairedText(const Look& look, const WatchResponse& response) {
  if (Links(response)) {
    return absl::StrCat(
        Paragraph(look,
                  absl::StrCat("Linked with ", Shown(look, response.partner_name()),
                               ". What either of your computers has comes to the other by itself."),
                  0, 0),
        "How far it is: twofold status\n");
  }
  return absl::StrCat(Paragraph(look,
                                absl::StrCat("Paired with ", Shown(look, response.partner_name()),
                                             ". Nothing of yours has been shared."),
                                0, 0),
                      "Offer something: twofold propose\n");
}

std::string PairStepText(const Look& look, const WatchResponse& response) {
  const std::string step = response.step();
  const std::string name = Shown(look, response.partner_name());
  if (step == "waiting") {
    return response.relay_answers()
               ? "An invitation is open; nobody has come yet.\n"
               : "An invitation is open; the relay does not answer just now.\n";
  }
  if (step == "comparing") {
    return absl::StrCat(CheckNumberText(look, response),
                        Links(response) ? "The same:" : "Compare it aloud. The same:", "  ",
                        CommandOf(response), " --confirm ", DigitsOnly(response.check_number()),
                        Links(response) ? "\nNot:      " : "\nNot the same:             ",
                        CommandOf(response), " --cancel\n");
  }
  if (step == "confirmed" && Links(response)) {
    return "You said yes here; it is open until you do on the other computer too.\n";
  }
  if (step == "confirmed") {
    return Paragraph(look, absl::StrCat("You said yes; it is open until ", name, " does too."), 0,
                     0);
  }
  if (step == "finishing" && Links(response)) return "You said yes on both; it is being linked.\n";
  if (step == "finishing") return "Both of you said yes; the shared space is being made.\n";
  if (step == "paired" && Links(response)) return PairedText(look, response);
  if (step == "paired") return Paragraph(look, absl::StrCat("Paired with ", name, "."), 0, 0);
  if (step == "ended") {
    std::string sentence(EndSentence(response.end_reason()));
    sentence[0] = absl::ascii_toupper(static_cast<unsigned char>(sentence[0]));
    return Paragraph(look, sentence, 0, 0);
  }
  return "No pairing is under way. To invite your partner: twofold pair\n";
}

std::string PairStepPlain(const WatchResponse& response) {
  return PlainLine({response.step(), DigitsOnly(response.check_number()), response.partner_name(),
                    response.end_reason()});
}

absl::Status PairingEnded(const WatchResponse& response) {
  return Refusal(absl::StatusCode::kAborted, absl::StrCat("pairing_", response.end_reason()),
                 EndSentence(response.end_reason()))
      .Hint("A new invitation", CommandOf(response))
      .Aftermath(kNothingMade);
}

std::string DigitsOnly(absl::string_view number) {
  std::string digits;
  for (const char c : number) {
    if (absl::ascii_isdigit(static_cast<unsigned char>(c))) digits += c;
  }
  return digits;
}

}  // namespace twofold
