// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What a person takes along and takes in, to and from the messages of portable/v1.
#pragma once

#include "absl/status/statusor.h"
#include "daemon/engine/export_engine.h"
#include "daemon/engine/import_engine.h"
#include "twofold/daemon/v1/transfer.pb.h"
#include "twofold/portable/v1/portable.pb.h"

namespace twofold {

// Equal values make equal messages.
void Encode(const TakenAlong& all, portable::v1::Portable* out);

// InvalidArgument, the goal named by its number: "id_not_understood", "day_not_understood",
// "kind_not_understood", "target_not_understood", "amount_not_understood", "amount_out_of_range",
// "mark_not_understood", "zone_not_understood", "size_missing", and as ParseSchedule.
absl::StatusOr<ImportedFile> Decode(const portable::v1::ImportFile& in);

// `file` is what was asked for; its remarks are passed on.
void Encode(const ImportView& view, const portable::v1::ImportFile& file,
            daemon::v1::ImportResponse* out);

}  // namespace twofold
