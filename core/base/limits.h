// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Every limit of the program, in one place. Each has a test on both sides of it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace twofold::limits {

// What people type. Lengths are code points unless a name says bytes.
inline constexpr std::size_t kTitleLength = 80;
inline constexpr std::size_t kHandleLength = 24;  // bytes; handles are ASCII or the title's letters
inline constexpr std::size_t kUnitLength = 12;
inline constexpr std::size_t kPersonNameLength = 40;
inline constexpr std::int64_t kAmountMicros = 1'000'000'000'000'000;  // 10^9 whole units, one entry
inline constexpr int kAmountDecimals = 6;
inline constexpr int kGoalsPerSpace = 10'000;
inline constexpr int kTimesPerWeek = 7;

// How many requests are remembered, so that a repeat has no second effect.
inline constexpr std::uint64_t kRememberedRequests = 1024;

// Operations and envelopes, in bytes.
inline constexpr std::size_t kOperationBytes = 16 * 1024;     // one signed operation
inline constexpr std::size_t kEnvelopeBodyBytes = 64 * 1024;  // sealed, as the relay takes it
inline constexpr std::size_t kOperationsPerEnvelope = 512;
inline constexpr std::size_t kDependencies = 64;  // of one operation
inline constexpr std::size_t kHeldOperations =
    10'000;  // waiting for what they depend on, per space

// The local socket.
inline constexpr std::size_t kSocketPathBytes = 107;
inline constexpr std::size_t kLocalMessageBytes = 1024 * 1024;
inline constexpr int kLocalConnections = 64;
inline constexpr int kLocalStreams = 32;  // of one connection

// The relay, per mailbox unless a name says otherwise.
inline constexpr std::size_t kMailboxBytes = 8 * 1024 * 1024;
inline constexpr std::size_t kMailboxEntries = 20'000;
inline constexpr std::size_t kMailboxSlots = 8;
inline constexpr std::size_t kSlotStreams = 4;
inline constexpr std::size_t kStatusBlobBytes = 4096;
inline constexpr std::size_t kRelayBatch = 512;
inline constexpr std::size_t kRelayMessageBytes = 4 * 1024 * 1024;  // one gRPC message
inline constexpr std::size_t kRelayMailboxes = 100'000;             // in all
inline constexpr std::size_t kRelayRooms = 10'000;                  // in all
inline constexpr std::size_t kRoomMessages = 16;                    // of one side
inline constexpr std::size_t kRoomMessageBytes = 16 * 1024;
inline constexpr std::uint32_t kRoomLifetimeSeconds = 7 * 24 * 3600;
inline constexpr std::uint32_t kRoomWaitMs = 30'000;
inline constexpr std::size_t kRoomWaits = 4;                 // reads waiting in one room
inline constexpr std::size_t kFetchBytes = 3 * 1024 * 1024;  // bodies in one Fetch, at least one
inline constexpr std::size_t kTrimPerAck = 256;              // entries dropped by one Ack
inline constexpr std::size_t kRelayNonces = 65'536;          // in all; the oldest gives way
inline constexpr std::size_t kRelayTokens = 200'000;         // in all; the oldest gives way
inline constexpr std::size_t kSlotTokens = 4;                // of one slot; the oldest gives way
inline constexpr int kNonceSeconds = 60;
inline constexpr int kTokenSeconds = 3600;
inline constexpr int kHeartbeatSeconds = 30;
inline constexpr int kRelayConnections = 4096;           // in all, where descriptors allow
inline constexpr int kConnectionCalls = 64;              // at once on one connection
inline constexpr std::size_t kRelayPendingCalls = 4096;  // waiting for the disk
inline constexpr std::size_t kRelayPendingBytes = 64 * 1024 * 1024;  // of those

}  // namespace twofold::limits
