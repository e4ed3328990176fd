// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Generated code describes every message to the protobuf library before main begins; that was three
// quarters of what this program ran. The linker sends those calls here (--wrap), and nothing is
// lost: the library describes a message by itself at the first look at it by reflection.
extern "C" void
__wrap__ZN6google8protobuf8internal20AddDescriptorsRunnerC1EPKNS1_15DescriptorTableE(void*,
                                                                                     const void*);
extern "C" void
__wrap__ZN6google8protobuf8internal20AddDescriptorsRunnerC1EPKNS1_15DescriptorTableE(void*,
                                                                                     const void*) {}
