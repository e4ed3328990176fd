// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/render/devices.h"

#include "absl/strings/str_cat.h"
#include "client/render/json.h"
#include "client/render/table.h"
#include "client/render/width.h"

namespace twofold {
namespace {

constexpr int kNameColumns = 24;
constexpr int kSinceColumns = 18;

std::string NameOf(const Look& look, const daemon::v1::Device& device) {
  return device.name().empty() ? "(no name yet)" : Shown(look, device.name());
}

std::string Plain(const daemon::v1::Device& device) {
  return PlainLine({device.name(), device.here() ? "here" : "", device.since(), device.removed()});
}

}  // namespace

std::string DevicesText(const Look& look, const daemon::v1::ListDevicesResponse& response) {
  std::string out = "Your computers\n";
  for (const daemon::v1::Device& device : response.devices()) {
    absl::StrAppend(&out, "  ", Pad(absl::StrCat(NameOf(look, device), "  "), kNameColumns),
                    Pad(absl::StrCat("since ", device.since()), kSinceColumns));
    if (device.here()) absl::StrAppend(&out, "this one");
    if (!device.removed().empty()) absl::StrAppend(&out, "removed ", device.removed());
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

}  // namespace twofold
