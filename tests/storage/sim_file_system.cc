// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "tests/storage/sim_file_system.h"

#include <rocksdb/system_clock.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace twofold {
namespace {

using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

constexpr std::uint64_t kPlentyOfRoom = 1ull << 40;
constexpr std::size_t kMostPreallocated = 5000;

std::string Tidy(const std::string& path) {
  std::string tidy;
  for (const char c : path) {
    if (c != '/' || tidy.empty() || tidy.back() != '/') tidy += c;
  }
  while (tidy.size() > 1 && tidy.back() == '/') tidy.pop_back();
  return tidy;
}

std::string FolderOf(const std::string& name) { return name.substr(0, name.find_last_of('/')); }

using FilePtr = SimFileSystem::FilePtr;

class SequentialFile final : public rocksdb::FSSequentialFile {
 public:
  SequentialFile(SimFileSystem& disk, FilePtr file) : disk_(disk), file_(std::move(file)) {}
  IOStatus Read(std::size_t size, const IOOptions&, Slice* got, char* scratch,
                IODebugContext*) override {
    const IOStatus read = disk_.Read(*file_, at_, size, got, scratch);
    if (read.ok()) at_ += got->size();
    return read;
  }
  IOStatus Skip(std::uint64_t size) override {
    at_ += size;
    return IOStatus::OK();
  }

 private:
  SimFileSystem& disk_;
  const FilePtr file_;
  std::uint64_t at_ = 0;
};

class RandomAccessFile final : public rocksdb::FSRandomAccessFile {
 public:
  RandomAccessFile(SimFileSystem& disk, FilePtr file) : disk_(disk), file_(std::move(file)) {}
  IOStatus Read(std::uint64_t offset, std::size_t size, const IOOptions&, Slice* got, char* scratch,
                IODebugContext*) const override {
    return disk_.Read(*file_, offset, size, got, scratch);
  }

 private:
  SimFileSystem& disk_;
  const FilePtr file_;
};

class WritableFile final : public rocksdb::FSWritableFile {
 public:
  WritableFile(SimFileSystem& disk, FilePtr file) : disk_(disk), file_(std::move(file)) {}
  using rocksdb::FSWritableFile::Append;
  IOStatus Append(const Slice& bytes, const IOOptions&, IODebugContext*) override {
    return disk_.Append(*file_, bytes);
  }
  IOStatus Truncate(std::uint64_t size, const IOOptions&, IODebugContext*) override {
    return disk_.Truncate(*file_, size);
  }
  IOStatus Close(const IOOptions&, IODebugContext*) override { return IOStatus::OK(); }
  IOStatus Flush(const IOOptions&, IODebugContext*) override { return IOStatus::OK(); }
  IOStatus Sync(const IOOptions&, IODebugContext*) override { return disk_.Sync(*file_); }
  std::uint64_t GetFileSize(const IOOptions&, IODebugContext*) override {
    return disk_.SizeOf(*file_);
  }

 private:
  SimFileSystem& disk_;
  const FilePtr file_;
};

class Folder final : public rocksdb::FSDirectory {
 public:
  Folder(SimFileSystem& disk, std::string name) : disk_(disk), name_(std::move(name)) {}
  IOStatus Fsync(const IOOptions&, IODebugContext*) override { return disk_.SyncFolder(name_); }

 private:
  SimFileSystem& disk_;
  const std::string name_;
};

class Lock final : public rocksdb::FileLock {
 public:
  explicit Lock(std::string locked) : name(std::move(locked)) {}
  const std::string name;
};

class HastyClock final : public rocksdb::SystemClockWrapper {
 public:
  using rocksdb::SystemClockWrapper::SystemClockWrapper;
  const char* Name() const override { return "HastyClock"; }
  void SleepForMicroseconds(int) override {}
};

class HastyEnv final : public rocksdb::EnvWrapper {
 public:
  explicit HastyEnv(rocksdb::Env* below) : rocksdb::EnvWrapper(below) {
    system_clock_ = std::make_shared<HastyClock>(below->GetSystemClock());
  }
};

// What is left of the bytes that were not synced.
std::string Torn(const DiskImage::File& file, SeededRandom& random) {
  std::string bytes = file.bytes.substr(0, file.synced);
  const std::size_t loose = file.bytes.size() - file.synced;
  if (file.sync_lost || loose == 0) return bytes;
  const std::size_t kept = random.Below(loose + 1);
  bytes += file.bytes.substr(file.synced, kept);
  // Room may have been set apart, and its blocks hold zeros, or whatever was being written.
  const std::size_t behind = random.Below(loose - kept + kMostPreallocated);
  switch (random.Below(4)) {
    case 0:
      bytes.append(behind, '\0');
      break;
    case 1:
      for (std::size_t i = 0; i < behind; ++i) bytes += static_cast<char>(random.Next());
      break;
    default:
      break;
  }
  return bytes;
}

}  // namespace

