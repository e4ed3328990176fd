// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "storage/bytes/rocks_torn_manifest.h"

#include <rocksdb/file_system.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "storage/bytes/rocks_log.h"

namespace twofold {
namespace {

using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;

class BytesFile final : public rocksdb::FSSequentialFile {
 public:
  explicit BytesFile(std::string bytes) : bytes_(std::move(bytes)) {}
  IOStatus Read(std::size_t size, const IOOptions&, rocksdb::Slice* got, char* scratch,
                IODebugContext*) override {
    const std::size_t length = std::min(size, bytes_.size() - at_);
    std::memcpy(scratch, bytes_.data() + at_, length);
    *got = rocksdb::Slice(scratch, length);
    at_ += length;
    return IOStatus::OK();
  }
  IOStatus Skip(std::uint64_t size) override {
    at_ = std::min<std::uint64_t>(bytes_.size(), at_ + size);
    return IOStatus::OK();
  }

 private:
  const std::string bytes_;
  std::size_t at_ = 0;
};

class Disk final : public rocksdb::FileSystemWrapper {
 public:
  Disk(rocksdb::Env* below, Logs logs)
      : rocksdb::FileSystemWrapper(below->GetFileSystem()), below_(below), logs_(logs) {}
  const char* Name() const override { return "WithoutTornManifest"; }

  IOStatus NewSequentialFile(const std::string& name, const rocksdb::FileOptions& options,
                             std::unique_ptr<rocksdb::FSSequentialFile>* file,
                             IODebugContext* context) override {
    if (!absl::StrContains(name, "/MANIFEST-")) {
      return rocksdb::FileSystemWrapper::NewSequentialFile(name, options, file, context);
    }
    std::string bytes;
    const rocksdb::Status read = rocksdb::ReadFileToString(below_, name, &bytes);
    if (!read.ok()) return rocksdb::status_to_io_status(rocksdb::Status(read));
    const std::size_t whole = WholeRecords(bytes);
    if (!WritesBehind(bytes, 0, whole).any) bytes.resize(whole);
    *file = std::make_unique<BytesFile>(std::move(bytes));
    return IOStatus::OK();
  }

  IOStatus GetChildren(const std::string& folder, const IOOptions& options,
                       std::vector<std::string>* names, IODebugContext* context) override {
    const IOStatus listed =
        rocksdb::FileSystemWrapper::GetChildren(folder, options, names, context);
    if (logs_ == Logs::kHidden) {
      std::erase_if(*names, [](const std::string& name) { return absl::EndsWith(name, ".log"); });
    }
    return listed;
  }

 private:
  rocksdb::Env* const below_;
  const Logs logs_;
};

}  // namespace

std::unique_ptr<rocksdb::Env> WithoutTornManifest(rocksdb::Env* below, Logs logs) {
  return rocksdb::NewCompositeEnv(std::make_shared<Disk>(below, logs));
}

}  // namespace twofold
