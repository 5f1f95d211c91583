/** @file Promises about where popovers go. */
import { expect, test } from "vitest";
import { place } from "./place";

const screen = { width: 800, height: 600 };
const menu = { width: 200, height: 300 };

test("a menu opens below its button", () => {
  const at = place({ left: 100, top: 40, width: 80, height: 28 }, menu, screen, { side: "below", gap: 4 });
  expect(at).toMatchObject({ x: 100, y: 72, side: "below" });
});

test("a menu without room below opens above", () => {
  const at = place({ left: 100, top: 500, width: 80, height: 28 }, menu, screen, { side: "below", gap: 4 });
  expect(at).toMatchObject({ y: 196, side: "above" });
});

test("a menu with too little room on both sides takes the larger one and scrolls", () => {
  const at = place({ left: 0, top: 250, width: 80, height: 28 }, { width: 200, height: 900 }, screen, { side: "below", gap: 4 });
  expect(at.side).toBe("below");
  expect(at.maxHeight).toBe(600 - 8 - 282);
});

test("a menu never leaves the window sideways", () => {
  const at = place({ left: 760, top: 40, width: 30, height: 28 }, menu, screen, { side: "below", gap: 4 });
  expect(at.x).toBe(800 - 200 - 8);
});

test("a submenu without room after its row opens before it", () => {
  const at = place({ left: 600, top: 40, width: 180, height: 28 }, menu, screen, { side: "after", gap: 2 });
  expect(at.x).toBe(600 - 2 - 200);
});