SimDiskEnv::SimDiskEnv() : env(std::make_unique<HastyEnv>(below.get())) {}

DiskImage& DiskImage::operator=(const DiskImage& other) {
  std::map<const File*, std::shared_ptr<File>> copies;
  const auto copy = [&](const std::shared_ptr<File>& file) -> std::shared_ptr<File> {
    if (!file) return nullptr;
    std::shared_ptr<File>& made = copies[file.get()];
    if (!made) made = std::make_shared<File>(*file);
    return made;
  };
  Names new_live, new_durable;
  for (const auto& [name, file] : other.live) new_live[name] = copy(file);
  for (const auto& [name, file] : other.durable) new_durable[name] = copy(file);
  std::vector<std::vector<NameChange>> new_pending;
  for (const auto& change : other.pending) {
    new_pending.emplace_back();
    for (const NameChange& one : change) new_pending.back().push_back({one.name, copy(one.file)});
  }
  live = std::move(new_live);
  durable = std::move(new_durable);
  pending = std::move(new_pending);
  folders = other.folders;
  return *this;
}

void DiskImage::LosePower(SeededRandom& random) {
  const std::size_t kept = random.Below(pending.size() + 1);
  for (std::size_t i = 0; i < kept; ++i) {
    for (const NameChange& one : pending[i]) {
      if (one.file) {
        durable[one.name] = one.file;
      } else {
        durable.erase(one.name);
      }
    }
  }
  pending.clear();
  std::set<File*> seen;
  for (auto& [name, file] : durable) {
    if (!seen.insert(file.get()).second) continue;
    file->bytes = Torn(*file, random);
    file->synced = file->bytes.size();
    file->sync_lost = false;
  }
  live = durable;
}

DiskImage SimFileSystem::Image() const {
  std::lock_guard lock(mutex_);
  return now_;
}

void SimFileSystem::Restore(const DiskImage& image) {
  std::lock_guard lock(mutex_);
  now_ = image;
  locked_.clear();
}

std::uint64_t SimFileSystem::changes() const {
  std::lock_guard lock(mutex_);
  return changes_;
}

std::uint64_t SimFileSystem::calls() const {
  std::lock_guard lock(mutex_);
  return calls_;
}

void SimFileSystem::CutAt(std::uint64_t nth, std::function<void()> at_cut) {
  std::lock_guard lock(mutex_);
  cut_at_ = changes_ + nth;
  at_cut_ = std::move(at_cut);
  cut_.reset();
}

DiskImage SimFileSystem::TakeCut() {
  std::lock_guard lock(mutex_);
  cut_at_ = 0;
  if (!cut_) {
    if (at_cut_) at_cut_();
    at_cut_ = nullptr;
    return now_;
  }
  const std::unique_ptr<DiskImage> cut = std::move(cut_);
  return *cut;
}

void SimFileSystem::FailAt(std::uint64_t nth, Failure failure) {
  std::lock_guard lock(mutex_);
  fail_at_ = calls_ + nth;
  failure_ = failure;
}

void SimFileSystem::FillAt(std::uint64_t nth) {
  std::lock_guard lock(mutex_);
  full_from_ = changes_ + nth;
}

void SimFileSystem::Free() {
  std::lock_guard lock(mutex_);
  full_from_ = 0;
}

