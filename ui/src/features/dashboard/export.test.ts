/** @file Tables become files that a spreadsheet reads as what they are. */
import { expect, test } from "vitest";
import { csv } from "./export";

test("numbers are plain, texts are quoted where they must be", () => {
  const rows = [
    [{ text: 'Ann "Al" Lee' }, { text: "1,204", value: 1_204 }, { text: "–", value: null }],
    [{ text: "North, East" }, { text: "−3", value: -3 }, { text: "2h", value: 7_200_000 }],
  ];
  expect(csv(["Who", "Count", "Time"], rows)).toBe('Who,Count,Time\r\n"Ann ""Al"" Lee",1204,\r\n"North, East",-3,7200000\r\n');
});

test("a name is never a formula", () => {
  expect(csv(["Tag"], [[{ text: "=1+1" }], [{ text: "@me" }], [{ text: "-x" }]])).toBe("Tag\r\n'=1+1\r\n'@me\r\n'-x\r\n");
});
