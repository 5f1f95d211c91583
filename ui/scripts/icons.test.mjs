/** @file Icons come as drawings, and one of another kind is noticed. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { drawingOf, icons } from "./icons.mjs";

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

test("an icon of another name is the same drawing, and a server for developing gives drawings, too", async () => {
  const folder = join(root, "node_modules/@lucide/svelte/dist/icons");
  const { config, resolveId, load } = icons();
  const drawn = (name) => resolveId.handler.call({ resolve: () => Promise.resolve({ id: join(folder, `${name}.js?v=1`) }) }, `@lucide/svelte/icons/${name}`, undefined);
  expect(config().optimizeDeps.exclude).toEqual(["@lucide/svelte"]);
  expect(await drawn("trash-2")).toBe(await drawn("trash"));
  expect(load.handler(await drawn("trash-2"))).toMatch(/^export default \{"names":\["trash","trash-2"\],"lines":/);
});
