// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// gRPC makes threads and timer queues by the number of processors, and each queue wakes the machine
// once a second. One person's daemon has enough in one. These stand before gRPC's own of the same
// name; both are needed, because the second is used as an index below the first.
#include <grpc/support/cpu.h>

unsigned gpr_cpu_num_cores() { return 1; }
unsigned gpr_cpu_current_cpu() { return 0; }
