/** @file Time spent is read the way it is typed. */
import { expect, test } from "vitest";
import { readSpan } from "./span";

test.each([
  ["15", 900],
  ["1h 30m", 5400],
  ["1.5h", 5400],
  ["1,5 h", 5400],
  ["1:30", 5400],
  ["45 min", 2700],
  ["2 hours", 7200],
  ["0", null],
  ["soon", null],
  ["", null],
  ["1:75", null],
])("%j is %j seconds", (text, expected) => {
  expect(readSpan(text)).toBe(expected);
});
