// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "import/archive.h"

#include <zip.h>

#include <array>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/status_macros.h"
#include "import/refusals.h"

namespace twofold::importing {
namespace {

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct Close {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Archive = std::unique_ptr<zip_t, Discard>;

absl::StatusOr<Archive> Open(absl::string_view bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = source == nullptr
                       ? nullptr
                       : zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
  if (archive == nullptr && source != nullptr) zip_source_free(source);
  zip_error_fini(&error);
  if (archive == nullptr) return Damaged("the archive cannot be opened");
  return Archive(archive);
}

absl::Status TooLong(const Bounds& bounds) {
  return TooLarge(absl::StrCat("a file in the archive unpacks to more than ",
                               bounds.member_bytes >> 20, " MiB"));
}

// Unpacks one file of at most `room` bytes.
absl::StatusOr<std::string> UnpackOne(zip_t* archive, zip_uint64_t index, std::size_t room,
                                      const Bounds& bounds) {
  const std::unique_ptr<zip_file_t, Close> file(zip_fopen_index(archive, index, 0));
  if (file == nullptr) return Damaged("a file in the archive cannot be opened");
  std::string bytes;
  std::array<char, 64 * 1024> part;
  while (true) {
    const zip_int64_t got = zip_fread(file.get(), part.data(), part.size());
    if (got < 0) return Damaged("a file in the archive cannot be unpacked");
    if (got == 0) return bytes;
    const auto size = static_cast<std::size_t>(got);
    if (size > bounds.member_bytes - bytes.size()) return TooLong(bounds);
    if (size > room - bytes.size()) {
      return TooLarge(
          absl::StrCat("the archive unpacks to more than ", bounds.total_bytes >> 20, " MiB"));
    }
    bytes.append(part.data(), size);
  }
}

}  // namespace

bool IsZip(absl::string_view bytes) {
  const absl::string_view magic = bytes.substr(0, 4);
  return magic == absl::string_view("PK\x03\x04", 4) || magic == absl::string_view("PK\x05\x06", 4);
}

absl::StatusOr<Source> Unpack(absl::string_view zip, const Bounds& bounds) {
  if (!IsZip(zip)) return Damaged("it is no archive");
  TF_ASSIGN_OR_RETURN(const Archive archive, Open(zip));
  const zip_int64_t members = zip_get_num_entries(archive.get(), 0);
  if (members < 0 || static_cast<std::size_t>(members) > bounds.members) {
    return TooLarge(absl::StrCat("the archive holds more than ", bounds.members, " files"));
  }
  Source source;
  source.folder = true;
  std::size_t total = 0;
  for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(members); ++i) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat_index(archive.get(), i, 0, &stat) != 0 || (stat.valid & ZIP_STAT_NAME) == 0) {
      return Damaged("a file in the archive has no name");
    }
    if (!IsWanted(stat.name)) continue;
    const bool plain =
        (stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method == ZIP_EM_NONE;
    if (!plain) return Damaged("the archive is encrypted");
    const bool known = (stat.valid & ZIP_STAT_COMP_METHOD) != 0 &&
                       (stat.comp_method == ZIP_CM_STORE || stat.comp_method == ZIP_CM_DEFLATE);
    if (!known) return Damaged("the archive is packed in a way that is not known");
    if ((stat.valid & ZIP_STAT_SIZE) != 0 && stat.size > bounds.member_bytes) {
      return TooLong(bounds);
    }
    TF_ASSIGN_OR_RETURN(std::string bytes,
                        UnpackOne(archive.get(), i, bounds.total_bytes - total, bounds));
    total += bytes.size();
    source.files.push_back({stat.name, std::move(bytes)});
  }
  return source;
}

}  // namespace twofold::importing
