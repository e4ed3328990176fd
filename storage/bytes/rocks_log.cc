// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A log is blocks of 32 KiB. A record is a checksum (4 bytes), a length (2) and a type (1), all
// little-endian, then its bytes; it never crosses a block, so a longer write comes in parts. A
// write begins with the sequence number of its first change (8) and how many they are (4); when
// RocksDB goes on behind a torn log, it begins the next one with a write of none.
#include "storage/bytes/rocks_log.h"

#include <array>

namespace twofold {
namespace {

constexpr std::size_t kBlock = 32 * 1024;
constexpr std::size_t kHeader = 4 + 2 + 1;
constexpr std::size_t kSequence = 8;
constexpr std::size_t kCount = 4;
constexpr std::uint32_t kPolynomial = 0x82F63B78;  // CRC-32C, bits turned round
constexpr std::uint32_t kMask = 0xA282EAD8;
constexpr int kMaskTurn = 15;

enum Type { kFull = 1, kFirst = 2, kMiddle = 3, kLast = 4 };

constexpr std::array<std::uint32_t, 256> MakeTable() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < table.size(); ++i) {
    std::uint32_t rest = i;
    for (int bit = 0; bit < 8; ++bit) rest = (rest >> 1) ^ ((rest & 1) != 0 ? kPolynomial : 0);
    table[i] = rest;
  }
  return table;
}

constexpr std::array<std::uint32_t, 256> kTable = MakeTable();

std::uint64_t LittleEndian(absl::string_view bytes) {
  std::uint64_t number = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) {
    number = (number << 8) | static_cast<unsigned char>(bytes[i]);
  }
  return number;
}

struct Record {
  int type = 0;
  absl::string_view bytes;
};

// The number of a write that holds changes, by what it begins with; 0 for one of none.
std::uint64_t NumberOf(absl::string_view bytes) {
  if (bytes.size() < kSequence + kCount) return 0;
  if (LittleEndian(bytes.substr(kSequence, kCount)) == 0) return 0;
  return LittleEndian(bytes.substr(0, kSequence));
}

// The record at an offset; type 0 when there is none.
Record RecordAt(absl::string_view log, std::size_t offset) {
  const std::size_t room = kBlock - offset % kBlock;
  if (room < kHeader || log.size() - offset < kHeader) return {};
  const int type = static_cast<unsigned char>(log[offset + 6]);
  if (type < kFull || type > kLast) return {};
  const std::size_t length = LittleEndian(log.substr(offset + 4, 2));
  if (kHeader + length > room || kHeader + length > log.size() - offset) return {};
  const std::uint64_t checksum = LittleEndian(log.substr(offset, 4));
  if (LogChecksum(log.substr(offset + 6, 1 + length)) != checksum) return {};
  return {type, log.substr(offset + kHeader, length)};
}

}  // namespace

std::uint32_t LogChecksum(absl::string_view type_and_bytes) {
  std::uint32_t sum = ~0u;
  for (const char c : type_and_bytes) {
    sum = (sum >> 8) ^ kTable[(sum ^ static_cast<unsigned char>(c)) & 0xFF];
  }
  sum = ~sum;
  return ((sum >> kMaskTurn) | (sum << (32 - kMaskTurn))) + kMask;
}

LogWrites WritesBehind(absl::string_view log, std::uint64_t sequence, std::size_t from) {
  LogWrites found;
  bool goes_on = false;      // whether the record before, up to this offset, wants another part
  std::uint64_t number = 0;  // of the write that it begins
  for (std::size_t offset = from; offset < log.size();) {
    const Record record = RecordAt(log, offset);
    if (record.type == 0) {
      goes_on = false;
      ++offset;
      continue;
    }
    const bool begins = record.type == kFull || record.type == kFirst;
    if (begins) number = NumberOf(record.bytes);
    const bool whole = begins || goes_on;
    found.lost_beginning |= !whole;
    // A beginning alone is a write that never was finished.
    goes_on = whole && (record.type == kFirst || record.type == kMiddle);
    found.any |= !goes_on;
    if (whole && !goes_on && number > sequence && (found.first == 0 || number < found.first)) {
      found.first = number;
    }
    offset += kHeader + record.bytes.size();
  }
  return found;
}

std::size_t WholeRecords(absl::string_view log) {
  std::size_t whole = 0;
  for (std::size_t offset = 0; offset < log.size();) {
    const std::size_t room = kBlock - offset % kBlock;
    if (room < kHeader) {
      offset += room;
      continue;
    }
    const Record record = RecordAt(log, offset);
    if (record.type == 0) break;
    offset += kHeader + record.bytes.size();
    if (record.type == kFull || record.type == kLast) whole = offset;
  }
  return whole;
}

}  // namespace twofold
