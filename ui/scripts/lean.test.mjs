/** @file What the build leaves out is what nobody uses, and a Svelte or an icon of another kind is noticed. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compile } from "svelte/compiler";
import { expect, test } from "vitest";
import { drawingOf, icons, withoutHydration, withoutSlotNotes } from "./lean.mjs";

const root = join(import.meta.dirname, "..");
const hydration = readFileSync(join(root, "node_modules/svelte/src/internal/client/dom/hydration.js"), "utf8");

test("the stand-in for hydration has what this Svelte has, and another Svelte is no build", () => {
  expect(withoutHydration(hydration)).toContain("export const hydrating = false;");
  expect(() => withoutHydration(`${hydration}\nexport function more() {}`)).toThrow("more");
});

test("nobody hydrates", () => {
  const code = readdirSync(join(root, "src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|svelte)$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
  expect(code.filter((text) => /import \{[^}]*\bhydrate\b[^}]*\} from "svelte"|<slot\b|\$\$slots/.test(text))).toEqual([]);
});

test("the note of the slots goes, and nothing else of the code", () => {
  const { js } = compile('<script>import Box from "./Box.svelte"; const { a } = $props();</script><Box {a}>{#snippet end()}<i>e</i>{/snippet}<b>{a}</b></Box>', { generate: "client", runes: true });
  const lean = withoutSlotNotes(js.code);
  expect(js.code).toContain("$$slots: { end: true, default: true }");
  expect(lean).not.toContain("$$slots");
  expect(lean).toMatch(/children: \(\$\$anchor, \$\$slotProps\) => \{/);
  const tight = (text) => text.replaceAll(/\s/g, "");
  expect(tight(lean)).toBe(tight(js.code).replace(",$$slots:{end:true,default:true}", ""));
});

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
