// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// storecat [--count | --keys] FOLDER: writes every key and value of a RocksDB folder to standard
// output, uncompressed and as they are, log included; or only the keys; or only counts them. Opens
// it read-only, so that it can also look at a store in use.
#include <rocksdb/db.h>

#include <cstdint>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace {

struct Count {
  std::uint64_t records = 0;
  std::uint64_t bytes = 0;
};

enum class What { kAll, kKeys, kCount };

rocksdb::Status Cat(const std::string& folder, What what, Count& count) {
  std::vector<std::string> names;
  rocksdb::Status status = rocksdb::DB::ListColumnFamilies(rocksdb::DBOptions(), folder, &names);
  if (!status.ok()) return status;
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  for (const std::string& name : names) families.emplace_back(name, rocksdb::ColumnFamilyOptions());
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* opened = nullptr;
  status = rocksdb::DB::OpenForReadOnly(rocksdb::DBOptions(), folder, families, &handles, &opened);
  if (!status.ok()) return status;
  const std::unique_ptr<rocksdb::DB> db(opened);
  for (rocksdb::ColumnFamilyHandle* handle : handles) {
    const std::unique_ptr<rocksdb::Iterator> at(db->NewIterator(rocksdb::ReadOptions(), handle));
    for (at->SeekToFirst(); at->Valid(); at->Next()) {
      ++count.records;
      count.bytes += at->key().size() + at->value().size();
      if (what == What::kCount) continue;
      std::cout.write(at->key().data(), static_cast<std::streamsize>(at->key().size()));
      if (what == What::kAll) {
        std::cout << '\t';
        std::cout.write(at->value().data(), static_cast<std::streamsize>(at->value().size()));
      }
      std::cout << '\n';
    }
    if (status.ok()) status = at->status();
  }
  for (rocksdb::ColumnFamilyHandle* handle : handles) db->DestroyColumnFamilyHandle(handle);
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  What what = What::kAll;
  if (arguments.size() == 2 && arguments[0] == "--count") what = What::kCount;
  if (arguments.size() == 2 && arguments[0] == "--keys") what = What::kKeys;
  if (arguments.size() != (what == What::kAll ? 1U : 2U)) {
    std::cerr << "usage: storecat [--count | --keys] FOLDER\n";
    return 2;
  }
  Count count;
  const rocksdb::Status status = Cat(arguments.back(), what, count);
  if (!status.ok()) {
    std::cerr << "storecat: " << status.ToString() << "\n";
    return 1;
  }
  if (what == What::kCount) std::cout << count.records << " records, " << count.bytes << " bytes\n";
  return std::cout.flush() ? 0 : 1;
}
