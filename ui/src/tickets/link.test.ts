/** @file A copied link names a ticket in a way that links are read in (src-tauri/src/links.rs). */
import { expect, test } from "vitest";
import { ticketLink } from "./link";

test.each([
  ["#1042", "1042"],
  ["L-7", "L-7"],
  ["draft-7F3A", "draft-7F3A"],
  ["new", "0198c0de-0000-7000-8000-00000000002a"],
])("%s is copied as %s", (number, name) => {
  expect(ticketLink({ id: "0198c0de-0000-7000-8000-00000000002a", number })).toBe(`tern://ticket/${name}`);
});
