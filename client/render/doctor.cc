// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/doctor.h"

#include "absl/strings/str_cat.h"
#include "client/render/days.h"
#include "client/render/json.h"
#include "client/render/table.h"
#include "core/base/refusal.h"

namespace twofold {
namespace {

using daemon::v1::LookedOver;

constexpr int kIndent = 2;
constexpr int kLabel = 11;
constexpr char kFound = '?';

std::string Things(std::uint64_t count) { return Count(count, "thing", "things"); }

// "3 things of 214": of what was found.
std::string FoundOf(const LookedOver& one) {
  return absl::StrCat(Things(one.found()), " of ", one.looked_at());
}

std::string WrittenText(const LookedOver& one) {
  if (one.found() > 0) {
    return absl::StrCat(FoundOf(one),
                        " cannot be read, or not as signed by the computer that wrote it");
  }
  if (one.looked_at() == 0) return "nothing yet";
  return absl::StrCat(Things(one.looked_at()), ", whole and signed by the computer that wrote it");
}

std::string ShownText(const LookedOver& one) {
  if (one.found() > 0) {
    return absl::StrCat(Count(one.found(), "record is", "records are"), " not what was written");
  }
  if (one.not_compared() > 0) return "not compared, because what was written is not whole";
  return "what you see is what was written, to the byte";
}

std::string WaitingText(const Look& look, const LookedOver& one) {
  if (one.found() > 0) return absl::StrCat(Things(one.found()), " that came here cannot be read");
  if (one.looked_at() == 0) return "nothing that came here waits for something else";
  return absl::StrCat(Things(one.looked_at()),
                      " that came here: something before has not come yet; the oldest is of ",
                      DayText(look, one.since()));
}

struct Words {
  absl::string_view label;
  std::string text;
};

Words WordsFor(const Look& look, const LookedOver& one) {
  const bool well = one.found() == 0;
  const std::string& what = one.what();
  if (what == "written") return {"Written", WrittenText(one)};
  if (what == "chains") {
    return {"In line",
            well ? "nothing in between is gone"
                 : absl::StrCat(Count(one.found(), "place", "places"), " in between: gone")};
  }
  if (what == "causes") {
    return {"Before it", well ? "all that it builds on is here"
                              : absl::StrCat(Count(one.found(), "thing builds", "things build"),
                                             " on something that is not here")};
  }
  if (what == "shown") return {"Shown", ShownText(one)};
  if (what == "newest") {
    return {"Newest", well ? "the newest of each computer is what is kept as that"
                           : absl::StrCat("of ", Count(one.found(), "computer", "computers"),
                                          " another is kept as that, or it is gone")};
  }
  if (what == "clock") {
    return {"Order", well ? "what you write next comes after all that is here"
                          : "what you write next could be taken for older than what is here"};
  }
  if (what == "to_send") {
    if (!well) {
      return {"To send",
              absl::StrCat(Things(one.found()), " not here, and nothing behind it goes out")};
    }
    return {"To send", one.looked_at() == 0
                           ? "nothing"
                           : absl::StrCat(Things(one.looked_at()), ", and all of it is here")};
  }
  if (what == "waiting") return {"Waiting", WaitingText(look, one)};
  if (what == "members") {
    return {"People", well ? "those who share here are those who signed for it"
                           : "those who share here are not those who signed for it"};
  }
  if (what == "undo") {
    return {"Undo", well ? "all of it can be read"
                         : absl::StrCat(FoundOf(one), " that you did cannot be taken back")};
  }
  if (what == "anchor") {
    if (!well) return {"Memory", "something was here that is not any more"};
    return {"Memory", one.looked_at() == 0 ? "nothing to compare with"
                                           : "nothing was here that is not any more"};
  }
  // Of a newer service.
  return {"More", absl::StrCat(Shown(look, what), ": ",
                               well ? "as it has to be" : absl::StrCat(one.found(), " found"))};
}

template <class Response>
std::string Lines(const Look& look, const Response& response) {
  std::string out;
  for (const LookedOver& one : response.looked_over()) {
    const Words words = WordsFor(look, one);
    std::string line = Field(look, words.label, words.text, kIndent, kLabel);
    if (one.found() > 0) line.front() = kFound;
    out += line;
  }
  return out;
}

template <class Response>
std::string Plain(const Response& response) {
  std::string out;
  for (const LookedOver& one : response.looked_over()) {
    out +=
        PlainLine({one.what(), absl::StrCat(one.looked_at()), absl::StrCat(one.found()),
                   absl::StrCat(one.reparable()), absl::StrCat(one.not_compared()), one.since()});
  }
  return out;
}

template <class Response>
absl::Status FindingOf(const Response& response, absl::string_view rest) {
  if (response.well()) return absl::OkStatus();
  std::uint64_t found = 0, reparable = 0;
  for (const LookedOver& one : response.looked_over()) {
    found += one.found();
    reparable += one.reparable();
  }
  Refusal refusal(absl::StatusCode::kAborted, "doctor_found", rest);
  if (reparable > 0) refusal.Hint("Put it right", "twofold doctor --repair");
  if (reparable < found) refusal.Hint("Ways out", "twofold help damage");
  return refusal;
}

}  // namespace

std::string ExaminedText(const Look& look, const daemon::v1::ExamineResponse& response) {
  return absl::StrCat(response.well() ? "All is well.\n\n" : "Not all is well.\n\n",
                      Lines(look, response));
}

std::string ExaminedPlain(const daemon::v1::ExamineResponse& response) { return Plain(response); }

std::string RepairedText(const Look& look, const daemon::v1::RepairResponse& response) {
  const std::string done =
      response.repaired() == 0
          ? "Nothing was changed."
          : absl::StrCat(Count(response.repaired(), "record was", "records were"),
                         " put right; nothing that anybody wrote was touched.");
  return absl::StrCat(Paragraph(look, done, 0, 0), "\n", Lines(look, response));
}

std::string RepairedPlain(const daemon::v1::RepairResponse& response) {
  return absl::StrCat(Plain(response), PlainLine({"repaired", absl::StrCat(response.repaired())}));
}

absl::Status Finding(const daemon::v1::ExamineResponse& response) {
  return FindingOf(response, "not all that is kept here is as it has to be.");
}

absl::Status Finding(const daemon::v1::RepairResponse& response) {
  return FindingOf(response, "not all of it could be put right.");
}

}  // namespace twofold