void SimFileSystem::Heal() {
  std::lock_guard lock(mutex_);
  full_from_ = 0;
  fail_at_ = 0;
}

std::unique_ptr<SimFileSystem::Failure> SimFileSystem::Count(Kind kind) {
  ++calls_;
  if (kind != Kind::kLook) {
    ++changes_;
    if (changes_ == cut_at_) {
      cut_ = std::make_unique<DiskImage>(now_);
      at_cut_();
      at_cut_ = nullptr;
    }
    if (full_from_ != 0 && changes_ >= full_from_ && kind == Kind::kTakesRoom) {
      return std::make_unique<Failure>(Failure::kNoSpace);
    }
  }
  if (calls_ == fail_at_) return std::make_unique<Failure>(failure_);
  return nullptr;
}

IOStatus SimFileSystem::Failed(Failure failure) {
  return failure == Failure::kNoSpace ? IOStatus::NoSpace("full") : IOStatus::IOError("failed");
}

IOStatus SimFileSystem::NoSuch(const std::string& name) { return IOStatus::PathNotFound(name); }

void SimFileSystem::Change(std::vector<DiskImage::NameChange> change) {
  for (const DiskImage::NameChange& one : change) {
    if (one.file) {
      now_.live[one.name] = one.file;
    } else {
      now_.live.erase(one.name);
    }
  }
  now_.pending.push_back(std::move(change));
}

IOStatus SimFileSystem::NewSequentialFile(const std::string& name, const FileOptions&,
                                          std::unique_ptr<rocksdb::FSSequentialFile>* file,
                                          IODebugContext*) {
  std::lock_guard lock(mutex_);
  if (const auto failure = Count(Kind::kLook)) return Failed(*failure);
  const auto found = now_.live.find(Tidy(name));
  if (found == now_.live.end()) return NoSuch(name);
  *file = std::make_unique<SequentialFile>(*this, found->second);
  return IOStatus::OK();
}

IOStatus SimFileSystem::NewRandomAccessFile(const std::string& name, const FileOptions&,
                                            std::unique_ptr<rocksdb::FSRandomAccessFile>* file,
                                            IODebugContext*) {
  std::lock_guard lock(mutex_);
  if (const auto failure = Count(Kind::kLook)) return Failed(*failure);
  const auto found = now_.live.find(Tidy(name));
  if (found == now_.live.end()) return NoSuch(name);
  *file = std::make_unique<RandomAccessFile>(*this, found->second);
  return IOStatus::OK();
}

IOStatus SimFileSystem::NewWritableFile(const std::string& name, const FileOptions&,
                                        std::unique_ptr<rocksdb::FSWritableFile>* file,
                                        IODebugContext*) {
  std::lock_guard lock(mutex_);
  if (const auto failure = Count(Kind::kTakesRoom)) return Failed(*failure);
  auto made = std::make_shared<DiskImage::File>();
  Change({{Tidy(name), made}});
  *file = std::make_unique<WritableFile>(*this, std::move(made));
  return IOStatus::OK();
}

IOStatus SimFileSystem::NewDirectory(const std::string& name, const IOOptions&,
                                     std::unique_ptr<rocksdb::FSDirectory>* folder,
                                     IODebugContext*) {
  std::lock_guard lock(mutex_);
  if (const auto failure = Count(Kind::kLook)) return Failed(*failure);
  *folder = std::make_unique<Folder>(*this, Tidy(name));
  return IOStatus::OK();
}

IOStatus SimFileSystem::FileExists(const std::string& name, const IOOptions&, IODebugContext*) {
  std::lock_guard lock(mutex_);
  if (const auto failure = Count(Kind::kLook)) return Failed(*failure);
  const std::string tidy = Tidy(name);
  const bool there = now_.live.contains(tidy) || now_.folders.contains(tidy);
  return there ? IOStatus::OK() : IOStatus::NotFound();
}

