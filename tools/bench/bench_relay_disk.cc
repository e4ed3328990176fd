// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// bench_relay_disk ADDRESS FOLDER COUNT: appends COUNT envelopes of one operation each to a mailbox
// of its own and looks how much the relay's FOLDER has grown.
#include <sys/stat.h>

#include <filesystem>
#include <iostream>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "core/base/status_macros.h"
#include "core/crypto/envelope.h"
#include "core/crypto/init.h"
#include "daemon/courier/mailbox.h"
#include "daemon/sync/relay_channel.h"

namespace twofold::bench {
namespace {

constexpr std::size_t kOperationBytes = 300;  // about what an entry takes

// What the files of a folder occupy on the disk.
std::uint64_t DiskBytes(const std::string& folder) {
  std::uint64_t bytes = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
    struct stat found {};
    if (stat(file.path().c_str(), &found) == 0) bytes += found.st_blocks * 512ull;
  }
  return bytes;
}

absl::Status Run(const std::string& address, const std::string& folder, int count) {
  TF_RETURN_IF_ERROR(InitCrypto());
  SystemRandom random;
  const SpaceKey key = SpaceKey::Make(random);
  RelayChannel channel(address, "");
  Mailbox mailbox(address, key, DeviceId::Make(random), random);
  TF_RETURN_IF_ERROR(Enter(channel, mailbox));
  MailboxPosition position;
  position.generation = mailbox.generation();
  const std::uint64_t before = DiskBytes(folder);
  for (int i = 0; i < count; ++i) {
    Outgoing one;
    one.places.push_back({ChainId::Make(random), 1, OperationId::Make(random)});
    one.operations.emplace_back(kOperationBytes, 'x');
    TF_ASSIGN_OR_RETURN(const auto request, mailbox.Seal(one, ""));
    TF_ASSIGN_OR_RETURN(const RelayResponse answer, Ask(channel, request));
    TF_ASSIGN_OR_RETURN(
        position, mailbox.After(position, request, std::get<relay::v1::AppendResponse>(answer)));
  }
  const double each = static_cast<double>(DiskBytes(folder) - before) / count;
  const double payload = static_cast<double>(SealedBytes(kOperationBytes + 3));
  std::cout << absl::StrFormat(
      "\nthe relay's disk, %d envelopes of one operation\n  bytes an envelope %25.0f\n"
      "  bytes of that sealed payload %14.0f\n  ratio %37.2f\n",
      count, each, payload, each / payload);
  return absl::OkStatus();
}

}  // namespace
}  // namespace twofold::bench

int main(int argc, char** argv) {
  int count = 0;
  if (argc != 4 || !absl::SimpleAtoi(argv[3], &count) || count < 1) {
    std::cerr << "usage: bench_relay_disk ADDRESS FOLDER COUNT\n";
    return 2;
  }
  const absl::Status status = twofold::bench::Run(argv[1], argv[2], count);
  if (!status.ok()) std::cerr << "bench_relay_disk: " << status.message() << "\n";
  return status.ok() ? 0 : 1;
}
