// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/commands/command.h"
#include "client/render/devices.h"
#include "core/base/refusal.h"

namespace twofold {

absl::Status RunDeviceList(Session& session) {
  TF_ASSIGN_OR_RETURN(const auto response,
                      session.daemon.Call<daemon::v1::ListDevicesResponse>(
                          "DeviceService/List", daemon::v1::ListDevicesRequest()));
  session.Show(response, DevicesText, DevicesPlain);
  return absl::OkStatus();
}

absl::Status RunDeviceRemove(Session& session) {
  const std::string name = session.arguments.Word(0);
  if (!session.options.yes) {
    if (!session.CanAsk()) return WantsPerson("device remove", "wants a person's yes");
    session.TellAnyway(
        "A computer that was removed cannot come back, except as a new one. It keeps what\n"
        "is on it, and gets nothing new; new keys are made for your others.\n");
    TF_ASSIGN_OR_RETURN(
        const bool yes,
        session.AskYes(absl::StrCat("Remove \"", Shown(session.look, name), "\"?"), Default::kNo));
    if (!yes) return SaidNo("It stays one of your computers.");
  }
  daemon::v1::RemoveDeviceRequest request;
  request.set_request_id(session.NewRequest());
  request.set_device(name);
  TF_ASSIGN_OR_RETURN(const auto response, session.daemon.Call<daemon::v1::RemoveDeviceResponse>(
                                               "DeviceService/Remove", request));
  session.Show(response, DeviceRemovedText, DeviceRemovedPlain);
  return absl::OkStatus();
}

absl::Status RunDeviceRename(Session& session) {
  daemon::v1::RenameDeviceRequest request;
  request.set_request_id(session.NewRequest());
  request.set_device(session.arguments.Word(0));
  const std::vector<std::string>& words = session.arguments.words();
  request.set_name(absl::StrJoin(words.begin() + 1, words.end(), " "));
  TF_ASSIGN_OR_RETURN(const auto response, session.daemon.Call<daemon::v1::RenameDeviceResponse>(
                                               "DeviceService/Rename", request));
  session.Show(response, DeviceRenamedText, DeviceRenamedPlain);
  return absl::OkStatus();
}

}  // namespace twofold
