// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/devices.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/render/json.h"
#include "client/render/table.h"
#include "client/render/width.h"

namespace twofold {
namespace {

constexpr int kNameColumns = 24;
constexpr int kSinceColumns = 18;
constexpr int kWordsPerGroup = 3;
constexpr int kWordsPerLine = 6;

std::string NameOf(const Look& look, const daemon::v1::Device& device) {
  return device.name().empty() ? "(no name yet)" : Shown(look, device.name());
}

std::string Plain(const daemon::v1::Device& device) {
  const char* what = device.recovery_code() ? "recovery code" : device.here() ? "here" : "";
  return PlainLine({device.name(), what, device.since(), device.removed()});
}

}  // namespace

std::string DevicesText(const Look& look, const daemon::v1::ListDevicesResponse& response) {
  std::string out = "Your computers\n";
  for (const daemon::v1::Device& device : response.devices()) {
    absl::StrAppend(&out, "  ", Pad(absl::StrCat(NameOf(look, device), "  "), kNameColumns),
                    Pad(absl::StrCat("since ", device.since()), kSinceColumns));
    if (device.here()) absl::StrAppend(&out, "this one");
    if (device.recovery_code()) absl::StrAppend(&out, "on paper");
    if (!device.removed().empty()) {
      absl::StrAppend(&out, device.recovery_code() ? ", " : "", "removed ", device.removed());
    }
    absl::StrAppend(&out, "\n");
  }
  if (response.devices_size() == 1) absl::StrAppend(&out, "  Another one: twofold device link\n");
  return out;
}

std::string DevicesPlain(const daemon::v1::ListDevicesResponse& response) {
  std::string out;
  for (const daemon::v1::Device& device : response.devices()) out += Plain(device);
  return out;
}

std::string DeviceRemovedText(const Look& look, const daemon::v1::RemoveDeviceResponse& response) {
  if (response.device().recovery_code()) {
    return "The recovery code is void.  Another one: twofold recovery create\n";
  }
  return Paragraph(
      look,
      absl::StrCat(NameOf(look, response.device()),
                   " is none of your computers any more, and gets nothing new. What is "
                   "on it stays on it."),
      0, 0);
}

std::string DeviceRemovedPlain(const daemon::v1::RemoveDeviceResponse& response) {
  return Plain(response.device());
}

std::string DeviceRenamedText(const Look& look, const daemon::v1::RenameDeviceResponse& response) {
  return absl::StrCat("It is called ", NameOf(look, response.device()), " now.\n");
}

std::string DeviceRenamedPlain(const daemon::v1::RenameDeviceResponse& response) {
  return Plain(response.device());
}

std::string RecoveryWarning(const Look& look) {
  return absl::StrCat(
      Paragraph(look,
                "A recovery code is twelve words to write on paper. When all your computers are "
                "gone, they bring everything of yours to a new one.",
                0, 0),
      Paragraph(look,
                "Whoever has the words can read everything; without them and without a computer "
                "nobody can bring it back.",
                0, 0),
      Paragraph(look,
                "For that, all of your own side lies at the relay from now on, sealed, so that it "
                "can read none of it.",
                0, 0));
}

std::string RecoveryCodeText(const Look& look, const daemon::v1::CreateRecoveryResponse& response) {
  std::string out = "Write these words down. They are shown this once.\n";
  for (int i = 0; i < response.words_size(); ++i) {
    absl::StrAppend(&out,
                    i % kWordsPerLine == 0    ? "\n    "
                    : i % kWordsPerGroup == 0 ? "  "
                                              : " ",
                    Shown(look, response.words(i)));
  }
  absl::StrAppend(&out, "\n\n");
  if (response.replaced()) absl::StrAppend(&out, "The code that you had before is void.\n");
  if (!response.at_relay()) {
    absl::StrAppend(&out, Paragraph(look,
                                    "The relay does not answer just now; the code works once this "
                                    "computer has reached it.",
                                    0, 0));
  }
  absl::StrAppend(&out, "On a new computer: twofold recover\n");
  return out;
}

std::string RecoveryCodePlain(const daemon::v1::CreateRecoveryResponse& response) {
  return PlainLine({absl::StrJoin(response.words(), " ")});
}

std::string RecoveredText(const Look& look, const daemon::v1::RecoverResponse& response) {
  return absl::StrCat(
      Paragraph(look,
                absl::StrCat("This is one of your computers now, ", Shown(look, response.name()),
                             ". What you had comes by itself; how far it is: twofold status"),
                0, 0),
      "Computers that are gone:  twofold device list, twofold device remove NAME\n"
      "A new code on paper:      twofold recovery create\n");
}

std::string RecoveredPlain(const daemon::v1::RecoverResponse& response) {
  return PlainLine({response.name()});
}

}  // namespace twofold
