// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/sim/minimise.h"

namespace twofold::sim {
namespace {

bool Fails(const Plan& plan) { return !Simulate(plan).violations.empty(); }

bool Shrink(Plan& plan, const Plan& smaller) {
  if (!Fails(smaller)) return false;
  plan = smaller;
  return true;
}

}  // namespace

Plan Minimise(Plan plan) {
  for (bool again = true; again;) {
    again = false;
    for (int kind = 0; kind < Faults::kKinds; ++kind) {
      Plan smaller = plan;
      smaller.faults = plan.faults.Without(static_cast<Fault>(kind));
      if (smaller.faults.bits() != plan.faults.bits()) again |= Shrink(plan, smaller);
    }
    for (int cut = plan.steps / 2; cut > 0; cut /= 2) {
      Plan smaller = plan;
      smaller.steps = plan.steps - cut;
      while (smaller.steps >= 0 && Shrink(plan, smaller)) {
        again = true;
        smaller.steps = plan.steps - cut;
      }
    }
    if (plan.devices > 2) {
      Plan smaller = plan;
      --smaller.devices;
      again |= Shrink(plan, smaller);
    }
  }
  return plan;
}

}  // namespace twofold::sim
