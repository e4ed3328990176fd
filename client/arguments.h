// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// The words and options behind a command's name.
//
//   std::vector<OptionSpec> options = {{"on", 0, "DAY", "..."}, {"quiet", 'q', "", "..."}};
//   TF_ASSIGN_OR_RETURN(Arguments arguments, ParseArguments(options, {"read", "--on", "tue"}));
//   arguments.words();      // {"read"}
//   arguments.Value("on");  // "tue"
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace twofold {

struct OptionSpec {
  absl::string_view name;        // without the dashes
  char letter;                   // the short form; 0: none
  absl::string_view value;       // what it takes, such as "DAY"; empty: nothing; "[-]": perhaps "-"
  absl::string_view help;        // one line
  absl::string_view topic = {};  // of help, where the option is explained with others
  bool repeats = false;          // may be given several times
};

class Arguments {
 public:
  Arguments() = default;
  Arguments(std::vector<std::string> words, std::map<std::string, std::vector<std::string>> options)
      : words_(std::move(words)), options_(std::move(options)) {}

  // What is neither an option nor an option's value, in order.
  const std::vector<std::string>& words() const { return words_; }
  // The words with single blanks between them; for titles typed without quotes.
  std::string Joined() const;
  // Returns the word at `index`, or an empty string.
  std::string Word(std::size_t index) const;

  bool Has(absl::string_view option) const;
  // Empty when the option was not given or takes nothing. The last one given counts.
  std::string Value(absl::string_view option) const;
  // All values given for an option, in order.
  std::vector<std::string> Values(absl::string_view option) const;

 private:
  std::vector<std::string> words_;
  std::map<std::string, std::vector<std::string>> options_;
};

// Options may stand before and after words; "--" ends them; "--x=y" and "--x y" are equal.
// INVALID_ARGUMENT "unknown_option", "option_wants_value" or "option_takes_no_value".
absl::StatusOr<Arguments> ParseArguments(std::span<const OptionSpec> options,
                                         std::vector<std::string> arguments);

// Returns at most two of `candidates`, nearest first, that `word` may have been meant to be.
std::vector<std::string> Suggestions(absl::string_view word,
                                     std::span<const absl::string_view> candidates);

}  // namespace twofold
