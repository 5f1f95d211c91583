/** @file The names that docs/design.md promises to tests and scripts: each stands on an element, with the data it is said to carry. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const design = readFileSync(join(root, "../docs/design.md"), "utf8");
const section = design.slice(design.indexOf("## Hooks for tests and scripts"));
const code = readdirSync(join(root, "src"), { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile() && /\.(svelte|ts)$/.test(entry.name) && !/\.test\.ts$|gen\.ts$/.test(entry.name))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));

/** What is written between marks for code, and is a name: capitals in it stand for what differs, `*` for anything. */
const named = [...section.matchAll(/`([a-z][\w.*-]*)`/gu)].map(([, name]) => name ?? "");
const hooks = [...new Set(named.filter((name) => !name.startsWith("data-")))];
const data = [...new Set(named.filter((name) => name.startsWith("data-")))];

/** The values of every `data-testid` and `testid`: texts, and patterns where a part of them is made at run time. */
const attributes = code.flatMap((text) => [...text.matchAll(/\btestid(?::|=)\s*("[^"]*"|\{[^}]*(?:\$\{[^}]*\}[^}]*)*\})/gu)].map(([, value]) => value ?? ""));
const texts = new Set(code.flatMap((text) => [...text.matchAll(/["'`]([a-z][\w.-]*)["'`]/gu)].map(([, name]) => name ?? "")));
const patterns = attributes.filter((value) => value.includes("{")).flatMap((value) => [...value.matchAll(/["`]([^"`]*\{[^"`]*)["`]/gu)].map(([, name]) => name ?? ""));

/** Whether an element is called so, or by a pattern that makes this name. */
function isThere(hook: string): boolean {
  if (texts.has(hook)) return true;
  const like = hook.replace(/[A-Z]+|\*/gu, "x");
  return patterns.some((pattern) => new RegExp(`^${pattern.replace(/[.]/gu, "\\.").replace(/\$?\{[^}]*\}/gu, ".+")}$`, "u").test(like));
}

test("every name of the table is on an element", () => {
  expect(hooks.length).toBeGreaterThan(300);
  expect(hooks.filter((hook) => !isThere(hook))).toEqual([]);
});

test("what an element is said to carry is written somewhere", () => {
  const all = code.join("\n");
  expect(data.filter((name) => !all.includes(name))).toEqual([]);
});
