/** @file What the build leaves out is what nobody uses, and an icon of another kind is noticed. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { drawingOf } from "./lean.mjs";

const root = join(import.meta.dirname, "..");

test("every icon has a drawing on a square of 24", () => {
  const folder = join(root, "node_modules/@lucide/svelte/dist/icons");
  const drawings = readdirSync(folder).filter((name) => name.endsWith(".svelte")).map((name) => drawingOf(readFileSync(join(folder, name), "utf8")));
  expect(drawings.length).toBeGreaterThan(1000);
  expect(drawings.find(({ names }) => names.includes("trash-2"))).toEqual({ names: ["trash", "trash-2"], lines: expect.arrayContaining([["path", { d: "M3 6h18" }]]) });
  // Nothing is drawn within a group, which the drawing of a flat list would leave out.
  expect(drawings.filter(({ lines }) => lines.some((line) => line.length !== 2))).toEqual([]);
  expect(() => drawingOf("<svg />")).toThrow("without a drawing");
});
