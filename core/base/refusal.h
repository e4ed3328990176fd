// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// A refusal is an absl::Status that a person and a script can both use: a sentence, a stable
// reason, up to three hints, and what did not happen.
//
//   return Refusal(absl::StatusCode::kNotFound, "no_such_goal",
//                  absl::StrCat("there is no goal called \"", word, "\"."))
//       .Hint("All goals", "twofold goal list")
//       .Aftermath("Nothing was logged.");
//
// The sentence starts in lower case, ends with a full stop and carries the person's own word in
// straight quotes; it never holds a secret, a path of another user or a library's wording.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace twofold {

struct RefusalHint {
  std::string label;  // one line
  std::string text;   // one line
  bool operator==(const RefusalHint&) const = default;
};

class Refusal {
 public:
  Refusal(absl::StatusCode code, absl::string_view reason, absl::string_view sentence);

  // Adds a line of help. Line breaks and tabs in either text become spaces.
  Refusal& Hint(absl::string_view label, absl::string_view text);
  // Says what did not happen.
  Refusal& Aftermath(absl::string_view sentence);

  operator absl::Status() const;  // NOLINT: returned where a Status is wanted

 private:
  absl::StatusCode code_;
  std::string reason_;
  std::string sentence_;
  std::vector<RefusalHint> hints_;
  std::string aftermath_;
};

// The parts of a refusal. For a status that is none: an empty reason, no hints, no aftermath.
std::string RefusalReason(const absl::Status& status);
std::vector<RefusalHint> RefusalHints(const absl::Status& status);
std::string RefusalAftermath(const absl::Status& status);

// Of several things asked for at once: the place, from 1, of the one that is refused; 0 where that
// was not told.
std::size_t RefusalPlace(const absl::Status& status);
absl::Status WithPlace(absl::Status status, std::size_t place);

// Returns the refusal with another aftermath; a status that is no refusal comes back unchanged.
absl::Status WithAftermath(absl::Status status, absl::string_view sentence);
template <class T>
absl::StatusOr<T> WithAftermath(absl::StatusOr<T> result, absl::string_view sentence) {
  if (!result.ok()) return WithAftermath(result.status(), sentence);
  return result;
}

// Returns the refusal with another sentence; a status that is no refusal comes back unchanged.
absl::Status WithSentence(const absl::Status& status, absl::string_view sentence);

}  // namespace twofold
