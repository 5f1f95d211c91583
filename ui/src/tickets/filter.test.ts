/** @file Filters in addresses: they come back as they went, and odd links do no harm. */
import { expect, test } from "vitest";
import { isFiltering, noFilter, readFilter, toggled, writeFilter } from "./filter";

test("a filter survives the address", () => {
  const filter = {
    ...noFilter,
    text: "vpn, again",
    statuses: ["open", "waiting"],
    priorities: ["urgent" as const],
    assignees: ["p1"],
    unassigned: true,
    tags: ["vpn"],
    fields: ["device=laptop", "asset=PC-1042, old = 50 %", "cause="],
    clocks: ["breached" as const],
  };
  const back = readFilter(new URLSearchParams(new URLSearchParams(writeFilter(filter)).toString()));
  expect(back).toEqual(filter);
});

test("no filter leaves the address clean", () => {
  expect(writeFilter(noFilter)).toEqual({});
  expect(isFiltering(noFilter)).toBe(false);
  expect(readFilter(new URLSearchParams())).toEqual(noFilter);
});

test("values nobody knows do not narrow", () => {
  const filter = readFilter(new URLSearchParams("priority=extreme,high&sla=running&category=odd&field=%25,device"));
  expect(filter).toEqual({ ...noFilter, priorities: ["high"] });
});

test("toggling twice changes nothing", () => {
  expect(toggled(toggled(["a"], "b"), "b")).toEqual(["a"]);
});

test("tags with commas and percent signs come back whole, and those of older links as well", () => {
  const tags = ["a, b", "100%", "50%2C", "vpn"];
  expect(readFilter(new URLSearchParams(writeFilter({ ...noFilter, tags }))).tags).toEqual(tags);
  expect(writeFilter({ ...noFilter, tags: ["vpn", "ä & ö"] })).toEqual({ tag: "vpn,ä & ö" });
  expect(readFilter(new URLSearchParams({ tag: "vpn,100%" })).tags).toEqual(["vpn", "100%"]);
});
