/** @file Promises about the quick filters. */
import { expect, test } from "vitest";
import { noFilter } from "../../tickets/filter";
import { isOn, quick, quickKinds } from "./quick";

test.each(quickKinds)("%s narrows once pressed, and no more once pressed again", (kind) => {
  const on = quick(noFilter, kind);
  expect(isOn(on, kind)).toBe(true);
  expect(on).not.toEqual(noFilter);
  expect(quick(on, kind)).toEqual(noFilter);
});

test("pressing is what is breached or at risk, and half of it is not it", () => {
  expect(quick(noFilter, "late").clocks).toEqual(["breached", "at_risk"]);
  expect(isOn({ ...noFilter, clocks: ["breached"] }, "late")).toBe(false);
});
