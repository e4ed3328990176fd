// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// DeviceService of the client's language over DeviceEngine.
#pragma once

#include "daemon/engine/device_engine.h"
#include "twofold/daemon/v1/devices.grpc.pb.h"

namespace twofold {

// Thread-safe. The engine must outlive it.
class DeviceService final : public daemon::v1::DeviceService::Service {
 public:
  explicit DeviceService(DeviceEngine& devices) : devices_(devices) {}

  grpc::Status List(grpc::ServerContext*, const daemon::v1::ListDevicesRequest* request,
                    daemon::v1::ListDevicesResponse* response) override;
  grpc::Status Remove(grpc::ServerContext*, const daemon::v1::RemoveDeviceRequest* request,
                      daemon::v1::RemoveDeviceResponse* response) override;
  grpc::Status Rename(grpc::ServerContext*, const daemon::v1::RenameDeviceRequest* request,
                      daemon::v1::RenameDeviceResponse* response) override;

 private:
  DeviceEngine& devices_;
};

}  // namespace twofold
