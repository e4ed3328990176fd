// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
#include "import/texts.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "core/base/limits.h"
#include "core/base/status_macros.h"
#include "core/base/text.h"
#include "import/encoding.h"

namespace twofold::importing {
namespace {

constexpr char kBlankTitle[] = "Imported goal";

struct Cleaned {
  std::string text;
  bool changed = false;  // something other than blanks at the ends had to go
};

// How many bytes the character has that begins there. REQUIRES: valid UTF-8.
std::size_t SizeAt(absl::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

bool IsLineBreak(absl::string_view control) {
  return control == "\n" || control == "\r" || control.size() == 3;
}

std::string Stripped(absl::string_view text) {
  return std::string(absl::StripAsciiWhitespace(text));
}

// One line: line breaks and tabs become blanks, other control characters go.
Cleaned OneLine(absl::string_view raw) {
  const std::string valid = ValidUtf8(absl::StripAsciiWhitespace(raw));
  Cleaned line;
  if (!HasControl(valid)) {
    line.text = valid;
    return line;
  }
  line.changed = true;
  const absl::string_view text = valid;
  for (std::size_t at = 0; at < text.size();) {
    const absl::string_view letter = text.substr(at, SizeAt(text, at));
    if (!HasControl(letter)) {
      line.text.append(letter.data(), letter.size());
    } else if (IsLineBreak(letter) || letter == "\t") {
      if (line.text.empty() || line.text.back() != ' ') line.text += ' ';
    }
    at += letter.size();
  }
  line.text = Stripped(line.text);
  return line;
}

// Several lines: CRLF and other line breaks become "\n", tabs blanks, other control characters go.
Cleaned Lines(absl::string_view raw) {
  const std::string valid =
      absl::StrReplaceAll(ValidUtf8(absl::StripAsciiWhitespace(raw)), {{"\r\n", "\n"}});
  Cleaned lines;
  const absl::string_view text = valid;
  for (std::size_t at = 0; at < text.size();) {
    const absl::string_view letter = text.substr(at, SizeAt(text, at));
    if (!HasControl(letter)) {
      lines.text.append(letter.data(), letter.size());
    } else if (IsLineBreak(letter)) {
      lines.text += '\n';
    } else if (letter == "\t") {
      lines.text += ' ';
    } else {
      lines.changed = true;
    }
    at += letter.size();
  }
  lines.text = Stripped(lines.text);
  return lines;
}

bool Cut(std::string& text, std::size_t most) {
  if (text.size() <= most || CodePoints(text).value_or(0) <= most) return false;
  text = Stripped(CutText(text, most));
  return true;
}

std::string Line(absl::string_view raw, std::size_t most, Remarks& remarks) {
  Cleaned line = OneLine(raw);
  if (line.changed) remarks.Count(Loss::kTextCleaned);
  if (Cut(line.text, most)) remarks.Count(Loss::kTextShortened);
  return line.text;
}

}  // namespace

absl::StatusOr<std::string> FileText(std::string bytes, Remarks& remarks) {
  TF_ASSIGN_OR_RETURN(DecodedText decoded, DecodeText(std::move(bytes)));
  if (decoded.guessed) remarks.Say("The encoding was not stated; Windows-1252 was taken.");
  return std::move(decoded.text);
}

std::string TitleText(absl::string_view text, Remarks& remarks) {
  Cleaned title = OneLine(text);
  if (title.changed) remarks.Say("Its title lost control characters or line breaks.");
  if (Cut(title.text, limits::kTitleLength)) remarks.Say("Its title was shortened.");
  if (!title.text.empty()) return title.text;
  remarks.Say("It had no title.");
  return kBlankTitle;
}

std::string UnitText(absl::string_view text, Remarks& remarks) {
  Cleaned unit = OneLine(text);
  absl::string_view letters = unit.text;
  while (!letters.empty() && (absl::ascii_isdigit(letters[0]) || absl::ascii_ispunct(letters[0]) ||
                              absl::ascii_isspace(letters[0]))) {
    letters.remove_prefix(1);
  }
  if (letters.size() != unit.text.size()) {
    unit.changed = true;
    unit.text = std::string(letters);
  }
  if (unit.changed) remarks.Say("Its unit lost characters that a unit cannot have.");
  if (Cut(unit.text, limits::kUnitLength)) remarks.Say("Its unit was shortened.");
  return unit.text;
}

std::string LineText(absl::string_view text, Remarks& remarks) {
  return Line(text, limits::kLineLength, remarks);
}

std::string GroupText(absl::string_view text, Remarks& remarks) {
  return Line(text, limits::kTagLength, remarks);
}

std::string StepText(absl::string_view text, Remarks& remarks) {
  const std::string step = Line(text, limits::kTitleLength, remarks);
  return step.empty() ? "Imported step" : step;
}

std::string NoteText(absl::string_view text, Remarks& remarks) {
  Cleaned note = Lines(text);
  if (note.changed) remarks.Count(Loss::kTextCleaned);
  if (Cut(note.text, limits::kNoteLength)) remarks.Count(Loss::kNoteShortened);
  return note.text;
}

}  // namespace twofold::importing
