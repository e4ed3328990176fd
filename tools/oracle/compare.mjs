// Copyright 2026 The twofold authors. SPDX-License-Identifier: Apache-2.0
//
// Reads what schedule_dump prints and works the same rules out with rrule. Exit status 1 on any
// difference, or when nothing was compared.
//
//   schedule_dump SEED COUNT | node compare.mjs COUNT
import process from 'node:process';
import readline from 'node:readline';
import rrule from 'rrule';

const kDayMs = 86_400_000;
const kShown = 10;

const wanted = Number(process.argv[2]);
const kinds = new Map();
let compared = 0;
let days = 0;
let differing = 0;

// Day numbers that the rule names in [first, last].
function dueDays(start, rule, first, last) {
  const set = rrule.rrulestr(`DTSTART:${start}\nRRULE:${rule}`);
  return set.between(new Date(first * kDayMs), new Date(last * kDayMs), true)
      .map((date) => date.getTime() / kDayMs);
}

for await (const line of readline.createInterface({input: process.stdin})) {
  const [kind, start, rule, first, last, due] = line.split('\t');
  const ours = due === '' ? [] : due.split(' ').map((offset) => Number(first) + Number(offset));
  const theirs = dueDays(start, rule, Number(first), Number(last));
  compared += 1;
  days += theirs.length;
  const seen = kinds.get(kind) ?? {schedules: 0, days: 0};
  kinds.set(kind, {schedules: seen.schedules + 1, days: seen.days + theirs.length});
  if (ours.length === theirs.length && ours.every((day, i) => day === theirs[i])) continue;
  differing += 1;
  if (differing > kShown) continue;
  const iso = (day) => new Date(day * kDayMs).toISOString().slice(0, 10);
  const only = (some, others) => some.filter((day) => !others.includes(day)).slice(0, 5).map(iso);
  console.log(`differs: ${kind}  DTSTART:${start}  ${rule}  seen ${iso(first)} to ${iso(last)}`);
  console.log(`  due here alone: ${only(ours, theirs).join(' ')}`);
  console.log(`  due there alone: ${only(theirs, ours).join(' ')}`);
}

for (const [kind, seen] of [...kinds].sort()) {
  console.log(`  ${kind.padEnd(12)} ${String(seen.schedules).padStart(7)} schedules ${
      String(seen.days).padStart(9)} due days`);
}
console.log(`${compared} schedules, ${days} due days, ${differing} differences`);
process.exitCode = differing === 0 && compared === wanted && days > 0 ? 0 : 1;
