/** @file What the files of the build are cut by: the start waits for nothing, and no screen takes another along. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { partOf, screens } from "./chunks.mjs";

const root = join(import.meta.dirname, "..");
const parts = (...modules) => modules.map((module) => partOf(join(root, module)));

test("a large screen has a file, small ones share one, and so does what all of them use", () => {
  expect(parts("src/features/ticket/Ticket.svelte", "src/features/ticket/preview/Preview.svelte", "src/features/triage/Triage.svelte")).toEqual(["ticket", "ticket", "parts"]);
  expect(parts("src/kit/Dialog.svelte", "src/tickets/MergeDialog.svelte", "src/app/Help.svelte", "node_modules/svelte/src/store/index.js")).toEqual(Array.from({ length: 4 }, () => "shared"));
  expect(partOf("\0icon:/x/icons/trash")).toBe("shared");
  expect(partOf("C:\\tern\\ui\\src\\features\\list\\List.svelte")).toBe("list");
});

test("words, the way to the window, what shows PDF files and what is fetched right after the start lie apart", () => {
  const apart = ["src/i18n/de.ftl?later", "src/i18n/pseudo.ts", "src/app/MenuBar.svelte", "src/app/menubar.ts", "src/features/board/Lanes.svelte", "src/platform/tauri.ts", "node_modules/@tauri-apps/api/core.js", "src/features/ticket/preview/pdf.ts", "node_modules/pdfjs-dist/legacy/build/pdf.mjs"];
  expect(parts(...apart)).toEqual(apart.map(() => null));
  for (const file of apart.filter((name) => /^src.*(ts|svelte)$/.test(name))) expect(existsSync(join(root, file)), file).toBe(true);
});

test("every screen with a file is one", () => {
  const features = readdirSync(join(root, "src/features"));
  expect(screens.filter((screen) => !features.includes(screen))).toEqual([]);
});
