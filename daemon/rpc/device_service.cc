// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "daemon/rpc/device_service.h"

#include "core/schedule/day.h"
#include "daemon/rpc/answer.h"
#include "daemon/rpc/decode.h"

namespace twofold {
namespace {

namespace pb = daemon::v1;

void Encode(const DeviceView& view, pb::Device* out) {
  out->set_name(view.name);
  out->set_here(view.here);
  out->set_recovery_code(view.paper);
  out->set_since(IsoDay(DayFromNumber(view.since_day)));
  if (view.removed_day) out->set_removed(IsoDay(DayFromNumber(*view.removed_day)));
}

}  // namespace

grpc::Status DeviceService::List(grpc::ServerContext*, const pb::ListDevicesRequest*,
                                 pb::ListDevicesResponse* response) {
  return Answer(devices_.List(), [&](const std::vector<DeviceView>& views) {
    for (const DeviceView& view : views) Encode(view, response->add_devices());
  });
}

grpc::Status DeviceService::Remove(grpc::ServerContext*, const pb::RemoveDeviceRequest* request,
                                   pb::RemoveDeviceResponse* response) {
  const auto id = DecodeRequestId(request->request_id());
  if (!id.ok()) return ToGrpcStatus(id.status());
  return Answer(devices_.Remove(*id, request->device()),
                [&](const DeviceView& view) { Encode(view, response->mutable_device()); });
}

grpc::Status DeviceService::Rename(grpc::ServerContext*, const pb::RenameDeviceRequest* request,
                                   pb::RenameDeviceResponse* response) {
  const auto id = DecodeRequestId(request->request_id());
  if (!id.ok()) return ToGrpcStatus(id.status());
  return Answer(devices_.Rename(*id, request->device(), request->name()),
                [&](const DeviceView& view) { Encode(view, response->mutable_device()); });
}

}  // namespace twofold
