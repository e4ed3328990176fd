// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// One visitor of a variant out of several lambdas.
#pragma once

namespace twofold {

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

}  // namespace twofold
