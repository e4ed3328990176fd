// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A disk in memory under the real RocksDB: it knows which bytes and which names were synced, can
// lose power, fail any of its calls, be full, and be changed byte by byte.
#pragma once

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "tests/support/seeded_random.h"

namespace twofold {

// What lies on such a disk.
class DiskImage {
 public:
  struct File {
    std::string bytes;
    std::size_t synced = 0;  // so many of them survive a power loss
    bool sync_lost = false;  // a sync failed: what it was for never reaches the disk
  };
  using Names = std::map<std::string, std::shared_ptr<File>>;

  DiskImage() = default;
  // A copy of its own.
  DiskImage(const DiskImage& other) { *this = other; }
  DiskImage& operator=(const DiskImage& other);

  // What is there after the power has gone: everything synced, of the changes of names a
  // beginning, and of bytes not synced a beginning, with zeros or noise behind it.
  void LosePower(SeededRandom& random);

  Names live;
  Names durable;
  struct NameChange {
    std::string name;
    std::shared_ptr<File> file;  // none: the name goes
  };
  std::vector<std::vector<NameChange>> pending;  // each takes effect as a whole
  std::set<std::string> folders;
};

// Thread-safe.
class SimFileSystem final : public rocksdb::FileSystem {
 public:
  static const char* kClassName() { return "SimFileSystem"; }
  const char* Name() const override { return kClassName(); }

  DiskImage Image() const;
  void Restore(const DiskImage& image);

  // Calls so far: those that change something, and all.
  std::uint64_t changes() const;
  std::uint64_t calls() const;

  // The power goes at the `nth` change from now: what is there then is kept, `at_cut` is told,
  // and the rest of the run happens to nobody.
  void CutAt(std::uint64_t nth, std::function<void()> at_cut);
  // The image of that moment; of now when it has not come.
  DiskImage TakeCut();

  enum class Failure {
    kError,    // nothing happens
    kTorn,     // an append writes half, a sync loses what it was for; else as kError
    kNoSpace,  // as kTorn, for want of space
  };
  // The `nth` call from now fails once.
  void FailAt(std::uint64_t nth, Failure failure);
  // From the `nth` change on everything that takes room fails, until it is freed.
  void FillAt(std::uint64_t nth);
  void Free();
  // Nothing fails any more.
  void Heal();

  using IOOptions = rocksdb::IOOptions;
  using IODebugContext = rocksdb::IODebugContext;
  using IOStatus = rocksdb::IOStatus;
  using FileOptions = rocksdb::FileOptions;

  IOStatus NewSequentialFile(const std::string& name, const FileOptions&,
                             std::unique_ptr<rocksdb::FSSequentialFile>* file,
                             IODebugContext*) override;
  IOStatus NewRandomAccessFile(const std::string& name, const FileOptions&,
                               std::unique_ptr<rocksdb::FSRandomAccessFile>* file,
                               IODebugContext*) override;
  IOStatus NewWritableFile(const std::string& name, const FileOptions&,
                           std::unique_ptr<rocksdb::FSWritableFile>* file,
                           IODebugContext*) override;
  IOStatus NewDirectory(const std::string& name, const IOOptions&,
                        std::unique_ptr<rocksdb::FSDirectory>* folder, IODebugContext*) override;
  IOStatus FileExists(const std::string& name, const IOOptions&, IODebugContext*) override;
  IOStatus GetChildren(const std::string& folder, const IOOptions&, std::vector<std::string>* names,
                       IODebugContext*) override;
  IOStatus DeleteFile(const std::string& name, const IOOptions&, IODebugContext*) override;
  IOStatus CreateDir(const std::string& name, const IOOptions&, IODebugContext*) override;
  IOStatus CreateDirIfMissing(const std::string& name, const IOOptions&, IODebugContext*) override;
  IOStatus DeleteDir(const std::string& name, const IOOptions&, IODebugContext*) override;
  IOStatus GetFileSize(const std::string& name, const IOOptions&, std::uint64_t* size,
                       IODebugContext*) override;
  IOStatus GetFileModificationTime(const std::string& name, const IOOptions&, std::uint64_t* time,
                                   IODebugContext*) override;
  IOStatus RenameFile(const std::string& from, const std::string& to, const IOOptions&,
                      IODebugContext*) override;
  IOStatus LockFile(const std::string& name, const IOOptions&, rocksdb::FileLock** lock,
                    IODebugContext*) override;
  IOStatus UnlockFile(rocksdb::FileLock* lock, const IOOptions&, IODebugContext*) override;
  IOStatus GetTestDirectory(const IOOptions&, std::string* path, IODebugContext*) override;
  IOStatus GetAbsolutePath(const std::string& path, const IOOptions&, std::string* absolute,
                           IODebugContext*) override;
  IOStatus GetFreeSpace(const std::string& path, const IOOptions&, std::uint64_t* bytes,
                        IODebugContext*) override;
  IOStatus IsDirectory(const std::string& path, const IOOptions&, bool* is,
                       IODebugContext*) override;

  // For the files it opened.
  using FilePtr = std::shared_ptr<DiskImage::File>;
  IOStatus Append(DiskImage::File& file, const rocksdb::Slice& bytes);
  IOStatus Truncate(DiskImage::File& file, std::uint64_t size);
  IOStatus Sync(DiskImage::File& file);
  IOStatus SyncFolder(const std::string& folder);
  IOStatus Read(const DiskImage::File& file, std::uint64_t offset, std::size_t size,
                rocksdb::Slice* got, char* scratch);
  std::uint64_t SizeOf(const DiskImage::File& file) const;

 private:
  enum class Kind { kLook, kTakesRoom, kChanges };
  // Counts a call; whether it is to fail, and how. With mutex_ held.
  std::unique_ptr<Failure> Count(Kind kind);
  static IOStatus Failed(Failure failure);
  static IOStatus NoSuch(const std::string& name);
  void Change(std::vector<DiskImage::NameChange> change);

  mutable std::mutex mutex_;  // guards all below
  DiskImage now_;
  std::set<std::string> locked_;
  std::uint64_t calls_ = 0;
  std::uint64_t changes_ = 0;
  std::uint64_t cut_at_ = 0;
  std::function<void()> at_cut_;
  std::unique_ptr<DiskImage> cut_;
  std::uint64_t fail_at_ = 0;
  Failure failure_ = Failure::kError;
  std::uint64_t full_from_ = 0;
};

// A disk with the environment that RocksDB takes. After a failure RocksDB waits for a second before
// it tries again; here it does not.
struct SimDiskEnv {
  SimDiskEnv();

  std::shared_ptr<SimFileSystem> disk = std::make_shared<SimFileSystem>();
  std::unique_ptr<rocksdb::Env> below = rocksdb::NewCompositeEnv(disk);
  std::unique_ptr<rocksdb::Env> env;
};

}  // namespace twofold