IOStatus SimFileSystem::GetChildren(const std::string& folder, const IOOptions&,
                                    std::vector<std::string>* names, IODebugContext*) {
  std::lock_guard lock(mutex_);
  if (const auto failure = Count(Kind::kLook)) return Failed(*failure);
  const std::string tidy = Tidy(folder);
  names->clear();
  for (const auto& [name, file] : now_.live) {
    if (FolderOf(name) == tidy) names->push_back(name.substr(tidy.size() + 1));
  }
  for (const std::string& below : now_.folders) {
    if (FolderOf(below) == tidy && below != tidy) names->push_back(below.substr(tidy.size() + 1));
  }
  if (names->empty() && !now_.folders.contains(tidy)) return IOStatus::NotFound();
  return IOStatus::OK();
}

IOStatus SimFileSystem::DeleteFile(const std::string& name, const IOOptions&, IODebugContext*) {
  std::lock_guard lock(mutex_);
  if (const auto failure = Count(Kind::kChanges)) return Failed(*failure);
  const std::string tidy = Tidy(name);
  if (!now_.live.contains(tidy)) return NoSuch(name);
  Change({{tidy, nullptr}});
  return IOStatus::OK();
}

// Folders are there for good as soon as they are made: losing one loses nothing that was synced.
IOStatus SimFileSystem::CreateDir(const std::string& name, const IOOptions&, IODebugContext*) {
  std::lock_guard lock(mutex_);
  if (const auto failure = Count(Kind::kTakesRoom)) return Failed(*failure);
  now_.folders.insert(Tidy(name));
  return IOStatus::OK();
}

IOStatus SimFileSystem::CreateDirIfMissing(const std::string& name, const IOOptions& options,
                                           IODebugContext* context) {
  {
    std::lock_guard lock(mutex_);
    if (now_.folders.contains(Tidy(name))) return IOStatus::OK();
  }
  return CreateDir(name, options, context);
}

IOStatus SimFileSystem::DeleteDir(const std::string& name, const IOOptions&, IODebugContext*) {
  std::lock_guard lock(mutex_);
  if (const auto failure = Count(Kind::kChanges)) return Failed(*failure);
  now_.folders.erase(Tidy(name));
  return IOStatus::OK();
}

IOStatus SimFileSystem::GetFileSize(const std::string& name, const IOOptions&, std::uint64_t* size,
                                    IODebugContext*) {
  std::lock_guard lock(mutex_);
  if (const auto failure = Count(Kind::kLook)) return Failed(*failure);
  const auto found = now_.live.find(Tidy(name));
  if (found == now_.live.end()) return NoSuch(name);
  *size = found->second->bytes.size();
  return IOStatus::OK();
}

IOStatus SimFileSystem::GetFileModificationTime(const std::string&, const IOOptions&,
                                                std::uint64_t* time, IODebugContext*) {
  *time = 0;
  return IOStatus::OK();
}

IOStatus SimFileSystem::RenameFile(const std::string& from, const std::string& to, const IOOptions&,
                                   IODebugContext*) {
  std::lock_guard lock(mutex_);
  if (const auto failure = Count(Kind::kTakesRoom)) return Failed(*failure);
  const std::string source = Tidy(from), target = Tidy(to);
  if (now_.folders.erase(source) > 0) {
    now_.folders.insert(target);
    std::vector<DiskImage::NameChange> change;
    for (const auto& [name, file] : now_.live) {
      if (FolderOf(name) != source) continue;
      change.push_back({name, nullptr});
      change.push_back({target + name.substr(source.size()), file});
    }
    Change(std::move(change));
    return IOStatus::OK();
  }
  const auto found = now_.live.find(source);
  if (found == now_.live.end()) return NoSuch(from);
  const FilePtr file = found->second;
  Change({{target, file}, {source, nullptr}});
  return IOStatus::OK();
}

IOStatus SimFileSystem::LockFile(const std::string& name, const IOOptions&,
                                 rocksdb::FileLock** lock, IODebugContext*) {
  std::lock_guard guard(mutex_);
  *lock = nullptr;
  if (const auto failure = Count(Kind::kLook)) return Failed(*failure);
  if (!locked_.insert(Tidy(name)).second) return IOStatus::IOError("lock hold by current process");
  *lock = new Lock(Tidy(name));
  return IOStatus::OK();
}

