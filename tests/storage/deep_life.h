// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A store whose whole content follows from how many commits it has taken, so that what is found
// after a mishap can be judged.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "storage/bytes/byte_store.h"
#include "tests/support/seeded_random.h"

namespace twofold {

// One thread at a time.
class DeepLife {
 public:
  using Content = std::map<std::string, std::string>;

  // The next commit, and from then on what the store has to hold if it took it: its number, a
  // record of its own (the oldest goes), and one that is written again and again.
  ByteBatch Next(SeededRandom& random) {
    const std::uint64_t number = ++issued_;
    ByteBatch batch;
    Content content = Expected(number - 1);
    const auto put = [&](const std::string& key, const std::string& value) {
      batch.Put(key, value);
      content[key] = value;
    };
    put(kNumber, absl::StrCat(number));
    put(OwnKey(number), Text(random, random.OneIn(12) ? 20'000 : 700));
    put(absl::StrCat("again/", number % 5), Text(random, 60));
    if (number > kKept) {
      batch.Delete(OwnKey(number - kKept));
      content.erase(OwnKey(number - kKept));
    }
    history_[number] = std::move(content);
    history_.erase(history_.begin(), history_.lower_bound(number > kKept ? number - kKept : 0));
    return batch;
  }
  std::uint64_t issued() const { return issued_; }

  // What the number in a store says; 0 for a store that never took a commit.
  static absl::StatusOr<std::uint64_t> NumberIn(const ByteReader& reader) {
    const auto found = reader.Get(kNumber);
    if (!found.ok()) return found.status();
    std::uint64_t number = 0;
    if (*found && !absl::SimpleAtoi(**found, &number)) return absl::DataLossError("no number");
    return number;
  }
  static absl::StatusOr<Content> ContentOf(const ByteReader& reader) {
    Content content;
    const absl::Status read = reader.Scan("", "", ScanOrder::kAscending,
                                          [&](absl::string_view key, absl::string_view value) {
                                            content[std::string(key)] = std::string(value);
                                            return true;
                                          });
    if (!read.ok()) return read;
    return content;
  }
  // What is wrong with a store that has taken `number` commits; empty when nothing is.
  std::string Faults(const ByteReader& reader, std::uint64_t number) const {
    const auto content = ContentOf(reader);
    return content.ok() ? Faults(*content, number) : content.status().ToString();
  }
  std::string Faults(const Content& content, std::uint64_t number) const {
    const Content expected = Expected(number);
    if (content == expected) return "";
    std::string faults;
    for (const auto& [key, value] : expected) {
      const auto found = content.find(key);
      if (found == content.end()) absl::StrAppend(&faults, " lacks ", key);
      if (found != content.end() && found->second != value)
        absl::StrAppend(&faults, " wrong ", key);
    }
    for (const auto& [key, value] : content) {
      if (!expected.contains(key)) absl::StrAppend(&faults, " has ", key);
    }
    return faults;
  }
  // The store stands here now; later commits are as if they never were.
  void GoOnFrom(std::uint64_t number) {
    history_.erase(history_.upper_bound(number), history_.end());
    issued_ = number;
  }

 private:
  static constexpr char kNumber[] = "number";
  static constexpr std::uint64_t kKept = 25;
  static std::string OwnKey(std::uint64_t number) { return absl::StrFormat("own/%010d", number); }

  Content Expected(std::uint64_t number) const {
    const auto found = history_.find(number);
    return found == history_.end() ? Content() : found->second;
  }
  static std::string Text(SeededRandom& random, std::size_t most) {
    std::string text(random.Below(most), '\0');
    random.Fill({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
    return text;
  }

  std::uint64_t issued_ = 0;
  std::map<std::uint64_t, Content> history_;
};

}  // namespace twofold
