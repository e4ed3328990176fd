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
inline constexpr std::size_t kLineLength = 200;   // why, cue, smallest, meaning, a skip's reason
inline constexpr std::size_t kNoteLength = 2000;  // of one day
inline constexpr std::size_t kTagLength = 24;
inline constexpr std::size_t kTagsPerGoal = 20;
inline constexpr std::size_t kStepsPerGoal = 100;
inline constexpr std::size_t kVersionsPerGoal = 500;
inline constexpr int kEdgeSize = 5;                                   // 1 to 5
inline constexpr std::int64_t kAmountMicros = 1'000'000'000'000'000;  // 10^9 whole units, one entry
inline constexpr int kAmountDecimals = 6;
inline constexpr int kGoalsPerSpace = 10'000;
inline constexpr std::size_t kQuotedWord = 40;     // of a word shown back in a refusal
inline constexpr std::size_t kSourceLength = 200;  // bytes: where a goal was imported from
inline constexpr std::size_t kZoneLength = 64;  // bytes: "America/Argentina/ComodRivadavia" has 32
inline constexpr std::size_t kDaysPerWrite = 512;  // that one operation writes entries for
inline constexpr int kDaysPerSpan = 366;           // that one answer covers
inline constexpr std::size_t kAnswersPerCall = 10'000;
inline constexpr std::size_t kRests = 1000;  // under way and ahead
inline constexpr std::uint32_t kHistoryPage = 1000;
inline constexpr std::uint32_t kWeeksBack = 1040;

// Schedules.
inline constexpr int kTimesPerWeek = 7;
inline constexpr int kTimesPerMonth = 28;
inline constexpr int kEveryDays = 365;  // every so many days, times in so many days, spacing
inline constexpr int kEveryDaysLeast = 2;
inline constexpr int kEveryWeeks = 52;
inline constexpr int kEveryWeeksLeast = 2;

// Prompts.
inline constexpr int kPromptWindowLeastMinutes = 5;     // shorter, and a busy moment misses it
inline constexpr int kQuietHoursMostMinutes = 18 * 60;  // longer is from and until mixed up
inline constexpr int kPromptSettleSeconds = 60;         // after a resume, before anything is shown
inline constexpr int kPromptOtherDeviceMinutes = 10;    // that the device last used is ahead
inline constexpr int kPromptSnoozeGraceMinutes = 60;    // for somebody who was away when it ended
inline constexpr int kPromptLetGoHours = 36;            // listed after the window: the next evening

// How many requests are remembered, so that a repeat has no second effect.
inline constexpr std::uint64_t kRememberedRequests = 1024;

// Operations and envelopes, in bytes.
inline constexpr std::size_t kOperationBytes = 16 * 1024;     // one signed operation
inline constexpr std::size_t kEnvelopeBodyBytes = 64 * 1024;  // sealed, as the relay takes it
inline constexpr std::size_t kOperationsPerEnvelope = 512;
inline constexpr std::size_t kDependencies = 64;          // of one operation
inline constexpr std::size_t kEarlierKeys = 8;            // whose mailboxes are looked into
inline constexpr std::uint64_t kRepairOperations = 2048;  // sent again for one word of a device
inline constexpr std::size_t kDevices = 4;           // of one person at once; see kMailboxSlots
inline constexpr std::size_t kDevicesOfPerson = 32;  // that ever were
inline constexpr std::size_t kDeviceNameLength = 40;
inline constexpr std::size_t kSealedKeys = 64;  // of one rotation
inline constexpr std::size_t kHeldOperations =
    10'000;  // waiting for what they depend on, per space

// A quiet delivery waits between these, in minutes.
inline constexpr int kQuietLeastMinutes = 10;
inline constexpr int kQuietMostMinutes = 60;

// The local socket.
inline constexpr std::size_t kSocketPathBytes = 107;
// An import and an export are one message each, so that either is whole or not at all: thirty years
// of a hundred entries a month with long notes.
inline constexpr std::size_t kLocalMessageBytes = 64 * 1024 * 1024;
inline constexpr int kLocalConnections = 64;
inline constexpr int kLocalStreams = 32;  // of one connection

// The relay, per mailbox unless a name says otherwise.
inline constexpr std::size_t kMailboxBytes = 8 * 1024 * 1024;
inline constexpr std::size_t kMailboxEntries = 20'000;
inline constexpr std::size_t kMailboxSlots = 16;  // two persons' devices, and those that come back
inline constexpr std::size_t kSlotStreams = 4;
inline constexpr std::size_t kStatusBlobBytes = 4096;
inline constexpr std::size_t kSnapshotBytes = 256 * 1024 * 1024;  // one kept, one under way
inline constexpr std::size_t kSnapshotPieceBytes = 256 * 1024;
inline constexpr std::size_t kRelayAddressBytes = 255;
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
inline constexpr int kKeepaliveSeconds = 240;   // between a device's pings on a quiet connection
inline constexpr int kFastestPingSeconds = 10;  // the relay hangs up on whoever pings oftener
static_assert(kKeepaliveSeconds >= 2 * kFastestPingSeconds,
              "a device that pings as it should, on a network that is late, keeps its connection");
inline constexpr int kUntakenSeconds = 80;  // that a device may leave bytes of the relay's unread
inline constexpr int kRelayConnections = 4096;           // in all, where descriptors allow
inline constexpr int kConnectionCalls = 64;              // at once on one connection
inline constexpr std::size_t kRelayPendingCalls = 4096;  // waiting for the disk
inline constexpr std::size_t kRelayPendingBytes = 64 * 1024 * 1024;  // of those

// Reading other programs' files. They are somebody else's, so each step has an end; ten years of a
// hundred goals are a tenth of any of these.
inline constexpr std::size_t kImportFileBytes = 256u * 1024 * 1024;  // one file, as it lies there
inline constexpr std::size_t kImportTotalBytes =
    512u * 1024 * 1024;  // an archive or folder, unpacked
inline constexpr std::size_t kImportMemberBytes = 128u * 1024 * 1024;  // one file inside, unpacked
inline constexpr std::size_t kImportMembers = 20'000;  // two for each goal, and the folders
inline constexpr std::size_t kImportGoals = kGoalsPerSpace;
inline constexpr std::size_t kImportEntries = 2'000'000;     // 500 goals on each day of ten years
inline constexpr std::size_t kImportFieldBytes = 64 * 1024;  // longer: a quotation mark is missing
inline constexpr std::size_t kImportFields = 256;            // in one row
inline constexpr std::size_t kImportJsonDepth = 64;
inline constexpr std::size_t kImportJsonValues = 30'000'000;  // two million entries of a dozen each
inline constexpr std::size_t kImportRowBytes = 1024 * 1024;   // one row of a database
inline constexpr std::int64_t kImportSteps = 1'000'000'000;   // of the database's machine: seconds
inline constexpr std::int64_t kImportScoreDays = 20'000'000;  // days scored for the check, in all
inline constexpr std::uint64_t kImportMemoryBytes = 3ull * 1024 * 1024 * 1024;  // of the process
inline constexpr std::uint64_t kImportCpuSeconds = 60;

}  // namespace twofold::limits
