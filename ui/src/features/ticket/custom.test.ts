/** @file Promises about fields that a team made up. */
import { expect, test } from "vitest";
import { customText, withCustom } from "./custom";

const custom = { site: "Harbour", floor: 3, vip: true, lease: { ends: "2027" } };

test("a number stays a number, and becomes text only when it is none", () => {
  expect(withCustom(custom, "floor", "4")["floor"]).toBe(4);
  expect(withCustom(custom, "floor", "4a")["floor"]).toBe("4a");
  expect(withCustom(custom, "vip", "false")["vip"]).toBe(false);
});

test("writing one field keeps the others, and their order", () => {
  expect(Object.entries(withCustom(custom, "site", "Mill"))).toEqual([["site", "Mill"], ["floor", 3], ["vip", true], ["lease", { ends: "2027" }]]);
  expect(withCustom(custom, "site", null)).toEqual({ floor: 3, vip: true, lease: { ends: "2027" } });
});

test("what is not a plain value is shown as it is", () => {
  expect(customText(custom.lease)).toBe('{"ends":"2027"}');
  expect(customText(undefined)).toBe("");
});