IOStatus SimFileSystem::UnlockFile(rocksdb::FileLock* lock, const IOOptions&, IODebugContext*) {
  std::lock_guard guard(mutex_);
  const std::unique_ptr<Lock> owned(static_cast<Lock*>(lock));
  locked_.erase(owned->name);
  return IOStatus::OK();
}

IOStatus SimFileSystem::GetTestDirectory(const IOOptions&, std::string* path, IODebugContext*) {
  *path = "/test";
  return IOStatus::OK();
}

IOStatus SimFileSystem::GetAbsolutePath(const std::string& path, const IOOptions&,
                                        std::string* absolute, IODebugContext*) {
  *absolute = path;
  return IOStatus::OK();
}

IOStatus SimFileSystem::GetFreeSpace(const std::string&, const IOOptions&, std::uint64_t* bytes,
                                     IODebugContext*) {
  std::lock_guard lock(mutex_);
  *bytes = full_from_ != 0 && changes_ >= full_from_ ? 0 : kPlentyOfRoom;
  return IOStatus::OK();
}

IOStatus SimFileSystem::IsDirectory(const std::string& path, const IOOptions&, bool* is,
                                    IODebugContext*) {
  std::lock_guard lock(mutex_);
  *is = now_.folders.contains(Tidy(path));
  return IOStatus::OK();
}

IOStatus SimFileSystem::Append(DiskImage::File& file, const Slice& bytes) {
  std::lock_guard lock(mutex_);
  if (const auto failure = Count(Kind::kTakesRoom)) {
    if (*failure != Failure::kError) file.bytes.append(bytes.data(), bytes.size() / 2);
    return Failed(*failure);
  }
  file.bytes.append(bytes.data(), bytes.size());
  return IOStatus::OK();
}

IOStatus SimFileSystem::Truncate(DiskImage::File& file, std::uint64_t size) {
  std::lock_guard lock(mutex_);
  if (const auto failure = Count(Kind::kChanges)) return Failed(*failure);
  file.bytes.resize(size);
  file.synced = std::min<std::size_t>(file.synced, size);
  return IOStatus::OK();
}

IOStatus SimFileSystem::Sync(DiskImage::File& file) {
  std::lock_guard lock(mutex_);
  if (const auto failure = Count(Kind::kChanges)) {
    // The kernel forgets that those pages were ever to be written: a later sync says that all is
    // well.
    file.sync_lost |= *failure != Failure::kError;
    return Failed(*failure);
  }
  if (!file.sync_lost) file.synced = file.bytes.size();
  return IOStatus::OK();
}

IOStatus SimFileSystem::SyncFolder(const std::string& folder) {
  std::lock_guard lock(mutex_);
  if (const auto failure = Count(Kind::kChanges)) return Failed(*failure);
  std::vector<std::vector<DiskImage::NameChange>> rest;
  for (auto& change : now_.pending) {
    const bool here = std::any_of(change.begin(), change.end(), [&](const auto& one) {
      return FolderOf(one.name) == folder || FolderOf(FolderOf(one.name)) == folder;
    });
    if (!here) {
      rest.push_back(std::move(change));
      continue;
    }
    for (const DiskImage::NameChange& one : change) {
      if (one.file) {
        now_.durable[one.name] = one.file;
      } else {
        now_.durable.erase(one.name);
      }
    }
  }
  now_.pending = std::move(rest);
  return IOStatus::OK();
}

IOStatus SimFileSystem::Read(const DiskImage::File& file, std::uint64_t offset, std::size_t size,
                             Slice* got, char* scratch) {
  std::lock_guard lock(mutex_);
  if (const auto failure = Count(Kind::kLook)) return Failed(*failure);
  const std::size_t begin = std::min<std::size_t>(offset, file.bytes.size());
  const std::size_t length = std::min(size, file.bytes.size() - begin);
  std::memcpy(scratch, file.bytes.data() + begin, length);
  *got = Slice(scratch, length);
  return IOStatus::OK();
}

std::uint64_t SimFileSystem::SizeOf(const DiskImage::File& file) const {
  std::lock_guard lock(mutex_);
  return file.bytes.size();
}

}  // namespace twofold
