/** @file Values without a field keep their kind when they are edited as text. */
import { expect, test } from "vitest";
import { customText, readBack } from "./custom";

test("a number that is edited stays a number, and becomes text only when it is one", () => {
  expect(readBack("4", 3)).toBe(4);
  expect(readBack("4a", 3)).toBe("4a");
  expect(readBack("false", true)).toBe(false);
  expect(readBack("4", "3")).toBe("4");
  expect(readBack(null, 3)).toBeNull();
});

test("what has parts is shown whole", () => {
  expect(customText({ ends: "2027" })).toBe('{"ends":"2027"}');
  expect(customText(undefined)).toBe("");
});
