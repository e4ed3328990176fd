// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "client/commands/words.h"

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "client/commands/command.h"
#include "client/private_text.h"
#include "core/base/refusal.h"

namespace twofold {
namespace {

std::string UnlessNone(std::string text) { return text == "none" ? std::string() : text; }

// "+a,-b" adds a and takes b away.
void SortTags(const Arguments& arguments, daemon::v1::BesideWords& beside) {
  for (const std::string& value : arguments.Values("tag")) {
    for (absl::string_view part : absl::StrSplit(value, ',', absl::SkipEmpty())) {
      absl::string_view tag = absl::StripAsciiWhitespace(part);
      if (absl::ConsumePrefix(&tag, "-")) {
        beside.add_remove_tags(std::string(tag));
      } else {
        beside.add_add_tags(std::string(absl::StripPrefix(tag, "+")));
      }
    }
  }
  for (const std::string& value : arguments.Values("untag")) {
    for (absl::string_view tag : absl::StrSplit(value, ',', absl::SkipEmpty())) {
      beside.add_remove_tags(std::string(absl::StripAsciiWhitespace(tag)));
    }
  }
}

}  // namespace

daemon::v1::TermsWords TermsOf(const Arguments& arguments) {
  daemon::v1::TermsWords terms;
  terms.set_kind(arguments.Value("kind"));
  terms.set_unit(arguments.Value("unit"));
  terms.set_at_least(arguments.Value("at-least"));
  terms.set_at_most(arguments.Value("at-most"));
  terms.set_deadline(arguments.Value("deadline"));
  terms.set_size(arguments.Value("size"));
  if (arguments.Has("counts")) terms.set_meaning(UnlessNone(arguments.Value("counts")));
  *terms.mutable_schedule() = ScheduleOf(arguments);
  return terms;
}

bool HasTerms(const Arguments& arguments) {
  for (absl::string_view option : absl::StrSplit(kTermsOptions, ' ')) {
    if (arguments.Has(option)) return true;
  }
  return false;
}

absl::StatusOr<daemon::v1::BesideWords> BesideOf(Session& session) {
  const Arguments& arguments = session.arguments;
  daemon::v1::BesideWords beside;
  if (arguments.Has("title")) beside.set_title(arguments.Value("title"));
  if (arguments.Has("handle")) beside.set_handle(arguments.Value("handle"));
  if (arguments.Has("cue")) beside.set_cue(UnlessNone(arguments.Value("cue")));
  if (arguments.Has("smallest")) beside.set_smallest(UnlessNone(arguments.Value("smallest")));
  if (arguments.Has("group")) beside.set_group(UnlessNone(arguments.Value("group")));
  SortTags(arguments, beside);
  if (arguments.Has("ease") && arguments.Has("no-ease")) {
    return Refusal(absl::StatusCode::kInvalidArgument, "options_conflict",
                   "--ease and --no-ease exclude each other; choose one.");
  }
  if (arguments.Has("ease")) beside.set_asks_ease(true);
  if (arguments.Has("no-ease")) beside.set_asks_ease(false);
  TF_ASSIGN_OR_RETURN(const std::optional<std::string> why,
                      PrivateText(session, "why", "What is it for?", Lines::kOne));
  // Nothing typed takes nothing away.
  if (why && !why->empty()) beside.set_why(UnlessNone(*why));
  return beside;
}

daemon::v1::GoalFilter FilterOf(const Arguments& arguments) {
  daemon::v1::GoalFilter filter;
  if (arguments.Has("me") != arguments.Has("us"))
    filter.set_side(arguments.Has("me") ? "me" : "us");
  filter.set_tag(arguments.Value("tag"));
  filter.set_group(arguments.Value("group"));
  filter.set_kind(arguments.Value("kind"));
  filter.set_search(arguments.Value("search"));
  return filter;
}

absl::StatusOr<std::uint64_t> NumberOf(const Arguments& arguments, absl::string_view option,
                                       std::uint64_t least, std::uint64_t most,
                                       std::uint64_t otherwise) {
  if (!arguments.Has(option)) return otherwise;
  const std::string typed = arguments.Value(option);
  std::uint64_t number = 0;
  if (!absl::SimpleAtoi(typed, &number) || number < least || number > most) {
    return Refusal(absl::StatusCode::kInvalidArgument, "not_a_number",
                   absl::StrCat("\"", typed, "\" is not a number from ", least, " to ", most, "."));
  }
  return number;
}

}  // namespace twofold
