// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "relay/program.h"

int main(int argc, char** argv) { return twofold::relay::RunRelay(argc, argv); }
