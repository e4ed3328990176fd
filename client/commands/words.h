// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// What several commands read from their options in the same way.
#pragma once

#include <cstdint>

#include "absl/status/statusor.h"
#include "client/session.h"
#include "twofold/daemon/v1/goals.pb.h"

namespace twofold {

// The options for what a goal commits to, and those for when it is due.
inline constexpr char kTermsOptions[] =
    "every times per at from until kind unit at-least at-most deadline size counts";

daemon::v1::TermsWords TermsOf(const Arguments& arguments);
// Whether any of kTermsOptions was given.
bool HasTerms(const Arguments& arguments);

// What is said beside a goal: --title, --handle, --cue, --smallest, --group, --tag, --untag, --why,
// --ease, --no-ease. "none" takes a text away. Errors as PrivateText; INVALID_ARGUMENT
// "options_conflict".
absl::StatusOr<daemon::v1::BesideWords> BesideOf(Session& session);

// --me, --us, --tag, --group, --kind, --search.
daemon::v1::GoalFilter FilterOf(const Arguments& arguments);

// Answers about `found` goals; where they were filtered and none is left, in words that say so.
template <class Response>
void ShowGoals(Session& session, int found, const Response& response,
               std::string (*text)(const Look&, const Response&),
               std::string (*plain)(const Response&)) {
  const bool none = found == 0 && FilterOf(session.arguments).ByteSizeLong() > 0;
  session.Show(response, none ? [](const Look&, const Response&) {
    return std::string("No goal fits that.  All of them: twofold goal list --all\n");
  } : text, plain);
}

// Returns the number of an option, or `otherwise` without it. INVALID_ARGUMENT "not_a_number" for
// what is none from `least` to `most`.
absl::StatusOr<std::uint64_t> NumberOf(const Arguments& arguments, absl::string_view option,
                                       std::uint64_t least, std::uint64_t most,
                                       std::uint64_t otherwise);

}  // namespace twofold
